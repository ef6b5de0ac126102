using Uutiset.Mail;
using Uutiset.Mailing;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Mail;

/// <summary>
/// Which addresses are taken and which are not, and why: the limits of RFC 5321 and 1123, and of what RFC 5322 and 6531 allow the part that
/// mail hosts and relays really take. More is refused than the standards refuse, and nothing is taken that they refuse.
/// </summary>
public sealed class AddressTableTests
{
    private const string D63 = "ddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd";

    public static TheoryData<string, AddressFault, string> Table => new()
    {
        { "a@example.fi", AddressFault.None, "the shortest local part" },
        { "A.Meri+lista=1@Example.fi", AddressFault.None, "dots inside, capitals, and the signs of an atom" },
        { "1234567890@example.fi", AddressFault.None, "digits alone" },
        { "-_-@example.fi", AddressFault.None, "hyphens stand anywhere in a local part" },
        { "!#$%&'*+/?=^_`{|}~@example.fi", AddressFault.None, "every sign that RFC 5322 has for an atom" },
        { "a=?b@example.fi", AddressFault.ForbiddenCharacter, "how an encoded word begins (RFC 2047): some parsers decode it" },
        { new string('a', 64) + "@example.fi", AddressFault.None, "64 octets before the @ (RFC 5321 4.5.3.1.1)" },
        { new string('a', 65) + "@example.fi", AddressFault.LocalPartTooLong, "65 octets before the @" },
        { $"a@{D63}.fi", AddressFault.None, "a label of 63 (RFC 1035 2.3.4)" },
        { $"a@{D63}d.fi", AddressFault.BadDomain, "a label of 64" },
        { $"a@{D63}.{D63}.{D63}.{new string('e', 57)}.fi", AddressFault.None, "254 in all: a path of 256 with its brackets (RFC 5321 4.5.3.1.3)" },
        { $"a@{D63}.{D63}.{D63}.{new string('e', 58)}.fi", AddressFault.TooLong, "255 in all" },
        { $"a@{D63}.{D63}.{D63}.{D63}.fi", AddressFault.TooLong, "a domain over 255" },
        { ".a@example.fi", AddressFault.MisplacedDot, "a dot before the first atom" },
        { "a.@example.fi", AddressFault.MisplacedDot, "a dot after the last atom" },
        { "a..b@example.fi", AddressFault.MisplacedDot, "an empty atom" },
        { "\"a\"@example.fi", AddressFault.ForbiddenCharacter, "a quoted local part: allowed, and nobody has one" },
        { "\"a b\"@example.fi", AddressFault.ForbiddenCharacter, "a quoted blank" },
        { "\"a\\\"b\"@example.fi", AddressFault.ForbiddenCharacter, "a quoted pair" },
        { "\"\"@example.fi", AddressFault.ForbiddenCharacter, "an empty quoted string" },
        { "a\\b@example.fi", AddressFault.ForbiddenCharacter, "a backslash outside quotes" },
        { "a(sana)@example.fi", AddressFault.ForbiddenCharacter, "a comment before the @" },
        { "(sana)a@example.fi", AddressFault.ForbiddenCharacter, "a comment at the beginning" },
        { "a@(sana)example.fi", AddressFault.BadDomain, "a comment after the @" },
        { "a@example.fi(sana)", AddressFault.BadDomain, "a comment at the end" },
        { "a b@example.fi", AddressFault.ForbiddenCharacter, "folding white space before the @" },
        { "a@exam ple.fi", AddressFault.BadDomain, "white space after the @" },
        { "a\tb@example.fi", AddressFault.ForbiddenCharacter, "a tabulator" },
        { "a@example.fi\r\n b", AddressFault.ForbiddenCharacter, "a folded line" },
        { "a@b@example.fi", AddressFault.ForbiddenCharacter, "two @" },
        { "a@@example.fi", AddressFault.ForbiddenCharacter, "two @ side by side" },
        { "a", AddressFault.NotAnAddress, "no @" },
        { "@example.fi", AddressFault.NotAnAddress, "nothing before the @" },
        { "a@", AddressFault.NotAnAddress, "nothing after the @" },
        { "<a@example.fi>", AddressFault.ForbiddenCharacter, "a path, with its brackets" },
        { "Aino <a@example.fi>", AddressFault.ForbiddenCharacter, "a name and a path" },
        { "@example.org:a@example.fi", AddressFault.ForbiddenCharacter, "a source route (RFC 5321 appendix C)" },
        { "mailto:a@example.fi", AddressFault.ForbiddenCharacter, "a link" },
        { "a@example.fi,b@example.fi", AddressFault.ForbiddenCharacter, "a list" },
        { "ryhmä: a@example.fi;", AddressFault.LocalPartNotAscii, "a group" },
        { "a@[192.0.2.1]", AddressFault.BadDomain, "a domain literal: a machine and not a name" },
        { "a@[IPv6:2001:db8::1]", AddressFault.BadDomain, "a domain literal of the longer kind" },
        { "a@192.0.2.1", AddressFault.BadDomain, "a bare number" },
        { "a@example.123", AddressFault.BadDomain, "no top-level name is a number" },
        { "a@example", AddressFault.DomainWithoutDot, "one label" },
        { "a@localhost", AddressFault.DomainWithoutDot, "the machine itself" },
        { "a@example.fi.", AddressFault.BadDomain, "the root's dot: RFC 5321 4.1.2 has none" },
        { "a@.example.fi", AddressFault.BadDomain, "an empty first label" },
        { "a@example..fi", AddressFault.BadDomain, "an empty label" },
        { "a@-example.fi", AddressFault.BadDomain, "a hyphen at a label's beginning" },
        { "a@example-.fi", AddressFault.BadDomain, "a hyphen at a label's end" },
        { "a@ex-am-ple.fi", AddressFault.None, "hyphens inside a label" },
        { "a@exa_mple.fi", AddressFault.BadDomain, "an underscore is of no host's name (RFC 1123 2.1)" },
        { "a@3com.example", AddressFault.None, "a digit at a label's beginning (RFC 1123 2.1)" },
        { "a@äänekoski.example", AddressFault.None, "a domain in Unicode becomes A-labels" },
        { "a@xn--bcher-kva.example", AddressFault.None, "A-labels as they are" },
        { "a@xn--zzzzzzzz.example", AddressFault.BadDomain, "an A-label that stands for nothing" },
        { "a@example\u3002fi", AddressFault.None, "the full stop of another script parts labels, too (UTS 46)" },
        { "ä@example.fi", AddressFault.LocalPartNotAscii, "a local part that needs SMTPUTF8 (RFC 6531)" },
        { "\u7528\u6237@example.fi", AddressFault.LocalPartNotAscii, "another script before the @" },
        { "a\u200b@example.fi", AddressFault.LocalPartNotAscii, "a blank that nobody sees" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void An_address_gets_its_verdict(string written, AddressFault verdict, string because)
    {
        Assert.Equal(verdict == AddressFault.None, Mailbox.TryCreate(written, out var mailbox, out var fault));
        Assert.True(verdict == fault, $"{because}: {fault}");
        if (mailbox is not null) Assert.True(mailbox.Address.All(char.IsAscii) && mailbox.Local.Length <= 64 && mailbox.Address.Length <= 254 && mailbox.Domain.Split('.').All(l => l.Length is > 0 and <= 63), because);
    }

    [Fact]
    public void Every_fault_is_said_in_words_of_its_own_in_each_language()
    {
        foreach (var lang in Languages.All)
            Assert.All(Enum.GetValues<AddressFault>().Where(f => f != AddressFault.None).Select(f => AddressWording.Of(f).In(lang)).CountBy(w => w), w => Assert.Equal((1, true), (w.Value, w.Key.EndsWith('.'))));
    }

    [Theory]
    [InlineData(" a@example.fi ")]
    [InlineData("a@example.fi.")]
    [InlineData("a@example.fi. ")]
    [InlineData("\u00a0a@example.fi\u00a0")]
    public void What_the_keyboard_or_the_sentence_added_is_nobodys_mistake(string written) => Assert.Equal("a@example.fi", WrittenAddress.Read(written));

    [Theory]
    [InlineData("a@example.fi..")]
    [InlineData(".")]
    [InlineData(" . ")]
    public void Only_one_full_stop_is(string written) => Assert.Null(WrittenAddress.Read(written));
}
