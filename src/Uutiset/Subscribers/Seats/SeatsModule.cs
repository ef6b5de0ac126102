using Uutiset.Data;
using Uutiset.Subscribers.Desk;

namespace Uutiset.Subscribers.Seats;

/// <summary>Who sits in an organisation's subscription, and who goes on when somebody leaves.</summary>
internal static class SeatsModule
{
    public static void AddSeats(this IServiceCollection services)
    {
        services.AddScoped<SeatKeeping>();
        services.AddScoped<SeatDoor>();
        services.AddSingleton<HandOverLinks>();
        services.AddSingleton<SeatMail>();
        services.AddScoped<YearlyCheck>();
        services.AddScoped<CheckDoor>();
        services.AddTimedJob<YearlyCheck>("yearly-check", TimeSpan.FromHours(1), (check, ct) => check.AskAsync(ct));
        services.AddScoped<StillWanted>();
        services.AddScoped<StayDoor>();
        services.AddTimedJob<StillWanted>("ask-who-stays", TimeSpan.FromHours(1), (still, ct) => still.LookAsync(ct));
        services.AddScoped<NamingSuccessor>();
        services.AddScoped<HandingOver>();
        services.AddScoped<TakingOver>();
        services.AddScoped<HandOverPages>();
        services.AddScoped<HandOverDoor>();
        services.AddSeatFront();
        services.AddTimedJob<HandingOver>("ask-who-goes-on", TimeSpan.FromHours(1), (handing, ct) => handing.LookAsync(ct));
    }

    /// <param name="reading">Methods that look and change nothing.</param>
    public static void MapSeats(this RouteGroupBuilder forms, string lang, string[] reading)
    {
        forms.MapMethods("/tilaus/{token}/paikat", reading, (HttpContext http, string token, SeatDoor door, CancellationToken ct) => door.ShowAsync(http, lang, token, ct));
        forms.MapPost("/tilaus/{token}/paikat", (HttpContext http, string token, SeatDoor door, CancellationToken ct) => door.ActAsync(http, lang, token, ct));
        forms.MapMethods("/tilaus/{token}/paikat/{seat:guid}/lopeta", reading, (HttpContext http, string token, Guid seat, SeatDoor door, CancellationToken ct) => door.ShowEndingAsync(http, lang, token, seat, ct));
        forms.MapPost("/tilaus/{token}/paikat/{seat:guid}/lopeta", (HttpContext http, string token, Guid seat, SeatDoor door, CancellationToken ct) => door.EndAsync(http, lang, token, seat, ct));
        forms.MapMethods("/tilaus/{token}/jatkaja/{id:guid}", reading, (HttpContext http, string token, Guid id, HandOverDoor door, CancellationToken ct) => door.ShowAsync(http, lang, token, id, ct));
        forms.MapPost("/tilaus/{token}/jatkaja/{id:guid}", (HttpContext http, string token, Guid id, HandOverDoor door, CancellationToken ct) => door.TakeAsync(http, lang, token, id, ct));
        forms.MapMethods("/tilaus/{token}/tarkistus", reading, (HttpContext http, string token, CheckDoor door, CancellationToken ct) => door.ShowAsync(http, lang, token, ct));
        forms.MapPost("/tilaus/{token}/tarkistus", (HttpContext http, string token, CheckDoor door, CancellationToken ct) => door.TakeAsync(http, lang, token, ct));
        forms.MapMethods("/tilaus/{token}/jatko", reading, (HttpContext http, string token, StayDoor door, CancellationToken ct) => door.ShowAsync(http, lang, token, ct));
        forms.MapPost("/tilaus/{token}/jatko", (HttpContext http, string token, StayDoor door, CancellationToken ct) => door.TakeAsync(http, lang, token, ct));
        forms.MapMethods("/tilaus/jatkaja/{token}", reading, (HttpContext http, string token, HandOverDoor door, CancellationToken ct) => door.ShowAsync(http, lang, token, ct));
        forms.MapPost("/tilaus/jatkaja/{token}", (HttpContext http, string token, HandOverDoor door, CancellationToken ct) => door.TakeAsync(http, lang, token, ct));
    }
}
