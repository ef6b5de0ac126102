using System.Net;
using System.Net.Http.Headers;
using Uutiset.Accounts;
using Uutiset.Tests.Articles;
using Uutiset.Tests.Site;

namespace Uutiset.Tests.Media;

/// <summary>The library by its API and its desk pages.</summary>
public abstract class LibraryTests(Newsroom newsroom)
{
    [Fact]
    public async Task An_image_is_written_in_the_sizes_that_it_has_and_three_formats()
    {
        using var client = await newsroom.WithKeyAsync("media:write");
        using var answer = await client.SendAsync("talkoot.png", await Files.ImageAsync("png", 1000, 500), ("altFi", "Talkooväki rannalla"), ("credit", "Aino Esimerkki"), ("focalX", "20"));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var json = await answer.JsonAsync();
        Assert.Equal(["400x200", "800x400", "1000x500"], json.GetProperty("sizes").EnumerateArray().Select(s => $"{s.GetProperty("width")}x{s.GetProperty("height")}"));
        Assert.Equal(("image", "Talkooväki rannalla", "Aino Esimerkki", 20), (json.GetProperty("kind").GetString(), json.GetProperty("altFi").GetString(), json.GetProperty("credit").GetString(), json.GetProperty("focalX").GetInt32()));
        using var editor = await newsroom.SignedInAsync(Role.Agent);
        var smallest = json.GetProperty("sizes")[0];
        foreach (var (format, type) in new[] { ("avif", "image/avif"), ("webp", "image/webp"), ("jpeg", "image/jpeg") })
        {
            using var file = await editor.GetAsync(new Uri(smallest.GetProperty(format).GetString()!).PathAndQuery);
            Assert.Equal((HttpStatusCode.OK, type), (file.StatusCode, file.Content.Headers.ContentType?.MediaType));
        }
    }

    [Fact]
    public async Task A_document_tells_its_pages_and_is_read_in_parts()
    {
        using var client = await newsroom.WithKeyAsync("media:write");
        using var word = await client.SendAsync("muistio.docx", Files.Docx());
        Assert.Equal(3, (await word.JsonAsync()).GetProperty("pages").GetInt32());
        using var answer = await client.SendAsync("diat.pdf", Files.Pdf());
        var json = await answer.JsonAsync();
        Assert.Equal(2, json.GetProperty("pages").GetInt32());
        using var editor = await newsroom.SignedInAsync(Role.Agent);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(json.GetProperty("url").GetString()!).PathAndQuery);
        request.Headers.Range = new RangeHeaderValue(0, 4);
        using var part = await editor.SendAsync(request);
        Assert.Equal((HttpStatusCode.PartialContent, "%PDF-"), (part.StatusCode, await part.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task A_file_that_nothing_public_uses_is_not_there_for_a_visitor()
    {
        using var client = await newsroom.WithKeyAsync("media:write");
        using var document = await client.SendAsync("luonnos.pdf", Files.Pdf());
        using var image = await client.SendAsync("luonnos.jpg", await Files.ImageAsync());
        foreach (var answer in new[] { document, image })
        {
            var json = await answer.JsonAsync();
            Assert.Equal(HttpStatusCode.NotFound, await newsroom.StatusAsync(new Uri(json.GetProperty("url").GetString()!).PathAndQuery));
            Assert.Equal(HttpStatusCode.NotFound, await newsroom.StatusAsync($"/api/v1/media/{json.GetProperty("id").GetString()}"));
        }
    }

    [Fact]
    public async Task The_same_file_is_kept_once()
    {
        using var client = await newsroom.WithKeyAsync("media:write");
        var pdf = Files.Pdf();
        using var first = await client.SendAsync("raportti.pdf", pdf);
        using var again = await client.SendAsync("toinen-nimi.pdf", pdf);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.StatusCode, again.StatusCode));
        Assert.Equal((await first.JsonAsync()).GetProperty("id").GetString(), (await again.JsonAsync()).GetProperty("id").GetString());
    }

