using FsCheck.Fluent;
using Uutiset.Mail;

namespace Uutiset.Tests.Mail;

public sealed class IndependentParserTests
{
    [Fact]
    public async Task Pythons_parser_reads_a_thousand_random_bulletins_as_they_were_meant_and_finds_no_defect()
    {
        var lines = Texts.Lines.Generator.Sample(4000, 20).ToList();
        var bodies = Texts.Bodies.Generator.Sample(2000, 60).ToList();
        List<byte[]> mails = [];
        List<(string Subject, string Name, string Text, string Html)> meant = [];
        for (var i = 0; i < 1000; i++)
        {
            var (subject, name, why) = (lines[i], Texts.Cut(lines[1000 + i], 190), lines[2000 + i]);
            var template = Sample.Bulletin(text: "", html: null);
            var (text, html) = (bodies[i] + "\u0001" + bodies[1000 + i], "<p>" + bodies[1000 + i] + "</p>");
            var marker = template.Slots.Slots.Single(s => s.Name == "why").Marker;
            template = template with { Subject = subject, Text = text.Replace("\u0001", marker, StringComparison.Ordinal), Html = html };
            var message = template.Compile();
            mails.Add(message.Fill(Sample.Values(message, Mailbox.Create("reader1@äijälä.fi", name)).Set("why", why)));
            meant.Add((subject, name, Lf(text).Replace("\u0001", why, StringComparison.Ordinal), Lf(html)));
        }

        var parsed = await PythonParser.ParseAsync(mails);

        for (var i = 0; i < mails.Count; i++)
        {
            var (subject, name, text, html) = meant[i];
            Assert.Empty(parsed[i].Defects);
            Assert.Equal(subject, parsed[i].Subject);
            Assert.Equal(name.Trim(' '), parsed[i].ToName);
            Assert.Equal("reader1@xn--ijl-placb.fi", parsed[i].ToAddress);
            Assert.Equal(text.TrimEnd('\n'), Lf(parsed[i].Text).TrimEnd('\n'));
            Assert.Equal(html, Lf(parsed[i].Html!).TrimEnd('\n'));
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

    // Tabs stay tabs; other controls would become blanks, and the generator makes none.
    private static string Lf(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
}
