using System.Security.Cryptography;

namespace Uutiset.Accounts;

/// <summary>
/// Links in mail that work again and again (preferences, one-click unsubscribing, VERP): base32(id, token version, MAC), the purpose in the MAC.
/// Raising the version that the id's row remembers revokes them; comparing it is the caller's part.
/// </summary>
internal sealed class CapabilityTokens(SiteKeys keys)
{
    // ASVS 11.5.1 asks for 128 bits. With id and version the text has 29 to 48 characters; a VERP local part may have 64 (RFC 5321, 4.5.3.1.1).
    private const int MacLength = 16;

    public string Make(string purpose, long id, int version)
    {
        using var buffer = new MemoryStream(48);
        using var writer = new BinaryWriter(buffer);
        writer.Write7BitEncodedInt64(id);
        writer.Write7BitEncodedInt(version);
        Span<byte> mac = stackalloc byte[MacLength];
        Mac(purpose, Written(buffer), mac);
        writer.Write(mac);
        return Base32.Encode(Written(buffer));
    }

    public bool TryRead(string purpose, string? token, out long id, out int version)
    {
        (id, version) = (0, 0);
        if (token is not { Length: > 0 and <= 60 } || Base32.Decode(token) is not { Length: > MacLength } bytes) return false;
        Span<byte> mac = stackalloc byte[MacLength];
        Mac(purpose, bytes.AsSpan(0, bytes.Length - MacLength), mac);
        if (!CryptographicOperations.FixedTimeEquals(mac, bytes.AsSpan(bytes.Length - MacLength))) return false;
        using var reader = new BinaryReader(new MemoryStream(bytes, 0, bytes.Length - MacLength));
        id = reader.Read7BitEncodedInt64();
        version = reader.Read7BitEncodedInt();
        return true;
    }

    private static ReadOnlySpan<byte> Written(MemoryStream buffer) => buffer.GetBuffer().AsSpan(0, (int)buffer.Length);

    private void Mac(string purpose, ReadOnlySpan<byte> claim, Span<byte> mac) => keys.Hmac("capability:" + purpose, claim).AsSpan(0, MacLength).CopyTo(mac);
}
