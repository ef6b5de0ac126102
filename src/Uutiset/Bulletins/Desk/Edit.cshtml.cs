using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Bulletins.Segmenting;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Vocabulary;

namespace Uutiset.Bulletins.Desk;

[Needs(Permission.BulletinsWrite)]
internal sealed class EditModel(NewsDb db, Composing composing, Recipients recipients, Terms terms, TestSending tests, Segments segments, FormMerging merging, DeskText text, TimeProvider clock) : PageModel, IMergedForm
{
    private const int MostHits = 12;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public ComposeForm Form { get; set; } = new();

    [BindProperty]
    public FormMerge Merge { get; set; } = new();

    public int Version { get => Form.Version; set => Form.Version = value; }

    /// <summary>Words to look for among published articles.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty]
    public string? TestTo { get; set; }

    /// <summary>Whose choices take the place of the form's.</summary>
    [BindProperty]
    public Guid? SegmentId { get; set; }

    public IReadOnlyList<Segment> Segments { get; private set; } = [];

    public Bulletin Bulletin { get; private set; } = null!;

    public IReadOnlyList<Hit> Hits { get; private set; } = [];

    public IReadOnlyList<TermEntry> Themes { get; private set; } = [];

    public IReadOnlyList<TermEntry> Series { get; private set; } = [];

    /// <summary>The bulletin's own one, which is no longer in use.</summary>
    public TermEntry? Retired { get; private set; }

    public IReadOnlyList<PublisherChoice> Publishers { get; private set; } = [];

    public AudienceCount Count { get; private set; } = new(0, new Dictionary<ExclusionReason, int>());

    internal sealed record Hit(Guid Id, string Title, string Lang, DateTime? PublishedUtc);

