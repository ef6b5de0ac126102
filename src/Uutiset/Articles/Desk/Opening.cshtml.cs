using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles.Openings;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Desk.Picks;
using Uutiset.People.Desk;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Desk;

[Needs(Permission.ArticlesWrite)]
internal sealed class OpeningModel(NewsDb db, SavingOpenings saving, ArticleRights rights, OpeningReading reading, Picking picking, FormMerging merging, Terms terms, DeskText text, TimeProvider clock) : PageModel, IMergedForm
{
    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public FormMerge Merge { get; set; } = new();

    [BindProperty]
    public OpeningForm Form { get; set; } = new() { IsPublic = true };

    public Opening? Opening { get; private set; }

    /// <summary>Who is marked as answering.</summary>
    [BindProperty(Name = "organisation")]
    public Pick Answering { get; set; } = new();

    public PickField AnsweringField => new("organisation", PeoplePicks.Organisation, Answering);

    public bool MayEdit { get; private set; } = true;

    /// <summary>What the form offers.</summary>
    public IReadOnlyList<PublisherChoice> Publishers { get; private set; } = [];

    /// <summary>Known deadlines that it could tell instead of a day of its own.</summary>
    public IReadOnlyList<Deadline> Deadlines { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        if (Opening is { IsPublic: false } && !MayEdit) return Forbid();
        if (Opening is { } opening)
        {
            (Form, Version) = (OpeningForm.Of(opening, await terms.IndexAsync(ct), text.Lang), opening.Version);
            Merge.Start(Form);
        }
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        if (!MayEdit) return Forbid();
        if (await IsSettledAsync(ct) && await SaveAsync(ct) is { } done) return done;
        await merging.NameAsync(Merge, Publishers.Select(p => (p.PublicId, p.Name)), ct);
        Merge.Words = Enum.GetNames<OpeningKind>().Select(k => (k, "openings.kind." + k)).Concat(Languages.OfContent.Select(l => (l, "articles.lang." + l))).ToDictionary(w => w.Item1, w => text[w.Item2]);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>Whether nobody saved meanwhile, or everything that differs is chosen.</summary>
    private async Task<bool> IsSettledAsync(CancellationToken ct)
    {
        if (Opening is not { } opening) return true;
        // What nobody could choose in the form differs for nobody
        var fields = OpeningForm.Labels.Where(l => Publishers.Count > 0 || l.Key != nameof(OpeningForm.PublisherId)).ToDictionary();
        // Its day is moved on the deadlines' own page too
        return await merging.SettleAsync(this, Form, OpeningForm.Of(opening, await terms.IndexAsync(ct), text.Lang), opening.Version, [$"opening:{opening.PublicId}", $"deadline:{opening.Deadline?.PublicId}"], fields, ct);
    }

    /// <returns>Null when something is wrong: the page says what.</returns>
    private async Task<IActionResult?> SaveAsync(CancellationToken ct)
    {
        var (draft, dates) = await ReadAsync(ct);
        var (outcome, opening, errors) = dates.Errors.Count > 0
            ? (OpeningOutcome.Refused, null, dates.Errors) : await saving.SaveAsync(Id, draft, Version, User, ct);
        switch (outcome)
        {
            case OpeningOutcome.Missing: return NotFound();
            case OpeningOutcome.Forbidden: return Forbid();
            case OpeningOutcome.Done:
                this.Notice(text["openings.saved", opening!.Title]);
                return Redirect($"/desk/openings/{opening.PublicId}");
            case OpeningOutcome.Outdated:
                // In this very moment: as if it had been saved before
                db.ChangeTracker.Clear();
                if (!await LoadAsync(ct)) return NotFound();
                if (await IsSettledAsync(ct)) ModelState.AddModelError("", "desk.merge.error");
                return null;
            default:
                ModelState.Add(errors.Select(e => e with { Field = e.Field == "articleIds" ? "articles" : e.Field }), text.Lang);
                return null;
        }
    }

    public async Task<IActionResult> OnPostAnswerAsync(CancellationToken ct)
    {
        if (await RefusalAsync(ct) is { } refusal) return refusal;
        ModelState.Clear();
        await picking.SettleAsync([AnsweringField], ModelState, null, ct);
        if (ModelState.IsValid && Answering.Id is null) ModelState.AddModelError("organisation", "desk.error.missing");
        if (ModelState.IsValid) return await MarkAsync(Answering.Id!.Value, takesPart: true, ct);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await OnGetAsync(ct);
    }

    /// <summary>Looks up what was typed, without script.</summary>
    public async Task<IActionResult> OnPostFindAsync(CancellationToken ct)
    {
        if (await RefusalAsync(ct) is { } refusal) return refusal;
        ModelState.Clear();
        await picking.SettleAsync([AnsweringField], ModelState, "organisation", ct);
        return await OnGetAsync(ct);
    }

    public Task<IActionResult> OnPostUnanswerAsync(Guid organisation, CancellationToken ct) => MarkAsync(organisation, takesPart: false, ct);

    private async Task<IActionResult> MarkAsync(Guid organisation, bool takesPart, CancellationToken ct)
    {
        if (!User.Has(Permission.ArticlesPublish)) return Forbid();
        if (Id is not { } id) return NotFound();
        switch (await saving.AnswerAsync(id, organisation, takesPart, User, ct))
        {
            case OpeningOutcome.Missing: return NotFound();
            case OpeningOutcome.Forbidden: return Forbid();
        }
        this.Notice(text[takesPart ? "openings.answered" : "openings.unanswered"]);
        return Redirect($"/desk/openings/{id}");
    }

    /// <summary>Why they may not mark who takes part; null when they may.</summary>
    private async Task<IActionResult?> RefusalAsync(CancellationToken ct)
    {
        if (Id is null || !await LoadAsync(ct)) return NotFound();
        return MayEdit && User.Has(Permission.ArticlesPublish) ? null : Forbid();
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        Publishers = await db.PublishersToChooseAsync(Actor.Of(User), ct);
        Deadlines = await FormChoices.DeadlinesAsync(db, await rights.ReachOfAsync(User, ct), [], clock.Today(), ct);
        if (Id is null) return true;
        Opening = (await reading.LoadAsync(db.Openings.Where(o => o.PublicId == Id), ct)).SingleOrDefault();
        if (Opening is null) return false;
        MayEdit = await saving.MayEditAsync(User, Opening, ct);
        await picking.NameAsync([AnsweringField], ct);
        return true;
    }

    private async Task<(OpeningDraft Draft, FormDates Dates)> ReadAsync(CancellationToken ct)
    {
        var dates = new FormDates(clock.Today());
        var isOwn = Form.DeadlineId is null || Form.DeadlineId == Opening?.Deadline?.PublicId;
        var (day, precision) = isOwn ? dates.ReadDeadline("closes", Form.Closes) : default;
        var (opens, opening) = isOwn ? dates.ReadOpening("opens", Form.Opens) : default;
        var slugs = Form.Articles.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(a => a.TrimEnd('/').Split('/')[^1].Split('?', '#')[0]).Distinct().ToList();
        var found = await db.ArticleSlugs.Where(s => slugs.Contains(s.Slug)).Select(s => new { s.Slug, s.Article!.PublicId }).ToListAsync(ct);
        if (slugs.Find(s => found.TrueForAll(f => f.Slug != s)) is { } missing)
            dates.Errors.Add(new FieldError("articles", $"Juttua osoitteessa ”{missing}” ei löydy.", $"Artikeln på adressen ”{missing}” hittas inte.", $"There is no article at “{missing}”."));
        // The form shows what readers may open; what is not public yet, or no more, stays linked
        var visible = db.Articles.VisibleAt(clock.GetUtcNow().UtcDateTime);
        var hidden = await db.Openings.Where(o => o.PublicId == Id).SelectMany(o => o.Articles).Where(o => !visible.Any(v => v.Id == o.ArticleId)).Select(o => o.Article!.PublicId).ToListAsync(ct);
        return (new OpeningDraft(
            Form.Kind, Form.Title, Form.Description, Form.DecidedBy, Form.Lang, Form.Regions, [.. Form.Tags.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
            opens, day?.Day, day?.Time, precision, isOwn ? Form.SourceUrl : null, Form.MaterialUrl, Form.AnswerUrl, [.. found.Select(f => f.PublicId).Union(hidden)], Form.IsPublic, opening, Form.PublisherId, isOwn ? null : Form.DeadlineId), dates);
    }
}
