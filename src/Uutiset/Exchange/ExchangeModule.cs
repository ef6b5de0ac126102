using System.CommandLine;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Accounts.Http;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Exchange.Contacts;
using Uutiset.Exchange.Desk;
using Uutiset.Subscribers.Rights;

namespace Uutiset.Exchange;

internal static class ExchangeModule
{
    public static void AddExchange(this IServiceCollection services)
    {
        services.AddScoped<ArticleImport>();
        services.AddContactLists();
        services.AddScoped<Demo>();
        services.AddScoped<DemoSite>();
        services.AddScoped<DemoWaiting>();
        services.AddScoped<SyntheticBulletins>();
        services.AddScoped<SyntheticLoad>();
    }

    private static void AddContactLists(this IServiceCollection services)
    {
        services.AddScoped<ContactImport>();
        services.AddScoped<ContactExport>();
        services.AddSingleton<UploadFolder>();
        services.AddScoped<Uploads>();
        services.AddScoped<IPersonLists>(sp => sp.GetRequiredService<Uploads>());
        services.AddSingleton<UploadRunner>();
        services.AddHostedService(sp => sp.GetRequiredService<UploadRunner>());
        services.AddTimedJob<Uploads>("forget-contact-lists", TimeSpan.FromHours(6), (uploads, ct) => uploads.ForgetAsync(ct));
        services.AddSingleton(new DeskMenuItem("intake.menu", ImportModel.Href, Permission.SubscribersWrite, 66, "inbox"));
        services.AddSingleton(new AuditObject("contacts", id => $"{ImportModel.Href}/{id}"));
        services.AddSingleton(new SpokenObject("desk/subscribers/import/", (db, id) => db.ContactUploads.Where(u => u.PublicId == id).Select(u => (long?)u.PublisherId)));
        // Kestrel's own limit (30 MB) stays for every other address
        services.Configure<RazorPagesOptions>(pages => pages.Conventions.AddPageApplicationModelConvention("/Exchange/Desk/Import", page => page.EndpointMetadata.Add(new RequestSizeLimitAttribute(ImportModel.LargestFile))));
    }

    public static void MapExchange(this WebApplication app) =>
        app.MapGet(ContactExport.Path, (HttpContext http, ContactExport export, CancellationToken ct) => export.WriteAsync(http.Response, Actor.Of(http.User).PublisherId, Actor.Of(http.User), ct))
            .Needs(Permission.SubscribersRead).RequireRateLimiting(RateLimits.Export).ExcludeFromDescription();

    public static void AddExchangeVerbs(this RootCommand root, Func<WebApplication> build)
    {
        ArticleImport.AddVerb(root, build);
        root.AddPersonVerbs(build);
        root.AddContactVerbs(build);
        root.Add(new Command("seed", "Fills a database with sample content") { Demo.Verb(build), SyntheticLoad.Verb(build) });
    }
}
