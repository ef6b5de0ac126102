using Uutiset.Accounts;
using Uutiset.Desk;

namespace Uutiset.Articles.Desk;

internal static class ArticleDesk
{
    public static void AddArticleDesk(this IServiceCollection services)
    {
        services.AddScoped<ArticleForms>();
        services.AddArticleFront();
        services.AddSingleton(new DeskMenuItem("articles.list", "/desk/articles", Permission.ArticlesWrite, 10, "pen"));
        services.AddSingleton(new DeskMenuItem("articles.deadlines", "/desk/deadlines", Permission.ArticlesWrite, 40, "calendar"));
        // One form for adding and editing, under two addresses
        services.Configure<Microsoft.AspNetCore.Mvc.RazorPages.RazorPagesOptions>(pages => pages.Conventions.AddPageRoute("/Articles/Desk/Opening", "/desk/openings/new"));
        services.AddSingleton(new DeskMenuItem("openings.list", "/desk/openings", Permission.ArticlesWrite, 45, "calendar"));
    }
}
