using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Uutiset.Bulletins;
using Uutiset.Subscribers;
using Uutiset.Tests.Mail;
using Uutiset.Tests.Mailing;

namespace Uutiset.Tests.Bulletins;

/// <summary>The newsroom's relay is a real Postfix with STARTTLS.</summary>
public class PostfixNewsroom : SqliteNewsroom
{
    public PostfixInstance Postfix { get; private set; } = null!;

    /// <summary>Who has a Maildir beside those that every instance has.</summary>
    protected virtual string[] Mailboxes => [];

    protected override async Task<Dictionary<string, string?>> SettingsAsync()
    {
        Postfix = await PostfixInstance.StartAsync(Mailboxes);
        return new(await base.SettingsAsync())
        {
            ["Mail:Servers:0:Host"] = PostfixInstance.Host,
            ["Mail:Servers:0:Port"] = Postfix.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["Mail:Servers:0:Security"] = "starttls",
            ["Mail:Servers:0:TrustedCertificate"] = Postfix.CertificatePath,
            ["Mail:From"] = "Järjestöuutiset <uutiset@example.org>",
            ["Mail:ReplyTo"] = "toimitus@example.org",
            ["Mail:ReturnPathDomain"] = "bounce.example.org",
        };
    }

    public async Task StopPostfixAsync() => await Postfix.DisposeAsync();
}

public sealed class PostfixBulletinTests(PostfixNewsroom newsroom) : IClassFixture<PostfixNewsroom>, IAsyncDisposable
{
    public ValueTask DisposeAsync() => newsroom.Postfix.DisposeAsync();

    [Fact]
    public async Task A_bulletin_reaches_fifty_mailboxes_once_reads_without_a_defect_and_unsubscribes_by_one_click()
    {
        var articles = new[] { await Readers.ArticleAsync(newsroom, "Järjestöille jaetaan 20 miljoonaa euroa"), await Readers.ArticleAsync(newsroom, "Näin haet: ”pieni opas” & muuta") };
        var subscription = await Readers.SubscriptionAsync(newsroom, "Pohjois-Savon Yhdistys ry");
        for (var i = 1; i <= 50; i++) await Readers.ContactAsync(newsroom, subscription, $"reader{i}@example.fi", c => c.Lang = c.Email.Length % 2 == 0 ? "sv" : "fi");
        var id = await Readers.BulletinAsync(newsroom, new BulletinDraft
        {
            Variants =
            [
                new("fi", "Viikon uutiset järjestöille – ääkköset mukana ✓", "Avustuksia, hakuja ja työpajoja", "<p>Hyvä lukija,</p><p>tässä <strong>tärkeimmät</strong>.</p>"),
                new("sv", "Veckans nyheter för föreningar", null, "<p>Bästa läsare!</p>"),
            ],
            Items = [.. articles.Select(a => new BulletinDraftItem(a.PublicId, null, "<p>.piste rivin alussa</p>"))],
        });

        var frozen = await Readers.FreezeAsync(newsroom, id);
        var counts = await Dispatches.UntilAsync(newsroom, frozen.Dispatch!.Id, c => c.IsOver);

        Assert.Equal((50, 50), (counts.Frozen, counts.Accepted));
        var mails = new List<byte[]>();
        for (var i = 1; i <= 50; i++) mails.Add(Assert.Single(await newsroom.Postfix.WaitForMail($"reader{i}@example.fi")));
        var parsed = await PythonParser.ParseAsync(mails);
        Assert.All(parsed, m => Assert.Empty(m.Defects));
        Assert.All(parsed, m => Assert.Equal(["multipart/alternative", "text/plain", "text/html"], m.PartTypes));
        Assert.All(parsed, m => Assert.Contains("Järjestöille jaetaan 20 miljoonaa euroa", m.Html, StringComparison.Ordinal));
        Assert.All(parsed, m => Assert.Contains("Näin haet: ”pieni opas” & muuta", m.Text, StringComparison.Ordinal));
        Assert.Contains(parsed, m => m.Subject == "Viikon uutiset järjestöille – ääkköset mukana ✓");
        Assert.Equal(50, parsed.Select(m => m.MessageId).Distinct().Count());
        Assert.All(mails, m => Assert.Contains("Return-Path: <b+", Encoding.Latin1.GetString(m), StringComparison.Ordinal));
        var attempt = await newsroom.InDbAsync(db => db.Attempts.FirstAsync());
        Assert.True(attempt.Tls);

        var list = parsed[0].Headers["list-unsubscribe"];
        var address = list[(list.IndexOf('<', StringComparison.Ordinal) + 1)..list.IndexOf('>', StringComparison.Ordinal)];
        using var click = await newsroom.Client.PostAsync(address, new FormUrlEncodedContent(new Dictionary<string, string> { ["List-Unsubscribe"] = "One-Click" }));
        Assert.True(click.StatusCode is HttpStatusCode.OK or HttpStatusCode.NoContent, click.StatusCode.ToString());
        Assert.Equal(ContactState.Withdrawn, await newsroom.InDbAsync(db => db.Contacts.Where(c => c.Email == "reader1@example.fi").Select(c => c.State).SingleAsync()));
    }
}
