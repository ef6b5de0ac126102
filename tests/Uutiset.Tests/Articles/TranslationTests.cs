using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Data;
using Uutiset.Tests.Site;

namespace Uutiset.Tests.Articles;

/// <summary>The versions of one item in several languages, as scripts make and read them.</summary>
public abstract class TranslationTests(Newsroom newsroom)
{
    [Fact]
    public async Task A_translation_begins_with_the_facts_of_its_original_and_none_of_its_texts()
    {
        using var key = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        var original = await MakeAsync(key, new
        {
            lang = "fi", title = "Tilat säilyvät järjestöillä", lead = "Ingressi.", bodyHtml = "<p>Leipäteksti.</p>", regions = new[] { "14" }, tags = new[] { "Sote-uudistus" },
            authors = new[] { new { name = "Aino Kettusaari", title = "Järjestöjen muutosagentti" } },
            deadlines = new[] { new { title = "Hakuaika päättyy", closes = "2031-04-30" } }, events = new[] { new { title = "Infoilta", start = "2031-03-10", place = "Joensuu" } },
            attachments = new[] { new { title = "Diat", url = "https://example.org/diat.pdf", kind = "slides" } }, related = new[] { new { url = "https://example.org", title = "Lue lisää", kind = "readMore" } },
        });
        var id = original.GetProperty("id").GetGuid();

        using var started = await key.PostAsJsonAsync($"/api/v1/articles/{id}/translations", new { lang = "sv" });
        Assert.Equal(HttpStatusCode.Created, started.StatusCode);
        var swedish = await started.JsonAsync();
        Assert.Equal(("sv", "", id), (swedish.GetProperty("lang").GetString(), swedish.GetProperty("title").GetString(), swedish.GetProperty("translationOf").GetGuid()));
        Assert.Equal("", swedish.GetProperty("bodyHtml").GetString());
        Assert.Equal("14", swedish.GetProperty("regions")[0].GetString());
        Assert.Equal("Social- och hälsovårdsreformen", swedish.GetProperty("tags")[0].GetString());
        Assert.Equal("Organisationernas förändringsagent", swedish.GetProperty("authors")[0].GetProperty("title").GetString());
        Assert.Equal("fi", swedish.GetProperty("attachments")[0].GetProperty("lang").GetString());
        Assert.Equal(0, swedish.GetProperty("related").GetArrayLength());
        Assert.Equal(original.GetProperty("deadlines")[0].GetProperty("deadlineId").GetGuid(), swedish.GetProperty("deadlines")[0].GetProperty("deadlineId").GetGuid());
        Assert.Equal(original.GetProperty("events")[0].GetProperty("eventId").GetGuid(), swedish.GetProperty("events")[0].GetProperty("eventId").GetGuid());

        using var twice = await key.PostAsJsonAsync($"/api/v1/articles/{id}/translations", new { lang = "sv" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, twice.StatusCode);
        Assert.Equal(["lang"], (await twice.JsonAsync()).ErrorFields());
        using var easy = await key.PostAsJsonAsync($"/api/v1/articles/{id}/translations", new { lang = "fi", easyLanguage = true });
        Assert.Equal(HttpStatusCode.Created, easy.StatusCode);
        using var unknown = await key.PostAsJsonAsync($"/api/v1/articles/{id}/translations", new { lang = "xx" });
        Assert.Equal(["lang"], (await unknown.JsonAsync()).ErrorFields());
        var members = (await key.JsonAsync($"/api/v1/articles/{swedish.GetProperty("id").GetGuid()}/translations")).GetProperty("items");
        Assert.Equal(["fi", "fi", "sv"], members.EnumerateArray().Select(m => m.GetProperty("lang").GetString()));
        Assert.Equal([true, false, false], members.EnumerateArray().Select(m => m.GetProperty("original").GetBoolean()));
        Assert.True(await newsroom.InDbAsync(db => db.AuditEvents.AnyAsync(e => e.What == "article.translationStarted" && e.Object == $"article:{swedish.GetProperty("id").GetGuid()}")));
    }

    [Fact]
    public async Task An_event_is_told_by_every_version_and_written_by_the_original_only()
    {
        using var key = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        var original = await MakeAsync(key, new { title = "Infoilta Joensuussa", bodyHtml = "<p>Tule.</p>", events = new[] { new { title = "Infoilta", start = "2031-05-10" } } }, publish: true);
        var happening = original.GetProperty("events")[0].GetProperty("eventId").GetGuid();
        var swedish = await StartAsync(key, original, "sv");
        await SaveAsync(key, swedish, new
        {
            lang = "sv", translationOf = Id(original), title = "Infokväll", bodyHtml = "<p>Kom.</p>", events = new[] { new { eventId = happening, title = "Kapad kväll", start = "2031-05-11" } },
        }, publish: true);
        var stored = await newsroom.InDbAsync(db => db.Events.SingleAsync(e => e.PublicId == happening));
        Assert.Equal(("Infoilta", new DateOnly(2031, 5, 10)), (stored.Title, stored.StartsOn));
        Assert.Equal(2, await newsroom.InDbAsync(db => db.Set<ArticleEvent>().CountAsync(x => x.EventId == stored.Id)));
        var told = (await newsroom.Client.JsonAsync("/api/v1/events?pageSize=100")).GetProperty("items").EnumerateArray().Count(e => e.GetProperty("title").GetString() == "Infoilta");
        Assert.Equal(1, told);

        // Standing alone it has an event of its own, and the other one stays as it is
        await SaveAsync(key, swedish, new { lang = "sv", title = "Infokväll", bodyHtml = "<p>Kom.</p>", events = new[] { new { eventId = happening, title = "Egen kväll", start = "2031-05-12" } } }, publish: true);
        Assert.Equal("Infoilta", await newsroom.InDbAsync(db => db.Events.Where(e => e.PublicId == happening).Select(e => e.Title).SingleAsync()));
        Assert.Equal(1, await newsroom.InDbAsync(db => db.Events.CountAsync(e => e.Title == "Egen kväll")));
    }

    [Fact]
    public async Task The_database_keeps_one_version_in_each_language_and_no_version_of_a_version()
    {
        using var key = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        var original = await MakeAsync(key, new { title = "Alkuteksti", bodyHtml = "<p>Teksti.</p>" });
        var swedish = await MakeAsync(key, new { lang = "sv", title = "Översättning", bodyHtml = "<p>Text.</p>", translationOf = Id(original) });
        // A version of a version is one of the original
        var english = await MakeAsync(key, new { lang = "en", title = "Translation", bodyHtml = "<p>Text.</p>", translationOf = Id(swedish) });
        Assert.Equal(Id(original), english.GetProperty("translationOf").GetGuid());

        async Task<string[]> WrongAsync(object draft)
        {
            using var refused = await key.PostAsJsonAsync("/api/v1/articles", draft);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            return (await refused.JsonAsync()).ErrorFields();
        }
        Assert.Equal(["lang"], await WrongAsync(new { lang = "sv", title = "Till", bodyHtml = "<p>x</p>", translationOf = Id(original) }));
        Assert.Equal(["lang"], await WrongAsync(new { lang = "fi", title = "Sama kieli", bodyHtml = "<p>x</p>", translationOf = Id(original) }));
        Assert.Equal(["translationOf"], await WrongAsync(new { lang = "sv", title = "Utan original", bodyHtml = "<p>x</p>", translationOf = Guid.CreateVersion7() }));
        // An original with versions becomes no version itself, and takes none of their languages
        var other = await MakeAsync(key, new { lang = "se", title = "Eará", bodyHtml = "<p>x</p>" });
        using var turned = await key.PutAsync($"/api/v1/articles/{Id(original)}", new { title = "Alkuteksti", bodyHtml = "<p>Teksti.</p>", translationOf = Id(other) }, "\"1\"");
        Assert.Equal(["translationOf"], (await turned.JsonAsync()).ErrorFields());
        using var renamed = await key.PutAsync($"/api/v1/articles/{Id(original)}", new { lang = "sv", title = "Alkuteksti", bodyHtml = "<p>Teksti.</p>" }, "\"1\"");
        Assert.Equal(["lang"], (await renamed.JsonAsync()).ErrorFields());
        await Assert.ThrowsAnyAsync<DbUpdateException>(() => newsroom.InDbAsync(async db =>
        {
            var keys = await db.Articles.Where(a => a.PublicId == Id(original) || a.PublicId == Id(other)).OrderBy(a => a.Id).Select(a => a.Id).ToListAsync();
            db.Translations.Add(new() { ArticleId = keys[1], OriginalId = keys[0], Lang = "sv", SourceRevision = 1 });
            await db.SaveChangesAsync();
        }));
    }

    [Fact]
    public async Task What_changed_in_the_original_is_told_in_words_until_somebody_has_looked()
    {
        using var key = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        var original = await MakeAsync(key, new { title = "Avustus kasvaa", bodyHtml = "<p>Avustusta jaetaan sata euroa.</p>" }, publish: true);
        var swedish = await StartAsync(key, original, "sv");
        var at = $"/api/v1/articles/{Id(swedish)}/translation";
        Assert.Equal(0, (await key.JsonAsync(at)).GetProperty("changes").GetArrayLength());
        await SaveAsync(key, original, new { title = "Avustus kasvaa", bodyHtml = "<p>Avustusta jaetaan tuhat euroa.</p>" });
        var behind = await key.JsonAsync(at);
        Assert.Equal((1, 2), (behind.GetProperty("sourceRevision").GetInt32(), behind.GetProperty("newestSourceRevision").GetInt32()));
        var line = behind.GetProperty("changes")[0].GetProperty("lines")[0];
        Assert.Equal("sata", line.GetProperty("before").EnumerateArray().Single(w => w.GetProperty("changed").GetBoolean()).GetProperty("text").GetString());
        Assert.Equal("tuhat", line.GetProperty("after").EnumerateArray().Single(w => w.GetProperty("changed").GetBoolean()).GetProperty("text").GetString());

        using var nonsense = await key.PutAsync(at, new { sourceRevision = 9 });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nonsense.StatusCode);
        using var seen = await key.PutAsync(at, new { sourceRevision = 2 });
        Assert.Equal(0, (await seen.JsonAsync()).GetProperty("changes").GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, (await key.GetAsync($"/api/v1/articles/{Id(original)}/translation")).StatusCode);
    }

