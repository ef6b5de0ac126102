using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using Uutiset.Data;

namespace Uutiset.Accounts.Keys;

internal static class KeysModule
{
    // An offline guess at the secret must stay hopeless: 32 characters of any generator are more than 128 bits
    private const int ShortestSecret = 32;

    public static void AddKeys(this IServiceCollection services)
    {
        services.AddSingleton<KeyProtection>();
        services.AddSingleton<IStartingRows, StartingKeys>();
        services.AddSingleton<SiteKeys>();
        services.AddSingleton<CapabilityTokens>();
        services.AddSingleton<OneTimeTokens>();
        services.AddOptions<DataOptions>()
            .Validate<IOptions<SiteOptions>>((data, site) => site.Value.IsLoopback || !string.IsNullOrEmpty(data.KeySecret),
                "Data__KeySecret: Site__BaseUrl is not this machine, so the site's own keys need a secret to protect them (32 random characters or more)")
            .Validate(data => string.IsNullOrEmpty(data.KeySecret) || data.KeySecret.Length >= ShortestSecret,
                $"Data__KeySecret: must have at least {ShortestSecret} characters");

        services.AddDataProtection().SetApplicationName("Uutiset");
        services.AddSingleton<StoredKeyRing>();
        services.AddOptions<KeyManagementOptions>().Configure<StoredKeyRing>((options, ring) => options.XmlRepository = ring);
        // It warns that no XML encryptor is set; the ring seals whole elements instead
        services.AddLogging(log => log.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error));
    }
}
