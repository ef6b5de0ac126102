using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Api;
using Uutiset.Accounts.Http;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.Vocabulary;

namespace Uutiset.Bulletins;

/// <summary><c>/api/v1/bulletins/{id}/dispatch</c>: send, pause, resume, cancel, watch, and who got it.</summary>
internal static class DispatchApi
{
    public sealed record DispatchRequest(DateTimeOffset? SendAt);

    public sealed record DeliveryJson(
        long Id, string Address, DeliveryState State, int Attempts, string? Code, string? Reply, string? MessageId, DateTime QueuedAt, DateTime? SettledAt, string? Lang)
    {
        /// <summary>Since when an editor knows that it is in doubt and leaves it so.</summary>
        public DateTime? LeftAt { get; init; }

        /// <summary>Whose seat the address had; null for a private reader, and once erased.</summary>
        public string? Organisation { get; init; }
    }

    public static void MapDispatchApi(this WebApplication app)
    {
        var api = app.MapApi("/bulletins/{id:guid}", "Bulletins");
        api.MapPut("/dispatch", SendAsync).Needs(Permission.BulletinsSend).WithSummary("Freezes and sends now or at an hour; a second time answers with the first").Produces<DispatchCounts>();
        api.MapGet("/dispatch", CountsAsync).Needs(Permission.BulletinsWrite).WithSummary("Where the sending stands; frozen is always the sum of the states").Produces<DispatchCounts>();
        api.MapGet("/dispatch/events", EventsAsync).Needs(Permission.BulletinsWrite).WithSummary("The same as server-sent events, each second until it is over");
        api.MapPost("/dispatch/pause", (Guid id, HttpContext http, DispatchVerbs verbs, CancellationToken ct) => ActAsync(id, "pause", http, verbs, ct)).Needs(Permission.BulletinsSend);
        api.MapPost("/dispatch/resume", (Guid id, HttpContext http, DispatchVerbs verbs, CancellationToken ct) => ActAsync(id, "resume", http, verbs, ct)).Needs(Permission.BulletinsSend);
        api.MapPost("/dispatch/cancel", (Guid id, HttpContext http, DispatchVerbs verbs, CancellationToken ct) => ActAsync(id, "cancel", http, verbs, ct)).Needs(Permission.BulletinsSend);
        api.MapGet("/deliveries", DeliveriesAsync).Needs(Permission.SubscribersRead).WithSummary("Every recipient with state, code and the server's words");
        api.MapGet("/deliveries.csv", CsvAsync).Needs(Permission.SubscribersRead).RequireRateLimiting(RateLimits.Export).WithSummary("The same for a spreadsheet");
    }

    private static async Task<IResult> SendAsync(Guid id, DispatchRequest request, HttpContext http, Freezing freezing, DispatchVerbs verbs, CancellationToken ct)
    {
        if (Etags.Named(http, out var refusal) is var version && refusal is not null) return refusal;
        var frozen = await freezing.FreezeAsync(id, version, request.SendAt?.UtcDateTime, Actor.Of(http.User), ct);
        return frozen.Outcome switch
        {
            FreezeOutcome.NotFound => Problems.NotFound("bulletin"),
            FreezeOutcome.Outdated => Etags.Outdated(),
            FreezeOutcome.Refused => Problems.Invalid(frozen.Obstacles!.Where(o => o.Stops).GroupBy(FieldOf).ToDictionary(g => g.Key, g => g.Select(o => o.Words.In(ApiLanguage.Of(http))).ToArray())),
            // PUT twice is PUT once: it is sending, whoever asked first
            _ => Results.Ok(await verbs.CountsAsync(id, ct)),
        };
    }

    private static string FieldOf(Obstacle obstacle) => obstacle.Kind switch
    {
        ObstacleKind.NoSubject => "variants",
        ObstacleKind.Nobody => "audience",
        _ => "items",
    };

    private static async Task<IResult> CountsAsync(Guid id, DispatchVerbs verbs, CancellationToken ct) =>
        await verbs.CountsAsync(id, ct) is { } counts ? Results.Ok(counts) : Problems.NotFound("dispatch");

    private static async Task<IResult> ActAsync(Guid id, string verb, HttpContext http, DispatchVerbs verbs, CancellationToken ct)
    {
        if (await verbs.ActAsync(id, verb, Actor.Of(http.User), ct) is not { } done) return Problems.NotFound("dispatch");
        return done ? Results.Ok(await verbs.CountsAsync(id, ct)) : Problems.Of(StatusCodes.Status409Conflict, $"In its present state the sending cannot take \"{verb}\".");
    }

    private static async Task<IResult> EventsAsync(Guid id, DispatchVerbs verbs, IHostApplicationLifetime life, CancellationToken ct) =>
        await verbs.CountsAsync(id, ct) is null ? Problems.NotFound("dispatch") : TypedResults.ServerSentEvents(WatchAsync(id, verbs, life, ct));

    private static async IAsyncEnumerable<SseItem<DispatchCounts>> WatchAsync(Guid id, DispatchVerbs verbs, IHostApplicationLifetime life, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var counts in verbs.WatchAsync(id, life, ct)) yield return new SseItem<DispatchCounts>(counts, "counts");
    }

    private static async Task<IResult> DeliveriesAsync(Guid id, string? state, [AsParameters] Paging paging, NewsDb db, CancellationToken ct)
    {
        // The framework reads enums from a query by their C# spelling; the contract's words begin with a small letter
        DeliveryState? wanted = Enum.TryParse<DeliveryState>(state, ignoreCase: true, out var known) && !char.IsAsciiDigit(state[0]) ? known : null;
        if (state is not null && wanted is null)
            return Problems.Invalid(new Dictionary<string, string[]> { ["state"] = [$"must be one of {string.Join(", ", Enum.GetNames<DeliveryState>().Select(JsonNamingPolicy.CamelCase.ConvertName))}"] });
        if (await db.FirstDispatchAsync(id, ct) is not { } dispatch) return Problems.NotFound("dispatch");
        var rows = db.Deliveries.Where(d => d.DispatchId == dispatch.Id && (wanted == null || d.State == wanted));
        return Results.Ok(paging.Of(await DeliveryRows.Of(db, rows).Skip(paging.Skip).Take(paging.Size).ToListAsync(ct), await rows.CountAsync(ct)));
    }

    private static async Task<IResult> CsvAsync(Guid id, NewsDb db, Audit audit, HttpContext http, CancellationToken ct)
    {
        if (await db.FirstDispatchAsync(id, ct) is not { } dispatch) return Problems.NotFound("dispatch");
        await DeliveryRows.WriteCsvAsync(db, audit, dispatch, id, http, ct);
        return Results.Empty;
    }
}