    [Fact]
    public async Task Summaries_are_checked_and_come_back_in_the_answer()
    {
        using var key = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        using var refused = await key.PostAsJsonAsync("/api/v1/articles", new
        {
            title = "Tiivistetty", bodyHtml = "<p>x</p>",
            summaries = new object[] { new { lang = "fi", title = "Sama", text = "Kieli." }, new { lang = "sv", title = "Rubrik" }, new { lang = "en", title = "A", text = new string('x', 1001) }, new { lang = "en", title = "B", text = "b" }, new { lang = "xx", title = "C", text = "c" } },
        });
        Assert.Equal(["summaries[0].lang", "summaries[1].text", "summaries[2].text", "summaries[3].lang", "summaries[4].lang"], (await refused.JsonAsync()).ErrorFields());
        var article = await MakeAsync(key, new { title = "Tiivistetty juttu", bodyHtml = "<p>x</p>", summaries = new[] { new { lang = "sv", title = "Kort", text = "Kort text." }, new { lang = "en", title = "Short", text = "Short text." } } }, publish: true);
        var read = await newsroom.Client.JsonAsync($"/api/v1/articles/{Id(article)}");
        // Titles of a list under a heading, and of the reader's own beside none
        var (finnish, swedish) = (await newsroom.PageAsync("/uutiset/" + read.GetProperty("slug").GetString()), await newsroom.PageAsync("/sv/uutiset/" + read.GetProperty("slug").GetString()));
        Assert.Equal(["H3", "H3"], finnish.QuerySelectorAll(".after .summary :is(h2, h3)").Select(h => h.TagName));
        Assert.Equal("H2", swedish.QuerySelector(".article-head .summary :is(h2, h3)")!.TagName);
        Assert.Equal(["en Short", "sv Kort"], read.GetProperty("summaries").EnumerateArray().Select(s => $"{s.GetProperty("lang")} {s.GetProperty("title")}"));
        // One that stays, one that changes, one that goes: rows of one key are changed in place
        await SaveAsync(key, article, new { title = "Tiivistetty juttu", bodyHtml = "<p>x</p>", summaries = new[] { new { lang = "sv", title = "Ny kort", text = "Kort text." } } }, publish: true);
        Assert.Equal(["sv Ny kort"], (await newsroom.Client.JsonAsync($"/api/v1/articles/{Id(article)}")).GetProperty("summaries").EnumerateArray().Select(s => $"{s.GetProperty("lang")} {s.GetProperty("title")}"));
    }

