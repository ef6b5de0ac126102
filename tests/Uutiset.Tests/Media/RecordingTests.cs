using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Uutiset.Tests.Articles;
using Uutiset.Tests.Site;

namespace Uutiset.Tests.Media;

/// <summary>Recordings of our own: played on the page with their captions, gone with their last day, without the place where they were made.</summary>
public abstract class RecordingTests(Newsroom newsroom)
{
    private DateOnly Today => global::Uutiset.Vocabulary.Dates.DayOf(newsroom.Clock.GetUtcNow().UtcDateTime);

    [Fact]
    public async Task A_recording_plays_on_its_page_with_captions_in_several_languages_and_goes_with_all_of_them_on_its_last_day()
    {
        using var client = await EditorAsync();
        var (film, filmPath) = await SentAsync(client, "valtuuston kysely.mp4", Files.Movie());
        var (fi, fiPath) = await SentAsync(client, "suomi.vtt", Files.Captions("Tervetuloa"));
        var (sv, svPath) = await SentAsync(client, "svenska.vtt", Files.Captions("Välkommen"));
        var (text, textPath) = await SentAsync(client, "sama tekstinä.pdf", Files.Pdf());
        var poster = await UseTests.WideImageAsync(client, ("altFi", "Valtuustosali"));
        var article = await UseTests.PublishedAsync(client, new
        {
            title = "Kyselyn tallenne " + film, lead = "x",
            attachments = new[] { new { mediaId = film, title = "Valtuuston kysely", kind = "video", captionsFi = fi, captionsSv = sv, posterId = poster.Id, transcriptId = text, availableUntil = Today.AddDays(1) } },
        });

        var page = await newsroom.PageAsync(article.Path);
        var video = page.QuerySelector(".attachment video")!;
        Assert.Equal(("none", "Tallenne: Valtuuston kysely", "360", "640", $"/media/{poster.Id}/800.jpg"),
            (video.GetAttribute("preload"), video.GetAttribute("aria-label"), video.GetAttribute("width"), video.GetAttribute("height"), video.GetAttribute("poster")));
        Assert.True(video.HasAttribute("controls"));
        Assert.Equal((filmPath, "video/mp4"), (video.QuerySelector("source")!.GetAttribute("src"), video.QuerySelector("source")!.GetAttribute("type")));
        Assert.Equal([("captions", "fi", "Suomi", fiPath), ("captions", "sv", "Svenska", svPath)],
            video.QuerySelectorAll("track").Select(t => (t.GetAttribute("kind"), t.GetAttribute("srclang"), t.GetAttribute("label"), t.GetAttribute("src"))));
        var attachment = page.QuerySelector(".attachment")!;
        Assert.Contains("Kuva: Aino Esimerkki, CC BY 4.0", attachment.QuerySelector("figcaption")!.TextContent, StringComparison.Ordinal);
        Assert.Matches(@"Valtuuston kysely \(MP4, [0-9,]+\u00a0kt, tekstitetty\)", attachment.QuerySelector($"a[href='{filmPath}']")!.TextContent);
        Assert.Equal("Lue tallenteen sisältö tekstinä: Valtuuston kysely", attachment.QuerySelector($"a[href='{textPath}']")!.TextContent);
        // Nothing of it needs a script, and nothing is let in from elsewhere
        Assert.Empty(page.QuerySelectorAll("script[src],iframe"));
        var json = (await newsroom.Client.JsonAsync($"/api/v1/articles/{article.Id}")).GetProperty("attachments")[0];
        Assert.Equal((fi, "present", poster.Id.ToString()), (json.GetProperty("captionsFi").GetString(), json.GetProperty("captions").GetString(), json.GetProperty("posterId").GetString()));
        var feed = WebUtility.HtmlDecode(await newsroom.Client.GetStringAsync("/syote.atom"));
        Assert.Contains(newsroom.BaseUrl + filmPath, feed, StringComparison.Ordinal);
        Assert.DoesNotContain("<video", feed, StringComparison.Ordinal);

        string[] all = [filmPath, fiPath, svPath, textPath, poster.Path];
        foreach (var path in all) Assert.Equal(HttpStatusCode.OK, await newsroom.StatusAsync(path));
        newsroom.Clock.Move(TimeSpan.FromDays(2));
        try
        {
            foreach (var path in all) Assert.Equal(HttpStatusCode.Gone, await newsroom.StatusAsync(path));
            var over = await newsroom.Client.GetStringAsync(article.Path);
            Assert.DoesNotContain(all, path => over.Contains(path, StringComparison.Ordinal));
            Assert.DoesNotContain(fi, await newsroom.Client.GetStringAsync($"/api/v1/articles/{article.Id}"), StringComparison.Ordinal);
        }
        finally
        {
            newsroom.Clock.Move(TimeSpan.FromDays(-2));
        }
    }

