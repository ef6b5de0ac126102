using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Uutiset.Mail.Dkim;

/// <summary>
/// Signs messages for one domain (RFC 6376): rsa-sha256, relaxed/relaxed, the whole body (no <c>l=</c>). The same message gets the same
/// signature each time, so that a retry sends identical bytes. Safe for several threads at once.
/// </summary>
public sealed class DkimSigner : IDisposable
{
    /// <summary>Bits: fewer can be factored by a determined stranger (RFC 8301 3.2 wants 2048).</summary>
    public const int MinKeySize = 2048;

    /// <summary>Bits: verifiers need not read longer keys (RFC 8301 3.2).</summary>
    public const int MaxKeySize = 4096;

    private const int MaxLine = 78;

    // .NET promises nothing about one RSA object and two threads: each signature takes one of its own out of here
    private readonly ConcurrentBag<RSA> _keys = [];
    private readonly string _pem;
    private readonly byte[] _start;

    private DkimSigner(string domain, string selector, string pem)
    {
        _pem = pem;
        var key = ReadKey(pem);
        RecordName = $"{selector}._domainkey.{domain}";
        RecordValue = "v=DKIM1; k=rsa; p=" + Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
        _start = Encoding.ASCII.GetBytes($"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;\r\n d={domain};\r\n s={selector};\r\n h=");
        _keys.Add(key);
    }

    /// <summary>Where receivers look for the public key: <c>selector._domainkey.domain</c>.</summary>
    public string RecordName { get; }

    /// <summary>The TXT record that must stand there (RFC 6376 3.6.1). Over 255 octets: a zone file needs it in several strings.</summary>
    public string RecordValue { get; }

    /// <summary>Makes a signer.</summary>
    /// <param name="domain">The signing domain (<c>d=</c>); the header From's domain or one above it, or DMARC does not see the signature.</param>
    /// <param name="selector">Names the key among the domain's: labels of letters, digits and hyphens.</param>
    /// <param name="pem">An RSA private key of 2048-4096 bits, PKCS#1 or PKCS#8, not encrypted.</param>
    /// <exception cref="MailFormatException">The domain, the selector or the key is refused.</exception>
    public static DkimSigner Create(string domain, string selector, string pem)
    {
        if (DomainName.ToAscii(domain, out var name) is var fault and not AddressFault.None)
        {
            throw new MailFormatException($"The DKIM domain is refused: {fault}.");
        }
        if (selector.Length is 0 or > 63 || !selector.Split('.').All(DomainName.IsLabel))
        {
            throw new MailFormatException("A DKIM selector is made of letters, digits and hyphens, at most 63.");
        }
        return new DkimSigner(name, selector, pem);
    }

    /// <summary>Writes a message with its DKIM-Signature on top; the message itself is not changed by an octet.</summary>
    /// <param name="message">As <see cref="CompiledMessage.Fill(SlotValues, IBufferWriter{byte})"/> writes it: CRLF lines, before dots are doubled.</param>
    /// <param name="output">Where to; lines of the signature have at most 78 characters.</param>
    /// <exception cref="MailFormatException">There is no empty line after the header or no CRLF at the end, a line of the header is no field, or it has not exactly one From.</exception>
    public void Sign(ReadOnlySpan<byte> message, IBufferWriter<byte> output)
    {
        var fields = new SignedFields(message);
        Span<byte> bodyHash = stackalloc byte[RelaxedForm.HashLength];
        RelaxedForm.HashBody(message[fields.BodyStart..], bodyHash);

        var own = new ArrayBufferWriter<byte>(1024);
        own.Write(_start);
        WriteNames(own, fields.Names);
        Ascii(own, $";\r\n bh={Convert.ToBase64String(bodyHash)};\r\n b=");

        var signed = new ArrayBufferWriter<byte>(fields.BodyStart + 1024);
        fields.WriteRelaxed(message, signed);
        // The signature's own field comes last, its b= empty, without a line end (RFC 6376 3.7)
        RelaxedForm.Field(own.WrittenSpan, signed);

        output.Write(own.WrittenSpan);
        var signature = Convert.ToBase64String(Sign(signed.WrittenSpan));
        for (var i = 0; i < signature.Length; i += 72)
        {
            Ascii(output, (i == 0 ? "" : "\r\n ") + signature[i..Math.Min(i + 72, signature.Length)]);
        }
        output.Write("\r\n"u8);
        output.Write(message);
    }

    /// <summary>The signed message as an array of its own.</summary>
    /// <inheritdoc cref="Sign(ReadOnlySpan{byte}, IBufferWriter{byte})" path="/exception"/>
    public byte[] SignToArray(ReadOnlySpan<byte> message)
    {
        var output = new ArrayBufferWriter<byte>(message.Length + 1500);
        Sign(message, output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Lets go of the key.</summary>
    public void Dispose()
    {
        while (_keys.TryTake(out var key))
        {
            key.Dispose();
        }
    }

    private byte[] Sign(ReadOnlySpan<byte> bytes)
    {
        var key = _keys.TryTake(out var kept) ? kept : ReadKey(_pem);
        var signature = key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        _keys.Add(key);
        return signature;
    }

    private static RSA ReadKey(string pem)
    {
        var key = RSA.Create();
        try
        {
            key.ImportFromPem(pem);
            // A public key imports too, and would fail at the first message only
            key.SignData([], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new MailFormatException("The DKIM key is no single RSA private key in PEM (PKCS#1 or PKCS#8, not encrypted).", e);
        }
        if (key.KeySize is < MinKeySize or > MaxKeySize)
        {
            var size = key.KeySize;
            key.Dispose();
            throw new MailFormatException($"The DKIM key has {size} bits; {MinKeySize} to {MaxKeySize} are taken.");
        }
        return key;
    }

    private static void WriteNames(ArrayBufferWriter<byte> output, IReadOnlyList<string> names)
    {
        var column = " h=".Length;
        for (var i = 0; i < names.Count; i++)
        {
            var name = names[i] + (i + 1 < names.Count ? ":" : "");
            if (column + name.Length >= MaxLine)
            {
                output.Write("\r\n "u8);
                column = 1;
            }
            Ascii(output, name);
            column += name.Length;
        }
    }

    private static void Ascii(IBufferWriter<byte> output, string text) => Encoding.ASCII.GetBytes(text, output);
}