    [Fact]
    public async Task Readers_see_the_public_versions_only()
    {
        using var key = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        var original = await MakeAsync(key, new { title = "Julkinen alku", bodyHtml = "<p>x</p>" }, publish: true);
        var swedish = await StartAsync(key, original, "sv");
        var before = await newsroom.InDbAsync(async db => await db.Changes.MaxAsync(c => (long?)c.Seq) ?? 0);
        async Task<int> PublicAsync() => (await newsroom.Client.JsonAsync($"/api/v1/articles/{Id(original)}")).GetProperty("translations").GetArrayLength();
        Assert.Equal(0, await PublicAsync());
        await SaveAsync(key, swedish, new { lang = "sv", title = "Offentlig", bodyHtml = "<p>x</p>", translationOf = Id(original) }, publish: true);
        var version = (await newsroom.Client.JsonAsync($"/api/v1/articles/{Id(original)}")).GetProperty("translations")[0];
        Assert.Equal(("sv", "Offentlig", false), (version.GetProperty("lang").GetString(), version.GetProperty("title").GetString(), version.GetProperty("original").GetBoolean()));
        var group = await newsroom.InDbAsync(db => db.Articles.Where(a => a.PublicId == Id(original)).Select(a => a.Id).SingleAsync());
        Assert.Contains($"translations:{group}", string.Join(' ', await newsroom.InDbAsync(db => db.Changes.Where(c => c.Seq > before).Select(c => c.Keys).ToListAsync())).Split(' '));
        using var withdrawn = await key.DeleteAsync($"/api/v1/articles/{Id(swedish)}/publication");
        Assert.Equal(0, await PublicAsync());
    }

