using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Api;
using Uutiset.Data;

namespace Uutiset.Vocabulary;

/// <param name="Label">In Finnish; the other languages beside it where they are known.</param>
/// <param name="Broader">Slug of the wider term.</param>
/// <param name="State">active; proposed and rejected ones are seen by those who keep the vocabulary.</param>
/// <param name="IntroductionHtml">In Finnish: HTML for the page, before the articles. Null: none.</param>
/// <param name="IntroductionSvHtml">The same in Swedish; a page without one in its language shows another.</param>
/// <param name="IntroductionEnHtml">The same in English.</param>
internal sealed record TagJson(
    string Slug, string Label, string? LabelSv, string? LabelEn, string Scheme, IReadOnlyList<string> Synonyms, Guid Id, string? Broader, string? Uri, string State, int Version,
    string? IntroductionHtml, string? IntroductionSvHtml, string? IntroductionEnHtml)
{
    public static TagJson Of(Term term, string? broader) => new(
        term.Slug, term.LabelFi, term.LabelSv, term.LabelEn, Word(term.Scheme), term.SynonymList, term.PublicId, broader, term.Uri, Word(term.State), term.Version, term.IntroductionHtml, term.IntroductionSvHtml, term.IntroductionEnHtml);

    public static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}

/// <summary>
/// <c>/api/v1/tags</c>: a table of some hundred rows, given whole. The id or slug of a merged term leads to its heir.
/// </summary>
internal static class TermApi
{
    /// <param name="Into">Slug of the heir.</param>
    internal sealed record Merge(string? Into);

    internal sealed record State(TermState? Value);

    public static void MapTermApi(this WebApplication app)
    {
        var api = app.MapApi("/tags", "Vocabulary");
        api.MapGet("/", ListAsync).AllowAnonymous().WithSummary("Themes, audiences, series and programmes; ?scheme= picks one; with the scope admin also ?state=proposed or rejected").Produces<Paged<TagJson>>();
        api.MapGet("/{id:guid}", ByIdAsync).AllowAnonymous().WithSummary("One term").Produces<TagJson>().Produces(StatusCodes.Status301MovedPermanently);
        api.MapGet("/by-slug/{slug}", BySlugAsync).AllowAnonymous().WithSummary("One term by its slug; 301 from a former slug and from a merged term").Produces<TagJson>().Produces(StatusCodes.Status301MovedPermanently);
        api.MapPost("/", AddAsync).Needs(Permission.VocabularyWrite).WithSummary("Adds a term").Produces<TagJson>(StatusCodes.Status201Created);
        api.MapPut("/{id:guid}", SaveAsync).Needs(Permission.VocabularyWrite).WithSummary("Changes a term").Produces<TagJson>();
        api.MapPut("/{id:guid}/state", DecideAsync).Needs(Permission.VocabularyWrite).WithSummary("{\"value\": \"active\" | \"rejected\"}: takes a proposed term into use, or says no to it").Produces<TagJson>();
        api.MapPost("/{id:guid}/merge", MergeAsync).Needs(Permission.VocabularyWrite).WithSummary("{\"into\": slug}: what is marked with this term is marked with the other one, and its address leads there").Produces<TagJson>();
    }

    private static IQueryable<Term> Seen(NewsDb db, HttpContext http)
    {
        http.Response.Headers.Vary = "Authorization";
        var all = http.User.Has(Permission.VocabularyWrite);
        return db.Terms.AsNoTracking().Where(t => t.MergedIntoId == null && (all || t.State == TermState.Active));
    }

    private static async Task<IResult> ListAsync(string? scheme, string? state, HttpContext http, NewsDb db, CancellationToken ct)
    {
        TermScheme? only = Enum.TryParse<TermScheme>(scheme, ignoreCase: true, out var known) && !char.IsDigit(scheme![0]) ? known : null;
        if (!string.IsNullOrEmpty(scheme) && only is null) return Problems.Invalid("scheme", "must be theme, audience, series or programme");
        TermState? wanted = string.IsNullOrEmpty(state) ? TermState.Active : Enum.TryParse<TermState>(state, ignoreCase: true, out var given) && !char.IsDigit(state[0]) ? given : null;
        if (wanted is null) return Problems.Invalid("state", "must be active, proposed or rejected");
        var items = await JsonAsync(db, Seen(db, http).Where(t => t.State == wanted && (only == null || t.Scheme == only)).OrderBy(t => t.Id), ct);
        return Results.Ok(new Paged<TagJson>(items, 1, Math.Max(items.Count, 1), items.Count));
    }

    private static async Task<IResult> ByIdAsync(Guid id, HttpContext http, NewsDb db, CancellationToken ct) =>
        (await JsonAsync(db, Seen(db, http).Where(t => t.PublicId == id), ct)).SingleOrDefault() is { } tag
            ? Etags.OkOrNotModified(http, tag, Etags.OfContent(tag.Version, tag)) : await HeirAsync(db, db.Terms.Where(t => t.PublicId == id), ct);