    public string CountText => CountLine(Count);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await composing.LoadAsync(Id, ct) is not { } bulletin) return NotFound();
        if (await db.FirstDispatchAsync(bulletin.Id, ct) is not null) return Redirect($"/desk/bulletins/{Id}/progress");
        if (!User.MayEdit(bulletin)) return Forbid();
        Form = ComposeForm.Of(bulletin, await terms.IndexAsync(ct));
        Merge.Start(Form);
        return await ShowAsync(bulletin, ct);
    }

    public async Task<IActionResult> OnPostAsync(string? act, CancellationToken ct)
    {
        if (await composing.LoadAsync(Id, ct) is not { } bulletin) return NotFound();
        if (!User.MayEdit(bulletin)) return Forbid();
        Form.Apply(act);
        // A copy: whatever becomes of the segment, the bulletin goes to whom its maker saw
        if (act == "segment" && await segments.FindAsync(SegmentId ?? default, bulletin.PublisherId, ct) is { } segment) Form = Form.With(Audience.Parse(segment.Audience));
        if (await db.FirstDispatchAsync(bulletin.Id, ct) is not null) return Redirect($"/desk/bulletins/{Id}/progress");
        if (!await IsSettledAsync(bulletin, ct)) return await RefusedAsync(bulletin, ct);
        var composed = await composing.SaveAsync(Id, Form.Version, Form.ToDraft(Composing.DraftOf(bulletin, await terms.IndexAsync(ct))), Actor.Of(User), ct);
        switch (composed.Outcome)
        {
            case ComposeOutcome.AlreadySending:
                return Redirect($"/desk/bulletins/{Id}/progress");
            case ComposeOutcome.Outdated:
                // In this very moment: as if it had been saved before
                db.ChangeTracker.Clear();
                if (await composing.LoadAsync(Id, ct) is not { } now) return NotFound();
                if (await IsSettledAsync(now, ct)) ModelState.AddModelError("", "desk.merge.error");
                return await RefusedAsync(now, ct);
            case ComposeOutcome.Invalid:
                foreach (var error in composed.Errors!) ModelState.AddModelError(FieldOf(error.Field), error.Message.In(text.Lang));
                break;
        }
        if (composed.Outcome != ComposeOutcome.Done) return await RefusedAsync(bulletin, ct);
        if (act == "test") return await TestAsync(composed.Bulletin!, ct);
        if (act == "save") this.Notice(text["bulletins.saved", text.DateAndTime(composed.Bulletin!.SavedUtc)]);
        return Redirect(act switch
        {
            "audience" => $"/desk/bulletins/{Id}/audience",
            "preview" => $"/desk/bulletins/{Id}/preview",
            "send" => $"/desk/bulletins/{Id}/send",
            "search" => $"/desk/bulletins/{Id}?q={Uri.EscapeDataString(Q ?? "")}#articles",
            "save" => $"/desk/bulletins/{Id}",
            "segment" => $"/desk/bulletins/{Id}#audience",
            _ => $"/desk/bulletins/{Id}{(Q is { Length: > 0 } q ? "?q=" + Uri.EscapeDataString(q) : "")}#articles",
        });
    }

    /// <summary>Whether nobody saved meanwhile, or everything that differs is chosen.</summary>
    private async Task<bool> IsSettledAsync(Bulletin bulletin, CancellationToken ct)
    {
        // What nobody could choose in the form differs for nobody
        var fields = ComposeForm.Labels.Where(l => Form.PublisherId is not null || l.Key != nameof(ComposeForm.PublisherId)).ToDictionary();
        return await merging.SettleAsync(this, Form, ComposeForm.Of(bulletin, await terms.IndexAsync(ct)), bulletin.Version, [$"bulletin:{Id}"], fields, ct);
    }

    private async Task<IActionResult> RefusedAsync(Bulletin bulletin, CancellationToken ct)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        var shown = await ShowAsync(bulletin, ct);
        var index = await terms.IndexAsync(ct);
        var named = Merge.Named.OfType<Guid>().ToList();
        await merging.NameAsync(Merge, [.. Publishers.Select(p => (p.PublicId, p.Name)), .. (await db.Articles.Where(a => named.Contains(a.PublicId)).Select(a => new { a.PublicId, a.Title }).ToListAsync(ct)).Select(a => (a.PublicId, a.Title))], ct);
        Merge.Words = AudienceFields.Words(index, text);
        return shown;
    }

    /// <summary>The live count while the audience is being chosen; saves nothing.</summary>
    public async Task<IActionResult> OnPostCountAsync(CancellationToken ct)
    {
        if (await composing.LoadAsync(Id, ct) is not { } bulletin) return NotFound();
        if (!User.MayEdit(bulletin)) return Forbid();
        var languages = Form.Texts.Where(t => !string.IsNullOrWhiteSpace(t.Subject)).Select(t => t.Lang).DefaultIfEmpty("fi").ToHashSet();
        // The publisher that is chosen in the form, and not saved yet
        var publisher = (await db.PublishersToChooseAsync(Actor.Of(User), ct)).FirstOrDefault(p => p.PublicId == Form.PublisherId)?.Id ?? bulletin.PublisherId;
        return Content(CountLine(await recipients.CountAsync(Form.Audience, publisher, Composing.SeriesNamed(bulletin, Form.Series, await terms.IndexAsync(ct))?.Id, languages, ct)), "text/plain; charset=utf-8");
    }

    private async Task<IActionResult> TestAsync(Bulletin bulletin, CancellationToken ct)
    {
        var addresses = (TestTo ?? "").Split([',', ';', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (await tests.SendAsync(bulletin, addresses, Actor.Of(User), ct) is { } wrong)
        {
            ModelState.AddModelError(nameof(TestTo), "bulletins.test." + wrong);
            Form.Version = bulletin.Version;
            ModelState.Remove("Form.Version");
            Merge.Start(ComposeForm.Of(bulletin, await terms.IndexAsync(ct)));
            return await ShowAsync(bulletin, ct);
        }
        this.Notice(text["bulletins.test.sent", string.Join(", ", addresses)]);
        return Redirect($"/desk/bulletins/{Id}");
    }

    private async Task<IActionResult> ShowAsync(Bulletin bulletin, CancellationToken ct)
    {
        Bulletin = bulletin;
        Publishers = await db.PublishersToChooseAsync(Actor.Of(User), ct);
        var index = await terms.IndexAsync(ct);
        (Themes, Series) = (index.ThemesToChoose(text.Lang), index.SeriesToChoose(text.Lang));
        Retired = Composing.SeriesOf(bulletin, index) is { } own && Series.All(s => s.Id != own.Id) ? own : null;
        Segments = await segments.OfAsync(bulletin.PublisherId, ct);
        Count = await recipients.CountAsync(Audience.Parse(bulletin.Audience), bulletin.PublisherId, bulletin.SeriesId, BulletinApi.Languages(bulletin), ct);
        await TitlesAsync(ct);
        Hits = await FindAsync(ct);
        return Page();
    }

    private async Task TitlesAsync(CancellationToken ct)
    {
        var ids = Form.Items.ConvertAll(i => i.ArticleId);
        var picked = await db.Articles.Where(a => ids.Contains(a.PublicId)).Select(a => new { a.Id, a.PublicId, a.Title, a.Lang, a.TranslationOfId }).ToDictionaryAsync(a => a.PublicId, ct);
        var groups = picked.Values.Select(a => a.TranslationOfId ?? a.Id).Distinct().ToList();
        var visible = await db.Articles.VisibleAt(clock.GetUtcNow().UtcDateTime).Where(a => groups.Contains(a.Id) || groups.Contains(a.TranslationOfId!.Value))
            .Select(a => new { a.Id, Group = a.TranslationOfId ?? a.Id, a.Lang, a.EasyLanguage, Summaries = a.Summaries.Select(s => s.Lang).ToList() }).ToListAsync(ct);
        foreach (var item in Form.Items)
        {
            if (picked.GetValueOrDefault(item.ArticleId) is not { } article)
            {
                item.Title = "?";
                continue;
            }
            item.Title = article.Title;
            var others = visible.Where(v => v.Group == (article.TranslationOfId ?? article.Id)).ToList();
            var full = others.Where(v => v.Id != article.Id && !v.EasyLanguage && Languages.IsKnown(v.Lang)).Select(v => v.Lang).Distinct().ToList();
            item.Versions = [.. full.Select(l => text["articles.lang." + l]),
                .. others.SelectMany(v => v.Summaries).Distinct().Where(l => l != article.Lang && Languages.IsKnown(l) && !full.Contains(l)).Select(l => text["bulletins.item.summary", text["articles.lang." + l]])];
        }
    }

    // Titles only, since people pick what they have just read; the newest ones when nothing is asked
    private async Task<IReadOnlyList<Hit>> FindAsync(CancellationToken ct)
    {
        var picked = Form.Items.ConvertAll(i => i.ArticleId);
        var found = db.Articles.AsNoTracking().VisibleAt(clock.GetUtcNow().UtcDateTime).Where(a => a.Type != ArticleType.Page && !picked.Contains(a.PublicId))
            // Readers get the version of their own language by themselves
            .Where(a => !db.Articles.Any(p => picked.Contains(p.PublicId) && (p.TranslationOfId ?? p.Id) == (a.TranslationOfId ?? a.Id)));
        foreach (var word in (Q ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(6))
        {
            var (lower, upper) = (word.ToLowerInvariant(), char.ToUpperInvariant(word[0]) + word[1..].ToLowerInvariant());
            // SQLite's lower() knows a-z only: å, ä and ö are looked for as written and with a capital
#pragma warning disable CA1304, CA1311, CA1862 // becomes SQL's lower()
            found = found.Where(a => a.Title.ToLower().Contains(lower) || a.Title.Contains(word) || a.Title.Contains(upper) || a.Bylines.Any(b => b.Name.ToLower().Contains(lower)));
#pragma warning restore CA1304, CA1311, CA1862
        }
        return await found.OrderByDescending(a => a.PublishedUtc).Take(MostHits).Select(a => new Hit(a.PublicId, a.Title, a.Lang, a.PublishedUtc)).ToListAsync(ct);
    }

    private string CountLine(AudienceCount count) => text.Count("bulletins.count", count.Frozen) + " " + text.Count("bulletins.count.not", count.Excluded);

    // variants[0].subject is Form.Texts[n].Subject of that language; the draft leaves empty languages out
    private string FieldOf(string field)
    {
        if (field.StartsWith("variants[", StringComparison.Ordinal) && field.IndexOf(']', StringComparison.Ordinal) is var end and > 0
            && int.TryParse(field[9..end], out var n))
        {
            var index = Form.Texts.Select((t, i) => (t, i)).Where(t => !t.t.IsEmpty).Select(t => t.i).ElementAtOrDefault(n);
            var name = field[(end + 2)..] switch { "subject" => "Subject", "preheader" => "Preheader", _ => "Intro" };
            return $"Form.Texts[{index}].{name}";
        }
        if (field is "publisherId" or "series") return "Form." + char.ToUpperInvariant(field[0]) + field[1..];
        return field.StartsWith("items[", StringComparison.Ordinal)
            ? "Form.I" + field[1..].Replace(".heading", ".Heading", StringComparison.Ordinal).Replace(".noteHtml", ".Note", StringComparison.Ordinal)
            : "";
    }
}