    [Fact]
    public Task Links_that_older_drafts_name_are_kept_when_the_database_moves_forward() => newsroom.InDbAsync(async db =>
    {
        var now = newsroom.Clock.GetUtcNow().UtcDateTime;
        Article Old(ArticleDraft draft)
        {
            var article = new Article { Lang = draft.Lang, WorkingTitle = draft.Title, WorkingRevision = 1, CreatedUtc = now, SavedUtc = now, SavedBy = "Aino" };
            db.Revisions.Add(new Revision { Article = article, Number = 1, Draft = draft.ToJson(), SavedUtc = now });
            return article;
        }
        var original = Old(new ArticleDraft { Title = "Vanha alkuteksti" });
        var (first, second) = (Old(new ArticleDraft { Lang = "sv", Title = "Första", TranslationOf = original.PublicId }), Old(new ArticleDraft { Lang = "sv", Title = "Andra", TranslationOf = original.PublicId }));
        var chained = Old(new ArticleDraft { Lang = "en", Title = "Of a version", TranslationOf = first.PublicId });
        await db.SaveChangesAsync();
        await db.Translations.ExecuteDeleteAsync();
        var step = newsroom.Services.GetRequiredService<Migrator>().Steps().Single(s => s.Name.EndsWith("_translations", StringComparison.Ordinal)).Sql;
#pragma warning disable EF1002 // our own schema step
        await db.Database.ExecuteSqlRawAsync(step[step.IndexOf("insert into", StringComparison.Ordinal)..].Replace("{", "{{", StringComparison.Ordinal));
#pragma warning restore EF1002
        var kept = await db.Translations.AsNoTracking().SingleAsync(t => t.OriginalId == original.Id || t.ArticleId == chained.Id || t.ArticleId == second.Id);
        var saved = await db.Articles.AsNoTracking().Where(a => a.Id == first.Id).Select(a => a.SavedUtc).SingleAsync();
        Assert.Equal((first.Id, "sv", 1, saved), (kept.ArticleId, kept.Lang, kept.SourceRevision, kept.CheckedUtc));
    });

    private static Guid Id(System.Text.Json.JsonElement article) => article.GetProperty("id").GetGuid();

    private static async Task<System.Text.Json.JsonElement> MakeAsync(HttpClient key, object draft, bool publish = false)
    {
        using var made = await key.PostAsJsonAsync("/api/v1/articles", draft);
        Assert.True(made.StatusCode == HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        var article = await made.JsonAsync();
        if (publish) using (var published = await key.PutAsync($"/api/v1/articles/{Id(article)}/publication", new { })) Assert.Equal(HttpStatusCode.OK, published.StatusCode);
        return article;
    }

    private static async Task<System.Text.Json.JsonElement> StartAsync(HttpClient key, System.Text.Json.JsonElement original, string lang)
    {
        using var started = await key.PostAsJsonAsync($"/api/v1/articles/{Id(original)}/translations", new { lang });
        return await started.JsonAsync();
    }

    private static async Task SaveAsync(HttpClient key, System.Text.Json.JsonElement article, object draft, bool publish = false)
    {
        using var read = await key.GetAsync($"/api/v1/articles/{Id(article)}");
        using var saved = await key.PutAsync($"/api/v1/articles/{Id(article)}", draft, read.Headers.ETag!.ToString());
        Assert.True(saved.StatusCode == HttpStatusCode.OK, await saved.Content.ReadAsStringAsync());
        if (publish) using (var published = await key.PutAsync($"/api/v1/articles/{Id(article)}/publication", new { })) Assert.True(published.StatusCode == HttpStatusCode.OK, await published.Content.ReadAsStringAsync());
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : TranslationTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : TranslationTests(newsroom), IClassFixture<PostgresNewsroom>;
}
