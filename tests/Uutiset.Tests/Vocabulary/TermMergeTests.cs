using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Articles.Openings;
using Uutiset.Bulletins;
using Uutiset.Subscribers;
using Uutiset.Tests.Articles;
using Uutiset.Tests.People;
using Uutiset.Tests.Search;
using Uutiset.Tests.Site;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Vocabulary;

/// <summary>Two words for one thing become one, wherever they stood.</summary>
public abstract class TermMergeTests(Newsroom newsroom)
{
    [Fact]
    public async Task What_carried_the_merged_term_carries_the_heir_and_nothing_carries_it_twice()
    {
        var (mark, from, into) = await PairAsync();
        var (one, both) = (await newsroom.PublishAsync("Yksi " + mark, "<p>Teksti.</p>", a => a.With(from)), await newsroom.PublishAsync("Molemmat " + mark, "<p>Teksti.</p>", a => a.With(from, into)));
        await newsroom.InDbAsync(async db =>
        {
            db.Add(new Opening { Title = "Kuuleminen " + mark, Slug = "kuuleminen-" + mark, IsPublic = true, Terms = { new OpeningTerm { TermId = from.Id } } });
            var publisher = await db.Organisations.FirstAsync(o => o.IsPublisher);
            db.Add(new Subscription { PublisherId = publisher.Id, Terms = { new SubscriptionTerm { TermId = from.Id }, new SubscriptionTerm { TermId = into.Id } }, Contacts = { new Contact { Email = mark + "@example.fi", AddressKey = mark, Terms = { new ContactTerm { TermId = from.Id } } } } });
            db.Add(new Bulletin { PublisherId = publisher.Id, Audience = new Audience { Tags = [from.Slug] }.ToJson() });
            await db.SaveChangesAsync();
        });
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var preview = WebUtility.HtmlDecode(await editor.GetStringAsync($"/desk/terms/{from.PublicId}/merge?into={into.PublicId}"));
        Assert.All(["2 juttua", "1 vaikuttamisen paikka", "1 tilaus", "1 keskeneräinen tiedote", "/aiheet/" + from.Slug], said => Assert.Contains(said, preview, StringComparison.Ordinal));
        var used = WebUtility.HtmlDecode(await editor.GetStringAsync("/desk/terms/" + from.PublicId));
        Assert.All(["Yksi " + mark, "Molemmat " + mark, "Kuuleminen " + mark], said => Assert.Contains(said, used, StringComparison.Ordinal));
        using var merged = await editor.SubmitAsync($"/desk/terms/{from.PublicId}/merge?into={into.PublicId}", new() { ["Into"] = into.PublicId.ToString(), ["SeenFrom"] = "1", ["SeenInto"] = "1" });
        Assert.Equal($"/desk/terms/{into.PublicId}", merged.Headers.Location?.OriginalString);

        var left = await newsroom.InDbAsync(async db => (await db.Set<ArticleTerm>().CountAsync(t => t.TermId == from.Id), await db.Set<OpeningTerm>().CountAsync(t => t.TermId == from.Id),
            await db.Set<SubscriptionTerm>().CountAsync(t => t.TermId == from.Id), await db.Set<ContactTerm>().CountAsync(t => t.TermId == from.Id), await db.Bulletins.CountAsync(b => b.Audience.Contains(from.Slug))));
        Assert.Equal((0, 0, 0, 0, 0), left);
        var moved = await newsroom.InDbAsync(async db => (await db.Set<ArticleTerm>().CountAsync(t => t.TermId == into.Id), await db.Set<OpeningTerm>().CountAsync(t => t.TermId == into.Id),
            await db.Set<SubscriptionTerm>().CountAsync(t => t.TermId == into.Id), await db.Set<ContactTerm>().CountAsync(t => t.TermId == into.Id), await db.Bulletins.CountAsync(b => b.Audience.Contains(into.Slug))));
        Assert.Equal((2, 1, 1, 1, 1), moved);
        // The index tells the new word at once, and the old one still finds it
        Assert.Equal((true, true), (await newsroom.FindsAsync("kohtauspaikka " + mark, one), await newsroom.FindsAsync("kohtauspaikka " + mark, both)));
        Assert.True(await newsroom.FindsAsync("kohtaamispaikan " + mark, one));
        Assert.Equal(1, await newsroom.InDbAsync(db => db.AuditEvents.CountAsync(e => e.What == "term.merged" && e.Object == $"term:{into.PublicId}" && e.Content!.Detail!.Contains("Kohtaamispaikka " + mark))));
    }

