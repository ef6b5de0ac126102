using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Mailing;
using Uutiset.Mailing.Bounces;
using Uutiset.Subscribers;
using Uutiset.Tests.Mail;

namespace Uutiset.Tests.Mailing.Bounces;

/// <summary>The relay is a real Postfix, and so is what comes back.</summary>
public sealed class ReturningPostfixNewsroom : SqliteNewsroom
{
    public PostfixInstance Postfix { get; private set; } = null!;

    public string Maildir => Path.Combine(Folder, "returned");

    protected override async Task<Dictionary<string, string?>> SettingsAsync()
    {
        Postfix = await PostfixInstance.StartAsync();
        return new(BounceSettings.Of(Maildir, await base.SettingsAsync()))
        {
            ["Mail:Servers:0:Host"] = PostfixInstance.Host,
            ["Mail:Servers:0:Port"] = Postfix.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["Mail:Servers:0:Security"] = "starttls",
            ["Mail:Servers:0:TrustedCertificate"] = Postfix.CertificatePath,
            ["Mail:From"] = "Järjestöuutiset <uutiset@example.org>",
            ["Mail:ReturnPathDomain"] = "example.fi",
        };
    }
}

public sealed class ReturnedByPostfixTests(ReturningPostfixNewsroom newsroom) : IClassFixture<ReturningPostfixNewsroom>, IAsyncDisposable
{
    public ValueTask DisposeAsync() => newsroom.Postfix.DisposeAsync();

    [Fact]
    public async Task Bounces_that_Postfix_made_end_up_on_the_right_contact()
    {
        var subscription = await Bulletins.Readers.SubscriptionAsync(newsroom, "Palautuva Yhdistys ry");
        var contacts = new List<Contact>();
        // One that there is, one that the relay refuses, one that it takes and cannot deliver, one that it takes and whose domain nobody serves
        foreach (var address in new[] { "reader1@example.fi", "gone@example.fi", "kalle@gone.example", "liisa@elsewhere.example" }) contacts.Add(await Bulletins.Readers.ContactAsync(newsroom, subscription, address));
        var dispatch = await Dispatches.MakeAsync(newsroom, [.. contacts.Select(c => c.Email)], DispatchState.Paused);
        await newsroom.InDbAsync(async db =>
        {
            foreach (var contact in contacts) await db.Deliveries.Where(d => d.DispatchId == dispatch && d.AddressKey == contact.AddressKey).ExecuteUpdateAsync(u => u.SetProperty(d => d.ContactId, contact.Id));
            await newsroom.Services.GetRequiredService<DispatchControl>().ResumeAsync(db, dispatch, CancellationToken.None);
        });
        Assert.Equal((3, 1), await Dispatches.UntilAsync(newsroom, dispatch, c => c.IsOver) is var counts ? (counts.Accepted, counts.Rejected) : default);

        var returned = await newsroom.Postfix.WaitForMail("b+anything@example.fi", 2);
        for (var i = 0; i < returned.Count; i++) await File.WriteAllBytesAsync(Path.Combine(newsroom.Maildir, "new", $"{i}.postfix"), returned[i]);
        await using var scope = newsroom.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Mailboxes>().LookAsync(CancellationToken.None);

        var after = await newsroom.InDbAsync(db => db.Bounces.Join(db.Deliveries, b => b.DeliveryId, d => d.Id, (b, d) => new { d.Address, b.Verdict, b.Source }).OrderBy(b => b.Address).ToListAsync());
        Assert.Equal(["gone@example.fi Hard smtp", "kalle@gone.example Hard maildir", "liisa@elsewhere.example Fault maildir"], after.Select(b => $"{b.Address} {b.Verdict} {b.Source}"));
        var states = new List<ContactState>();
        foreach (var contact in contacts) states.Add(await Reports.StateAsync(newsroom, contact));
        Assert.Equal([ContactState.Confirmed, ContactState.Bounced, ContactState.Bounced, ContactState.Confirmed], states);
        Assert.Equal(2, (await Dispatches.CountsAsync(newsroom, dispatch)).Bounced);
    }
}
