using Uutiset.Mailing;

namespace Uutiset.Tests.Mailing;

public sealed class MailOptionsTests
{
    [Fact]
    public void Without_a_server_nothing_needs_to_be_set() => Assert.Empty(new MailOptions().Faults());

    [Fact]
    public void Each_wrong_key_is_named_and_no_password_is_told()
    {
        var options = new MailOptions
        {
            From = "ei osoite",
            ReturnPathDomain = "ei verkkotunnus",
            Servers = [new() { Host = "", Port = 70000, User = "uutiset", MaxConnections = 0 }, new() { Host = "relay.example.org", Password = "salaisuus", MaxPerSecond = 0 }],
        };

        var faults = options.Faults().Select(f => f.ErrorMessage!).ToList();

        foreach (var key in new[] { "Mail__From", "Mail__ReturnPathDomain", "Mail__Servers__0__Host", "Mail__Servers__0__Port", "Mail__Servers__0__Password", "Mail__Servers__0__MaxConnections", "Mail__Servers__1__User", "Mail__Servers__1__MaxPerSecond" })
            Assert.Contains(faults, f => f.StartsWith(key + ":", StringComparison.Ordinal));
        Assert.DoesNotContain(faults, f => f.Contains("salaisuus", StringComparison.Ordinal));
    }

    [Fact]
    public void A_password_goes_over_no_open_line_to_another_machine()
    {
        var server = new MailServerOptions { Host = "relay.example.org", Security = LineSecurity.None, User = "a", Password = "b" };
        var options = new MailOptions { From = "a@example.org", ReturnPathDomain = "example.org", Servers = [server] };
        Assert.Contains("Mail__Servers__0__Security", Assert.Single(options.Faults()).ErrorMessage, StringComparison.Ordinal);
        server.Host = "127.0.0.1";
        Assert.Empty(options.Faults());
    }

    [Theory]
    [InlineData(0, null, 60, 72)]
    [InlineData(0, "4.7.1", 300, 360)]
    [InlineData(1, "4.2.2", 300, 360)]
    [InlineData(3, null, 3600, 4320)]
    [InlineData(20, null, 14400, 17280)]
    public void A_refused_address_waits_longer_each_time(int earlier, string? code, int least, int most) =>
        Assert.InRange(Uutiset.Mailing.Sending.Backoff.After(earlier, code).TotalSeconds, least, most);
}