    [Fact]
    public async Task The_old_page_feed_and_API_lead_to_the_heir_whatever_is_merged_after()
    {
        var (mark, first, second) = await PairAsync();
        var third = await newsroom.AddTermAsync(new TermDraft { Label = "Viimeinen " + mark });
        Assert.Equal(TermMergeOutcome.Done, await newsroom.MergeTermsAsync(first, second));
        Assert.Equal(TermMergeOutcome.Done, await newsroom.MergeTermsAsync(second, third));
        foreach (var (path, to) in new[] { ("/aiheet/" + first.Slug, "/aiheet/" + third.Slug), ($"/en/aiheet/{second.Slug}", "/en/aiheet/" + third.Slug), ($"/aiheet/{first.Slug}/syote.rss", $"/aiheet/{third.Slug}/syote.rss"),
            ($"/api/v1/tags/{first.PublicId}", $"/api/v1/tags/{third.PublicId}"), ($"/api/v1/tags/by-slug/{first.Slug}", $"/api/v1/tags/{third.PublicId}") })
        {
            using var old = await newsroom.Client.GetAsync(path);
            Assert.Equal((HttpStatusCode.MovedPermanently, to), (old.StatusCode, old.Headers.Location?.OriginalString));
        }
        // A draft that names the first by its label or slug means the third
        using var script = await newsroom.WithKeyAsync("articles:write");
        using var draft = await script.PostAsJsonAsync("/api/v1/articles", new { lang = "fi", title = "Juttu " + mark, bodyHtml = "<p>T.</p>", tags = new[] { "kohtaamispaikka " + mark, second.Slug } });
        Assert.Equal([third.Slug], (await draft.JsonAsync()).GetProperty("tagSlugs").EnumerateArray().Select(t => t.GetString()!));
    }

    [Fact]
    public async Task The_heir_gets_what_it_lacks_and_the_terms_below()
    {
        var mark = TermDesk.Mark();
        var from = await newsroom.AddTermAsync(new TermDraft { Label = "Vanha " + mark, LabelSv = "Gammal " + mark, LabelEn = "Old " + mark });
        var into = await newsroom.AddTermAsync(new TermDraft { Label = "Uusi " + mark, LabelEn = "New " + mark, Broader = from.Slug });
        var below = await newsroom.AddTermAsync(new TermDraft { Label = "Alla " + mark, Broader = from.Slug });
        Assert.Equal(TermMergeOutcome.Done, await newsroom.MergeTermsAsync(from, into));
        var (heir, child) = (await newsroom.ReadTermAsync(into.PublicId), await newsroom.ReadTermAsync(below.PublicId));
        Assert.Equal(("Gammal " + mark, "New " + mark, (long?)null), (heir.LabelSv, heir.LabelEn, heir.BroaderId));
        Assert.Equal(heir.Id, child.BroaderId);
        // The topmost of three goes into the lowest: the one between is left at the top, not in a circle
        var deep = await newsroom.AddTermAsync(new TermDraft { Label = "Syvin " + mark, Broader = below.Slug });
        Assert.Equal(TermMergeOutcome.Done, await newsroom.MergeTermsAsync(into, deep));
        Assert.Equal((null, below.Id), ((await newsroom.ReadTermAsync(below.PublicId)).BroaderId, (await newsroom.ReadTermAsync(deep.PublicId)).BroaderId));
    }

    [Fact]
    public async Task A_merge_is_refused_when_it_cannot_be_right()
    {
        var (mark, from, into) = await PairAsync();
        var series = await newsroom.AddTermAsync(new TermDraft { Label = "Sarja " + mark, Scheme = TermScheme.Series });
        var rejected = await newsroom.ProposedAsync("Hylätty " + mark, "hylatty-" + mark);
        Assert.Equal(
            (TermMergeOutcome.Same, TermMergeOutcome.Series, TermMergeOutcome.Missing, TermMergeOutcome.Changed),
            (await newsroom.MergeTermsAsync(from, from), await newsroom.MergeTermsAsync(from, series), await newsroom.MergeTermsAsync(from, rejected), await newsroom.MergeTermsAsync(from, into, (1, 7))));
        // Of two at once one is done, and the other finds it done
        var outcomes = await Task.WhenAll(newsroom.MergeTermsAsync(from, into, (1, 1)), newsroom.MergeTermsAsync(into, from, (1, 1)));
        Assert.Single(outcomes, o => o == TermMergeOutcome.Done);
    }

