using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Uutiset.Articles;
using Uutiset.Articles.Openings;
using Uutiset.Data;
using Uutiset.Site.Calendars;
using Uutiset.Subscribers;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Site;

/// <summary>/vaikuta: places to influence, who takes part, and which regions nobody speaks for yet.</summary>
internal sealed class OpeningPages(NewsDb db, Press press, OpeningReading reading, Terms terms, FormStamp stamps)
{
    private const int Most = 200;
    private const int PerPage = 30;

    public async Task<IResult> ListAsync(HttpContext http, string lang, string? region, string? tag, string? kind, int page, CancellationToken ct)
    {
        var (texts, index, now) = (press.In(lang), await terms.IndexAsync(ct), press.NowUtc);
        // What is not known narrows nothing: any address is a legal question
        var (filter, _) = PublicDates.Filter.Read(region, tag, index);
        OpeningKind? only = kind is { Length: > 0 } && char.IsLetter(kind[0]) && Enum.TryParse<OpeningKind>(kind, ignoreCase: true, out var known) ? known : null;
        var past = OpeningReading.Public(db, filter, only).ClosedAt(db, now, closed: true);
        var total = await past.CountAsync(ct);
        var closed = await reading.LoadAsync(past.OrderByDescending(o => o.Deadline!.Closes).ThenByDescending(o => o.Id).Skip((page - 1) * PerPage).Take(PerPage), ct);
        if (closed.Count == 0 && page > 1) return NotFoundPages.NotFound(http, lang, press);
        // Of all regions, whatever the list is narrowed to: the gaps are the whole country's
        var all = await reading.LoadAsync(OpeningReading.Public(db, PublicDates.Filter.None).ClosedAt(db, now, closed: false).NextFirst(Dates.DayOf(now)).Take(Most), ct);
        var ids = await OpeningReading.Public(db, filter, only).Select(o => o.Id).ToListAsync(ct);
        var gaps = page > 1 ? [] : RegionGaps.Of(all).Where(g => g.Open > 0).ToList();
        var used = all.Concat(closed).SelectMany(o => o.Terms).Select(t => index.Find(t.TermId)).OfType<TermEntry>().DistinctBy(t => t.Id).ToList();
        var (place, term) = (region is { Length: > 0 } ? Regions.Find(region) ?? Regions.FindBySlug(region) : null, index.Find(tag));
        return press.Show(http, "openings", new OpeningsPage(press.Frame(lang), press.Head(lang, texts["nav.openings"], "/vaikuta", texts["openings.standfirst"]), ["openings", "deadlines"])
        {
            Action = Press.At(lang, "/vaikuta"),
            Regions = [.. Regions.All.Select(r => new Choice(r.Slug, r.Short.In(lang), r == place))],
            Tags = [.. used.OrderBy(t => t.Label.In(lang), StringComparer.Create(CultureInfo.GetCultureInfo("fi-FI"), false)).Select(t => new Choice(t.Slug, t.Label.In(lang), t == term))],
            Kinds = [.. Enum.GetValues<OpeningKind>().Select(k => new Choice(SiteTexts.Word(k), texts.Opening(k), k == only))],
            Narrowed = place is not null || term is not null || only is not null,
            Calendar = CalendarPages.LinkTo("/vaikuta.ics", texts),
            Open = [.. all.Where(o => page == 1 && ids.Contains(o.Id)).Select(o => Card(o, texts))],
            Closed = [.. closed.Select(o => Card(o, texts))],
            IsFirst = page == 1,
            Paging = Cards.Paging(page, PerPage, total, p => Press.At(lang, QueryHelpers.AddQueryString("/vaikuta", new Dictionary<string, string?>
            {
                ["region"] = place?.Slug, ["tag"] = term?.Slug, ["kind"] = only is { } named ? SiteTexts.Word(named) : null, ["page"] = p > 1 ? p.ToString(CultureInfo.InvariantCulture) : null,
            }))),
            Silent = [.. gaps.Where(g => g.Organisations == 0).Select(g => Cards.Region(g.Region, lang))],
            Gaps = [.. gaps.Select(g => new Uutiset.Themes.Pages.RegionRow(Cards.Region(g.Region, lang), g.Open, g.Organisations, g.Unanswered))],
        });
    }

    public async Task<IResult> ShowAsync(HttpContext http, string lang, string slug, CancellationToken ct)
    {
        if ((await reading.LoadAsync(OpeningReading.Public(db, PublicDates.Filter.None).Where(o => o.Slug == slug), ct)).SingleOrDefault() is not { } opening)
            return NotFoundPages.NotFound(http, lang, press);
        return press.Show(http, "opening", Page(lang, opening, opening.IsOpenAt(press.NowUtc) ? Form(lang, opening, stamps.Make()) : null));
    }

    /// <summary>The form by which an organisation says that it takes part, as nobody has filled it in yet.</summary>
    public static AnswerForm Form(string lang, Opening opening, string stamp) =>
        new(Press.At(lang, opening.Path + "/vastaa"), Press.At(lang, "/tietosuoja"), SubscribeForm.Trap, [new("t", stamp)]);

    /// <param name="opening">As <see cref="OpeningReading.LoadAsync"/> gives it.</param>
    public OpeningPage Page(string lang, Opening opening, AnswerForm? form)
    {
        var texts = press.In(lang);
        var card = Card(opening, texts);
        return new OpeningPage(press.Frame(lang), press.Head(lang, opening.Title, opening.Path, card.Standfirst, "/vaikuta"), ["openings", "deadlines"])
        {
            Opening = card,
            Paragraphs = [.. Paragraphs(opening)],
            Material = opening.MaterialUrl is { } material ? new(material, texts.Get("opening.material", ("title", opening.Title))) : null,
            Answer = opening.AnswerUrl is { } answer && opening.IsOpenAt(press.NowUtc) ? new(answer, texts.Get("opening.answer", ("title", opening.Title))) : null,
            Organisations = [.. opening.Answers.OrderBy(a => a.MarkedUtc).Select(a => a.Organisation!).Select(o => new Link(Press.At(lang, "/organisaatiot/" + o.Slug), o.Label.In(lang)))],
            Articles = [.. opening.Articles.Select(a => a.Article!).OrderByDescending(a => a.PublishedUtc).Select(a => new Link(Press.At(lang, a.Path), a.Title, Cards.Foreign(a.Lang, lang)))],
            All = new(Press.At(lang, "/vaikuta"), texts["opening.all"]),
            Form = form,
        };
    }

    private OpeningCard Card(Opening opening, SiteTexts texts) =>
        new(Press.At(texts.Lang, opening.Path), opening.Title, texts.Opening(opening.Kind),
            opening.Answers.Count == 0 ? texts["opening.answering.none"] : texts.Get("opening.answering", ("count", opening.Answers.Count)), Cards.Foreign(opening.Lang, texts.Lang))
        {
            Regions = Cards.Regions(opening.Regions.Select(r => r.RegionCode), texts.Lang),
            Tags = Cards.Tags(opening.Terms.Where(t => t.Term!.State == TermState.Active).Select(t => new TermLabel(t.Term!.Slug, t.Term.Scheme, t.Term.LabelFi, t.Term.LabelSv, t.Term.LabelEn)), texts.Lang),
            Standfirst = Paragraphs(opening).FirstOrDefault(),
            DecidedBy = opening.DecidedBy,
            Deadline = opening.Deadline is { } deadline ? DeadlineLeaves.Leaf(deadline, press.NowUtc, texts) : null,
        };

    private static IEnumerable<string> Paragraphs(Opening opening) =>
        opening.Description.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(p => p.Replace('\n', ' '));
}
