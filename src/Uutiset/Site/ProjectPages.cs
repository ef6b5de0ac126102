using Microsoft.EntityFrameworkCore;
using Uutiset.Articles;
using Uutiset.Articles.Translations;
using Uutiset.Data;
using Uutiset.People;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;
using Uutiset.Vocabulary.Body;

namespace Uutiset.Site;

/// <summary>/hankkeet/{slug}. A project's page outlives the project: it says that it has ended and who goes on.</summary>
internal sealed class ProjectPages(NewsDb db, Press press)
{
    public async Task<IResult> ShowAsync(HttpContext http, string lang, string slug, int page, CancellationToken ct)
    {
        var project = await Projects.Whole(db.Projects.AsNoTracking()).FirstOrDefaultAsync(p => p.Slug == slug, ct);
        if (project is null) return NotFoundPages.NotFound(http, lang, press);
        var (texts, today, path) = (press.In(lang), Dates.DayOf(press.NowUtc), "/hankkeet/" + project.Slug);
        if (await Listing.OfAsync(db.Articles.VisibleAt(press.NowUtc).Where(a => a.ProjectId == project.Id).OneVersionEach(lang), page, path, texts, ct) is not { } list) return NotFoundPages.NotFound(http, lang, press);
        var parts = await Projects.Listed(db.Projects.Where(p => p.UmbrellaId == project.Id).OrderBy(p => EF.Functions.Collate(p.Name, NewsDb.FinnishOrder))).ToListAsync(ct);
        var ids = project.People.Select(p => p.PersonId).ToList();
        var people = await db.People.AsNoTracking().Include(p => p.Organisation).Include(p => p.Successor).Include(p => p.Photo).Include(p => p.Regions).AsSplitQuery()
            .Where(p => ids.Contains(p.Id)).OrderBy(p => EF.Functions.Collate(p.Name, NewsDb.FinnishOrder)).ToListAsync(ct);
        var (title, status) = (project.Label.In(lang), project.StatusOn(today));
        var description = Written(lang, project.DescriptionHtml, project.DescriptionSvHtml, project.DescriptionEnHtml);
        var funding = Written(lang, project.FundingText, project.FundingTextSv, project.FundingTextEn);
        var feed = new Feed($"{press.Frame(lang).Name}: {title}", Press.At(lang, path + "/syote.atom"), "application/atom+xml");
        var sums = project.Funders.Select(f => f.Amount).OfType<decimal>().ToList();
        return press.Show(http, "project", new ProjectPage(press.Frame(lang), press.Head(lang, title, path, section: "/hankkeet") with { Feeds = [feed] },
            [$"project:{project.Id}", "projects", "organisations", .. people.Select(p => $"person:{p.Id}"), .. list.Keys])
        {
            Title = title,
            Status = StatusText(status, texts),
            Ended = status == ProjectStatus.Ended ? texts.Get("project.ended", ("day", ProjectDays.Written(project.EndsOn!.Value, project.EndsPrecision, lang))) : null,
            Successor = project.Successor is { } next ? Link(next, lang) : null,
            Umbrella = project.Umbrella is { } umbrella ? Link(umbrella, lang) : null,
            Period = Period(project, texts),
            Owner = Organisation(project.Organisation, lang),
            Partners = [.. project.Partners.Select(p => p.Organisation!).OrderBy(o => o.Name, StringComparer.Create(System.Globalization.CultureInfo.GetCultureInfo("fi-FI"), false)).Select(o => Organisation(o, lang)!)],
            Funders = [.. project.Funders.OrderBy(f => f.Position).Select(f => new FunderLine(Organisation(f.Organisation, lang) ?? new("", f.Name ?? ""), f.Amount is { } sum ? Money.Euros(sum, lang) : null)
            {
                Logo = Pictures.Named(f.Logo ?? f.Organisation?.Logo, f.Organisation?.Label.In(lang) ?? f.Name ?? "", lang, Pictures.Logo),
            })],
            Total = sums.Count > 1 ? Money.Euros(sums.Sum(), lang) : null,
            FundingText = funding?.Text,
            FundingLang = funding is null ? null : Cards.Foreign(funding.Value.Lang, lang),
            Description = description is var (html, written) ? new(HtmlCleaner.Clean(html, written)) : null,
            Lang = description is null ? null : Cards.Foreign(description.Value.Lang, lang),
            TitleLang = Link(project, lang).Lang,
            Links = [.. project.Links.OrderBy(l => l.Position).Select(l => new Link(l.Url, l.Title))],
            Parts = [.. parts.Select(p => Link(p, lang))],
            Checked = project.CheckedOn is { } day ? new(Dates.Iso(day), Dates.Day(day, lang)) : null,
            People = [.. people.Select(p => Bylines.Of(p, today, lang))],
            Feed = feed,
            Articles = list.Cards,
            Paging = list.Paging,
        });
    }

    public static Link Link(Project project, string lang) =>
        new(Press.At(lang, "/hankkeet/" + project.Slug), project.Label.In(lang), lang == "sv" && project.NameSv is null || lang == "en" && project.NameEn is null ? "fi" : null);

    private static Link? Organisation(Organisation? organisation, string lang) =>
        organisation is null ? null : new(organisation.Listed ? Press.At(lang, "/organisaatiot/" + organisation.Slug) : "", organisation.Label.In(lang));

    private static string? Period(Project project, SiteTexts texts)
    {
        var starts = project.StartsOn is { } from ? ProjectDays.Written(from, project.StartsPrecision, texts.Lang) : null;
        var ends = project.EndsOn is { } to ? ProjectDays.Written(to, project.EndsPrecision, texts.Lang) : null;
        if (starts is null && ends is null) return null;
        if (ends is null) return texts.Get("project.begins", ("day", starts!));
        if (starts is null) return texts.Get("project.until", ("day", ends));
        // A dash between words has a blank on each side, between bare days none
        return starts == ends ? starts : starts.Contains(' ') || ends.Contains(' ') ? $"{starts} – {ends}" : $"{starts}–{ends}";
    }

    /// <summary>Each text has its own language: one may be translated and the other not (WCAG 3.1.2). The page's, then Finnish, then what there is.</summary>
    private static (string Text, string Lang)? Written(string lang, string? fi, string? sv, string? en)
    {
        (string? Text, string Lang)[] all = [(fi, "fi"), (sv, "sv"), (en, "en")];
        return all.OrderBy(t => t.Lang != lang).FirstOrDefault(t => !string.IsNullOrWhiteSpace(t.Text)) is (string text, var written) ? (text, written) : null;
    }

    internal static string StatusText(ProjectStatus status, SiteTexts texts) =>
        texts[status switch { ProjectStatus.Ended => "project.endedLabel", ProjectStatus.Planned => "project.planned", _ => "project.active" }];
}
