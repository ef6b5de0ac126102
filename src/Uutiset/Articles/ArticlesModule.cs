using Uutiset.Accounts;
using Uutiset.Articles.Bulk;
using Uutiset.Articles.Desk;
using Uutiset.Articles.Finding;
using Uutiset.Articles.Openings;
using Uutiset.Articles.Traces;
using Uutiset.Articles.Translations;
using Uutiset.Articles.Versions;
using Uutiset.Articles.Workflow;
using Uutiset.Data;
using Uutiset.Media;
using Uutiset.People;
using Uutiset.People.Traces;
using Uutiset.Vocabulary;

namespace Uutiset.Articles;

internal static class ArticlesModule
{
    public static void AddArticles(this IServiceCollection services)
    {
        services.AddOptions<ArticlesOptions>().BindConfiguration("Articles").ValidateDataAnnotations().ValidateOnStart();
        services.AddScoped<DraftCheck>();
        services.AddScoped<PublicationCheck>();
        services.AddSingleton<WorkingIndex>();
        services.AddSingleton<IStartingRows>(sp => sp.GetRequiredService<WorkingIndex>());
        services.AddScoped<Drafting>();
        services.AddBulkChanges();
        services.AddScoped<Autosaving>();
        services.AddScoped<ArticleSlugs>();
        services.AddScoped<PublicCopy>();
        services.AddScoped<Publishing>();
        services.AddScoped<Checking>();
        services.AddScoped<IOrganisationMove, PublisherMove>();
        services.AddScoped<ITermUse, ArticleTermUse>();
        services.AddScoped<ITermUse, OpeningTermUse>();
        services.AddScoped<IOrganisationMove, MentionMove>();
        services.AddScoped<IOrganisationMove, AnswerMove>();
        services.AddScoped<IHandover, ArticleHandover>();
        services.AddScoped<IHandover, OpeningHandover>();
        services.AddScoped<IContactTraces, ArticleTraces>();
        services.AddScoped<IContactTraces, OpeningTraces>();
        services.AddScoped<ArticleReading>();
        services.AddScoped<ArticleRights>();
        foreach (var path in new[] { "desk/articles/", "desk/received/{kind}/", "api/v1/articles/" })
            services.AddSingleton(new SpokenObject(path, (db, id) => db.Articles.Where(a => a.PublicId == id).Select(a => a.WorkingPublisherId)));
        foreach (var path in new[] { "desk/openings/", "api/v1/openings/" })
            services.AddSingleton(new SpokenObject(path, (db, id) => db.Openings.Where(o => o.PublicId == id).Select(o => o.PublisherId)));
        services.AddScoped<History>();
        services.AddScoped<Translating>();
        services.AddScoped<TranslationGroups>();
        services.AddScoped<MovingDeadlines>();
        services.AddScoped<SavingOpenings>();
        services.AddScoped<OpeningReading>();
        services.AddScoped<IMediaUse, ArticleMediaUse>();
        services.AddScoped<Reviewing>();
        services.AddScoped<IAccountWork, ReviewRelease>();
        services.AddScoped<Commenting>();
        services.AddScoped<PreviewLinks>();
        services.AddArticleDesk();
        services.AddWorkflowDesk();
        services.AddSingleton<ScheduledPublisher>();
        services.AddHostedService(sp => sp.GetRequiredService<ScheduledPublisher>());
    }

    public static void MapArticles(this WebApplication app)
    {
        app.MapArticleApi();
        app.MapFormSearch();
        app.MapTranslationApi();
        app.MapQuoteApi();
        app.MapDeadlineApi();
        app.MapEventApi();
        app.MapOpeningApi();
        app.MapWorkflowApi();
    }
}
