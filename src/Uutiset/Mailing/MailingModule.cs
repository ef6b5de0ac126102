using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Uutiset.Data;
using Uutiset.Mailing.Bounces;
using Uutiset.Mailing.Engines;
using Uutiset.Mailing.Sending;

namespace Uutiset.Mailing;

internal static class MailingModule
{
    public static void AddMailing(this IServiceCollection services)
    {
        services.AddOptions<MailOptions>().BindConfiguration("Mail").ValidateOnStart();
        services.AddSingleton<IValidateOptions<MailOptions>, Check>();
        services.AddSingleton<AddressKeys>();
        services.AddSingleton<SenderSignal>();
        services.AddSingleton<Outbox>();
        services.AddSingleton<DispatchControl>();
        services.AddSingleton<MailDrop>();
        services.AddSingleton<ForgettingMail>();
        services.AddSingleton<Filling>();
        services.AddSingleton<DomainLimits>();
        services.AddSingleton<ISendingEngine>(sp =>
            sp.GetRequiredService<IOptions<DataOptions>>().Value.Engine == EngineName.Sqlite ? new SqliteSending() : new PostgresSending());
        services.AddSingleton<MailTransports>();
        services.AddBounces();
        services.AddHostedService<Sender>();
        // A relay may take its time over the final dot; cutting it short would leave the message in doubt
        services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(90));
    }

    private sealed class Check : IValidateOptions<MailOptions>
    {
        public ValidateOptionsResult Validate(string? name, MailOptions options)
        {
            ValidationResult[] faults = [.. options.Faults()];
            return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults.Select(f => f.ErrorMessage!));
        }
    }
}
