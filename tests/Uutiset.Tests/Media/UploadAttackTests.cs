using System.Buffers.Binary;
using System.Net;
using System.Text;
using Uutiset.Accounts;
using Uutiset.Tests.Articles;

namespace Uutiset.Tests.Media;

/// <summary>S29 to S36: what attackers send, through the door that takes files.</summary>
public abstract class UploadAttackTests(Newsroom newsroom)
{
    [Theory]
    [InlineData("skripti.jpg", "<script>alert(1)</script>")]
    [InlineData("sivu.pdf", "<!doctype html><script>alert(1)</script>%PDF-1.4")]
    [InlineData("ohjelma.png", "MZ\u0090\0this program cannot be run")]
    [InlineData("kuori.docx", "#!/bin/sh\nrm -rf /")]
    [InlineData("kuva.png", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")]
    public async Task What_begins_otherwise_than_its_name_says_is_refused(string name, string content)
    {
        await RefusedAsync(name, Encoding.Latin1.GetBytes(content));
    }

    [Theory]
    [InlineData("sivu.html")]
    [InlineData("skripti.js")]
    [InlineData("ohjelma.exe")]
    [InlineData("kuva.jpg.exe")]
    [InlineData("pakattu.zip")]
    [InlineData("makrot.docm")]
    [InlineData("tyhja")]
    public async Task An_extension_that_is_not_on_the_list_is_refused(string name)
    {
        await RefusedAsync(name, Files.Pdf());
    }

    [Theory]
    [InlineData("kuva.svg")]
    [InlineData("kuva.SVG")]
    [InlineData("kuva.svgz")]
    public async Task An_SVG_is_refused_and_told_why(string name)
    {
        var problem = await RefusedAsync(name, "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"u8.ToArray());
        Assert.Contains("SVG", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_real_image_under_another_images_name_is_refused()
    {
        await RefusedAsync("kuva.png", await Files.ImageAsync("jpg"));
    }

    [Fact]
    public async Task A_script_behind_the_head_of_a_GIF_is_refused()
    {
        await RefusedAsync("kuva.gif", "GIF89a/*\u0001\0*/=1;alert(1)//"u8.ToArray());
    }

    [Fact]
    public async Task A_JPEG_with_a_zip_and_a_script_behind_it_is_served_without_them()
    {
        var zip = Files.Zip(z => Files.Put(z, "evil.class", "<script>alert('PIILOSSA')</script>"));
        using var client = await newsroom.WithKeyAsync("media:write");
        using var answer = await client.SendAsync("kuva.jpg", [.. await Files.ImageAsync(), .. "<script>alert('PIILOSSA')</script>"u8, .. zip]);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        foreach (var file in await FilesOfAsync(editor, answer))
        {
            Assert.DoesNotContain("PIILOSSA", Encoding.Latin1.GetString(file), StringComparison.Ordinal);
            Assert.Equal(-1, file.AsSpan().IndexOf("PK\u0005\u0006"u8));
        }
    }

    [Fact]
    public async Task A_PDF_that_is_also_a_zip_is_refused()
    {
        await RefusedAsync("raportti.pdf", [.. Files.Pdf(), .. Files.Zip(z => Files.Put(z, "evil.class", "x"))]);
    }

    [Fact]
    public async Task A_docx_that_grows_a_thousandfold_is_refused()
    {
        await RefusedAsync("pommi.docx", Files.Docx(zip => Files.Put(zip, "word/media/nolla.bin", new byte[7 * 1024 * 1024])));
    }

    [Fact]
    public async Task A_docx_that_grows_beyond_the_limit_is_refused_whatever_its_headers_say()
    {
        var random = new byte[3 * 1024 * 1024];
        Random.Shared.NextBytes(random);
        var honest = Files.Docx(zip =>
        {
            Files.Put(zip, "word/media/oikea.bin", random);
            for (var i = 0; i < 4; i++) Files.Put(zip, $"word/media/{i}.bin", new byte[2 * 1024 * 1024]);
        });
        await RefusedAsync("iso.docx", Lying(honest));

        // The directory says that each part has one byte
        static byte[] Lying(byte[] zip)
        {
            for (var at = 0; (at = zip.AsSpan(at).IndexOf("PK\u0001\u0002"u8) is var next && next >= 0 ? at + next : -1) >= 0; at += 46)
                BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(at + 24), 1);
            return zip;
        }
    }

    [Fact]
    public async Task A_docx_of_too_many_parts_is_refused()
    {
        await RefusedAsync("monta.docx", Files.Docx(zip => { for (var i = 0; i < 10_001; i++) zip.CreateEntry("x/" + i); }));
    }

    [Fact]
    public async Task A_zip_directory_that_does_not_end_where_it_says_is_refused()
    {
        var zip = Files.Docx();
        // Something slipped in between the directory and its end record
        var end = zip.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        await RefusedAsync("peitetty.docx", [.. zip[..end], .. new byte[100], .. zip[end..]]);
    }

    [Theory]
    [InlineData("../../../etc/cron.d/ohjelma")]
    [InlineData("/etc/passwd")]
    [InlineData("word/..\\..\\ohjelma.exe")]
    [InlineData("C:ohjelma.exe")]
    public async Task A_docx_whose_parts_would_land_outside_its_folder_is_refused(string part)
    {
        await RefusedAsync("liukas.docx", Files.Docx(zip => Files.Put(zip, part, "x")));
    }

    [Fact]
    public async Task A_docx_with_a_symbolic_link_is_refused()
    {
        await RefusedAsync("linkki.docx", Files.Docx(zip => Files.Put(zip, "word/linkki", "/etc/passwd").ExternalAttributes = 0xA1FF << 16));
    }

    [Fact]
    public async Task A_docx_with_macros_is_refused()
    {
        await RefusedAsync("makrot.docx", Files.Docx(zip => Files.Put(zip, "word/vbaProject.bin", "x")));
    }

    [Fact]
    public async Task A_zip_that_only_calls_itself_a_document_is_refused()
    {
        await RefusedAsync("muka.docx", Files.Zip(zip => Files.Put(zip, "index.html", "<script>alert(1)</script>")));
        await RefusedAsync("muka.odt", Files.Zip(zip => { Files.Put(zip, "mimetype", "text/html"); Files.Put(zip, "content.xml", "<x/>"); }));
        await RefusedAsync("muka.pptx", Files.Docx());
    }

    [Fact]
    public async Task An_image_that_claims_to_be_huge_is_refused_before_it_is_decoded()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var problem = await RefusedAsync("tulva.png", Files.ClaimingPng(60_000, 60_000));
        Assert.Contains("kuvapiste", problem, StringComparison.Ordinal);
        await RefusedAsync("nauha.png", Files.ClaimingPng(100_000, 50));
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 30);
    }

    [Fact]
    public async Task A_broken_image_is_refused_and_leaves_nothing_behind()
    {
        var image = await Files.ImageAsync("png");
        await RefusedAsync("poikki.png", image[..200]);
        Assert.Empty(Directory.Exists(Path.Combine(newsroom.Folder, "media/incoming")) ? Directory.GetFileSystemEntries(Path.Combine(newsroom.Folder, "media/incoming")) : []);
    }

    [Fact]
    public async Task Place_and_camera_are_gone_from_every_size_and_the_image_stands_upright()
    {
        var original = Files.WithPlace(await Files.ImageAsync("jpg", 900, 600));
        Assert.Contains(Files.Hidden, Encoding.Latin1.GetString(original), StringComparison.Ordinal);
        using var client = await newsroom.WithKeyAsync("media:write");
        using var answer = await client.SendAsync("puhelin.jpg", original);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var json = await answer.JsonAsync();
        // Orientation 6: the telephone was held upright
        Assert.Equal((600, 900), (json.GetProperty("width").GetInt32(), json.GetProperty("height").GetInt32()));
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var files = await FilesOfAsync(editor, answer);
        Assert.Equal(6, files.Count);
        foreach (var file in files)
        {
            var text = Encoding.Latin1.GetString(file);
            foreach (var trace in new[] { Files.Hidden, "ns.adobe.com/xap", "rdf:RDF" }) Assert.DoesNotContain(trace, text, StringComparison.Ordinal);
            // libvips writes an EXIF part of its own into WebP: size and resolution, no pointer to a place (tag 0x8825)
            var own = text.IndexOf("Exif\0\0", StringComparison.Ordinal);
            if (own >= 0) Assert.DoesNotContain("\u0025\u0088", text.Substring(own, Math.Min(200, text.Length - own)), StringComparison.Ordinal);
        }
        // Nor does the original lie anywhere on our disk
        Assert.DoesNotContain(Directory.EnumerateFiles(Path.Combine(newsroom.Folder, "media"), "*", SearchOption.AllDirectories), f => Encoding.Latin1.GetString(File.ReadAllBytes(f)).Contains(Files.Hidden, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("../../../etc/cron.d/ohjelma.pdf", "ohjelma.pdf")]
    [InlineData("C:\\\\Users\\\\aino\\\\raportti.pdf", "raportti.pdf")]
    [InlineData("raportti\u202Efdp.exe.pdf", "raporttifdp.exe.pdf")]
    public async Task A_name_never_becomes_a_path(string name, string kept)
    {
        using var client = await newsroom.WithKeyAsync("media:write");
        using var answer = await client.SendAsync(name, Files.Pdf());
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var json = await answer.JsonAsync();
        Assert.Equal(kept, json.GetProperty("name").GetString());
        var id = json.GetProperty("id").GetGuid().ToString("N");
        var stored = Path.Combine(newsroom.Folder, "media", id[^2..], id, "file");
        Assert.True(File.Exists(stored));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(stored) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute));
    }

    [Fact]
    public async Task A_document_is_downloaded_under_its_own_name_and_never_runs_in_the_browser()
    {
        using var client = await newsroom.WithKeyAsync("media:write");
        using var answer = await client.SendAsync("Äänestysöljy ”luonnos”.pdf".Replace("\"", "", StringComparison.Ordinal), Files.Pdf());
        var url = (await answer.JsonAsync()).GetProperty("url").GetString()!;
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        using var file = await editor.GetAsync(new Uri(url).PathAndQuery);
        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        Assert.Equal("nosniff", file.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("sandbox", file.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        var disposition = file.Content.Headers.GetValues("Content-Disposition").Single();
        Assert.StartsWith("attachment", disposition, StringComparison.Ordinal);
        Assert.Contains("filename*=UTF-8''%C3%84%C3%A4nestys%C3%B6ljy%20%E2%80%9Dluonnos%E2%80%9D.pdf", disposition, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/media/../uutiset.db")]
    [InlineData("/media/%2e%2e/uutiset.db")]
    [InlineData("/media/00000000-0000-0000-0000-000000000000/..%2f..%2f..%2fuutiset.db")]
    [InlineData("/media/00/incoming")]
    public async Task No_path_leads_out_of_the_library(string path)
    {
        using var editor = await newsroom.SignedInAsync(Role.Admin);
        using var answer = await editor.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task What_the_scanner_finds_is_refused_and_so_is_what_it_cannot_read()
    {
        const string eicar = @"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";
        var problem = await RefusedAsync("virus.pdf", [.. Files.Pdf(), .. Encoding.ASCII.GetBytes(eicar)]);
        Assert.Contains("haittaohjelman", problem, StringComparison.Ordinal);
        await RefusedAsync("rikki.pdf", Files.Pdf("SCANNER-BREAKS"));
    }

    [Fact]
    public async Task A_file_over_the_limit_is_refused()
    {
        var large = new byte[4 * 1024 * 1024 + 1];
        Files.Pdf().CopyTo(large, 0);
        await RefusedAsync("iso.pdf", large);
        using var client = await newsroom.WithKeyAsync("media:write");
        using var answer = await client.SendAsync("suurempi.pdf", new byte[6 * 1024 * 1024]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task An_empty_file_and_a_missing_one_are_refused()
    {
        await RefusedAsync("tyhja.pdf", []);
        using var client = await newsroom.WithKeyAsync("media:write");
        using var answer = await client.PostAsync("/api/v1/media", new MultipartFormDataContent { { new StringContent("x"), "altFi" } });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    /// <returns>What the refusal says.</returns>
    private async Task<string> RefusedAsync(string name, byte[] bytes)
    {
        var before = await newsroom.InDbAsync(db => Task.FromResult(db.MediaItems.Count()));
        using var client = await newsroom.WithKeyAsync("media:write");
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("fi");
        using var answer = await client.SendAsync(name, bytes);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(before, await newsroom.InDbAsync(db => Task.FromResult(db.MediaItems.Count())));
        return (await answer.JsonAsync()).GetProperty("errors").GetProperty("file")[0].GetString()!;
    }

    private static async Task<List<byte[]>> FilesOfAsync(HttpClient editor, HttpResponseMessage added)
    {
        var files = new List<byte[]>();
        foreach (var size in (await added.JsonAsync()).GetProperty("sizes").EnumerateArray())
        {
            foreach (var format in new[] { "avif", "webp", "jpeg" })
                files.Add(await editor.GetByteArrayAsync(new Uri(size.GetProperty(format).GetString()!).PathAndQuery));
        }
        return files;
    }

    public sealed class OnSqlite(MediaSqliteNewsroom newsroom) : UploadAttackTests(newsroom), IClassFixture<MediaSqliteNewsroom>;

    public sealed class OnPostgres(MediaPostgresNewsroom newsroom) : UploadAttackTests(newsroom), IClassFixture<MediaPostgresNewsroom>;
}
