using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FsCheck.Fluent;
using Uutiset.Mail;
using Uutiset.Mail.Dkim;

namespace Uutiset.Tests.Mail;

public sealed class DkimTests
{
    private static readonly RSA Key = RSA.Create(2048);
    private static readonly DkimSigner Signer = DkimSigner.Create("example.fi", "uutiset2027", Key.ExportPkcs8PrivateKeyPem());

    [Fact]
    public async Task Two_verifiers_find_three_hundred_random_bulletins_valid()
    {
        var signed = RandomBulletin.Make(300).Select(b => Signer.SignToArray(b.Message)).ToList();

        Assert.All(await DkimVerifiers.VerifyAsync(Signer, signed), v => Assert.Equal((true, true), v));
    }

    [Fact]
    public async Task Two_verifiers_find_mail_valid_whose_blanks_and_empty_lines_are_as_odd_as_can_be()
    {
        string[] pieces = ["a", "b.", " ", "\t", "  ", " \t", "\r\n", "\r\n\r\n", "\r\n ", ".\r\n", "=", "ä"];
        List<string> bodies = ["", "\r\n", " \r\n", "\r\n\r\n", "a \t\r\n", "a\r\n \r\n\t\r\n", .. Gen.Elements(pieces).ListOf().Select(p => string.Concat(p) + "\r\n").Sample(200, 30)];
        const string Header = "from:  Liisa\r\n\t <liisa@example.fi>  \r\ndate: Mon, 23 Nov 2026 09:00:00 +0200\r\nTO:reader1@example.fi\r\nReply-To:\r\n toimitus@example.fi\r\nSubject: \r\n  kaksi   väliä\t\r\nX-Other: 1\r\nReferences: <a@b.fi>\r\n\r\n";

        var signed = bodies.Select(b => Signer.SignToArray(Encoding.UTF8.GetBytes(Header + b))).ToList();

        var verdicts = await DkimVerifiers.VerifyAsync(Signer, signed);
        Assert.Empty(bodies.Zip(verdicts).Where(v => v.Second != (true, true)).Select(v => JsonSerializer.Serialize(v.First) + v.Second));
    }

    [Fact]
    public async Task Both_verifiers_notice_what_somebody_changed_or_added_on_the_way()
    {
        var bulletin = (Sample.Bulletin() with { ReplyTo = null }).Compile();
        var signed = Signer.SignToArray(bulletin.Fill(Sample.Values(bulletin, Mailbox.Create("reader1@example.fi"))));
        string[] added = ["Subject", "Reply-To", "From", "To", "Cc", "Date", "Message-ID", "MIME-Version", "Content-Type", "List-Unsubscribe", "List-Unsubscribe-Post"];
        byte[][] tampered =
        [
            Replaced(signed, "Hyv=C3=A4 lukija", "Hyv=C3=A4 lukijat"),
            Replaced(signed, "Subject: ", "Subject: Re: "),
            Replaced(signed, "https://example.fi/tilaus/abc?x=1&y=2>", "https://example.org/tilaus/abc?x=1&y=2>"),
            Replaced(signed, "List-Unsubscribe=One-Click", "List-Unsubscribe=Two-Clicks"),
            Replaced(signed, "uutiskirje@example.fi", "uutiskirje@example.org"),
            Replaced(signed, "12:bulletin:fi:uutiset", "12:bulletin:sv:uutiset"),
            Replaced(signed, "--\r\n", "--\r\nLisää"),
            .. added.Select(name => Encoding.UTF8.GetBytes(name + ": x@example.org\r\n").Concat(signed).ToArray()),
            .. added.Select(name => Replaced(signed, "\r\n\r\n", $"\r\n{name}: x@example.org\r\n\r\n")),
        ];

        var verdicts = await DkimVerifiers.VerifyAsync(Signer, [signed, .. tampered]);

        Assert.Equal((true, true), verdicts[0]);
        Assert.All(verdicts.Skip(1), v => Assert.Equal((false, false), v));
    }

