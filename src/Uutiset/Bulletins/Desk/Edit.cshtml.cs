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
internal sealed class EditModel(NewsDb db, Composing composing, Recipients recipients, Terms terms, TestSending tests, Segments segments, DeskText text, TimeProvider clock) : PageModel
{
    private const int MostHits = 12;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public ComposeForm Form { get; set; } = new();

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
        return await ShowAsync(bulletin, ct);
    }

    public async Task<IActionResult> OnPostAsync(string? act, CancellationToken ct)
    {
        if (await composing.LoadAsync(Id, ct) is not { } bulletin) return NotFound();
        if (!User.MayEdit(bulletin)) return Forbid();
        Form.Apply(act);
        // A copy: whatever becomes of the segment, the bulletin goes to whom its maker saw
        if (act == "segment" && await segments.FindAsync(SegmentId ?? default, bulletin.PublisherId, ct) is { } segment) Form = Form.With(Audience.Parse(segment.Audience));
        var composed = await composing.SaveAsync(Id, Form.Version, Form.ToDraft(Composing.DraftOf(bulletin, await terms.IndexAsync(ct))), Actor.Of(User), ct);
        switch (composed.Outcome)
        {
            case ComposeOutcome.AlreadySending:
                return Redirect($"/desk/bulletins/{Id}/progress");
            case ComposeOutcome.Outdated:
                ModelState.AddModelError("", "desk.conflict");
                Form.Version = bulletin.Version;
                break;
            case ComposeOutcome.Invalid:
                foreach (var error in composed.Errors!) ModelState.AddModelError(FieldOf(error.Field), error.Message.In(text.Lang));
                break;
        }
        if (composed.Outcome != ComposeOutcome.Done) return await ShowAsync(bulletin, ct);
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

    /// <summary>The live count while the audience is being chosen; saves nothing.</summary>
    public async Task<IActionResult> OnPostCountAsync(CancellationToken ct)
    {
        if (await composing.LoadAsync(Id, ct) is not { } bulletin) return NotFound();
        if (!User.MayEdit(bulletin)) return Forbid();
        var languages = Form.Texts.Where(t => !string.IsNullOrWhiteSpace(t.Subject)).Select(t => t.Lang).DefaultIfEmpty("fi").ToHashSet();
        // The publisher that is chosen in the form, and not saved yet
        var publisher = (await db.PublishersToChooseAsync(Actor.Of(User), ct)).FirstOrDefault(p => p.PublicId == Form.PublisherId)?.Id ?? bulletin.PublisherId;
        return Content(CountLine(await recipients.CountAsync(Form.Audience, publisher, (await terms.IndexAsync(ct)).Find(Form.Series)?.Id, languages, ct)), "text/plain; charset=utf-8");
    }

    private async Task<IActionResult> TestAsync(Bulletin bulletin, CancellationToken ct)
    {
        var addresses = (TestTo ?? "").Split([',', ';', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (await tests.SendAsync(bulletin, addresses, Actor.Of(User), ct) is { } wrong)
        {
            ModelState.AddModelError(nameof(TestTo), "bulletins.test." + wrong);
            Form.Version = bulletin.Version;
            ModelState.Remove("Form.Version");
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
