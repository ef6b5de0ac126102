using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Bulletins.Segmenting;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Subscribers;
using Uutiset.Vocabulary;

namespace Uutiset.Bulletins.Desk;

/// <summary>One audience with a name, or a new one, and how many it would reach today.</summary>
[Needs(Permission.SubscribersWrite)]
internal sealed class SegmentModel(NewsDb db, Segments segments, Recipients recipients, Terms terms, FormMerging merging, DeskText text) : PageModel, IMergedForm
{
    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    [BindProperty]
    public SegmentForm Form { get; set; } = new();

    [BindProperty]
    public FormMerge Merge { get; set; } = new();

    public int Version { get => Form.Version; set => Form.Version = value; }

    public IReadOnlyList<TermEntry> Themes { get; private set; } = [];

    public IReadOnlyList<PublisherChoice> Publishers { get; private set; } = [];

    /// <summary>Null until it was asked for: on a site with many readers it takes longer than the page.</summary>
    public string? CountText { get; private set; }

    internal sealed class SegmentForm : IAudienceFields
    {
        public string? Name { get; set; }
        public int Version { get; set; }
        /// <summary>Whose a new one becomes, where there are several.</summary>
        public Guid? PublisherId { get; set; }
        public List<string> Regions { get; set; } = [];
        public List<string> Tags { get; set; } = [];
        public List<string> OrganisationTypes { get; set; } = [];
        public List<string> Langs { get; set; } = [];
        public Frequency? Frequency { get; set; }

        /// <summary>What is held against a colleague's change, with the keys of the labels. A stored one keeps its publisher.</summary>
        public static readonly IReadOnlyDictionary<string, string> Labels = new Dictionary<string, string>(AudienceFields.Labels) { [nameof(Name)] = "segments.name" };

        public static SegmentForm Of(Segment stored) => new SegmentForm { Name = stored.Name, Version = stored.Version }.With(Audience.Parse(stored.Audience));
    }

    public async Task<IActionResult> OnGetAsync(bool count, CancellationToken ct)
    {
        var stored = await StoredAsync(ct);
        if (Id is not null && stored is null) return NotFound();
        if (stored is not null) Form = SegmentForm.Of(stored);
        Merge.Start(Form);
        return await ShowAsync(stored, count, ct);
    }

    public async Task<IActionResult> OnPostAsync(string? act, CancellationToken ct)
    {
        var stored = await StoredAsync(ct);
        if (Id is not null && stored is null) return NotFound();
        // Looks, and saves nothing
        if (act == "count") return await ShowAsync(stored, count: true, ct);
        if (act == "remove" && stored is not null)
        {
            await segments.RemoveAsync(stored.PublicId, Actor.Of(User), ct);
            this.Notice(text["segments.removed", stored.Name]);
            return Redirect("/desk/segments");
        }
        if (!await IsSettledAsync(stored, ct)) return await RefusedAsync(stored, ct);
        var (outcome, segment) = await segments.SaveAsync(Id, await PublisherAsync(stored, ct), Form.Version, Form.Name, Form.ToAudience(), Actor.Of(User), ct);
        switch (outcome)
        {
            case SegmentOutcome.Gone: return NotFound();
            case SegmentOutcome.Done:
                this.Notice(text["segments.done", segment!.Name]);
                return Redirect($"/desk/segments/{segment.PublicId}");
            case SegmentOutcome.Outdated:
                // In this very moment: as if it had been saved before
                stored = await StoredAsync(ct);
                if (await IsSettledAsync(stored, ct)) ModelState.AddModelError("", "desk.merge.error");
                break;
            default:
                ModelState.AddModelError("Form.Name", outcome == SegmentOutcome.NameTaken ? "segments.name.taken" : "segments.name.missing");
                break;
        }
        return await RefusedAsync(stored, ct);
    }

    /// <summary>Whether nobody saved meanwhile, or everything that differs is chosen.</summary>
    private async Task<bool> IsSettledAsync(Segment? stored, CancellationToken ct) =>
        stored is null || await merging.SettleAsync(this, Form, SegmentForm.Of(stored), stored.Version, [$"segment:{stored.PublicId}"], SegmentForm.Labels, ct);

    private async Task<IActionResult> RefusedAsync(Segment? stored, CancellationToken ct)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        Merge.Words = AudienceFields.Words(await terms.IndexAsync(ct), text);
        return await ShowAsync(stored, count: false, ct);
    }

    /// <summary>The live count while the audience is being chosen; saves nothing.</summary>
    public async Task<IActionResult> OnPostCountAsync(CancellationToken ct)
    {
        var stored = await StoredAsync(ct);
        if (Id is not null && stored is null) return NotFound();
        return Content(await CountAsync(stored, ct), "text/plain; charset=utf-8");
    }

    private async Task<Segment?> StoredAsync(CancellationToken ct) => Id is { } id ? await db.Segments.AsNoTracking().SingleOrDefaultAsync(s => s.PublicId == id, ct) : null;

    private async Task<long> PublisherAsync(Segment? stored, CancellationToken ct) =>
        stored?.PublisherId ?? (await db.PublisherForAsync(Actor.Of(User), Form.PublisherId, ct) ?? await db.PublisherForAsync(Actor.Of(User), null, ct))!.Id;

    private async Task<IActionResult> ShowAsync(Segment? stored, bool count, CancellationToken ct)
    {
        Publishers = stored is null ? await db.PublishersToChooseAsync(Actor.Of(User), ct) : [];
        Themes = (await terms.IndexAsync(ct)).ThemesToChoose(text.Lang);
        if (count) CountText = await CountAsync(stored, ct);
        return Page();
    }

    // A reader whose language has no text gets the Finnish one: as if there were all
    private async Task<string> CountAsync(Segment? stored, CancellationToken ct)
    {
        var reach = await recipients.CountAsync(Form.ToAudience(), await PublisherAsync(stored, ct), null, Languages.All.ToList(), ct);
        return text.Count("segments.reaches", reach.Frozen);
    }
}
