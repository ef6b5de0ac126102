using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Desk;

namespace Uutiset.Articles.Desk;

internal static class ArticleDesk
{
    public static void AddArticleDesk(this IServiceCollection services)
    {
        services.AddScoped<ArticleForms>();
        services.AddScoped<BulkWords>();
        services.AddArticleSearch();
        services.AddArticleFront();
        services.AddSingleton(new DeskMenuItem("articles.list", "/desk/articles", Permission.ArticlesWrite, 10, "pen"));
        services.AddSingleton(new AuditObject("article", id => "/desk/articles/" + id, (db, ids) => db.Articles.Where(a => ids.Contains(a.Id)).Select(a => new AuditName(a.Id, a.WorkingTitle))));
        services.AddSingleton(new AuditObject("opening", id => "/desk/openings/" + id, (db, ids) => db.Openings.Where(o => ids.Contains(o.Id)).Select(o => new AuditName(o.Id, o.Title))));
        services.AddSingleton(new AuditObject("deadline", _ => "/desk/deadlines", (db, ids) => db.Deadlines.Where(d => ids.Contains(d.Id)).Select(d => new AuditName(d.Id, d.Title))));
        services.AddSingleton(new AuditObject("event", null, (db, ids) => db.Events.Where(e => ids.Contains(e.Id)).Select(e => new AuditName(e.Id, e.Title))));
        services.AddSingleton(new AuditObject("term", null, (db, ids) => db.Terms.Where(t => ids.Contains(t.Id)).Select(t => new AuditName(t.Id, t.LabelFi))));
        services.AddSingleton(new DeskMenuItem("articles.deadlines", "/desk/deadlines", Permission.ArticlesWrite, 40, "calendar"));
        // One form for adding and editing, under two addresses
        services.Configure<Microsoft.AspNetCore.Mvc.RazorPages.RazorPagesOptions>(pages => pages.Conventions.AddPageRoute("/Articles/Desk/Opening", "/desk/openings/new"));
        services.AddSingleton(new DeskMenuItem("openings.list", "/desk/openings", Permission.ArticlesWrite, 45, "calendar"));
    }
}
