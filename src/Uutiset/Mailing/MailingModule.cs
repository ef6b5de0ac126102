using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

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
