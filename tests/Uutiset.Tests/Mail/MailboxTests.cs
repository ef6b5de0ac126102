using Uutiset.Mail;

namespace Uutiset.Tests.Mail;

public sealed class MailboxTests
{
    [Theory]
    [InlineData("liisa@example.fi", "liisa@example.fi")]
    [InlineData("Liisa.Meri+uutiset@Example.FI", "Liisa.Meri+uutiset@example.fi")]
    [InlineData("info@sosiaaliyhdistys.äijälä.fi", "info@sosiaaliyhdistys.xn--ijl-placb.fi")]
    [InlineData("o'neill_!#$%&*/?^`{|}~-@example.org", "o'neill_!#$%&*/?^`{|}~-@example.org")]
    public void An_address_keeps_its_local_part_and_gets_an_ascii_domain(string written, string onTheWire)
    {
        Assert.True(Mailbox.TryCreate(written, out var mailbox, out var fault), fault.ToString());
        Assert.Equal(onTheWire, mailbox.Address);
    }

    [Theory]
    [InlineData("", AddressFault.Empty)]
    [InlineData(null, AddressFault.Empty)]
    [InlineData("liisa", AddressFault.NotAnAddress)]
    [InlineData("@example.fi", AddressFault.NotAnAddress)]
    [InlineData("liisa@", AddressFault.NotAnAddress)]
    [InlineData("äiti@example.fi", AddressFault.LocalPartNotAscii)]
    [InlineData("liisa meri@example.fi", AddressFault.ForbiddenCharacter)]
    [InlineData("a@b@example.fi", AddressFault.ForbiddenCharacter)]
    [InlineData("\"a b\"@example.fi", AddressFault.ForbiddenCharacter)]
    [InlineData("a<b>@example.fi", AddressFault.ForbiddenCharacter)]
    [InlineData("a,b@example.fi", AddressFault.ForbiddenCharacter)]
    [InlineData("=?utf-8?q?collab=40evil.example?=@example.fi", AddressFault.ForbiddenCharacter)]
    [InlineData(".liisa@example.fi", AddressFault.MisplacedDot)]
    [InlineData("liisa.@example.fi", AddressFault.MisplacedDot)]
    [InlineData("liisa..meri@example.fi", AddressFault.MisplacedDot)]
    [InlineData("liisa@example", AddressFault.DomainWithoutDot)]
    [InlineData("liisa@example..fi", AddressFault.BadDomain)]
    [InlineData("liisa@-example.fi", AddressFault.BadDomain)]
    [InlineData("liisa@exa_mple.fi", AddressFault.BadDomain)]
    [InlineData("liisa@127.0.0.1", AddressFault.BadDomain)]
    [InlineData("liisa@[127.0.0.1]", AddressFault.BadDomain)]
    [InlineData("liisa@xn--\u00e4.fi", AddressFault.BadDomain)]
    [InlineData("liisa@example.fi\r\n", AddressFault.ForbiddenCharacter)]
    [InlineData("\"a\r\nRCPT TO:<b@example.org>\"@example.fi", AddressFault.ForbiddenCharacter)]
    [InlineData("a\0b@example.fi", AddressFault.ForbiddenCharacter)]
    public void What_is_no_address_is_refused_with_the_reason(string? written, AddressFault reason)
    {
        Assert.False(Mailbox.TryCreate(written, out _, out var fault));
        Assert.Equal(reason, fault);
    }

    [Fact]
    public void Lengths_are_those_of_the_standard()
    {
        Assert.True(Mailbox.TryCreate(new string('a', 64) + "@example.fi", out _, out _));
        Assert.False(Mailbox.TryCreate(new string('a', 65) + "@example.fi", out _, out var local));
        Assert.Equal(AddressFault.LocalPartTooLong, local);

        var domain = string.Join('.', Enumerable.Repeat(new string('d', 60), 3)) + ".fi";
        Assert.True(Mailbox.TryCreate(new string('a', 64) + "@" + domain, out var longest, out _));
        Assert.Equal(64 + 1 + 185, longest.Address.Length);
        Assert.False(Mailbox.TryCreate(new string('a', 64) + "@" + new string('e', 10) + "." + domain, out _, out var whole));
        Assert.Equal(AddressFault.TooLong, whole);
        Assert.False(Mailbox.TryCreate("a@" + new string('ä', 100_000) + ".fi", out _, out _));
    }

    [Fact]
    public void Two_spellings_of_one_address_have_one_key()
    {
        Assert.Equal(Mailbox.Create("Liisa@ÄIJÄLÄ.fi").Key, Mailbox.Create("liisa@äijälä.fi").Key);
    }

    [Fact]
    public void A_blank_name_is_no_name()
    {
        Assert.Null(Mailbox.Create("a@example.fi", "  ").Name);
        Assert.Equal("Liisa", Mailbox.Create("a@example.fi", " Liisa ").Name);
    }
}
