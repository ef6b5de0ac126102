using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Bulletins;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Exchange;
using Uutiset.Mailing;
using Uutiset.Media;
using Uutiset.Operations;
using Uutiset.People;
using Uutiset.Search;
using Uutiset.Site;
using Uutiset.Subscribers;
using Uutiset.Themes;
using Uutiset.Vocabulary;

return await Verbs.RunAsync(args, CancellationToken.None);

/// <summary>The table of contents: every room; theme, texts and assets lie beside the program, wherever it is started from. What the command line knows is in Verbs.</summary>
internal static class App
{
    /// <param name="serves">False for a verb that does its work and ends: it needs no addresses, and starts in a fraction of the time.</param>
    public static WebApplication Build(Action<WebApplicationBuilder>? adjust = null, bool serves = true)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "Uutiset", ContentRootPath = AppContext.BaseDirectory });
        adjust?.Invoke(builder);
        builder.Services.AddData();
        builder.Services.AddVocabulary();
        builder.Services.AddAccounts();
        builder.Services.AddDesk();
        builder.Services.AddMailing();
        builder.Services.AddMedia();
        builder.Services.AddPeople();
        builder.Services.AddSearch();
        builder.Services.AddArticles();
        builder.Services.AddThemes();
        builder.Services.AddSubscribers();
        builder.Services.AddSite();
        builder.Services.AddBulletins();
        builder.Services.AddExchange();
        builder.Services.AddOperations();
        var app = builder.Build();
        if (!serves) return app;
        app.Services.BeginModel();
        app.MapAccounts();
        app.MapDesk();
        app.MapThemes();
        app.MapSearch();
        app.MapVocabulary();
        app.MapMedia();
        app.MapPeople();
        app.MapArticles();
        app.MapSubscribers();
        app.MapBulletins();
        app.MapSite();
        app.MapExchange();
        app.MapOperations();
        return app;
    }
}
