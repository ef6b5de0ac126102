using Uutiset.Data;

namespace Uutiset.Mailing.Bounces;

/// <summary>What comes back: failures, complaints and mails that end a subscription, from servers, mailboxes and providers.</summary>
internal static class BouncesModule
{
    public static void AddBounces(this IServiceCollection services)
    {
        services.AddScoped<Intake>();
        services.AddScoped<Consequences>();
        services.AddTimedJob<Consequences>("draw-from-bounces", TimeSpan.FromMinutes(1), (consequences, ct) => consequences.DrawAsync(ct));
    }
}