    [Fact]
    public async Task The_API_speaks_as_the_contract_says()
    {
        using var client = await newsroom.WithKeyAsync("media:write");
        using var made = await client.SendAsync("kuva.jpg", await Files.ImageAsync());
        var (path, tag) = (made.Headers.Location!.OriginalString, made.Headers.ETag!.Tag);
        Assert.Equal(HttpStatusCode.PreconditionRequired, (await client.PutAsync(path, new { altFi = "x" })).StatusCode);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await client.PutAsync(path, new { altFi = "x" }, "\"99\"")).StatusCode);
        using var wrong = await client.PutAsync(path, new { decorative = true, altFi = "Talkoot", focalX = 101 }, tag);
        Assert.Equal(["decorative", "focalX"], (await wrong.JsonAsync()).ErrorFields());
        using var saved = await client.PutAsync(path, new { altSv = "Talko vid stranden", name = "toinen.jpg", sha256 = "0" }, tag);
        var json = await saved.JsonAsync();
        Assert.Equal((HttpStatusCode.OK, "Talko vid stranden", "kuva.jpg"), (saved.StatusCode, json.GetProperty("altSv").GetString(), json.GetProperty("name").GetString()));
        using var known = new HttpRequestMessage(HttpMethod.Get, path);
        known.Headers.TryAddWithoutValidation("If-None-Match", saved.Headers.ETag!.Tag);
        Assert.Equal(HttpStatusCode.NotModified, (await client.SendAsync(known)).StatusCode);
        Assert.Contains(json.GetProperty("id").GetString()!, await client.GetStringAsync("/api/v1/media?kind=image"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync("/api/v1/media?kind=leipä")).StatusCode);
        using var remove = new HttpRequestMessage(HttpMethod.Delete, path);
        remove.Headers.TryAddWithoutValidation("If-Match", saved.Headers.ETag!.Tag);
        Assert.Equal(HttpStatusCode.NoContent, (await client.SendAsync(remove)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(path)).StatusCode);
        var id = json.GetProperty("id").GetGuid().ToString("N");
        Assert.False(Directory.Exists(Path.Combine(newsroom.Folder, "media", id[^2..], id)));
    }

    [Fact]
    public async Task Several_files_go_by_the_plain_form_and_are_listed()
    {
        using var agent = await newsroom.SignedInAsync(Role.Agent);
        var form = new MultipartFormDataContent { HeaderEncodingSelector = (_, _) => System.Text.Encoding.UTF8 };
        form.Add(new StringContent(await agent.FormTokenAsync("/desk/media")), "__RequestVerificationToken");
        foreach (var (name, bytes) in new[] { ("ensimmäinen.pdf", Files.Pdf()), ("toinen.jpg", await Files.ImageAsync()) })
        {
            var file = new ByteArrayContent(bytes);
            file.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"files\"; filename=\"{name}\"");
            form.Add(file);
        }
        using var answer = await agent.PostAsync("/desk/media", form);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var list = await agent.GetStringAsync("/desk/media");
        Assert.Contains("2 tiedostoa lisättiin.", list, StringComparison.Ordinal);
        Assert.Contains("ensimmäinen.pdf", list, StringComparison.Ordinal);
        Assert.DoesNotContain("toinen.jpg", await agent.GetStringAsync("/desk/media?kind=Document"), StringComparison.Ordinal);
        Assert.Contains("toinen.jpg", await agent.GetStringAsync("/desk/media?kind=silent&q=toinen"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_file_is_named_and_the_good_ones_beside_it_are_kept()
    {
        using var agent = await newsroom.SignedInAsync(Role.Agent);
        var form = new MultipartFormDataContent { HeaderEncodingSelector = (_, _) => System.Text.Encoding.UTF8 };
        form.Add(new StringContent(await agent.FormTokenAsync("/desk/media")), "__RequestVerificationToken");
        foreach (var (name, bytes) in new[] { ("kelpaa.pdf", Files.Pdf()), ("logo.svg", "<svg/>"u8.ToArray()) })
        {
            var file = new ByteArrayContent(bytes);
            file.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"files\"; filename=\"{name}\"");
            form.Add(file);
        }
        using var request = new HttpRequestMessage(HttpMethod.Post, "/desk/media") { Content = form };
        request.Headers.Accept.ParseAdd("application/json");
        using var answer = await agent.SendAsync(request);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var json = await answer.JsonAsync();
        Assert.Equal("kelpaa.pdf", json.GetProperty("items")[0].GetProperty("name").GetString());
        Assert.StartsWith("logo.svg: SVG", json.GetProperty("errors")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_and_focal_point_are_edited_on_the_files_page()
    {
        using var client = await newsroom.WithKeyAsync("media:write");
        using var made = await client.SendAsync("ranta.jpg", await Files.ImageAsync());
        var id = (await made.JsonAsync()).GetProperty("id").GetString();
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = $"/desk/media/{id}";
        using var saved = await editor.SubmitAsync(page, new() { ["Version"] = "1", ["Form.AltFi"] = "Ranta", ["Form.FocalX"] = "10", ["Form.FocalY"] = "90" });
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        using var outdated = await editor.SubmitAsync(page, new() { ["Version"] = "1", ["Form.AltFi"] = "Vanha" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, outdated.StatusCode);
        var json = await client.JsonAsync($"/api/v1/media/{id}");
        Assert.Equal(("Ranta", 10, 90), (json.GetProperty("altFi").GetString(), json.GetProperty("focalX").GetInt32(), json.GetProperty("focalY").GetInt32()));
        // What was typed stands in the form again beside what was saved meanwhile, and may be chosen
        var again = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await outdated.Content.ReadAsStringAsync());
        string Value(string name) => again.QuerySelector($"[name='{name}']")!.GetAttribute("value")!;
        Assert.Equal("Vanha", Value("Form.AltFi"));
        using var chosen = await editor.SubmitAsync(page, new()
        {
            ["Version"] = Value("Version"), ["Merge.Before"] = Value("Merge.Before"), ["Merge.Seen"] = Value("Merge.Seen"), ["Merge.Choice[AltFi]"] = "mine", ["Merge.Choice[FocalX]"] = "theirs", ["Merge.Choice[FocalY]"] = "theirs",
            ["Form.AltFi"] = Value("Form.AltFi"),
        });
        Assert.Equal(HttpStatusCode.Redirect, chosen.StatusCode);
        json = await client.JsonAsync($"/api/v1/media/{id}");
        Assert.Equal(("Vanha", 10, 90), (json.GetProperty("altFi").GetString(), json.GetProperty("focalX").GetInt32(), json.GetProperty("focalY").GetInt32()));
        using var removed = await editor.SubmitAsync(page, [], page + "?handler=Remove");
        Assert.Equal(HttpStatusCode.Redirect, removed.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/api/v1/media/{id}")).StatusCode);
    }

    public sealed class OnSqlite(MediaSqliteNewsroom newsroom) : LibraryTests(newsroom), IClassFixture<MediaSqliteNewsroom>;

    public sealed class OnPostgres(MediaPostgresNewsroom newsroom) : LibraryTests(newsroom), IClassFixture<MediaPostgresNewsroom>;
}

public sealed class NoVipsTests(NoVipsNewsroom newsroom) : IClassFixture<NoVipsNewsroom>
{
    [Fact]
    public async Task Without_libvips_images_are_refused_with_the_line_that_installs_it_and_documents_are_taken()
    {
        using var client = await newsroom.WithKeyAsync("media:write");
        using var image = await client.SendAsync("kuva.png", Files.ClaimingPng(10, 10));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, image.StatusCode);
        Assert.Contains("apt-get install -y libvips-tools", await image.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var document = await client.SendAsync("muistio.pdf", Files.Pdf());
        Assert.Equal(HttpStatusCode.Created, document.StatusCode);
    }
}
