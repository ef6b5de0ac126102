using System.Globalization;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Uutiset.Articles;
using Uutiset.Bulletins;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.Themes;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Site;

/// <summary>Bulletins whose sending has begun, and their web versions. A frozen one that waits for its hour is not public yet.</summary>
internal sealed class SentBulletins(NewsDb db, Terms terms, Press press)
{
    private const int PerPage = 20;

    public async Task<IResult> ListPageAsync(HttpContext http, string lang, int page, CancellationToken ct)
    {
        page = Math.Max(1, page);
        var texts = press.In(lang);
        var total = await Sent().CountAsync(ct);
        var rows = await ListAsync(lang, (page - 1) * PerPage, PerPage, ct);
        if (rows.Count == 0 && page > 1) return NotFoundPages.NotFound(http, lang, press);
        return press.Show(http, "bulletins", new BulletinsPage(press.Frame(lang), press.Head(lang, texts["nav.bulletins"], "/tiedotteet"), ["bulletins"])
        {
            Bulletins = rows,
            Paging = Cards.Paging(page, PerPage, total, p => Press.At(lang, $"/tiedotteet?page={p}")),
        });
    }

    public async Task<IReadOnlyList<BulletinRow>> ListAsync(string lang, int skip, int take, CancellationToken ct)
    {
        var bulletins = await Sent().OrderByDescending(s => s.Number).Skip(skip).Take(take).ToListAsync(ct);
        var variants = await VariantsAsync([.. bulletins.Select(b => b.Id)], ct);
        var index = await terms.IndexAsync(ct);
        return [.. bulletins.Where(b => variants[b.Id].Any()).Select(b =>
        {
            var variant = Choose(variants[b.Id], lang);
            return new BulletinRow(Number(b.Number), variant.Subject, Press.At(lang, "/tiedotteet/" + Number(b.Number)), Day(b.StartedUtc, lang), Cards.Foreign(variant.Lang, lang)) { Preheader = variant.Preheader, Series = SeriesOf(b, index, lang) };
        })];
    }

    public async Task<IResult> ShowAsync(HttpContext http, string lang, int number, CancellationToken ct)
    {
        if (await Sent().FirstOrDefaultAsync(b => b.Number == number, ct) is not { } bulletin) return NotFoundPages.NotFound(http, lang, press);
        var variants = (await VariantsAsync([bulletin.Id], ct))[bulletin.Id].ToArray();
        if (variants.Length == 0) return NotFoundPages.NotFound(http, lang, press);
        var chosen = Choose(variants, lang);
        var now = press.NowUtc;
        var html = await db.Variants.AsNoTracking().Where(v => v.Id == chosen.Id).Select(v => v.WebHtml).SingleAsync(ct);
        var hidden = await db.VariantItems.AsNoTracking()
            .Where(i => i.VariantId == chosen.Id && !db.Articles.VisibleAt(now).Any(a => a.Id == i.ArticleId))
            .Select(i => db.VariantItems.Count(o => o.VariantId == chosen.Id && o.Position < i.Position)).ToListAsync(ct);
        var moved = await MovedSinceAsync(chosen.Id, bulletin.StartedUtc, press.In(chosen.Lang), ct);
        var path = "/tiedotteet/" + Number(number);
        return press.Show(http, "bulletin", new BulletinWebPage(
            press.Frame(lang), press.Head(lang, chosen.Subject, path, chosen.Preheader, "/tiedotteet"), [$"bulletin:{bulletin.Id}", "bulletins", "deadlines"])
        {
            Lang = Cards.Foreign(chosen.Lang, lang),
            Number = Number(number),
            Series = SeriesOf(bulletin, await terms.IndexAsync(ct), lang),
            Title = chosen.Subject,
            Date = Day(bulletin.StartedUtc, lang),
            Body = new(WithoutHidden(WithMoves(html, moved, chosen.Lang), hidden, press.In(chosen.Lang)["bulletin.removed"])),
            Variants = [.. variants.Select(v => v.Lang).Distinct().Where(l => l != chosen.Lang).Select(l => new LanguageLink(l, SiteFrames.NameOf(l), Press.At(l, path)))],
        });
    }

