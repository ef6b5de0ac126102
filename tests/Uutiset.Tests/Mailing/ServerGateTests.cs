using Uutiset.Mailing.Sending;

namespace Uutiset.Tests.Mailing;

public sealed class ServerGateTests
{
    [Fact]
    public void A_clock_that_is_set_back_keeps_no_server_waiting_and_does_not_free_one_that_fails_again()
    {
        var clock = new MovableClock();
        var gate = new ServerGate(null, clock);
        for (var fault = 0; fault < 12; fault++)
        {
            gate.Failed();
            clock.Move(TimeSpan.FromMinutes(5));
        }
        gate.Failed();
        Assert.False(gate.IsOpen);
        clock.Move(TimeSpan.FromHours(-1));
        Assert.True(gate.IsOpen);
        gate.Failed();
        Assert.False(gate.IsOpen);
    }
}