    [Fact]
    public async Task The_API_adds_changes_decides_and_merges_and_a_writers_key_does_not()
    {
        var mark = TermDesk.Mark();
        using var admin = await newsroom.WithKeyAsync("admin");
        using var added = await admin.PostAsJsonAsync("/api/v1/tags", new { scheme = "theme", label = "Rajapinta " + mark, synonyms = new[] { "api " + mark }, uri = "http://www.yso.fi/onto/yso/p1" });
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        var tag = await added.JsonAsync();
        var address = "/api/v1/tags/" + tag.GetProperty("id").GetString();
        Assert.Equal(("rajapinta-" + mark, "active", 1), (tag.GetProperty("slug").GetString(), tag.GetProperty("state").GetString(), tag.GetProperty("version").GetInt32()));
        using var blind = await admin.PutAsync(address, new { scheme = "theme", label = "X" });
        using var empty = await admin.PutAsync(address, new { scheme = "theme", label = "" }, "\"1\"");
        using var changed = await admin.PutAsync(address, new { scheme = "theme", label = "Rajapinnat " + mark, labelEn = "Interfaces " + mark }, "\"1\"");
        using var late = await admin.PutAsync(address, new { scheme = "theme", label = "Myöhä " + mark }, "\"1\"");
        Assert.Equal(((HttpStatusCode)428, HttpStatusCode.UnprocessableEntity, HttpStatusCode.OK, HttpStatusCode.PreconditionFailed), (blind.StatusCode, empty.StatusCode, changed.StatusCode, late.StatusCode));
        Assert.Equal(["label"], (await empty.JsonAsync()).ErrorFields());
        Assert.Equal("Interfaces " + mark, (await newsroom.Client.JsonAsync(address)).GetProperty("labelEn").GetString());

        var word = await newsroom.ProposedAsync("Ehdokas " + mark, "ehdokas-" + mark);
        Assert.Equal(HttpStatusCode.NotFound, await newsroom.StatusAsync("/api/v1/tags/" + word.PublicId));
        Assert.Contains((await admin.JsonAsync("/api/v1/tags?state=proposed")).GetProperty("items").EnumerateArray(), t => t.GetProperty("slug").GetString() == word.Slug);
        Assert.Equal(0, (await newsroom.Client.JsonAsync("/api/v1/tags?state=proposed")).GetProperty("total").GetInt32());
        using var merged = await admin.PostAsJsonAsync($"/api/v1/tags/{word.PublicId}/merge", new { into = "rajapinta-" + mark });
        Assert.Equal((HttpStatusCode.OK, "rajapinta-" + mark), (merged.StatusCode, (await merged.JsonAsync()).GetProperty("slug").GetString()));
        using var thrown = await admin.PutAsync(address + "/state", new { value = "rejected" });
        using var nowhere = await admin.PostAsJsonAsync(address + "/merge", new { into = "ei-ole" });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (thrown.StatusCode, nowhere.StatusCode));
        using var writer = await newsroom.WithKeyAsync("articles:write");
        using var refused = await writer.PostAsJsonAsync("/api/v1/tags", new { label = "Luvaton " + mark });
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task A_group_that_the_API_is_not_told_stays_as_it_is_and_a_new_term_must_say_it()
    {
        var mark = TermDesk.Mark();
        using var admin = await newsroom.WithKeyAsync("admin");
        var wide = await newsroom.AddTermAsync(new TermDraft { Label = "Väki " + mark, Scheme = TermScheme.Audience });
        var term = await newsroom.AddTermAsync(new TermDraft { Label = "Nuoret " + mark, Scheme = TermScheme.Audience });
        using var changed = await admin.PutAsync($"/api/v1/tags/{term.PublicId}", new { label = "Nuoriso " + mark, broader = wide.Slug }, "\"1\"");
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(("audience", wide.Slug), ((await changed.JsonAsync()).GetProperty("scheme").GetString(), (await newsroom.Client.JsonAsync($"/api/v1/tags/{term.PublicId}")).GetProperty("broader").GetString()));
        foreach (var (lang, said) in new[] { ("fi", "Valitse ryhmä"), ("sv", "Välj en grupp"), ("en", "Choose a group") })
        {
            using var asked = new HttpRequestMessage(HttpMethod.Post, "/api/v1/tags") { Content = JsonContent.Create(new { label = "Ryhmätön " + mark }) };
            asked.Headers.AcceptLanguage.ParseAdd(lang);
            using var refused = await admin.SendAsync(asked);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            var problem = await refused.JsonAsync();
            Assert.Equal(["scheme"], problem.ErrorFields());
            Assert.Contains(said, problem.GetProperty("errors").GetProperty("scheme")[0].GetString(), StringComparison.Ordinal);
        }
        using var made = await admin.PostAsJsonAsync("/api/v1/tags", new { scheme = "programme", label = "Ryhmätön " + mark });
        Assert.Equal("programme", (await made.JsonAsync()).GetProperty("scheme").GetString());
    }

