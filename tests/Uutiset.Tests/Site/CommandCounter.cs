using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Uutiset.Tests.Site;

/// <summary>Counts the SQL commands of one request: it is sent under a trace id of its own, and EF's events are told apart by it.</summary>
internal sealed class CommandCounter : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly ActivityTraceId trace = ActivityTraceId.CreateRandom();
    private readonly ActivityListener activities = new() { ShouldListenTo = s => s.Name == "Microsoft.AspNetCore", Sample = (ref _) => ActivitySamplingResult.AllData };
    private readonly List<IDisposable> subscriptions = [];
    private int count;

    private CommandCounter()
    {
        ActivitySource.AddActivityListener(activities);
        subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    public static Task<int> CountAsync(Newsroom newsroom, string path) => CountAsync(newsroom.Client, path);

    public static async Task<int> CountAsync(HttpClient client, string path)
    {
        // The first request of a kind compiles its queries
        (await client.GetAsync(path)).Dispose();
        using var counter = new CommandCounter();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("traceparent", $"00-{counter.trace}-{ActivitySpanId.CreateRandom()}-01");
        using var response = await client.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return counter.count;
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.EntityFrameworkCore") subscriptions.Add(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == RelationalEventId.CommandExecuted.Name && Activity.Current?.TraceId == trace) Interlocked.Increment(ref count);
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