    [Fact]
    public void A_message_is_signed_alike_by_many_threads_at_once_and_is_not_changed()
    {
        var messages = RandomBulletin.Make(40).Select(b => b.Message).ToList();
        var alone = messages.Select(m => Signer.SignToArray(m)).ToList();
        var together = new byte[400][];

        Parallel.For(0, together.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => together[i] = Signer.SignToArray(messages[i % 40]));

        Assert.All(together.Index(), t => Assert.Equal(alone[t.Index % 40], t.Item));
        Assert.All(alone.Index(), t => Assert.True(t.Item.AsSpan().EndsWith(messages[t.Index])));
    }

    [Theory]
    [InlineData("example.fi")]
    [InlineData("hyvin-pitka-nimi-jota-kukaan-ei-kirjoita.hyvin-pitka-nimi-jota-kukaan-ei-kirjoita.example.fi")]
    public void The_field_is_folded_at_78_and_may_stand_in_any_message(string domain)
    {
        using var signer = DkimSigner.Create(domain, "uutiset2027", Key.ExportRSAPrivateKeyPem());
        var field = Encoding.ASCII.GetString(signer.SignToArray(Sample.Plain())).Split("\r\nFrom:")[0];

        Assert.All(field.Split("\r\n"), line => Assert.True(line.Length <= 78 || line.Contains(domain, StringComparison.Ordinal), line));
        Assert.All(field.Split("\r\n").Skip(1), line => Assert.StartsWith(" ", line, StringComparison.Ordinal));
        Assert.DoesNotContain(" l=", field, StringComparison.Ordinal);
        Assert.Contains(":reply-to:", field.Replace("\r\n ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Both_forms_of_aKey_are_read_and_give_the_same_signature()
    {
        using var old = DkimSigner.Create("EXAMPLE.fi", "uutiset2027", Key.ExportRSAPrivateKeyPem());
        Assert.Equal(Signer.SignToArray(Sample.Plain()), old.SignToArray(Sample.Plain()));
        Assert.Equal("uutiset2027._domainkey.example.fi", old.RecordName);
    }

    [Fact]
    public void WeakKeys_publicKeys_and_names_that_are_none_are_refused()
    {
        using var weak = RSA.Create(1024);
        using var curve = ECDsa.Create();
        var good = Key.ExportPkcs8PrivateKeyPem();
        (string Domain, string Selector, string Pem)[] refused =
        [
            ("example.fi", "s", weak.ExportPkcs8PrivateKeyPem()),
            ("example.fi", "s", Key.ExportSubjectPublicKeyInfoPem()),
            ("example.fi", "s", Key.ExportEncryptedPkcs8PrivateKeyPem("x", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1))),
            ("example.fi", "s", curve.ExportPkcs8PrivateKeyPem()),
            ("example.fi", "s", "no key"),
            ("example.fi", "s;d=example.org", good),
            ("example.fi", "", good),
            ("example.fi\r\nBcc: a", "s", good),
            ("fi", "s", good),
        ];
        Assert.All(refused, r => Assert.Throws<MailFormatException>(() => DkimSigner.Create(r.Domain, r.Selector, r.Pem)));
    }

    [Theory]
    [InlineData("Subject: no end of the header")]
    [InlineData("Subject: no From\r\n\r\nHei\r\n")]
    [InlineData("From: a@example.fi\r\nFrom: b@example.fi\r\n\r\nHei\r\n")]
    [InlineData("From: a@example.fi\r\nno field\r\n\r\nHei\r\n")]
    [InlineData(" folded: at once\r\nFrom: a@example.fi\r\n\r\nHei\r\n")]
    [InlineData("From: a@example.fi\r\n\r\nno end")]
    [InlineData("\r\n\r\n")]
    [InlineData("")]
    public void What_is_no_message_is_not_signed(string source) =>
        Assert.Throws<MailFormatException>(() => Signer.SignToArray(Encoding.ASCII.GetBytes(source)));

    private static byte[] Replaced(byte[] message, string old, string with)
    {
        var source = Encoding.UTF8.GetString(message);
        var at = source.IndexOf(old, source.IndexOf("\r\nFrom:", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.True(at >= 0, old);
        return Encoding.UTF8.GetBytes(source[..at] + with + source[(at + old.Length)..]);
    }
}
