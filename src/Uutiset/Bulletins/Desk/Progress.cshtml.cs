using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Http;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Mailing;
using Uutiset.Vocabulary;

namespace Uutiset.Bulletins.Desk;

[Needs(Permission.BulletinsWrite)]
internal sealed class ProgressModel(NewsDb db, DispatchVerbs verbs, Terms terms, DeskText text) : PageModel
{
    public const int MostRows = 200;
    public static readonly DeliveryState[] Shown = [DeliveryState.Accepted, DeliveryState.Deferred, DeliveryState.Rejected, DeliveryState.InDoubt, DeliveryState.Suppressed, DeliveryState.Cancelled];
    private static readonly DeliveryState[] NeedsLook = [DeliveryState.Deferred, DeliveryState.Rejected, DeliveryState.InDoubt];

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public DeliveryState? Only { get; set; }

    public DispatchCounts Counts { get; private set; } = null!;
    public string Subject { get; private set; } = "";
    public string Lang { get; private set; } = "fi";
    public int? Number { get; private set; }
    /// <summary>"Viikkokirje nro 12".</summary>
    public string? Series { get; private set; }
    public DateTime SendAtUtc { get; private set; }
    public string? Notice { get; private set; }
    public DateTime? FailingUtc { get; private set; }
    public IReadOnlyList<(string Reason, int Count)> Exclusions { get; private set; } = [];
    public IReadOnlyList<DispatchApi.DeliveryJson> Rows { get; private set; } = [];

    public string State => Key(Counts.State);

    public string Line => LineOf(Counts, text);

    public static string Key(Enum word) => char.ToLowerInvariant(word.ToString()[0]) + word.ToString()[1..];

    public static IEnumerable<(string Key, int Count)> Numbers(DispatchCounts c) =>
    [
        ("accepted", c.Accepted), ("waiting", c.Pending + c.Leased + c.Transmitting), ("deferred", c.Deferred), ("rejected", c.Rejected),
        ("inDoubt", c.InDoubt), ("suppressed", c.Suppressed), ("cancelled", c.Cancelled), ("bounced", c.Bounced),
    ];

