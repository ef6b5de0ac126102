using Microsoft.AspNetCore.Mvc;
using Uutiset.Accounts;
using Uutiset.Accounts.Http;
using Uutiset.Site.Answering;
using Uutiset.Site.Calendars;
using Uutiset.Site.Desk;
using Uutiset.Site.Feeds;
using Uutiset.Site.Menus;
using Uutiset.Site.Redirects;
using Uutiset.Site.Settings;
using Uutiset.Site.Tree;
using Uutiset.Themes;
using Uutiset.Vocabulary;

namespace Uutiset.Site;

internal static class SiteModule
{
    private static readonly string[] Reading = ["GET", "HEAD"];

    public static void AddSite(this IServiceCollection services)
    {
        services.AddSingleton<Press>();
        services.AddScoped<FrontPages>();
        services.AddScoped<ArticleView>();
        services.AddScoped<ArticlePages>();
        services.AddScoped<TermPages>();
        services.AddScoped<RegionPages>();
        services.AddScoped<PeoplePages>();
        services.AddScoped<NamePages>();
        services.AddScoped<ProjectPages>();
        services.AddScoped<OpenDeadlines>();
        services.AddScoped<EventPages>();
        services.AddScoped<OpeningPages>();
        services.AddAnswering();
        services.AddScoped<SentBulletins>();
        services.AddScoped<RevisionPages>();
        services.AddScoped<GuestPages>();
        services.AddScoped<StandingPages>();
        services.AddScoped<ArchivePages>();
        services.AddScoped<FeedPages>();
        services.AddScoped<CalendarPages>();
        services.AddScoped<Sitemap>();
        services.AddScoped<Redirecting>();
        services.AddScoped<RedirectLookup>();
        services.AddScoped<Placing>();
        services.AddScoped<Menus.Menus>();
        services.AddScoped<KeepingFacts>();
        services.AddSingleton<MenuReading>();
        services.AddSingleton<FrameWatch>();
        services.AddHostedService(sp => sp.GetRequiredService<FrameWatch>());
        services.AddSiteDesk();
    }

    public static void MapSite(this WebApplication app)
    {
        SiteTexts.Demand(app.Services.GetRequiredService<Theme>());
        var press = app.Services.GetRequiredService<Press>();
        foreach (var lang in press.Languages)
        {
            var pages = app.MapGroup(Languages.Prefix(lang)).AllowAnonymous().ExcludeFromDescription();
            var byQuery = pages.MapGroup("").AddEndpointFilter(new ElsewhereByQuery(lang, press));
            MapPages(byQuery, lang);
            MapLists(byQuery, lang);
            MapProjects(byQuery, lang);
            MapFeeds(pages, lang);
            MapCalendars(pages, lang);
            pages.MapAnswering(lang);
        }
        var files = app.MapGroup("").AllowAnonymous().ExcludeFromDescription();
        files.MapMethods("/sitemap.xml", Reading, (HttpContext http, Sitemap map, CancellationToken ct) => map.ShowAsync(http, null, ct));
        files.MapMethods("/sitemap-{file:int}.xml", Reading, (HttpContext http, int file, Sitemap map, CancellationToken ct) => map.ShowAsync(http, file, ct));
        files.MapMethods("/robots.txt", Reading, (HttpContext http, Sitemap map) => map.Robots(http));
        files.MapMethods("/.well-known/security.txt", Reading, (HttpContext http, Sitemap map) => map.Security(http));
        files.MapMethods(GuestPages.Path + "{token}", Reading, (HttpContext http, string token, GuestPages guests, CancellationToken ct) => guests.ShowAsync(http, token, ct));
        files.MapPost(GuestPages.Path + "{token}", (HttpContext http, string token, GuestPages guests, CancellationToken ct) => guests.AnswerAsync(http, token, ct)).RequireRateLimiting(RateLimits.SignIn);
        app.MapGet("/desk/articles/{id:guid}/preview", (HttpContext http, Guid id, RevisionPages revisions, CancellationToken ct) => revisions.PreviewAsync(http, id, ct))
            .Needs(Permission.ArticlesWrite).ExcludeFromDescription();
        app.MapRedirectApi();
        app.MapPageApi();
        app.MapSiteApi();
        // The API and the desk answer for their own unknown addresses
        files.MapMethods("/{**unknown:regex(^(?!(api|desk)(/|$)).*)}", Reading, (HttpContext http) => NotFoundPages.Unknown(http, press)).WithOrder(int.MaxValue);
    }

