using System.Security.Cryptography;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Bulletins;
using Uutiset.Mail.Dkim;
using Uutiset.Mailing;
using Uutiset.Subscribers;
using Uutiset.Tests.Mail;
using Uutiset.Tests.Mailing;

namespace Uutiset.Tests.Bulletins;

/// <summary>The site signs with its own key and stands at an address that a reader could have.</summary>
public sealed class SigningPostfixNewsroom : PostfixNewsroom
{
    private static readonly string Key = NewKey();

    public const int Readers = 1_000;

    public static string Address(int reader) => $"lukija{reader}@example.fi";

    public DkimSigner Signer { get; } = DkimSigner.Create("example.org", "uutiset2027", Key);

    protected override string[] Mailboxes => [.. Enumerable.Range(0, Readers).Select(Address)];

    protected override async Task<Dictionary<string, string?>> SettingsAsync()
    {
        var file = Path.Combine(Folder, "dkim.pem");
        await File.WriteAllTextAsync(file, Key);
        return new(await base.SettingsAsync())
        {
            ["Site:BaseUrl"] = "https://uutiset.example.org",
            ["Site:Name"] = "Järjestöuutiset",
            ["Data:KeySecret"] = Convert.ToHexString(RandomNumberGenerator.GetBytes(32)),
            ["Mail:Dkim:Domain"] = "example.org",
            ["Mail:Dkim:Selector"] = "uutiset2027",
            ["Mail:Dkim:KeyFile"] = file,
        };
    }

    private static string NewKey()
    {
        using var key = RSA.Create(2048);
        return key.ExportPkcs8PrivateKeyPem();
    }
}

/// <summary>A whole bulletin as a real Postfix put it into a thousand mailboxes, read by programs that share no code with ours.</summary>
public sealed partial class ThousandMailsTests(SigningPostfixNewsroom newsroom) : IClassFixture<SigningPostfixNewsroom>, IAsyncDisposable
{
    private static readonly string[] Variants = ["fi html", "fi text", "sv html", "sv text"];

    // What the text part says before an article's address, where the other part has a linked headline
    private static readonly Dictionary<string, string> ReadMore = new() { ["fi"] = "Lue koko juttu: ", ["sv"] = "Läs hela texten: " };

    public async ValueTask DisposeAsync()
    {
        await newsroom.Postfix.DisposeAsync();
        newsroom.Signer.Dispose();
    }

    [Fact]
    public async Task A_thousand_readers_have_one_valid_mail_each_without_a_defect_alike_in_both_parts_and_no_spam()
    {
        await SeatsAsync();
        var frozen = await Readers.FreezeAsync(newsroom, await BulletinAsync());
        var counts = await Dispatches.UntilAsync(newsroom, frozen.Dispatch!.Id, c => c.IsOver);
        Assert.Equal((SigningPostfixNewsroom.Readers, SigningPostfixNewsroom.Readers), (counts.Frozen, counts.Accepted));

        var mails = new List<byte[]>();
        for (var i = 0; i < SigningPostfixNewsroom.Readers; i++) mails.Add(Assert.Single(await newsroom.Postfix.WaitForMail(SigningPostfixNewsroom.Address(i), timeout: TimeSpan.FromMinutes(2))));
        Assert.Empty(newsroom.Postfix.MailOf("catch-all@example.fi"));

        Assert.All(await DkimVerifiers.VerifyAsync(newsroom.Signer, mails), v => Assert.Equal((true, true), v));

        var parsed = await PythonParser.ParseAsync(mails);
        Assert.All(parsed, m => Assert.Empty(m.Defects));
        Assert.Equal(SigningPostfixNewsroom.Readers, parsed.Select(m => m.MessageId).Distinct().Count());
        // The first that differs says enough: a report of all would be their whole texts
        foreach (var (reader, mail) in parsed.Index()) AsWished(mail, reader);
        // The same words to everybody of a language, in whichever format
        Assert.Equal(2, parsed.Select((m, i) => (LangOf(i), string.Join(' ', WordsOf(m.Text, LangOf(i))))).Distinct().Count());

        var points = await SpamAssassin.WeighAsync([.. mails.Take(Variants.Length)]);
        Assert.Equal(Variants.Length, points.Count);
        Assert.All(points, p => Assert.True(p.Points <= 0.5, p.Report));
    }

    private static string LangOf(int reader) => Variants[reader % Variants.Length][..2];

