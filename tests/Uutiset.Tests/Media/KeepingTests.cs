using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Bulletins;
using Uutiset.Data;
using Uutiset.Media;
using Uutiset.Tests.Articles;
using Uutiset.Tests.Bulletins;
using Uutiset.Tests.People;
using Uutiset.Tests.Site;
using static Uutiset.Tests.Media.UseTests;

namespace Uutiset.Tests.Media;

/// <summary>A file stays, with its words, as long as anything leans on it: a sent mail, a guest's page, a text that may be brought back.</summary>
public abstract class KeepingTests(Newsroom newsroom)
{
    [Fact]
    public async Task A_sent_mail_keeps_its_image_when_the_article_takes_another_and_until_it_is_withdrawn()
    {
        using var client = await EditorAsync();
        var (mailed, next) = (await ImageAsync(client, ("decorative", "true")), await ImageAsync(client, ("decorative", "true")));
        var article = await PublishedAsync(client, new { title = "Kuva postissa", lead = "x", heroMediaId = mailed.Id });
        await Readers.ContactAsync(newsroom, await Readers.SubscriptionAsync(newsroom), $"{Guid.NewGuid():N}@example.fi");
        var bulletin = await Readers.BulletinAsync(newsroom, new BulletinDraft { Variants = [new("fi", "Kuvallinen tiedote", null, null)], Items = [new(Guid.Parse(article.Id), null, null)], Audience = new Audience() });
        await PublishAgainAsync(client, article.Id, new { title = "Kuva postissa", lead = "x", heroMediaId = next.Id });
        await PublishAgainAsync(client, article.Id, new { title = "Kuva postissa", lead = "x", heroMediaId = mailed.Id });
        Assert.Equal(FreezeOutcome.Done, (await Readers.FreezeAsync(newsroom, bulletin)).Outcome);
        await PublishAgainAsync(client, article.Id, new { title = "Toinen kuva", lead = "x", heroMediaId = next.Id });
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await newsroom.StatusAsync(mailed.Path), await newsroom.StatusAsync(next.Path)));
        await PublishAgainAsync(client, article.Id, new { title = "Ei kuvaa", lead = "x" });
        // Only what was mailed stays
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (await newsroom.StatusAsync(mailed.Path), await newsroom.StatusAsync(next.Path)));
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        Assert.Contains("Kuvallinen tiedote", await editor.GetStringAsync($"/desk/media/{mailed.Id}"), StringComparison.Ordinal);
        await client.DeleteAsync($"/api/v1/articles/{article.Id}/publication");
        Assert.Equal(HttpStatusCode.NotFound, await newsroom.StatusAsync(mailed.Path));
    }

    [Fact]
    public async Task A_guest_sees_the_images_and_files_of_the_text_that_they_were_sent_and_no_others()
    {
        using var client = await EditorAsync();
        var (hero, inText, other) = (await ImageAsync(client), await ImageAsync(client), await ImageAsync(client));
        using var added = await client.SendAsync("diat ä.pdf", Files.Pdf());
        var file = (await added.JsonAsync()).GetProperty("id").GetString();
        using var made = await client.PostAsJsonAsync("/api/v1/articles", new
        {
            title = "Vieraalle", bodyHtml = $"<p>Kuva:</p><div data-ref=\"media:{inText.Id}\" data-alt=\"Ranta\"></div>", heroMediaId = hero.Id,
            attachments = new[] { new { mediaId = file, title = "Diat", kind = "slides" } },
        });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var article = (await made.JsonAsync()).GetProperty("id").GetString();
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var desk = $"/desk/articles/{article}/review";
        using var linked = await editor.SubmitAsync(desk, new() { ["ForWhom"] = "Liisa Lainattu", ["Days"] = "7", ["MayAnswer"] = "false" }, desk + "?handler=Link");
        var shown = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await editor.GetStringAsync(desk)).QuerySelector("code.once")!.TextContent;
        var page = await newsroom.PageAsync(new Uri(shown).AbsolutePath);
        string[] addresses =
        [
            page.QuerySelector(".article-hero img")!.GetAttribute("src")!, page.QuerySelector(".prose figure img")!.GetAttribute("src")!,
            page.QuerySelector($"a[href^='/media/{file}/']")!.GetAttribute("href")!,
            .. page.QuerySelector(".article-hero source")!.GetAttribute("srcset")!.Split(", ").Select(s => s.Split(' ')[0]),
        ];
        foreach (var address in addresses)
        {
            using var opened = await newsroom.Client.GetAsync(address);
            Assert.Equal((HttpStatusCode.OK, true), (opened.StatusCode, opened.Headers.CacheControl!.Private));
            Assert.Equal(HttpStatusCode.NotFound, await newsroom.StatusAsync(address.Split('?')[0]));
        }
        var key = addresses[0].Split('?')[1];
        Assert.Equal(HttpStatusCode.NotFound, await newsroom.StatusAsync(other.Path + "?" + key));
        Assert.Equal(HttpStatusCode.NotFound, await newsroom.StatusAsync(addresses[0].Replace("avain=", "avain=b", StringComparison.Ordinal)));
        newsroom.Clock.Move(TimeSpan.FromDays(7.1));
        Assert.Equal(HttpStatusCode.NotFound, await newsroom.StatusAsync(addresses[0]));
    }

    [Fact]
    public async Task What_somebody_is_typing_and_an_earlier_text_keep_their_file_and_a_lost_one_keeps_the_article_in()
    {
        using var client = await EditorAsync();
        var (typed, published) = (await ImageAsync(client, ("decorative", "true")), await ImageAsync(client, ("decorative", "true")));
        using var made = await client.PostAsJsonAsync("/api/v1/articles", new { title = "Kesken " + typed.Id, lead = "x" });
        var id = (await made.JsonAsync()).GetProperty("id").GetGuid();
        var user = await newsroom.InDbAsync(async db =>
        {
            var somebody = db.Users.Add(new User { Email = $"{typed.Id:N}@example.fi", UserName = $"{typed.Id:N}@example.fi", Name = "Kirjoittaja", CreatedUtc = newsroom.Clock.GetUtcNow().UtcDateTime }).Entity;
            await db.SaveChangesAsync();
            return somebody.Id;
        });
        await newsroom.DoAsync<Autosaving, DateTime?>(a => a.KeepAsync(id, new ArticleDraft { Title = "Kesken", HeroMediaId = typed.Id }, 1, user, CancellationToken.None));
        using (var refused = await RemoveAsync(client, typed.Id))
        {
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            Assert.Contains("Kesken " + typed.Id, await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        await newsroom.DoAsync<Autosaving, bool>(async a => { await a.DiscardAsync(id, user, CancellationToken.None); return true; });
        using (var removed = await RemoveAsync(client, typed.Id)) Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);

        using var second = await client.PostAsJsonAsync("/api/v1/articles", new { title = "Kadonnut", lead = "x", heroMediaId = published.Id });
        await newsroom.InDbAsync(db => db.MediaItems.Where(m => m.PublicId == published.Id).ExecuteDeleteAsync());
        using var unfit = await client.PutAsJsonAsync(second.Headers.Location!.OriginalString + "/publication", new { publishAt = (string?)null });
        Assert.Equal(["heroMediaId"], (await unfit.JsonAsync()).ErrorFields());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Words_are_not_taken_from_an_image_that_stands_before_readers_or_will(bool later)
    {
        using var client = await EditorAsync();
        var image = await ImageAsync(client, ("altFi", "Talkooväki"), ("altSv", "Talkofolk"));
        using var made = await client.PostAsJsonAsync("/api/v1/articles", new { title = "Sanat kuvalle", lead = "x", heroMediaId = image.Id });
        using var published = await client.PutAsJsonAsync(made.Headers.Location!.OriginalString + "/publication", new { publishAt = later ? newsroom.Clock.GetUtcNow().AddDays(300).ToString("O", System.Globalization.CultureInfo.InvariantCulture) : null });
        Assert.Equal(HttpStatusCode.OK, published.StatusCode);
        var path = $"/api/v1/media/{image.Id}";
        async Task<HttpResponseMessage> SaveAsync(object about)
        {
            using var now = await client.GetAsync(path);
            return await client.PutAsync(path, about, now.Headers.ETag!.Tag);
        }
        using var silenced = await SaveAsync(new { altSv = "Talkofolk", credit = "Aino Esimerkki", licence = "CC0" });
        Assert.Equal(["altFi"], (await silenced.JsonAsync()).ErrorFields());
        Assert.Contains("Sanat kuvalle", await silenced.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        // Nobody reads the Swedish words; others in their place, and a decoration, will do
        using var changed = await SaveAsync(new { altFi = "Väkeä rannalla", credit = "Aino Esimerkki", licence = "CC0" });
        using var decorative = await SaveAsync(new { decorative = true, credit = "Aino Esimerkki", licence = "CC0" });
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (changed.StatusCode, decorative.StatusCode));

        var own = await ImageAsync(client, ("altFi", "Kirjaston sanat"));
        await PublishedAsync(client, new { title = "Omat sanat", bodyHtml = $"<p>x</p><div data-ref=\"media:{own.Id}\" data-alt=\"Jutun sanat\"></div>" });
        path = $"/api/v1/media/{own.Id}";
        using var free = await SaveAsync(new { caption = "Ranta", credit = "Aino Esimerkki", licence = "CC0" });
        Assert.Equal(HttpStatusCode.OK, free.StatusCode);
    }

    [Fact]
    public async Task Whoever_goes_away_as_an_upload_is_written_down_leaves_no_file_without_its_row()
    {
        using var gone = new CancellationTokenSource();
        await using var scope = newsroom.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<NewsDb>();
        db.SavingChanges += (_, _) => gone.Cancel();
        await using var content = new MemoryStream(Files.Pdf());
        var item = Assert.IsType<UploadOutcome.Added>(await scope.ServiceProvider.GetRequiredService<Uploading>().AddAsync("diat.pdf", content, new MediaDraft(), Actor.System, gone.Token)).Item;
        Assert.True(await newsroom.InDbAsync(d => d.MediaItems.AnyAsync(m => m.PublicId == item.PublicId)));
    }

    private Task<HttpClient> EditorAsync() => newsroom.WithKeyAsync("media:write", "articles:write", "articles:publish");

    public sealed class OnSqlite(MediaSqliteNewsroom newsroom) : KeepingTests(newsroom), IClassFixture<MediaSqliteNewsroom>;

    public sealed class OnPostgres(MediaPostgresNewsroom newsroom) : KeepingTests(newsroom), IClassFixture<MediaPostgresNewsroom>;
}