    /// <summary>What was withdrawn after sending is gone from the web version too; the mail itself cannot be called back.</summary>
    internal static string WithoutHidden(string html, IReadOnlyList<int> hidden, string notice)
    {
        if (hidden.Count == 0) return html;
        var document = new HtmlParser().ParseDocument("<body>" + html);
        var items = document.QuerySelectorAll("ul.bulletin-items > li").ToArray();
        foreach (var index in hidden.Where(i => i < items.Length)) items[index].InnerHtml = $"<p class=\"quiet\">{System.Net.WebUtility.HtmlEncode(notice)}</p>";
        return document.Body!.InnerHtml;
    }

    /// <summary>Deadlines that closed on another day when the bulletin went out, with the day that it told.</summary>
    private async Task<IReadOnlyList<(int Item, DeadlineMove Move)>> MovedSinceAsync(long variant, DateTime sentUtc, SiteTexts texts, CancellationToken ct)
    {
        var told = await (from item in db.VariantItems.AsNoTracking()
                          join row in db.Set<ArticleDeadline>() on item.ArticleId equals row.ArticleId
                          where item.VariantId == variant && row.Deadline!.MovedUtc > sentUtc
                          orderby row.Position
                          select new { Item = db.VariantItems.Count(o => o.VariantId == variant && o.Position < item.Position), row.Deadline }).ToListAsync(ct);
        await db.WithHistoryAsync([.. told.Select(t => t.Deadline!)], ct);
        return [.. told.Select(t => (t.Item, Deadline: t.Deadline!, Then: DeadlineDay.Of(t.Deadline!.ToldAt(sentUtc)), Now: DeadlineDay.Of(t.Deadline!))).Where(t => t.Then != t.Now)
            .Select(t => (t.Item, new DeadlineMove(t.Then.Before(t.Now, texts.Lang), t.Now.In(texts.Lang))
            {
                Title = t.Deadline.Title, Source = t.Deadline.SourceUrl is { } url ? new(url, texts[DeadlineLeaves.SourceWord(t.Deadline)]) : null,
            }))];
    }

    /// <summary>The mail is as it was sent; under the item stands what has changed since.</summary>
    private string WithMoves(string html, IReadOnlyList<(int Item, DeadlineMove Move)> moved, string lang)
    {
        if (moved.Count == 0) return html;
        var document = new HtmlParser().ParseDocument("<body>" + html);
        var items = document.QuerySelectorAll("ul.bulletin-items > li").ToArray();
        foreach (var (item, move) in moved.Where(m => m.Item < items.Length)) items[item].InnerHtml += press.Theme.Render("parts/moved", move, lang);
        return document.Body!.InnerHtml;
    }

    // Settable: EF orders and filters by the members of what is projected only when it can see their assignment
    private sealed record SentRow
    {
        public long Id { get; init; }
        public int Number { get; init; }
        public DateTime StartedUtc { get; init; }
        public long? SeriesId { get; init; }
        public int? IssueNumber { get; init; }
    }

    private static string? SeriesOf(SentRow bulletin, TermIndex index, string lang) => MailWording.OfSeries(bulletin.SeriesId is { } series ? index.Known(series)?.Label : null, bulletin.IssueNumber, lang);

    private sealed record VariantRow(long Id, long BulletinId, string Lang, string Subject, string? Preheader);

    private IQueryable<SentRow> Sent() =>
        from b in db.Bulletins.AsNoTracking()
        from d in db.Dispatches
        where b.Number != null && d.BulletinId == b.Id && d.Kind == DispatchKind.First && d.StartedUtc != null
        select new SentRow { Id = b.Id, Number = b.Number!.Value, StartedUtc = d.StartedUtc!.Value, SeriesId = b.SeriesId, IssueNumber = b.IssueNumber };

    private async Task<ILookup<long, VariantRow>> VariantsAsync(IReadOnlyList<long> bulletins, CancellationToken ct) =>
        (await db.Variants.AsNoTracking().Where(v => bulletins.Contains(v.BulletinId)).OrderBy(v => v.Id)
            .Select(v => new VariantRow(v.Id, v.BulletinId, v.Lang, v.Subject, v.Preheader)).ToListAsync(ct)).ToLookup(v => v.BulletinId);

    private static VariantRow Choose(IEnumerable<VariantRow> variants, string lang) =>
        variants.OrderBy(v => v.Lang == lang ? 0 : v.Lang == "fi" ? 1 : 2).First();

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static Moment Day(DateTime utc, string lang) => new(Dates.Iso(Dates.DayOf(utc)), Dates.Day(utc, lang));
}