    private static void MapPages(RouteGroupBuilder pages, string lang)
    {
        pages.MapMethods("/", Reading, (HttpContext http, FrontPages front, CancellationToken ct) => front.ShowAsync(http, lang, ct));
        pages.MapMethods("/uutiset/{slug}", Reading, (HttpContext http, string slug, ArticlePages articles, CancellationToken ct) => articles.ShowAsync(http, lang, slug, isPage: false, ct));
        pages.MapMethods("/uutiset/{slug}/versiot/{number:int}", Reading, (HttpContext http, string slug, int number, RevisionPages revisions, CancellationToken ct) => revisions.FormerAsync(http, lang, slug, number, ct));
        pages.MapMethods("/arkisto", Reading, (HttpContext http, ArchivePages archive, CancellationToken ct) => archive.ShowAsync(http, lang, ct)).RequireRateLimiting(RateLimits.Search);
        pages.MapMethods("/maaraajat", Reading, (HttpContext http, OpenDeadlines deadlines, CancellationToken ct) => deadlines.ShowAsync(http, lang, ct));
        pages.MapMethods("/tilaisuudet", Reading, (HttpContext http, string? page, EventPages events, CancellationToken ct) => events.ShowAsync(http, lang, PageNumber(page), ct));
        pages.MapMethods("/vaikuta", Reading, (HttpContext http, string? region, string? tag, string? kind, string? page, OpeningPages openings, CancellationToken ct) => openings.ListAsync(http, lang, region, tag, kind, PageNumber(page), ct));
        pages.MapMethods("/vaikuta/{slug}", Reading, (HttpContext http, string slug, OpeningPages openings, CancellationToken ct) => openings.ShowAsync(http, lang, slug, ct));
        pages.MapMethods("/tiedotteet", Reading, (HttpContext http, SentBulletins bulletins, string? page, CancellationToken ct) => bulletins.ListPageAsync(http, lang, PageNumber(page), ct));
        pages.MapMethods("/tiedotteet/{number:int}", Reading, (HttpContext http, int number, SentBulletins bulletins, CancellationToken ct) => bulletins.ShowAsync(http, lang, number, ct));
        pages.MapMethods("/saavutettavuus", Reading, (HttpContext http, StandingPages standing, CancellationToken ct) => standing.AccessibilityAsync(http, lang, ct));
        pages.MapMethods("/tietosuoja", Reading, (HttpContext http, StandingPages standing, CancellationToken ct) => standing.PrivacyAsync(http, lang, ct));
        pages.MapMethods("/{slug:regex(^[a-z0-9-]+$)}", Reading, (HttpContext http, string slug, ArticlePages articles, CancellationToken ct) => articles.ShowAsync(http, lang, slug, isPage: true, ct)).WithOrder(10);
    }

    private static void MapLists(RouteGroupBuilder pages, string lang)
    {
        pages.MapMethods("/aiheet", Reading, (HttpContext http, TermPages terms, CancellationToken ct) => terms.IndexAsync(http, lang, ct));
        pages.MapMethods("/aiheet/{slug}", Reading, (HttpContext http, string slug, string? page, TermPages terms, CancellationToken ct) => terms.ShowAsync(http, lang, slug, PageNumber(page), ct));
        pages.MapMethods("/alueet", Reading, (HttpContext http, RegionPages regions, CancellationToken ct) => regions.IndexAsync(http, lang, ct));
        pages.MapMethods("/alueet/{slug}", Reading, (HttpContext http, string slug, string? page, RegionPages regions, CancellationToken ct) => regions.ShowAsync(http, lang, slug, PageNumber(page), ct));
        pages.MapMethods("/tekijat", Reading, (HttpContext http, NamePages names, CancellationToken ct) => names.AuthorsAsync(http, lang, ct)).RequireRateLimiting(RateLimits.SearchedList);
        pages.MapMethods("/tekijat/{slug}", Reading, (HttpContext http, string slug, string? page, PeoplePages people, CancellationToken ct) => people.AuthorAsync(http, lang, slug, PageNumber(page), ct));
        pages.MapMethods("/organisaatiot", Reading, (HttpContext http, NamePages names, CancellationToken ct) => names.OrganisationsAsync(http, lang, ct)).RequireRateLimiting(RateLimits.SearchedList);
        pages.MapMethods("/organisaatiot/{slug}", Reading, (HttpContext http, string slug, string? page, PeoplePages people, CancellationToken ct) => people.OrganisationAsync(http, lang, slug, PageNumber(page), ct));
    }

