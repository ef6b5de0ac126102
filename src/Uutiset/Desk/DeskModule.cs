using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk.Picks;

namespace Uutiset.Desk;

internal static class DeskModule
{
    public static void AddDesk(this IServiceCollection services)
    {
        services.AddSingleton<DeskTexts>();
        services.AddScoped<DeskText>();
        services.AddScoped<FormMerging>();
        services.AddSingleton<DeskAssets>();
        services.AddScoped<Picking>();
        services.AddSingleton(new DeskMenuItem("reviews.title", "/desk/reviews", Permission.DeskRead, 70, "review"));
        services.AddSingleton(new DeskMenuItem("desk.menu.front", "/desk", Permission.DeskRead, 0, "home"));
        services.AddSingleton(new DeskMenuItem("calendar.title", "/desk/calendar", Permission.DeskRead, 45, "calendar"));
        // Pages lie beside their room, so the root of all pages is the root of all rooms
        services.AddRazorPages(options =>
        {
            options.RootDirectory = "/";
            // Without this a page takes any method, and answers TRACE like GET
            options.Conventions.AddFolderRouteModelConvention("/", page =>
            {
                foreach (var selector in page.Selectors) selector.EndpointMetadata.Add(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head, HttpMethods.Post]));
            });
        });
        services.AddAntiforgery();
        // å, ä and ö as themselves; what HTML gives a meaning stays escaped
        services.Configure<WebEncoderOptions>(web => web.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddOptions<MvcOptions>().Configure<DeskTexts, IHttpContextAccessor>((mvc, texts, http) =>
        {
            // What an address names is what a page is about, and what its right was asked for: no field of a form by the same name comes first
            var route = mvc.ValueProviderFactories.OfType<RouteValueProviderFactory>().Single();
            mvc.ValueProviderFactories.Remove(route);
            mvc.ValueProviderFactories.Insert(0, route);
            mvc.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
            mvc.ModelMetadataDetailsProviders.Add(new EmptyTextStaysText());
            var say = mvc.ModelBindingMessageProvider;
            string In(string key) => new DeskText(texts, http)[key];
            say.SetValueMustNotBeNullAccessor(_ => In("desk.error.missing"));
            say.SetMissingBindRequiredValueAccessor(_ => In("desk.error.missing"));
            say.SetAttemptedValueIsInvalidAccessor((_, _) => In("desk.error.invalid"));
            say.SetNonPropertyAttemptedValueIsInvalidAccessor(_ => In("desk.error.invalid"));
            say.SetValueIsInvalidAccessor(_ => In("desk.error.invalid"));
            say.SetUnknownValueIsInvalidAccessor(_ => In("desk.error.invalid"));
            say.SetNonPropertyUnknownValueIsInvalidAccessor(() => In("desk.error.invalid"));
            say.SetValueMustBeANumberAccessor(_ => In("desk.error.number"));
            say.SetNonPropertyValueMustBeANumberAccessor(() => In("desk.error.number"));
        });
        services.AddOptions<Microsoft.AspNetCore.Antiforgery.AntiforgeryOptions>()
            .Configure<IOptions<SiteOptions>>((options, site) => options.Cookie.Tighten(site.Value, "form"));
        services.AddOptions<CookieTempDataProviderOptions>()
            .Configure<IOptions<SiteOptions>>((options, site) => options.Cookie.Tighten(site.Value, "notice"));
    }

    public static void MapDesk(this WebApplication app)
    {
        app.MapRazorPages();
        app.MapGet("/desk/pick/{kind}", (HttpContext http, string kind, string? q, Picking picking, CancellationToken ct) => picking.FoundAsync(http.User, kind, q, ct)).Needs(Permission.DeskRead).ExcludeFromDescription();
        app.Services.GetRequiredService<DeskAssets>().Map(app);
    }

    /// <summary>Says something on the next page: "Saved." </summary>
    public static void Notice(this PageModel page, string text) => page.TempData["notice"] = text;

    private sealed class EmptyTextStaysText : IDisplayMetadataProvider
    {
        // An emptied field would otherwise bind null to a string that is declared never to be
        public void CreateDisplayMetadata(DisplayMetadataProviderContext context) => context.DisplayMetadata.ConvertEmptyStringToNull = false;
    }
}
