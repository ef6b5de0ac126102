using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Accounts;
using Uutiset.Accounts.Api;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Bulletins;

/// <summary><c>/api/v1/bulletins</c>: compose, look, test, approve.</summary>
internal static class BulletinApi
{
    public sealed record TestRequest(IReadOnlyList<string>? To);

    public sealed record AudienceRow(Guid ContactId, string Email, string? Organisation, string Lang, string? Reason, IReadOnlyList<string> Regions);

    public static void MapBulletinApi(this WebApplication app)
    {
        var api = app.MapApi("/bulletins", "Bulletins");
        api.MapGet("/", ListAsync).Needs(Permission.BulletinsWrite).WithSummary("Bulletins, the newest first; ?series= picks one series");
        api.MapPost("/", CreateAsync).Needs(Permission.BulletinsWrite).WithSummary("Makes a draft").Produces<BulletinJson>(StatusCodes.Status201Created);
        api.MapGet("/{id:guid}", ReadAsync).Needs(Permission.BulletinsWrite).WithSummary("One bulletin").Produces<BulletinJson>();
        api.MapPut("/{id:guid}", SaveAsync).Needs(Permission.BulletinsWrite).WithSummary("Saves a draft; an approval is taken back by it").Produces<BulletinJson>();
        api.MapGet("/{id:guid}/preview", PreviewAsync).Needs(Permission.BulletinsWrite).WithSummary("One language as HTML or text, as a reader would get it");
        api.MapGet("/{id:guid}/audience", AudienceAsync).Needs(Permission.SubscribersRead).WithSummary("Who would get it, and who would not and why");
        api.MapPost("/{id:guid}/test", TestAsync).Needs(Permission.BulletinsWrite).WithSummary("Sends every language to at most 20 addresses, marked as a test");
        api.MapPut("/{id:guid}/approval", ApproveAsync).Needs(Permission.BulletinsSend).WithSummary("Marks the bulletin as approved").Produces<BulletinJson>();
    }

    private static async Task<IResult> ListAsync([AsParameters] Paging paging, [FromQuery] string? series, HttpContext http, NewsDb db, Terms terms, IOptions<SiteOptions> site, CancellationToken ct)
    {
        var index = await terms.IndexAsync(ct);
        var bulletins = Actor.Of(http.User).Own(db.Bulletins, b => b.PublisherId);
        if (!string.IsNullOrEmpty(series))
        {
            if (index.Find(series) is not { Scheme: TermScheme.Series } one) return Problems.Invalid("series", "there is no such series");
            bulletins = bulletins.Where(b => b.SeriesId == one.Id);
        }
        var page = await bulletins.AsNoTracking().Include(b => b.Publisher).Include(b => b.Texts).Include(b => b.Items.OrderBy(i => i.Position)).ThenInclude(i => i.Article).AsSplitQuery()
            .OrderByDescending(b => b.Id).Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        var ids = page.Select(b => b.Id).ToList();
        var states = await db.Dispatches.Where(d => ids.Contains(d.BulletinId) && d.Kind == Mailing.DispatchKind.First).ToDictionaryAsync(d => d.BulletinId, d => d.State, ct);
        return Results.Ok(paging.Of<BulletinJson>(
            [.. page.Select(b => BulletinJson.Of(b, states.TryGetValue(b.Id, out var state) ? state : null, site.Value, index))], await bulletins.CountAsync(ct)));
    }

    private static async Task<IResult> CreateAsync(BulletinDraft draft, HttpContext http, Composing composing, NewsDb db, Terms terms, IOptions<SiteOptions> site, CancellationToken ct)
    {
        var made = await composing.CreateAsync(Known(draft), Actor.Of(http.User), ct);
        return await AnswerAsync(made, http, db, terms, site.Value, created: true, ct);
    }

    private static async Task<IResult> ReadAsync(Guid id, HttpContext http, Composing composing, NewsDb db, Terms terms, IOptions<SiteOptions> site, CancellationToken ct)
    {
        if (await composing.LoadAsync(id, ct) is not { } bulletin) return Problems.NotFound("bulletin");
        var dispatch = await db.FirstDispatchAsync(bulletin.Id, ct);
        return Etags.OkOrNotModified(http, BulletinJson.Of(bulletin, dispatch?.State, site.Value, await terms.IndexAsync(ct)), TagOf(bulletin, dispatch?.State));
    }

    private static async Task<IResult> SaveAsync(Guid id, BulletinDraft draft, HttpContext http, Composing composing, NewsDb db, Terms terms, IOptions<SiteOptions> site, CancellationToken ct)
    {
        if (Etags.Expected(http, out var refusal) is not { } version) return refusal!;
        return await AnswerAsync(await composing.SaveAsync(id, version, Known(draft), Actor.Of(http.User), ct), http, db, terms, site.Value, created: false, ct);
    }