    [Fact]
    public async Task A_synonym_finds_the_terms_articles_from_the_next_search_on()
    {
        var mark = TermDesk.Mark();
        var term = await newsroom.AddTermAsync(new TermDraft { Label = "Omaishoito " + mark });
        var article = await newsroom.PublishAsync("Arki jaksaa " + mark, "<p>Teksti.</p>", a => a.With(term));
        Assert.False(await newsroom.FindsAsync("läheishoiva " + mark, article));
        await newsroom.WithTermAsync(term, (e, tracked) => e.SaveAsync(tracked, new TermDraft { Label = tracked.LabelFi, Synonyms = ["läheishoiva"] }, false, Actor.System, CancellationToken.None));
        // In another inflection, and not the other way round
        Assert.True(await newsroom.FindsAsync("läheishoivan", article));
        var other = await newsroom.PublishAsync("Läheishoivaa kotona " + mark, "<p>Teksti.</p>");
        Assert.False(await newsroom.FindsAsync("omaishoito " + mark, other));
        Assert.Contains("Omaishoito " + mark, (await newsroom.Client.JsonAsync("/api/v1/search/suggest?q=" + Uri.EscapeDataString("läheishoi"))).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("text").GetString()));
        await newsroom.WithTermAsync(term, (e, tracked) => e.SaveAsync(tracked, new TermDraft { Label = tracked.LabelFi }, false, Actor.System, CancellationToken.None));
        Assert.False(await newsroom.FindsAsync("läheishoivan", article));
    }

    [Fact]
    public async Task What_is_published_while_two_terms_are_merged_carries_the_heir()
    {
        var (mark, from, into) = await PairAsync();
        var draft = new ArticleDraft { Title = "Samaan aikaan " + mark, BodyHtml = "<p>Teksti.</p>", Tags = [from.Slug] };
        var made = Assert.IsType<Outcome.Done>(await newsroom.DoAsync<Drafting, Outcome>(d => d.CreateAsync(draft, true, Actor.System, CancellationToken.None)));
        // The vocabulary has been read by now, and nothing is written yet
        var merge = newsroom.Meanwhile.Before("from article_slug", async () => Assert.Equal(TermMergeOutcome.Done, await newsroom.MergeTermsAsync(from, into)));
        var published = Assert.IsType<Outcome.Done>(await newsroom.DoAsync<Publishing, Outcome>(p => p.PublishAsync(made.Article.PublicId, null, null, Actor.System, CancellationToken.None)));
        await merge;
        Assert.Equal([into.Id], await newsroom.InDbAsync(db => db.Set<ArticleTerm>().Where(t => t.ArticleId == made.Article.Id).Select(t => t.TermId).ToListAsync()));
        Assert.True(await newsroom.FindsAsync("kohtauspaikka " + mark, published.Article));
    }

    [Fact]
    public async Task A_place_to_influence_that_is_saved_while_two_terms_are_merged_carries_the_heir()
    {
        var (mark, from, into) = await PairAsync();
        using var admin = await newsroom.WithKeyAsync("admin");
        var merge = newsroom.Meanwhile.Before("from opening", async () => Assert.Equal(TermMergeOutcome.Done, await newsroom.MergeTermsAsync(from, into)));
        using var saved = await admin.PostAsJsonAsync("/api/v1/openings", new { kind = "hearing", title = "Kuuleminen " + mark, tags = new[] { from.Slug } });
        Assert.Equal(HttpStatusCode.Created, saved.StatusCode);
        await merge;
        Assert.Equal([into.Id], await newsroom.InDbAsync(db => db.Set<OpeningTerm>().Where(t => t.TermId == from.Id || t.TermId == into.Id).Select(t => t.TermId).ToListAsync()));
    }

    private async Task<(string Mark, Term From, Term Into)> PairAsync()
    {
        var mark = TermDesk.Mark();
        return (mark, await newsroom.AddTermAsync(new TermDraft { Label = "Kohtaamispaikka " + mark }), await newsroom.AddTermAsync(new TermDraft { Label = "Kohtauspaikka " + mark }));
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : TermMergeTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : TermMergeTests(newsroom), IClassFixture<PostgresNewsroom>;
}
