using Uutiset.Tests.Mailing;

namespace Uutiset.Tests.Mailing.Bounces;

/// <summary>A newsroom that hears of bounces by every way.</summary>
public interface IBounceNewsroom
{
    Newsroom Room { get; }

    string Maildir { get; }
}

public sealed class SqliteBounceNewsroom : SqliteNewsroom, IBounceNewsroom
{
    public Newsroom Room => this;

    public string Maildir => Path.Combine(Folder, "returned");

    protected override async Task<Dictionary<string, string?>> SettingsAsync() => BounceSettings.Of(Maildir, await base.SettingsAsync());
}

public sealed class PostgresBounceNewsroom : PostgresNewsroom, IBounceNewsroom
{
    public Newsroom Room => this;

    public string Maildir => Path.Combine(Folder, "returned");

    protected override async Task<Dictionary<string, string?>> SettingsAsync() => BounceSettings.Of(Maildir, await base.SettingsAsync());
}

internal static class BounceSettings
{
    public const string Secret = "0123456789abcdef0123456789abcdef";
    public const string MailgunKey = "key-of-mailgun";
    public const string Topic = "arn:aws:sns:eu-north-1:123456789012:palautukset";

    public static Dictionary<string, string?> Of(string maildir, Dictionary<string, string?> settings)
    {
        foreach (var part in new[] { "new", "cur", "tmp" }) Directory.CreateDirectory(Path.Combine(maildir, part));
        return new(settings)
        {
            ["Mail:ReturnPathDomain"] = "bounce.example.org",
            ["Mail:Bounces:Maildir"] = maildir,
            ["Mail:Bounces:Secret"] = Secret,
            ["Mail:Bounces:PostmarkUser"] = "postmark",
            ["Mail:Bounces:PostmarkPassword"] = "sala:sana ä",
            ["Mail:Bounces:MailgunSigningKey"] = MailgunKey,
            ["Mail:Bounces:SesTopicArn"] = Topic,
        };
    }
}