    /// <summary>"1 250 / 30 000 · 10,5 viestiä sekunnissa · noin 46 minuuttia jäljellä".</summary>
    public static string LineOf(DispatchCounts counts, DeskText text)
    {
        var parts = new List<string> { text["bulletins.line", text.Number(counts.Done), text.Number(counts.Frozen)] };
        if (counts.PerSecond is { } rate) parts.Add(text["bulletins.rate", rate.ToString("0.#", System.Globalization.CultureInfo.GetCultureInfo(text.Lang == "en" ? "en-GB" : "fi-FI"))]);
        if (counts.EtaSeconds is { } left) parts.Add(left < 90 ? text.Count("bulletins.left.seconds", left) : left < 5400 ? text.Count("bulletins.left.minutes", left / 60) : text.Count("bulletins.left.hours", left / 3600));
        return string.Join(" · ", parts);
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await verbs.CountsAsync(Id, ct) is not { } counts || await db.FirstDispatchAsync(Id, ct) is not { } dispatch) return NotFound();
        Counts = counts;
        (SendAtUtc, Notice, FailingUtc) = (dispatch.SendAtUtc, dispatch.State == DispatchState.Paused ? dispatch.Notice : null, dispatch.State == DispatchState.Sending ? dispatch.FailingUtc : null);
        var bulletin = await db.Bulletins.AsNoTracking().SingleAsync(b => b.PublicId == Id, ct);
        (Number, Series) = (bulletin.Number, MailWording.OfSeries(Composing.SeriesOf(bulletin, await terms.IndexAsync(ct))?.Label, bulletin.IssueNumber, text.Lang));
        var first = await db.Variants.Where(v => v.DispatchId == dispatch.Id).OrderBy(v => v.Lang == "fi" ? 0 : 1).Select(v => new { v.Subject, v.Lang }).FirstAsync(ct);
        (Subject, Lang) = (first.Subject, first.Lang);
        var reasons = await db.Exclusions.Where(e => e.DispatchId == dispatch.Id).GroupBy(e => e.Reason).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        Exclusions = [.. reasons.OrderByDescending(r => r.Count).Select(r => (char.ToUpperInvariant(r.Key[0]) + r.Key[1..], r.Count))];
        if (!User.Has(Permission.SubscribersRead)) return Page();
        var rows = db.Deliveries.Where(d => d.DispatchId == dispatch.Id && (Only == null ? NeedsLook.Contains(d.State) : d.State == Only));
        Rows = await DeliveryRows.Of(db, rows).Take(MostRows).ToListAsync(ct);
        return Page();
    }

    /// <summary>An answer for all that are in doubt, before it is confirmed.</summary>
    [BindProperty(SupportsGet = true)]
    public string? All { get; set; }

    /// <summary>An answer for those of them that are ticked, before it is confirmed.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Ticked { get; set; }

    [BindProperty(SupportsGet = true)]
    public long[] Row { get; set; } = [];

    /// <summary>Of the ticked rows, those that can still be answered.</summary>
    public IReadOnlyList<DispatchApi.DeliveryJson> Chosen => [.. Rows.Where(r => r.State == DeliveryState.InDoubt && Row.Contains(r.Id))];

    public bool MayTick => Counts.InDoubt > 1 && User.Has(Permission.BulletinsSend) && Rows.Any(r => r.State == DeliveryState.InDoubt);

    public bool AsksForAll => IsAnswer(All) && Counts.InDoubt > 0;

    public bool AsksForTicked => !AsksForAll && IsAnswer(Ticked);

    private static bool IsAnswer(string? verb) => verb is "resend" or "leave" or "delivered";

    public async Task<IActionResult> OnPostAsync(string verb, long? delivery, CancellationToken ct)
    {
        if (!User.Has(Permission.BulletinsSend)) return Forbid();
        if (IsAnswer(verb)) return await SettleDoubtAsync(verb, delivery, ct);
        if (verb is not ("pause" or "resume" or "cancel")) return BadRequest();
        if (await verbs.ActAsync(Id, verb, Actor.Of(User), ct) is not { } done) return NotFound();
        this.Notice(text[done ? $"bulletins.{verb}.done" : "bulletins.tooLate"]);
        return Redirect($"/desk/bulletins/{Id}/progress");
    }

    private async Task<IActionResult> SettleDoubtAsync(string verb, long? delivery, CancellationToken ct)
    {
        // Its button stands beside an address: whoever may not see those has none
        if (!User.Has(Permission.SubscribersRead)) return Forbid();
        // Several of them are met only by whoever was asked about all, or about these
        var ticked = Ticked == verb && Row.Length is > 0 and <= MostRows;
        if (delivery is null && All != verb && !ticked) return BadRequest();
        if (await verbs.SettleDoubtAsync(Id, delivery is { } one ? [one] : All == verb ? null : Row, verb, Actor.Of(User), ct) is not { } met) return NotFound();
        this.Notice(met == 0 ? text["bulletins.doubt.tooLate"] : delivery is null ? text.Count($"bulletins.doubt.{verb}.all.done", met) : text[$"bulletins.doubt.{verb}.done"]);
        return Redirect($"/desk/bulletins/{Id}/progress");
    }
}

/// <summary>The page's live numbers, and the proof as a file.</summary>
internal static class ProgressRoutes
{
    /// <param name="Numbers">As written in the reader's language.</param>
    public sealed record Tick(int Done, int Frozen, bool Over, string State, string StateText, string Line, IReadOnlyDictionary<string, string> Numbers);

    public static void MapProgress(this WebApplication app)
    {
        app.MapGet("/desk/bulletins/{id:guid}/events", async (Guid id, DispatchVerbs verbs, IHostApplicationLifetime life, DeskText text, CancellationToken ct) =>
            await verbs.CountsAsync(id, ct) is null ? Results.NotFound() : TypedResults.ServerSentEvents(WatchAsync(id, verbs, life, text, ct)))
            .Needs(Permission.BulletinsWrite).ExcludeFromDescription();
        app.MapGet("/desk/bulletins/{id:guid}/deliveries.csv", async (Guid id, NewsDb db, Audit audit, HttpContext http, CancellationToken ct) =>
        {
            if (await db.FirstDispatchAsync(id, ct) is not { } dispatch) return Results.NotFound();
            await DeliveryRows.WriteCsvAsync(db, audit, dispatch, id, http, ct);
            return Results.Empty;
        }).Needs(Permission.SubscribersRead).RequireRateLimiting(RateLimits.Export).ExcludeFromDescription();
    }

    private static async IAsyncEnumerable<SseItem<Tick>> WatchAsync(Guid id, DispatchVerbs verbs, IHostApplicationLifetime life, DeskText text, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var c in verbs.WatchAsync(id, life, ct))
        {
            var state = ProgressModel.Key(c.State);
            yield return new SseItem<Tick>(new Tick(
                c.Done, c.Frozen, c.IsOver, state, text["bulletins.state." + state], ProgressModel.LineOf(c, text),
                ProgressModel.Numbers(c).ToDictionary(n => n.Key, n => text.Number(n.Count))), "tick");
        }
    }
}
