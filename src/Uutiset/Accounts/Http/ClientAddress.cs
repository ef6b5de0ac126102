using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using Uutiset.Data;

namespace Uutiset.Accounts.Http;

/// <summary>X-Forwarded-For is believed from the proxies of Site:TrustedProxies and from nobody else, or any visitor could choose an address.</summary>
internal static class ClientAddress
{
    public static void AddClientAddress(this IServiceCollection services)
    {
        services.AddOptions<SiteOptions>()
            .Validate(o => o.TrustedProxies.All(p => IPAddress.TryParse(p, out _) || System.Net.IPNetwork.TryParse(p, out _)),
                "Site__TrustedProxies: each must be an address (192.0.2.1) or a network (192.0.2.0/24)");
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<SiteOptions>>((forwarded, site) =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.KnownIPNetworks.Clear();
            forwarded.KnownProxies.Clear();
            foreach (var proxy in site.Value.TrustedProxies)
            {
                if (IPAddress.TryParse(proxy, out var address)) forwarded.KnownProxies.Add(address);
                else forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
            }
        });
    }

    public static void UseClientAddress(this WebApplication app)
    {
        var site = app.Services.GetRequiredService<IOptions<SiteOptions>>().Value;
        // Without any known proxy the framework's middleware would believe everybody
        if (site.TrustedProxies.Length > 0) app.UseForwardedHeaders();
        if (site.Base.Scheme != Uri.UriSchemeHttps) return;
        app.Use((context, next) =>
        {
            // A site at https is reached at https only, whatever a proxy in front forgets to say; Secure cookies depend on it
            context.Request.Scheme = Uri.UriSchemeHttps;
            return next(context);
        });
    }
}