    private static void AsWished(ParsedMail mail, int reader)
    {
        var (lang, text) = (LangOf(reader), mail.Text);
        Assert.Equal(SigningPostfixNewsroom.Address(reader), mail.ToAddress);
        Assert.Equal(lang == "fi" ? "Viikon uutiset järjestöille: hakuja ja työpajoja" : "Veckans nyheter för föreningar", mail.Subject);
        var own = Address().Match(mail.Headers["list-unsubscribe"]).Value;
        Assert.Contains(own, text, StringComparison.Ordinal);
        if (Variants[reader % Variants.Length].EndsWith("text", StringComparison.Ordinal))
        {
            Assert.Equal(["text/plain"], mail.PartTypes);
            return;
        }
        Assert.Equal(["multipart/alternative", "text/plain", "text/html"], mail.PartTypes);
        using var html = new HtmlParser().ParseDocument(mail.Html!);
        var links = html.QuerySelectorAll("a[href^=http]").Select(a => a.GetAttribute("href")!).ToHashSet();
        Assert.Contains(own, links);
        Assert.Equal(links.Order(StringComparer.Ordinal), Address().Matches(text).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(WordsOf(Shown(html), lang), WordsOf(text, lang));
    }

    /// <summary>What a reader of the HTML sees: not the line that only lists of mails show.</summary>
    private static string Shown(IDocument html)
    {
        foreach (var hidden in html.QuerySelectorAll("style, [style*='display:none']").ToList()) hidden.Remove();
        foreach (var end in html.QuerySelectorAll("p, h1, h2, h3, li, br, td, div").ToList()) end.Insert(AdjacentPosition.AfterEnd, " ");
        return html.Body!.TextContent;
    }

    private static List<string> WordsOf(string text, string lang) =>
        [.. Word().Matches(Address().Replace(text.ReplaceLineEndings(" ").Replace(ReadMore[lang], " ", StringComparison.Ordinal), " ")).Select(m => m.Value)];

    private async Task SeatsAsync()
    {
        var subscription = await Readers.SubscriptionAsync(newsroom, "Pohjois-Savon Yhdistys ry");
        var keys = newsroom.Services.GetRequiredService<AddressKeys>();
        var now = newsroom.Clock.GetUtcNow().UtcDateTime;
        await newsroom.InDbAsync(async db =>
        {
            db.AddRange(Enumerable.Range(0, SigningPostfixNewsroom.Readers).Select(i => new Contact
            {
                SubscriptionId = subscription.Id, Email = SigningPostfixNewsroom.Address(i), AddressKey = keys.Of(SigningPostfixNewsroom.Address(i)), Name = $"Äijälä, Liisa {i}",
                Lang = LangOf(i), Format = Variants[i % Variants.Length].EndsWith("text", StringComparison.Ordinal) ? MailFormat.Text : MailFormat.Html,
                State = ContactState.Confirmed, CreatedUtc = now, ConfirmedUtc = now,
            }));
            await db.SaveChangesAsync();
        });
    }

    private async Task<Guid> BulletinAsync()
    {
        var articles = new[]
        {
            await Readers.ArticleAsync(newsroom, "Järjestöille jaetaan 20 miljoonaa euroa"),
            await Readers.ArticleAsync(newsroom, "Näin haet: ”pieni opas” & muuta"),
            await Readers.ArticleAsync(newsroom, "Sote-rakenneuudistus ja osallistumismahdollisuudet"),
        };
        return await Readers.BulletinAsync(newsroom, new BulletinDraft
        {
            Variants =
            [
                new("fi", "Viikon uutiset järjestöille: hakuja ja työpajoja", "Avustuksia, hakuja ja työpajoja",
                    "<p>Hyvä lukija,</p><p>tässä <strong>tärkeimmät</strong> uutiset. Katso myös <a href=\"https://uutiset.example.org/maaraajat\">kaikki määräajat</a>.</p><ul><li>ensi viikolla työpaja Kuopiossa</li><li>hakuaika päättyy perjantaina</li></ul>"),
                new("sv", "Veckans nyheter för föreningar", null, "<p>Bästa läsare!</p><p>Här är veckans <em>viktigaste</em> nyheter.</p>"),
            ],
            Items = [.. articles.Select(a => new BulletinDraftItem(a.PublicId, null, "<p>.piste rivin alussa</p><p>From here on</p>"))],
        });
    }

    [GeneratedRegex(@"https?://[^\s>)]+")]
    private static partial Regex Address();

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Word();
}
