using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Uutiset.Accounts;
using Uutiset.Accounts.Http;
using Uutiset.Data;
using Uutiset.People;
using Uutiset.Subscribers.Joining;
using Uutiset.Subscribers.Ledger;
using Uutiset.Subscribers.Moving;
using Uutiset.Subscribers.Rights;
using Uutiset.Subscribers.Roll;
using Uutiset.Subscribers.Seats;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers;

internal static class SubscribersModule
{
    internal static readonly string[] Reading = ["GET", "HEAD"];

    public static void AddSubscribers(this IServiceCollection services)
    {
        services.AddOptions<SubscribersOptions>().BindConfiguration("Subscribers").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ConsentLedger>();
        services.AddLedger();
        services.AddSingleton<SubscriptionLinks>();
        services.AddSingleton<SubscriptionMail>();
        services.AddSingleton<FormStamp>();
        services.AddSingleton<RequestLimit>();
        services.AddSingleton<PublicPages>();
        services.AddScoped<Subscribing>();
        services.AddScoped<Inviting>();
        services.AddScoped<Enrolling>();
        services.AddScoped<EnrolmentTrial>();
        services.AddScoped<Confirming>();
        services.AddScoped<AskedFor>();
        services.AddScoped<Preferring>();
        services.AddScoped<Unsubscribing>();
        services.AddScoped<Forgetting>();
        services.AddScoped<IOrganisationMove, SubscriptionMove>();
        services.AddScoped<ITermUse, WishTermUse>();
        services.AddSingleton(new SpokenObject("api/v1/contacts/", (db, id) => db.Contacts.Where(c => c.PublicId == id).Select(c => (long?)c.Subscription!.PublisherId)));
        services.AddRights();
        services.AddScoped<SubscribeDoor>();
        services.AddScoped<FormParts>();
        services.AddJoining();
        services.AddScoped<ConfirmDoor>();
        services.AddScoped<OwnSubscriptions>();
        services.AddScoped<ReaderDoor>();
        services.AddScoped<EndingDoor>();
        services.AddScoped<OldLinks>();
        services.AddScoped<MovedSeats>();
        services.AddScoped<MovingAddress>();
        services.AddScoped<AddressDoor>();
        services.AddSeats();
        services.AddRoll();
        services.AddTimedJob<Forgetting>("forget-unconfirmed", TimeSpan.FromHours(1), (forgetting, ct) => forgetting.ForgetAsync(ct));
    }

    public static void MapSubscribers(this WebApplication app)
    {
        foreach (var lang in app.Services.GetRequiredService<IOptions<SiteOptions>>().Value.Languages) app.MapPublicForms(lang);
        ContactApi.Map(app);
        app.MapRightsApi();
        app.MapSuppressionApi();
    }

    /// <summary>GET and HEAD look, POST acts: link scanners of mail gateways open every link (DP-05).</summary>
    private static void MapPublicForms(this WebApplication app, string lang)
    {
        // The longest form, every region and theme ticked, is under 4 kB
        var forms = app.MapGroup(Languages.Prefix(lang)).AllowAnonymous().ExcludeFromDescription().WithMetadata(new RequestSizeLimitAttribute(64 * 1024));
        forms.MapMethods("/tilaa", Reading, (HttpContext http, SubscribeDoor door, CancellationToken ct) => door.ShowAsync(http, lang, ct));
        forms.MapPost("/tilaa", (HttpContext http, SubscribeDoor door, RequestLimit limit, CancellationToken ct) => door.TakeAsync(http, lang, limit, ct)).RequireRateLimiting(RateLimits.Search);
        forms.MapJoining(lang);
        forms.MapMethods("/tilaus/vahvista/{token}", Reading, (HttpContext http, string token, ConfirmDoor door, CancellationToken ct) => door.ShowAsync(http, lang, token, ct));
        forms.MapPost("/tilaus/vahvista/{token}", (HttpContext http, string token, ConfirmDoor door, CancellationToken ct) => door.TakeAsync(http, lang, token, ct));
        forms.MapMethods("/tilaus/{token}", Reading, (HttpContext http, string token, ReaderDoor door, CancellationToken ct) => door.ShowAsync(http, lang, token, ct));
        forms.MapPost("/tilaus/{token}", (HttpContext http, string token, ReaderDoor door, CancellationToken ct) => door.SaveAsync(http, lang, token, ct));
        forms.MapMethods("/tilaus/{token}/peru", Reading, (HttpContext http, string token, EndingDoor door, CancellationToken ct) => door.ShowAsync(http, lang, token, ct));
        forms.MapMethods("/tilaus/{token}/osoite", Reading, (HttpContext http, string token, AddressDoor door, CancellationToken ct) => door.ShowAsync(http, lang, token, ct));
        forms.MapPost("/tilaus/{token}/osoite", (HttpContext http, string token, AddressDoor door, CancellationToken ct) => door.AskAsync(http, lang, token, ct));
        forms.MapMethods("/tilaus/osoite/{token}", Reading, (HttpContext http, string token, AddressDoor door, CancellationToken ct) => door.ShowMovingAsync(http, lang, token, ct));
        forms.MapPost("/tilaus/osoite/{token}", (HttpContext http, string token, AddressDoor door, CancellationToken ct) => door.MoveAsync(http, lang, token, ct));
        forms.MapSeats(lang, Reading);
        forms.MapPost("/tilaus/{token}/peru", (HttpContext http, string token, EndingDoor door, CancellationToken ct) => door.EndAsync(http, lang, token, ct));
        forms.MapRights(lang);
    }
}
