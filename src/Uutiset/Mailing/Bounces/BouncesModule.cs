using Uutiset.Data;

namespace Uutiset.Mailing.Bounces;

/// <summary>What comes back: failures, complaints and mails that end a subscription, from servers, mailboxes and providers.</summary>
internal static class BouncesModule
{
    public static void AddBounces(this IServiceCollection services)
    {
        services.AddScoped<Intake>();
        services.AddScoped<MailIntake>();
        services.AddScoped<Consequences>();
        services.AddSingleton<LeftMail>();
        services.AddScoped<MaildirBox>();
        services.AddScoped<Pop3Box>();
        services.AddScoped<Mailboxes>();
        services.AddSingleton(_ => new GuardedFetch(GuardedFetch.Handler()));
        services.AddSingleton<IBounceSource, Postmark>();
        services.AddSingleton<IBounceSource, Mailgun>();
        services.AddSingleton<IBounceSource, AmazonSes>();
        services.AddTimedJob<Mailboxes>("read-bounces", TimeSpan.FromMinutes(1), (mailboxes, ct) => mailboxes.LookAsync(ct));
    }
}
