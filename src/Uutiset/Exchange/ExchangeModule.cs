using System.CommandLine;

namespace Uutiset.Exchange;

internal static class ExchangeModule
{
    public static void AddExchange(this IServiceCollection services)
    {
        services.AddScoped<ArticleImport>();
        services.AddScoped<ContactImport>();
        services.AddScoped<Demo>();
        services.AddScoped<DemoSite>();
        services.AddScoped<DemoWaiting>();
        services.AddScoped<SyntheticLoad>();
    }

    public static void AddExchangeVerbs(this RootCommand root, Func<WebApplication> build)
    {
        ArticleImport.AddVerb(root, build);
        ContactImport.AddVerb(root, build);
        root.AddPersonVerbs(build);
        root.Add(new Command("seed", "Fills a database with sample content") { Demo.Verb(build), SyntheticLoad.Verb(build) });
    }
}