    private static async Task<IResult> BySlugAsync(string slug, HttpContext http, NewsDb db, CancellationToken ct) =>
        (await JsonAsync(db, Seen(db, http).Where(t => t.Slug == slug), ct)).SingleOrDefault() is { } tag
            ? Etags.OkOrNotModified(http, tag, Etags.OfContent(tag.Version, tag)) : await HeirAsync(db, db.Terms.Where(t => t.Slug == slug), ct);

    private static async Task<IResult> AddAsync(TermDraft draft, HttpContext http, NewsDb db, TermEditing editing, CancellationToken ct)
    {
        var (term, errors) = await editing.AddAsync(draft, Actor.Of(http.User), ct);
        if (term is null) return Problems.Invalid(FieldError.ByField(errors, ApiLanguage.Of(http)));
        return Results.Created($"/api/v1/tags/{term.PublicId}", await AnswerAsync(http, db, term, ct));
    }

    private static async Task<IResult> SaveAsync(Guid id, TermDraft draft, HttpContext http, NewsDb db, TermEditing editing, CancellationToken ct)
    {
        if (Etags.Expected(http, out var refusal) is not { } version) return refusal!;
        if (await OneAsync(db, id, ct) is not { } term) return Problems.NotFound("tag");
        if (term.Version != version) return Etags.Outdated();
        try
        {
            var errors = await editing.SaveAsync(term, draft, accept: false, Actor.Of(http.User), ct);
            return errors.Count > 0 ? Problems.Invalid(FieldError.ByField(errors, ApiLanguage.Of(http))) : Results.Ok(await AnswerAsync(http, db, term, ct));
        }
        catch (DbUpdateConcurrencyException)
        {
            return Etags.Outdated();
        }
    }

    private static async Task<IResult> DecideAsync(Guid id, State state, HttpContext http, NewsDb db, TermEditing editing, CancellationToken ct)
    {
        if (await OneAsync(db, id, ct) is not { } term) return Problems.NotFound("tag");
        if (state.Value is null or TermState.Proposed) return Problems.Invalid("value", "must be active or rejected");
        if (state.Value == TermState.Rejected && term.State == TermState.Active)
            return Problems.Invalid("value", "A term in use is not rejected; merge it into another.");
        try
        {
            await editing.DecideAsync(term, state.Value == TermState.Active, Actor.Of(http.User), ct);
            return Results.Ok(await AnswerAsync(http, db, term, ct));
        }
        catch (DbUpdateConcurrencyException)
        {
            return Etags.Outdated();
        }
    }

    private static async Task<IResult> MergeAsync(Guid id, Merge merge, HttpContext http, NewsDb db, TermMerging merging, CancellationToken ct)
    {
        var into = await db.Terms.Where(t => t.Slug == merge.Into && t.MergedIntoId == null && t.State == TermState.Active).Select(t => (Guid?)t.PublicId).SingleOrDefaultAsync(ct);
        if (into is null) return Problems.Invalid("into", "must be the slug of a term in use");
        var (outcome, heir) = await merging.MergeAsync(id, into.Value, null, Actor.Of(http.User), ct);
        return outcome switch
        {
            TermMergeOutcome.Done => Results.Ok(await AnswerAsync(http, db, heir!, ct)),
            TermMergeOutcome.Missing => Problems.NotFound("tag"),
            TermMergeOutcome.Same => Problems.Invalid("into", "must be another term"),
            TermMergeOutcome.Series => Problems.Invalid("into", "A series is merged into a series only."),
            _ => Etags.Outdated(),
        };
    }

    private static Task<Term?> OneAsync(NewsDb db, Guid id, CancellationToken ct) => db.Terms.SingleOrDefaultAsync(t => t.PublicId == id && t.MergedIntoId == null, ct);

    private static async Task<TagJson> AnswerAsync(HttpContext http, NewsDb db, Term term, CancellationToken ct)
    {
        var json = (await JsonAsync(db, db.Terms.AsNoTracking().Where(t => t.Id == term.Id), ct)).Single();
        http.Response.Headers.ETag = Etags.OfContent(json.Version, json);
        return json;
    }

    private static async Task<List<TagJson>> JsonAsync(NewsDb db, IQueryable<Term> terms, CancellationToken ct) =>
        (await terms.Select(t => new { Term = t, Broader = db.Terms.Where(b => b.Id == t.BroaderId).Select(b => b.Slug).FirstOrDefault() }).ToListAsync(ct)).ConvertAll(t => TagJson.Of(t.Term, t.Broader));

    private static async Task<IResult> HeirAsync(NewsDb db, IQueryable<Term> merged, CancellationToken ct)
    {
        var heir = await merged.Join(db.Terms, t => t.MergedIntoId, h => h.Id, (_, h) => (Guid?)h.PublicId).SingleOrDefaultAsync(ct);
        return heir is null ? Problems.NotFound("tag") : Results.Redirect($"/api/v1/tags/{heir}", permanent: true);
    }
}
