using Uutiset.Mail.Smtp;

namespace Uutiset.Tests.Mail;

public sealed class SmtpPoolTests
{
    [Fact]
    public async Task A_connection_is_kept_for_a_hundred_messages()
    {
        await using var sink = new CountingSink();
        await using var pool = new SmtpPool(Settings(sink), TimeProvider.System);

        for (var n = 0; n < 250; n++)
        {
            Assert.IsType<SendOutcome.Accepted>(await SendAsync(pool, $"reader{n}@example.fi"));
        }

        Assert.Equal(3, sink.Connections);
        Assert.Equal(250, sink.Accepted.Select(m => m.Recipient).Distinct().Count());
        Assert.All(sink.Accepted, m => Assert.Equal("plain.1@example.fi", m.MessageId));
    }

    [Fact]
    public async Task A_connection_that_rested_too_long_is_replaced()
    {
        await using var sink = new CountingSink();
        var clock = new HandClock();
        await using var pool = new SmtpPool(Settings(sink), clock);

        await SendAsync(pool, "a@example.fi");
        clock.Advance(TimeSpan.FromSeconds(29));
        await SendAsync(pool, "b@example.fi");
        Assert.Equal(1, sink.Connections);
        clock.Advance(TimeSpan.FromSeconds(31));
        await SendAsync(pool, "c@example.fi");
        Assert.Equal(2, sink.Connections);
        clock.Advance(TimeSpan.FromSeconds(31));
        await pool.CloseIdleAsync(default);
        Assert.Equal(0, pool.IdleCount);
    }

    [Fact]
    public async Task A_connection_that_the_server_closed_meanwhile_is_noticed_before_the_next_message()
    {
        await using var sink = new CountingSink { WhenDotComes = m => m.Recipient == "last@example.fi" ? AfterDot.AcceptAndClose : AfterDot.Accept };
        await using var pool = new SmtpPool(Settings(sink), TimeProvider.System);
        var connection = await pool.RentAsync(default);
        Assert.IsType<SendOutcome.Accepted>(await connection.SendAsync(Sample.EnvelopeTo("last@example.fi"), Sample.Plain(), _ => Task.CompletedTask, default));
        for (var tries = 0; connection.CanBeReused && tries < 500; tries++)
        {
            await Task.Delay(10);
        }
        await pool.ReturnAsync(connection, default);

        Assert.Equal(0, pool.IdleCount);
        Assert.IsType<SendOutcome.Accepted>(await SendAsync(pool, "b@example.fi"));
        Assert.Equal(2, sink.Accepted.Count);
    }

    [Fact]
    public async Task The_sink_counts_what_it_took_even_when_nobody_heard_the_answer()
    {
        await using var sink = new CountingSink { WhenDotComes = _ => AfterDot.AcceptAndStall, KeepContent = true };
        var settings = Settings(sink) with { Timeouts = new SmtpTimeouts { FinalDot = TimeSpan.FromSeconds(1) } };
        await using var connection = await SmtpConnection.OpenAsync(settings, TimeProvider.System, default);

        var outcome = await connection.SendAsync(Sample.EnvelopeTo("a@example.fi"), Sample.Plain(), _ => Task.CompletedTask, default);

        Assert.IsType<SendOutcome.Unknown>(outcome);
        Assert.Equal(Sample.Plain(), Assert.Single(sink.Accepted).Content);
    }

    [Fact]
    public async Task The_sink_refuses_as_told()
    {
        await using var sink = new CountingSink
        {
            AnswerToRecipient = r => r.StartsWith("gone", StringComparison.Ordinal) ? "550 5.1.1 Gone" : null,
            WhenDotComes = m => m.Recipient.StartsWith("later", StringComparison.Ordinal) ? AfterDot.RefuseForNow : AfterDot.Accept,
        };
        await using var pool = new SmtpPool(Settings(sink), TimeProvider.System);

        Assert.True(Assert.IsType<SendOutcome.Refused>(await SendAsync(pool, "gone@example.fi")).IsPermanent);
        Assert.False(Assert.IsType<SendOutcome.Refused>(await SendAsync(pool, "later@example.fi")).IsPermanent);
        Assert.IsType<SendOutcome.Accepted>(await SendAsync(pool, "a@example.fi"));
        Assert.Single(sink.Accepted);
        Assert.Equal(1, sink.Connections);
    }

    private static async Task<SendOutcome> SendAsync(SmtpPool pool, string address)
    {
        var connection = await pool.RentAsync(default);
        var outcome = await connection.SendAsync(Sample.EnvelopeTo(address), Sample.Plain(), _ => Task.CompletedTask, default);
        await pool.ReturnAsync(connection, default);
        return outcome;
    }

    private static SmtpSettings Settings(CountingSink sink) => new() { Host = "127.0.0.1", Port = sink.Port, Security = SmtpSecurity.None };

    private sealed class HandClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan time) => _ticks += time.Ticks;
    }
}
