using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Mailing;
using Uutiset.Tests.Mail;

namespace Uutiset.Tests.Mailing;

/// <summary>What a newsroom needs that sends into a counting sink.</summary>
public interface ISinkNewsroom
{
    Newsroom Room { get; }

    CountingSink Sink { get; }
}

public sealed class SqliteSinkNewsroom : SqliteNewsroom, ISinkNewsroom
{
    public Newsroom Room => this;

    public CountingSink Sink { get; } = new() { KeepContent = true };

    protected override async Task<Dictionary<string, string?>> SettingsAsync() => SinkSettings.Of(Sink, await base.SettingsAsync());
}

public sealed class PostgresSinkNewsroom : PostgresNewsroom, ISinkNewsroom
{
    public Newsroom Room => this;

    public CountingSink Sink { get; } = new() { KeepContent = true };

    protected override async Task<Dictionary<string, string?>> SettingsAsync() => SinkSettings.Of(Sink, await base.SettingsAsync());
}

internal static class SinkSettings
{
    public static Dictionary<string, string?> Of(CountingSink sink, Dictionary<string, string?> settings) => new(settings)
    {
        ["Mail:Servers:0:Host"] = "127.0.0.1",
        ["Mail:Servers:0:Port"] = sink.Port.ToString(CultureInfo.InvariantCulture),
        ["Mail:Servers:0:Security"] = "none",
        ["Mail:Servers:0:MaxConnections"] = "3",
        ["Mail:From"] = "Järjestöuutiset <uutiset@example.org>",
        ["Mail:ReplyTo"] = "toimitus@example.org",
        ["Mail:ReturnPathDomain"] = "bounce.example.org",
    };
}

/// <summary>Frozen dispatches made by hand, so that sending is tested without composing.</summary>
internal static class Dispatches
{
    public static async Task<long> MakeAsync(Newsroom room, IReadOnlyList<string> addresses, DispatchState state = DispatchState.Sending)
    {
        var keys = room.Services.GetRequiredService<AddressKeys>();
        var now = room.Clock.GetUtcNow().UtcDateTime;
        var slots = new Uutiset.Mail.SlotSet();
        var compiled = new Uutiset.Mail.MessageTemplate
        {
            From = Uutiset.Mail.Mailbox.Create("uutiset@example.org", "Järjestöuutiset"),
            To = slots.Mailbox(SlotName.To),
            Subject = "Järjestöjen uutiskirje",
            Date = slots.Date(SlotName.Date),
            MessageId = slots.MessageId(SlotName.MessageId),
            Text = $"Hyvä {slots.Text("name")}!\nTässä uutiset.",
            Slots = slots,
        }.Compile();
        return await room.InDbAsync(async db =>
        {
            // One transaction, as freezing does: a dispatch seen without its deliveries would count as sent
            await using var transaction = await db.Database.BeginTransactionAsync();
            var dispatch = new Dispatch { BulletinId = Random.Shared.NextInt64(), State = state, Frozen = addresses.Count, SendAtUtc = now, StartedUtc = now, By = "test" };
            var content = Outbox.ContentOf(compiled, now);
            db.Add(dispatch);
            db.Add(content);
            await db.SaveChangesAsync();
            db.Deliveries.AddRange(addresses.Select((a, i) => new Delivery
            {
                DispatchId = dispatch.Id, ContentId = content.Id, ContactId = dispatch.Id * 1000 + i, Lane = Lane.Bulk, Address = a, AddressKey = keys.Of(a),
                Slots = $$"""{"name":"Lukija {{i}}"}""", QueuedUtc = now, NextUtc = now,
            }));
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            return dispatch.Id;
        });
    }

    public static string[] Addresses(string prefix, int count) => [.. Enumerable.Range(0, count).Select(i => $"{prefix}{i}@example.fi")];

    public static Task<DispatchCounts> CountsAsync(Newsroom room, long dispatch) => room.InDbAsync(async db =>
    {
        var counts = (await DispatchCounts.ReadAsync(db, dispatch, room.Clock.GetUtcNow().UtcDateTime, CancellationToken.None))!;
        Assert.Equal(counts.Frozen, counts.Pending + counts.Leased + counts.Transmitting + counts.Accepted + counts.Deferred + counts.Rejected
            + counts.InDoubt + counts.Suppressed + counts.Cancelled);
        return counts;
    });

    public static async Task<DispatchCounts> UntilAsync(Newsroom room, long dispatch, Func<DispatchCounts, bool> reached)
    {
        var waited = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            var counts = await CountsAsync(room, dispatch);
            if (reached(counts)) return counts;
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(30), $"After 30 s: {counts}");
            await Task.Delay(50);
        }
    }
}