    private static async Task<IResult> PreviewAsync(Guid id, string? lang, string? part, HttpContext http, Previewing previewing, CancellationToken ct)
    {
        if (part is not (null or "html" or "text")) return Problems.Invalid("part", "must be html or text");
        if (await previewing.RenderAsync(id, lang ?? "fi", ct) is not { } rendered) return Problems.NotFound("bulletin in this language");
        // A mail styles itself; on an address of ours that must not become a way to run script
        http.Response.Headers.ContentSecurityPolicy = Previewing.ContentPolicy;
        return part == "text" ? Results.Text(rendered.Text, "text/plain; charset=utf-8") : Results.Text(rendered.Html, "text/html; charset=utf-8");
    }

    private static async Task<IResult> AudienceAsync(Guid id, string? reason, [AsParameters] Paging paging, Composing composing, Recipients recipients, CancellationToken ct)
    {
        if (await composing.LoadAsync(id, ct) is not { } bulletin) return Problems.NotFound("bulletin");
        var (frozen, reasons, rows) = (0, new SortedDictionary<string, int>(StringComparer.Ordinal), new List<AudienceRow>());
        await foreach (var candidate in recipients.WeighAsync(Audience.Parse(bulletin.Audience), bulletin.PublisherId, bulletin.SeriesId, Languages(bulletin), ct))
        {
            var word = candidate.Reason is { } why ? ExclusionQueue.Word(why) : null;
            if (word is null) frozen++;
            else reasons[word] = reasons.GetValueOrDefault(word) + 1;
            if (reason is null || reason == (word ?? "none")) rows.Add(new(candidate.PublicId, candidate.Email, candidate.Organisation, candidate.Lang, word, candidate.Regions));
        }
        return Results.Ok(new { frozen, excluded = reasons.Values.Sum(), reasons, items = rows.Skip(paging.Skip).Take(paging.Size), page = paging.Number, pageSize = paging.Size, total = rows.Count });
    }

    private static async Task<IResult> TestAsync(Guid id, TestRequest request, HttpContext http, Composing composing, TestSending tests, CancellationToken ct)
    {
        if (await composing.LoadAsync(id, ct) is not { } bulletin) return Problems.NotFound("bulletin");
        return await tests.SendAsync(bulletin, request.To ?? [], Actor.Of(http.User), ct) switch
        {
            null => Results.Accepted(),
            "noSubject" => Problems.Invalid("variants", "no language has a subject"),
            "tooLarge" => Problems.Invalid("items", new Obstacle(ObstacleKind.TooLarge, "HTML").Words.In(ApiLanguage.Of(http))),
            "count" => Problems.Invalid("to", $"give 1 to {TestSending.MostAddresses} addresses"),
            _ => Problems.Invalid("to", "holds something that is no mail address"),
        };
    }

    private static async Task<IResult> ApproveAsync(Guid id, HttpContext http, Composing composing, NewsDb db, Terms terms, IOptions<SiteOptions> site, CancellationToken ct) =>
        await AnswerAsync(await composing.ApproveAsync(id, Actor.Of(http.User), ct), http, db, terms, site.Value, created: false, ct);

    public static IReadOnlyCollection<string> Languages(Bulletin bulletin)
    {
        var finished = Readiness.Finished(bulletin).Select(t => t.Lang).ToHashSet();
        // Before the first subject is written the question is who would get it in Finnish
        return finished.Count > 0 ? finished : ["fi"];
    }

    // JSON null for a list is as good as none
    private static BulletinDraft Known(BulletinDraft draft) => draft with
    {
        Variants = draft.Variants ?? [],
        Items = draft.Items ?? [],
        Audience = draft.Audience is { } a
            ? a with { Regions = a.Regions ?? [], Tags = a.Tags ?? [], OrganisationTypes = a.OrganisationTypes ?? [], Langs = a.Langs ?? [] }
            : Audience.Everybody,
    };

    private static string TagOf(Bulletin bulletin, Mailing.DispatchState? dispatch) =>
        Etags.Of(bulletin.Version, dispatch is null ? null : BulletinJson.StateOf(bulletin.Stage, dispatch));

    private static async Task<IResult> AnswerAsync(Composed composed, HttpContext http, NewsDb db, Terms terms, SiteOptions site, bool created, CancellationToken ct)
    {
        switch (composed.Outcome)
        {
            case ComposeOutcome.NotFound: return Problems.NotFound("bulletin");
            case ComposeOutcome.Outdated: return Etags.Outdated();
            case ComposeOutcome.AlreadySending: return Problems.Of(StatusCodes.Status409Conflict, "The bulletin is on its way already; what was sent cannot be changed.");
            case ComposeOutcome.Invalid: return Problems.Invalid(FieldError.ByField(composed.Errors!, ApiLanguage.Of(http)));
        }
        var bulletin = composed.Bulletin!;
        var dispatch = await db.FirstDispatchAsync(bulletin.Id, ct);
        var json = BulletinJson.Of(bulletin, dispatch?.State, site, await terms.IndexAsync(ct));
        http.Response.Headers.ETag = TagOf(bulletin, dispatch?.State);
        return created ? Results.Created($"/api/v1/bulletins/{bulletin.PublicId}", json) : Results.Ok(json);
    }
}
