using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Uutiset.Mailing.Bounces;

/// <summary>HMAC-SHA256 over <c>TIMESTAMP.BODY</c>: who knows the secret wrote this, and just now.</summary>
internal static class SignedRequest
{
    public const string TimestampHeader = "X-Uutiset-Timestamp";
    public const string SignatureHeader = "X-Uutiset-Signature";
    private const string Scheme = "sha256=";
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    public static bool IsSigned(HttpRequest request, string secret, ReadOnlySpan<byte> body, DateTimeOffset now) =>
        long.TryParse(request.Headers[TimestampHeader], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && Math.Abs(now.ToUnixTimeSeconds() - seconds) <= Window.TotalSeconds
        && AreEqual(request.Headers[SignatureHeader].ToString(), Sign(secret, seconds, body));

    public static string Sign(string secret, long unixSeconds, ReadOnlySpan<byte> body)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        mac.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{unixSeconds}.")));
        mac.AppendData(body);
        return Scheme + Convert.ToHexStringLower(mac.GetHashAndReset());
    }

    /// <summary>In a time that tells nothing of where they differ, nor of how long ours is.</summary>
    public static bool AreEqual(string given, string ours) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(ours)));
}
