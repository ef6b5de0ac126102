using System.Text;

namespace Uutiset.Mail.Smtp;

/// <summary>One way to prove who we are (RFC 4954, RFC 4422): a name, perhaps a first message, answers to challenges.</summary>
internal abstract class SaslMechanism(string name)
{
    public string Name { get; } = name;

    /// <summary>Sent with the AUTH command, saving a round trip; null waits for a challenge.</summary>
    public abstract byte[]? Initial { get; }

    public abstract byte[] Answer(byte[] challenge);

    /// <summary>The best one that both sides know.</summary>
    public static SaslMechanism? Choose(IReadOnlyList<string> offered, string user, string password) =>
        offered.Contains("PLAIN") ? new Plain(user, password)
        : offered.Contains("LOGIN") ? new Login(user, password)
        : null;

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
            _ => throw new SmtpProtocolException("AUTH LOGIN asks for a name and a password, nothing more."),
        });
    }
}
