using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Uutiset.Mail.Smtp;

namespace Uutiset.Tests.Mail;

public sealed class WireFormatTests
{
    [Fact]
    public void Leading_dots_are_doubled_and_nothing_else_changes() => Prop.ForAll(
        Arb.From(Gen.Elements("a", ".", "..", "\r\n", "\r\n.", " ").ListOf().Select(p => string.Concat(p) + "\r\n")), message =>
        {
            var wire = Encoding.ASCII.GetString(WireFormat.Prepare(Encoding.ASCII.GetBytes(message), utf8: false).Span);
            var undone = string.Join("\r\n", wire.Split("\r\n").Select(l => l.StartsWith('.') ? l[1..] : l));
            Assert.Equal(message, undone);
            Assert.DoesNotContain("\r\n.\r\n", "\r\n" + wire, StringComparison.Ordinal);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void A_filled_message_goes_out_without_being_copied()
    {
        ReadOnlyMemory<byte> message = Sample.Plain(".a\n..b");
        Assert.True(WireFormat.Prepare(message, utf8: false).Equals(message));
    }

    [Theory]
    [InlineData("a\n.\nMAIL FROM:<b@example.org>\r\n")]
    [InlineData("a\r.\r\r\n")]
    [InlineData("a\n.\r\nb\r\n")]
    [InlineData("a\r\n.\rb\r\n")]
    [InlineData("a\0b\r\n")]
    [InlineData("a")]
    [InlineData("a\r")]
    [InlineData("")]
    [InlineData("ä\r\n")]
    public void Whatever_another_server_could_read_differently_is_refused(string message)
    {
        Assert.Throws<ArgumentException>(() => WireFormat.Prepare(Encoding.Latin1.GetBytes(message), utf8: false));
    }

    [Fact]
    public void A_line_of_998_passes_and_one_of_999_does_not()
    {
        Assert.Equal(1000, WireFormat.Prepare(Encoding.ASCII.GetBytes(new string('a', 998) + "\r\n"), utf8: false).Length);
        Assert.Throws<ArgumentException>(() => WireFormat.Prepare(Encoding.ASCII.GetBytes(new string('a', 999) + "\r\n"), utf8: false));
    }

    [Fact]
    public void Letters_outside_ASCII_pass_only_where_they_were_announced_and_only_as_utf8()
    {
        var utf8 = Encoding.UTF8.GetBytes("To: äiti@example.fi\r\n");
        Assert.True(WireFormat.Prepare(utf8, utf8: true).Span.SequenceEqual(utf8));
        Assert.Throws<ArgumentException>(() => WireFormat.Prepare(utf8, utf8: false));
        Assert.Throws<ArgumentException>(() => WireFormat.Prepare(Encoding.Latin1.GetBytes("To: äiti@example.fi\r\n"), utf8: true));
    }
}
