using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Uutiset.Mail;
using Uutiset.Mail.Smtp;

namespace Uutiset.Tests.Mail;

public sealed class ReplyReaderTests
{
    private static readonly string[] Pieces =
        ["250", "250-", "250 ", "550 5.1.1 ", "4", "9", "25", "-", " ", "\r", "\n", "\r\n", "\r\n", "Ok", "ä", "\0", "\u001b[2J", "5.1.1", "5.1.1.1", "999.1.1", "250-a\r\n250 b\r\n"];

    [Fact]
    public void However_a_stream_is_cut_it_means_the_same_and_never_breaks_the_reader() => Prop.ForAll(
        Arb.From(Gen.Elements(Pieces).ListOf().Select(string.Concat)), Arb.From(Gen.Choose(1, 7)), (stream, size) =>
        {
            var whole = ReadAll(stream, int.MaxValue);
            Assert.Equal(whole, ReadAll(stream, size));
            Assert.All(whole, line => Assert.DoesNotContain(line, char.IsControl));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Theory]
    [InlineData("250 2.1.5 Ok\r\n", 250, "2.1.5")]
    [InlineData("550 5.1.1 <x@y>: Recipient address rejected\r\n", 550, "5.1.1")]
    [InlineData("450 4.7.1\r\n", 450, "4.7.1")]
    [InlineData("550 4.1.1 The classes disagree\r\n", 550, null)]
    [InlineData("550 5.1\r\n", 550, null)]
    [InlineData("550 5.1.1.1 x\r\n", 550, null)]
    [InlineData("550 5.1.1234 x\r\n", 550, null)]
    [InlineData("550 127.0.0.1 x\r\n", 550, null)]
    [InlineData("250\n", 250, null)]
    public async Task Codes_are_read(string line, int code, string? enhanced)
    {
        var reply = await Reader(line, 3).ReadAsync(default);
        Assert.Equal(code, reply.Code);
        Assert.Equal(enhanced, reply.Enhanced?.ToString());
    }

    [Theory]
    [InlineData("hello\r\n")]
    [InlineData("25\r\n")]
    [InlineData("650 x\r\n")]
    [InlineData("150 x\r\n")]
    [InlineData("250+x\r\n")]
    [InlineData("250-a\r\n251 b\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n")]
    public async Task What_is_no_reply_ends_the_conversation(string line)
    {
        await Assert.ThrowsAsync<ProtocolException>(() => Reader(line, 100).ReadAsync(default).AsTask());
    }

    [Fact]
    public async Task Endless_lines_and_endless_replies_are_cut_off()
    {
        await Assert.ThrowsAsync<ProtocolException>(() => Reader("250 " + new string('a', 5000) + "\r\n", 700).ReadAsync(default).AsTask());
        await Assert.ThrowsAsync<ProtocolException>(() => Reader(string.Concat(Enumerable.Repeat("250-a\r\n", 1000)), 700).ReadAsync(default).AsTask());
    }

    private static List<string> ReadAll(string text, int size)
    {
        List<string> replies = [];
        var reader = Reader(text, size);
        try
        {
            while (true)
            {
                // The stream never waits, so each read completes at once.
                replies.Add(reader.ReadAsync(default).AsTask().GetAwaiter().GetResult().ToString());
            }
        }
        catch (Exception e) when (e is ProtocolException or EndOfStreamException)
        {
            replies.Add(e.GetType().Name);
        }
        return replies;
    }

    private static ReplyReader Reader(string text, int size) => new(new Trickle(Encoding.UTF8.GetBytes(text), size), null);

    private sealed class Trickle(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(size, buffer.Length)], cancellationToken);
    }
}