    private static void MapProjects(RouteGroupBuilder pages, string lang)
    {
        pages.MapMethods("/hankkeet", Reading, (HttpContext http, NamePages names, CancellationToken ct) => names.ProjectsAsync(http, lang, ct)).RequireRateLimiting(RateLimits.SearchedList);
        pages.MapMethods("/hankkeet/{slug}", Reading, (HttpContext http, string slug, string? page, ProjectPages projects, CancellationToken ct) => projects.ShowAsync(http, lang, slug, PageNumber(page), ct));
    }

    private static void MapFeeds(RouteGroupBuilder site, string lang)
    {
        var pages = site.MapGroup("").RequireRateLimiting(RateLimits.Feed);
        foreach (var format in new[] { "atom", "rss", "json" })
        {
            pages.MapMethods($"/arkisto.{format}", Reading, (HttpContext http, FeedPages feeds, CancellationToken ct) => feeds.SearchAsync(http, lang, format, ct)).RequireRateLimiting(RateLimits.Search);
            pages.MapMethods($"/syote.{format}", Reading, (HttpContext http, FeedPages feeds, [FromQuery(Name = "lang")] string? only, CancellationToken ct) => feeds.AllAsync(http, lang, format, only, ct));
            pages.MapMethods($"/aiheet/{{slug}}/syote.{format}", Reading, (HttpContext http, string slug, FeedPages feeds, [FromQuery(Name = "lang")] string? only, CancellationToken ct) => feeds.TermAsync(http, lang, slug, format, only, ct));
            pages.MapMethods($"/alueet/{{slug}}/syote.{format}", Reading, (HttpContext http, string slug, FeedPages feeds, [FromQuery(Name = "lang")] string? only, CancellationToken ct) => feeds.RegionAsync(http, lang, slug, format, only, ct));
            pages.MapMethods($"/hankkeet/{{slug}}/syote.{format}", Reading, (HttpContext http, string slug, FeedPages feeds, [FromQuery(Name = "lang")] string? only, CancellationToken ct) => feeds.ProjectAsync(http, lang, slug, format, only, ct));
            pages.MapMethods($"/tekijat/{{slug}}/syote.{format}", Reading, (HttpContext http, string slug, FeedPages feeds, [FromQuery(Name = "lang")] string? only, CancellationToken ct) => feeds.AuthorAsync(http, lang, slug, format, only, ct));
        }
    }

    private static void MapCalendars(RouteGroupBuilder site, string lang)
    {
        var pages = site.MapGroup("").RequireRateLimiting(RateLimits.Feed);
        pages.MapMethods("/maaraajat.ics", Reading, (HttpContext http, string? region, string? tag, CalendarPages calendars, CancellationToken ct) => calendars.DeadlinesAsync(http, lang, region, tag, ct));
        pages.MapMethods("/vaikuta.ics", Reading, (HttpContext http, string? region, string? tag, CalendarPages calendars, CancellationToken ct) => calendars.OpeningsAsync(http, lang, region, tag, ct));
        pages.MapMethods("/tilaisuudet.ics", Reading, (HttpContext http, string? region, string? tag, CalendarPages calendars, CancellationToken ct) => calendars.EventsAsync(http, lang, region, tag, ct));
        pages.MapMethods("/tilaisuudet/{id:guid}.ics", Reading, (HttpContext http, Guid id, CalendarPages calendars, CancellationToken ct) => calendars.EventAsync(http, lang, id, ct));
        pages.MapMethods("/alueet/{slug}/tilaisuudet.ics", Reading, (HttpContext http, string slug, string? tag, CalendarPages calendars, CancellationToken ct) => calendars.EventsAsync(http, lang, slug, tag, ct));
        pages.MapMethods("/aiheet/{slug}/tilaisuudet.ics", Reading, (HttpContext http, string slug, string? region, CalendarPages calendars, CancellationToken ct) => calendars.EventsAsync(http, lang, region, slug, ct));
        pages.MapMethods("/alueet/{slug}/maaraajat.ics", Reading, (HttpContext http, string slug, string? tag, CalendarPages calendars, CancellationToken ct) => calendars.DeadlinesAsync(http, lang, slug, tag, ct));
        pages.MapMethods("/aiheet/{slug}/maaraajat.ics", Reading, (HttpContext http, string slug, string? region, CalendarPages calendars, CancellationToken ct) => calendars.DeadlinesAsync(http, lang, region, slug, ct));
    }

    /// <summary>What is no number is the first page; one that is too large has no page (404).</summary>
    private static int PageNumber(string? page) => int.TryParse(page, out var number) && number is > 0 and < 100_000 ? number : 1;
}
