using System.Globalization;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;

namespace Uutiset.Mail.Sasl;

/// <summary>
/// SCRAM-SHA-256 (RFC 5802, RFC 7677) without channel binding: the password never travels, and the server proves that it knows it too.
/// </summary>
internal sealed class ScramSha256 : SaslMechanism
{
    public const string MechanismName = "SCRAM-SHA-256";

    /// <summary>RFC 7677 4: fewer make guessing from a recorded login cheap.</summary>
    public const int MinIterations = 4096;

    /// <summary>More keep a processor busy for over half a second: a server must not be able to ask for an hour.</summary>
    public const int MaxIterations = 1_000_000;

    private const string NoChannelBinding = "n,,";

    private readonly string _password;
    private readonly string _nonce;
    private readonly string _firstBare;
    private byte[]? _serverSignature;
    private int _answered;

    public ScramSha256(string user, string password) : this(user, password, Convert.ToBase64String(RandomNumberGenerator.GetBytes(24)))
    {
    }

    internal ScramSha256(string user, string password, string nonce) : base(MechanismName)
    {
        _password = SaslPrep.Prepare(password);
        _nonce = nonce;
        var name = SaslPrep.Prepare(user).Replace("=", "=3D", StringComparison.Ordinal).Replace(",", "=2C", StringComparison.Ordinal);
        _firstBare = $"n={name},r={nonce}";
    }

    public override byte[] Initial => Encoding.UTF8.GetBytes(NoChannelBinding + _firstBare);

    public override bool IsComplete => _answered == 2;

    public override byte[] Answer(byte[] challenge) => _answered switch
    {
        0 => Prove(Encoding.UTF8.GetString(challenge)),
        1 => Check(Encoding.UTF8.GetString(challenge)),
        _ => throw new AuthenticationException("The server asks for more than SCRAM has."),
    };

    private byte[] Prove(string serverFirst)
    {
        var fields = serverFirst.Split(',');
        var nonce = Value(fields, 0, 'r');
        // An "m=" in the first place would be an extension that we must understand (RFC 5802 5.1)
        if (!nonce.StartsWith(_nonce, StringComparison.Ordinal) || nonce.Length == _nonce.Length)
        {
            throw new AuthenticationException("The server's nonce does not continue ours: the answer is to somebody else's login.");
        }
        var salt = Convert.FromBase64String(Value(fields, 1, 's'));
        if (!int.TryParse(Value(fields, 2, 'i'), NumberStyles.None, CultureInfo.InvariantCulture, out var iterations)
            || iterations is < MinIterations or > MaxIterations)
        {
            throw new AuthenticationException($"The server asks for a number of iterations that is not between {MinIterations} and {MaxIterations}.");
        }
        var salted = Rfc2898DeriveBytes.Pbkdf2(_password, salt, iterations, HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);
        var withoutProof = $"c={Convert.ToBase64String(Encoding.ASCII.GetBytes(NoChannelBinding))},r={nonce}";
        var dialogue = Encoding.UTF8.GetBytes($"{_firstBare},{serverFirst},{withoutProof}");
        var clientKey = HMACSHA256.HashData(salted, "Client Key"u8);
        var proof = HMACSHA256.HashData(SHA256.HashData(clientKey), dialogue);
        for (var i = 0; i < proof.Length; i++)
        {
            proof[i] ^= clientKey[i];
        }
        _serverSignature = HMACSHA256.HashData(HMACSHA256.HashData(salted, "Server Key"u8), dialogue);
        _answered = 1;
        return Encoding.UTF8.GetBytes($"{withoutProof},p={Convert.ToBase64String(proof)}");
    }

    private byte[] Check(string serverFinal)
    {
        var fields = serverFinal.Split(',');
        if (fields[0].StartsWith("e=", StringComparison.Ordinal))
        {
            // The refusal itself is the reply to an empty answer, with a code
            return [];
        }
        if (!CryptographicOperations.FixedTimeEquals(Convert.FromBase64String(Value(fields, 0, 'v')), _serverSignature))
        {
            throw new AuthenticationException("The server does not know the password either: it is not the server it should be.");
        }
        _answered = 2;
        return [];
    }

    private static string Value(string[] fields, int at, char name) =>
        at < fields.Length && fields[at] is [var first, '=', .. var value] && first == name
            ? value
            : throw new AuthenticationException("The server's message is no SCRAM.");
}
