using Microsoft.Extensions.Options;

namespace Uutiset.Mailing;

/// <summary>The relays of the settings, or the mail drop when there are none.</summary>
internal sealed class MailTransports(IOptions<MailOptions> options, MailDrop drop, TimeProvider clock) : IAsyncDisposable
{
    public IReadOnlyList<IMailTransport> All { get; } = options.Value.UsesDrop
        ? [new MailDropTransport(drop)]
        : [.. options.Value.Servers.Select(s => new SmtpTransport(s, clock))];

    public async ValueTask DisposeAsync()
    {
        foreach (var transport in All) await transport.DisposeAsync();
    }
}