    [Fact]
    public async Task A_player_gets_the_part_that_it_asks_for_with_the_right_type_and_a_policy_that_lets_it_play()
    {
        using var client = await EditorAsync();
        var (film, path) = await SentAsync(client, "näyte.mp4", Files.Movie(turned: false));
        var (captions, captionPath) = await SentAsync(client, "näyte.vtt", Files.Captions("Hei"));
        await UseTests.PublishedAsync(client, new { title = "Näyte " + film, lead = "x", attachments = new[] { new { mediaId = film, title = "Näyte", kind = "video", captionsFi = captions } } });
        using var asked = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Range = new RangeHeaderValue(4, 11) } };
        using var part = await newsroom.Client.SendAsync(asked);
        Assert.Equal((HttpStatusCode.PartialContent, "ftypisom"), (part.StatusCode, await part.Content.ReadAsStringAsync()));
        Assert.Equal(("video/mp4", 4L, 11L), (part.Content.Headers.ContentType!.MediaType, part.Content.Headers.ContentRange!.From!.Value, part.Content.Headers.ContentRange.To!.Value));
        Assert.Equal("inline", part.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("näyte.mp4", part.Content.Headers.ContentDisposition.FileNameStar);
        Assert.Equal("nosniff", part.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("sandbox; default-src 'none'; media-src 'self'", part.Headers.GetValues("Content-Security-Policy").Single());
        using var lines = await newsroom.Client.GetAsync(captionPath);
        Assert.Equal(("text/vtt", "inline", "nosniff"), (lines.Content.Headers.ContentType!.MediaType, lines.Content.Headers.ContentDisposition!.DispositionType, lines.Headers.GetValues("X-Content-Type-Options").Single()));
        Assert.StartsWith("WEBVTT", await lines.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        // What is no recording is handed over to be saved, as before
        var (pdf, pdfPath) = await SentAsync(client, "liite.pdf", Files.Pdf());
        await UseTests.PublishedAsync(client, new { title = "Liite " + pdf, lead = "x", attachments = new[] { new { mediaId = pdf, title = "Liite", kind = "memo" } } });
        using var document = await newsroom.Client.GetAsync(pdfPath);
        Assert.Equal("attachment", document.Content.Headers.ContentDisposition!.DispositionType);
    }

    [Fact]
    public async Task What_is_no_caption_file_no_image_and_no_document_is_refused_around_a_recording()
    {
        using var client = await EditorAsync();
        var (film, _) = await SentAsync(client, "rajat.mp4", Files.Movie());
        var (pdf, _) = await SentAsync(client, "rajat.pdf", Files.Pdf());
        using var refused = await client.PostAsJsonAsync("/api/v1/articles", new
        {
            title = "Rajat", lead = "x", attachments = new[] { new { mediaId = film, title = "Rajat", kind = "video", captionsFi = pdf, captionsEn = Guid.NewGuid().ToString(), posterId = pdf, transcriptId = film, transcriptUrl = "ftp://example.org/x" } },
        });
        Assert.Equal(["attachments[0].captionsEn", "attachments[0].captionsFi", "attachments[0].posterId", "attachments[0].transcriptId", "attachments[0].transcriptUrl"], (await refused.JsonAsync()).ErrorFields());
    }

    [Theory]
    [InlineData("meta")]
    [InlineData("camm")]
    public async Task The_place_where_a_recording_was_made_is_gone_from_every_part_of_it_and_the_picture_stays(string kind)
    {
        using var client = await EditorAsync();
        var sent = Files.Movie(kind: kind);
        Assert.Equal(9, CountOf(sent, Files.Hidden));
        var (film, path) = await SentAsync(client, kind + ".mp4", sent);
        await UseTests.PublishedAsync(client, new { title = "Paikka " + film, lead = "x", attachments = new[] { new { mediaId = film, title = "Paikka", kind = "video" } } });
        var kept = await newsroom.Client.GetByteArrayAsync(path);
        Assert.Equal((sent.Length, 0, 2), (kept.Length, CountOf(kept, Files.Hidden), CountOf(kept, "KUVA")));
        Assert.Equal((0, 0, 0), (CountOf(kept, "udta"), CountOf(kept, "uuid"), CountOf(kept, kind)));
        Assert.Equal((1, 1), (CountOf(kept, "trak"), CountOf(kept, "vide")));
        // The same file again is the one that is there
        using var again = await client.SendAsync("uudestaan.mp4", sent);
        Assert.Equal((HttpStatusCode.OK, film), (again.StatusCode, (await again.JsonAsync()).GetProperty("id").GetString()));
    }

    [Fact]
    public async Task A_recording_whose_structure_cannot_be_read_is_not_taken_since_it_cannot_be_cleaned()
    {
        using var client = await EditorAsync();
        var whole = Files.Movie();
        var forged = Files.Movie();
        // A table of samples that points behind the end of the file
        var at = forged.AsSpan().IndexOf("stco"u8);
        forged[at + 12] = 0x7F;
        byte[] packed = [.. Files.Box("ftyp", [.. "isom"u8, 0, 0, 0, 0]), .. Files.Box("moov", Files.Box("cmov", [1, 2, 3]))];
        // A track without a kind, a box longer than its movie, and a metadata track whose samples lie in fragments
        byte[] nameless = [.. Files.Box("ftyp", [.. "isom"u8, 0, 0, 0, 0]), .. Files.Box("moov", Files.Box("trak", Files.Box("mdia", [])))];
        byte[] fragmented = [.. whole, .. Files.Box("moof", [])];
        foreach (var (bytes, name) in new[] { (whole[..^9], "katkennut"), (forged, "väärennetty"), (packed, "pakattu"), (nameless, "nimetön"), (fragmented, "pätkitty") })
        {
            using var answer = await client.SendAsync(name + ".mp4", bytes);
            Assert.True(answer.StatusCode == HttpStatusCode.BadRequest || answer.StatusCode == HttpStatusCode.UnprocessableEntity, $"{name}: {answer.StatusCode}");
            Assert.Equal(["file"], (await answer.JsonAsync()).ErrorFields());
        }
    }

    [Fact]
    public async Task Sound_plays_too_and_the_desk_offers_captions_poster_and_transcript_without_script()
    {
        using var client = await EditorAsync();
        var (sound, path) = await SentAsync(client, "puhe.mp3", Encoding.Latin1.GetBytes("ID3" + Guid.NewGuid()));
        var (captions, _) = await SentAsync(client, "puhe.vtt", Files.Captions("Puhe"));
        var article = await UseTests.PublishedAsync(client, new { title = "Puhe " + sound, lead = "x", attachments = new[] { new { mediaId = sound, title = "Puhe", kind = "video" } } });
        Assert.Equal(path, (await newsroom.PageAsync(article.Path)).QuerySelector(".attachment audio[controls][preload=none] source")!.GetAttribute("src"));

        using var editor = await newsroom.SignedInAsync(global::Uutiset.Accounts.Role.Editor);
        var form = await editor.SeeAsync("/desk/articles/" + article.Id);
        Assert.NotEmpty(form.QuerySelectorAll($"#Form_Attachments_0__CaptionsSv option[value='{captions}']"));
        Assert.NotNull(form.QuerySelector("#Form_Attachments_0__PosterId"));
        var version = form.QuerySelector("input[name=Version]")!.GetAttribute("value")!;
        using var saved = await editor.SubmitAsync("/desk/articles/" + article.Id, new()
        {
            ["Version"] = version, ["Form.Type"] = "News", ["Form.Lang"] = "fi", ["Form.Title"] = "Puhe " + sound, ["Form.Lead"] = "x", ["Form.Attachments.index"] = "a", ["Form.Attachments[a].Title"] = "Puhe", ["Form.Attachments[a].Kind"] = "video",
            ["Form.Attachments[a].MediaId"] = sound, ["Form.Attachments[a].CaptionsSv"] = captions, ["Form.Attachments[a].TranscriptUrl"] = "https://example.org/puhe", ["Form.Attachments[a].Accessibility"] = "NotAccessible",
        });
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var row = (await client.JsonAsync("/api/v1/articles/" + article.Id)).GetProperty("attachments")[0];
        Assert.Equal((captions, "https://example.org/puhe", "notAccessible", "present"),
            (row.GetProperty("captionsSv").GetString(), row.GetProperty("transcriptUrl").GetString(), row.GetProperty("accessibility").GetString(), row.GetProperty("captions").GetString()));
    }

    private static int CountOf(byte[] bytes, string word)
    {
        var (count, wanted) = (0, Encoding.ASCII.GetBytes(word));
        var rest = bytes.AsSpan();
        for (int at; (at = rest.IndexOf(wanted)) >= 0; rest = rest[(at + 1)..]) count++;
        return count;
    }

    private static async Task<(string Id, string Path)> SentAsync(HttpClient client, string name, byte[] bytes)
    {
        using var answer = await client.SendAsync(name, bytes);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        var json = await answer.JsonAsync();
        return (json.GetProperty("id").GetString()!, new Uri(json.GetProperty("url").GetString()!).PathAndQuery);
    }

    private Task<HttpClient> EditorAsync() => newsroom.WithKeyAsync("media:write", "articles:write", "articles:publish");

    public sealed class OnSqlite(MediaSqliteNewsroom newsroom) : RecordingTests(newsroom), IClassFixture<MediaSqliteNewsroom>;

    public sealed class OnPostgres(MediaPostgresNewsroom newsroom) : RecordingTests(newsroom), IClassFixture<MediaPostgresNewsroom>;
}
