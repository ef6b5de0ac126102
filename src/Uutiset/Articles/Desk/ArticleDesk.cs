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
    }
}
