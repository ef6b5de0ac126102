using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Uutiset.Tests.Site;

/// <summary>The SQL commands of one request: it is sent under a trace id of its own, and EF's events are told apart by it.</summary>
internal sealed class CommandCounter : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly ActivityTraceId trace = ActivityTraceId.CreateRandom();
    private readonly ActivityListener activities = new() { ShouldListenTo = s => s.Name == "Microsoft.AspNetCore", Sample = (ref _) => ActivitySamplingResult.AllData };
    private readonly List<IDisposable> subscriptions = [];
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> commands = new();

    private CommandCounter()
    {
        ActivitySource.AddActivityListener(activities);
        subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    public static Task<int> CountAsync(Newsroom newsroom, string path) => CountAsync(newsroom.Client, path);

    public static async Task<int> CountAsync(HttpClient client, string path) => (await CommandsAsync(client, path)).Count;

    public static async Task<IReadOnlyCollection<string>> CommandsAsync(HttpClient client, string path)
    {
        // The first request of a kind compiles its queries
        (await client.GetAsync(path)).Dispose();
        using var counter = new CommandCounter();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("traceparent", $"00-{counter.trace}-{ActivitySpanId.CreateRandom()}-01");
        using var response = await client.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return counter.commands;
    }

    /// <summary>Of work that no request begins.</summary>
    public static async Task<int> CountAsync(Func<Task> work)
    {
        using var counter = new CommandCounter();
        using var activity = new Activity(nameof(CommandCounter)).SetParentId(counter.trace, ActivitySpanId.CreateRandom()).Start();
        await work();
        return counter.commands.Count;
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.EntityFrameworkCore") subscriptions.Add(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == RelationalEventId.CommandExecuted.Name && Activity.Current?.TraceId == trace) commands.Enqueue(value.Value is CommandExecutedEventData { Command.CommandText: var text } ? text : "");
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose()
    {
        foreach (var subscription in subscriptions) subscription.Dispose();
        activities.Dispose();
    }
}
