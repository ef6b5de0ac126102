using System.Security.Authentication;
using System.Text;

namespace Uutiset.Mail.Sasl;

/// <summary>One way to prove who we are (RFC 4422): a name, perhaps a first message, answers to challenges. For one login.</summary>
internal abstract class SaslMechanism(string name)
{
    public string Name { get; } = name;

    /// <summary>Sent with the AUTH command, saving a round trip; null waits for a challenge.</summary>
    public abstract byte[]? Initial { get; }

    /// <summary>False while the server still owes us a proof: its success counts for nothing before.</summary>
    public virtual bool IsComplete => true;

    /// <exception cref="AuthenticationException">The server asks for what this mechanism does not know, or is not who it should be.</exception>
    /// <exception cref="FormatException">The challenge cannot be read.</exception>
    public abstract byte[] Answer(byte[] challenge);

    /// <summary>The best one that both sides know; null when there is none.</summary>
    public static async ValueTask<SaslMechanism?> ChooseAsync(IReadOnlyList<string> offered, Credentials credentials, CancellationToken ct)
    {
        if (credentials.AccessToken is { } accessToken)
        {
            // Whoever gives a token has no password to fall back on
            return offered.Contains("XOAUTH2") ? new XOAuth2(credentials.UserName, await accessToken(ct).ConfigureAwait(false)) : null;
        }
        return offered.Contains(ScramSha256.MechanismName) ? new ScramSha256(credentials.UserName, credentials.Password)
            : offered.Contains("PLAIN") ? new Plain(credentials.UserName, credentials.Password)
            : offered.Contains("LOGIN") ? new Login(credentials.UserName, credentials.Password)
            : null;
    }

    /// <summary>RFC 4616.</summary>
    private sealed class Plain(string user, string password) : SaslMechanism("PLAIN")
    {
        public override byte[] Initial => Encoding.UTF8.GetBytes("\0" + user + "\0" + password);

        public override byte[] Answer(byte[] challenge) => Initial;
    }

    /// <summary>Never standardised, asked for by old Exchange servers: two questions, whatever their words.</summary>
    private sealed class Login(string user, string password) : SaslMechanism("LOGIN")
    {
        private int _asked;

        public override byte[]? Initial => null;

        public override byte[] Answer(byte[] challenge) => Encoding.UTF8.GetBytes(_asked++ switch
        {
            0 => user,
            1 => password,
            _ => throw new AuthenticationException("AUTH LOGIN asks for a name and a password, nothing more."),
        });
    }

    /// <summary>Google's and Microsoft's way to hand over an OAuth 2.0 access token (developers.google.com/gmail/imap/xoauth2-protocol).</summary>
    private sealed class XOAuth2 : SaslMechanism
    {
        public XOAuth2(string user, string token) : base("XOAUTH2")
        {
            if (token.Length == 0 || token.Any(c => c is <= ' ' or >= '\u007f'))
            {
                throw new AuthenticationException("The access token is empty or has characters that no token has.");
            }
            Initial = Encoding.UTF8.GetBytes($"user={user}\u0001auth=Bearer {token}\u0001\u0001");
        }

        public override byte[] Initial { get; }

        // A challenge here is an error in JSON. The refusal itself comes after an empty answer.
        public override byte[] Answer(byte[] challenge) => [];
    }
}
