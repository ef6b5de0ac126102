using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Uutiset.Data;

namespace Uutiset.Accounts.Keys;

/// <summary>
/// Keeps a stolen database or backup from giving away the keys inside it: with Data:KeySecret set, their values are AES-GCM under a key
/// derived from it. Without one (this machine only) they are stored as they are.
/// </summary>
internal sealed class KeyProtection(IOptions<DataOptions> data)
{
    private const string Sealed = "aes1:";
    private const string Open = "open:";
    private readonly byte[]? key = data.Value.KeySecret is { Length: > 0 } secret
        ? HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), 32, info: "uutiset stored keys"u8.ToArray())
        : null;

    public bool Seals => key is not null;

    public static bool IsSealed(string stored) => stored.StartsWith(Sealed, StringComparison.Ordinal);

    /// <param name="name">Bound into the seal, so that one key's value cannot be put in another's place.</param>
    public string Protect(string name, ReadOnlySpan<byte> value)
    {
        if (key is null) return Open + Convert.ToBase64String(value);
        var box = new byte[AesGcm.NonceByteSizes.MaxSize + value.Length + AesGcm.TagByteSizes.MaxSize];
        var nonce = box.AsSpan(0, AesGcm.NonceByteSizes.MaxSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, AesGcm.TagByteSizes.MaxSize);
        aes.Encrypt(nonce, value, box.AsSpan(nonce.Length, value.Length), box.AsSpan(nonce.Length + value.Length), Encoding.UTF8.GetBytes(name));
        return Sealed + Convert.ToBase64String(box);
    }

    public byte[] Unprotect(string name, string stored)
    {
        if (!IsSealed(stored)) return Convert.FromBase64String(stored[Open.Length..]);
        if (key is null) throw Refusal("the keys of this database are protected with a secret; give the same one");
        var box = Convert.FromBase64String(stored[Sealed.Length..]).AsSpan();
        var nonce = box[..AesGcm.NonceByteSizes.MaxSize];
        var tag = box[^AesGcm.TagByteSizes.MaxSize..];
        var text = box[nonce.Length..^tag.Length];
        var value = new byte[text.Length];
        using var aes = new AesGcm(key, tag.Length);
        try
        {
            aes.Decrypt(nonce, text, tag, value, Encoding.UTF8.GetBytes(name));
        }
        catch (AuthenticationTagMismatchException)
        {
            throw Refusal("is not the secret that the keys of this database were protected with");
        }
        return value;
    }

    private static OptionsValidationException Refusal(string what) => new("Data", typeof(DataOptions), [$"Data__KeySecret: {what}"]);
}
