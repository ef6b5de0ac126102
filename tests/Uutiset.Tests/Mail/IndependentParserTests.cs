using Uutiset.Mail;

namespace Uutiset.Tests.Mail;

public sealed class IndependentParserTests
{
    [Fact]
    public async Task Pythons_parser_reads_a_thousand_random_bulletins_as_they_were_meant_and_finds_no_defect()
    {
        var bulletins = RandomBulletin.Make(1000);

        var parsed = await PythonParser.ParseAsync([.. bulletins.Select(b => b.Message)]);

        for (var i = 0; i < bulletins.Count; i++)
        {
            Assert.Empty(parsed[i].Defects);
            Assert.Equal(bulletins[i].Subject, parsed[i].Subject);
            Assert.Equal(bulletins[i].ToName, parsed[i].ToName);
            Assert.Equal("reader1@xn--ijl-placb.fi", parsed[i].ToAddress);
            Assert.Equal(bulletins[i].Text.TrimEnd('\n'), RandomBulletin.Lf(parsed[i].Text).TrimEnd('\n'));
            Assert.Equal(bulletins[i].Html, RandomBulletin.Lf(parsed[i].Html!).TrimEnd('\n'));
        }
    }

    [Fact]
    public async Task Pythons_parser_sees_every_header_of_a_bulletin()
    {
        var message = Sample.Bulletin().Compile();
        var parsed = (await PythonParser.ParseAsync(message.Fill(Sample.Values(message, Mailbox.Create("reader1@example.fi", "Äijälä, Liisa")))))[0];

        Assert.Empty(parsed.Defects);
        Assert.Equal(["multipart/alternative", "text/plain", "text/html"], parsed.PartTypes);
        Assert.Equal("Yhdistysten kumppanuuspöytä kokoontuu – ilmoittaudu 27.3. mennessä", parsed.Subject);
        Assert.Equal("Järjestöjen sote-uutiset", parsed.FromName);
        Assert.Equal("uutiskirje@example.fi", parsed.FromAddress);
        Assert.Equal("Äijälä, Liisa", parsed.ToName);
        Assert.Equal("2026-03-04T09:05:00+02:00", parsed.Date);
        Assert.Equal("<d.1@example.fi>", parsed.MessageId);
        Assert.Equal("List-Unsubscribe=One-Click", parsed.Headers["list-unsubscribe-post"]);
        Assert.Equal("fi", parsed.Headers["content-language"]);
        Assert.Equal("12:bulletin:fi:uutiset", parsed.Headers["feedback-id"]);
        Assert.Contains("järjestösi \"Äiti & Lapsi <ry>\" tilasi sen", parsed.Text, StringComparison.Ordinal);
        Assert.Contains("järjestösi &quot;Äiti &amp; Lapsi &lt;ry&gt;&quot; tilasi sen", parsed.Html, StringComparison.Ordinal);
        Assert.Contains("href=\"https://example.fi/tilaus/abc?x=1&amp;y=2\"", parsed.Html, StringComparison.Ordinal);
    }
}
