using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Tests.Search;
using Uutiset.Tests.Site;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Vocabulary;

/// <summary>An editor keeps the vocabulary: adds, renames, decides about what imports proposed.</summary>
public abstract class TermDeskTests(Newsroom newsroom)
{
    [Fact]
    public async Task A_new_term_is_listed_offered_and_has_a_page_and_an_agent_may_not_add_any()
    {
        var mark = TermDesk.Mark();
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        using var added = await editor.SubmitAsync("/desk/terms/new", new() { ["Form.Scheme"] = "Theme", ["Form.Label"] = "Lähitori " + mark, ["Form.LabelSv"] = "Närtorg " + mark, ["Form.Synonyms"] = "palvelutori " + mark });
        Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        var list = WebUtility.HtmlDecode(await editor.GetStringAsync("/desk/terms?q=palvelutori+" + mark));
        Assert.Contains("Lähitori " + mark, list, StringComparison.Ordinal);
        Assert.Contains("ei käytössä", list, StringComparison.Ordinal);
        Assert.Equal("Närtorg " + mark, (await newsroom.PageAsync("/sv/aiheet/lahitori-" + mark)).QuerySelector("h1")!.TextContent);
        Assert.Equal(1, await newsroom.InDbAsync(db => db.AuditEvents.CountAsync(e => e.What == "term.added" && e.Content!.Detail!.Contains(mark))));
        using var agent = await newsroom.SignedInAsync(Role.Agent);
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync("/desk/terms")).StatusCode);
    }

    [Fact]
    public async Task Two_who_decide_about_a_word_at_once_both_come_back_to_the_list()
    {
        var mark = TermDesk.Mark();
        var word = await newsroom.ProposedAsync("Yhtaikaa " + mark, "yhtaikaa-" + mark);
        var (first, second) = (await newsroom.SignedInAsync(Role.Editor), await newsroom.SignedInAsync(Role.Editor));
        async Task DecideAsync(HttpClient editor, bool accept)
        {
            using var answer = await editor.SubmitAsync("/desk/terms", [], $"/desk/terms?handler={(accept ? "Accept" : "Reject")}&id={word.PublicId}");
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        }
        var other = newsroom.Meanwhile.Before("update term set", () => DecideAsync(second, false));
        await DecideAsync(first, true);
        await other;
        Assert.Single(await newsroom.InDbAsync(db => db.AuditEvents.Where(e => (e.What == "term.accepted" || e.What == "term.rejected") && e.Object == $"term:{word.PublicId}").ToListAsync()));
    }

    [Fact]
    public async Task Every_word_names_one_term_and_nothing_is_above_itself()
    {
        var mark = TermDesk.Mark();
        var top = await newsroom.AddTermAsync(new TermDraft { Label = "Ylin " + mark, Synonyms = ["huippu " + mark] });
        var below = await newsroom.AddTermAsync(new TermDraft { Label = "Alin " + mark, Broader = top.Slug });
        async Task<string[]> Refused(Term? term, TermDraft draft) => [.. (term is null
            ? await newsroom.EditTermsAsync(async e => (await e.AddAsync(draft with { Scheme = draft.Scheme ?? TermScheme.Theme }, Actor.System, CancellationToken.None)).Errors)
            : await newsroom.WithTermAsync(term, (e, tracked) => e.SaveAsync(tracked, draft, false, Actor.System, CancellationToken.None))).Select(x => x.Field)];
        Assert.Equal(["label"], await Refused(null, new TermDraft { Label = " " }));
        Assert.Equal(["label"], await Refused(null, new TermDraft { Label = "YLIN  " + mark }));
        Assert.Equal(["synonyms"], await Refused(null, new TermDraft { Label = "Muu " + mark, Synonyms = ["Huippu " + mark] }));
        Assert.Equal(["slug"], await Refused(null, new TermDraft { Label = "Muu " + mark, Slug = top.Slug }));
        Assert.Equal(["slug"], await Refused(null, new TermDraft { Label = "Muu " + mark, Slug = "Ei kelpaa" }));
        Assert.Equal(["uri"], await Refused(null, new TermDraft { Label = "Muu " + mark, Uri = "javascript:alert(1)" }));
        Assert.Equal(["broader"], await Refused(null, new TermDraft { Label = "Muu " + mark, Scheme = TermScheme.Audience, Broader = top.Slug }));
        Assert.Equal(["broader"], await Refused(top, new TermDraft { Label = "Ylin " + mark, Broader = below.Slug }));
        Assert.Equal(["scheme", "scheme"], await Refused(top, new TermDraft { Label = "Ylin " + mark, Scheme = TermScheme.Series }));
        var page = await newsroom.PageAsync("/aiheet/" + top.Slug);
        Assert.Equal("Alin " + mark, page.QuerySelector($"a[href='/aiheet/{below.Slug}']")!.TextContent);
    }

    [Fact]
    public async Task A_new_name_and_address_hold_everywhere_and_the_old_ones_lead_on()
    {
        var mark = TermDesk.Mark();
        var term = await newsroom.AddTermAsync(new TermDraft { Label = "Vanhustyö " + mark });
        var article = await newsroom.PublishAsync("Kylvö " + mark, "<p>Teksti.</p>", a => a.Terms.Add(new() { TermId = term.Id }));
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var address = $"/desk/terms/{term.PublicId}";
        using var saved = await editor.SubmitAsync(address, TermDesk.Form(term, ("Form.Label", "Seniorityö " + mark), ("Form.Slug", "seniorityo-" + mark), ("Form.KeepsOldName", "true")));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        using var late = await editor.SubmitAsync(address, TermDesk.Form(term, ("Form.Label", "Toinen " + mark)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
        foreach (var (path, to) in new[] { ("/aiheet/" + term.Slug, "/aiheet/seniorityo-" + mark), ("/sv/aiheet/" + term.Slug, "/sv/aiheet/seniorityo-" + mark), ($"/aiheet/{term.Slug}/syote.atom", $"/aiheet/seniorityo-{mark}/syote.atom") })
        {
            using var old = await newsroom.Client.GetAsync(path);
            Assert.Equal((HttpStatusCode.MovedPermanently, to), (old.StatusCode, old.Headers.Location?.OriginalString));
        }
        Assert.True(await newsroom.FindsAsync("seniorityö " + mark, article));
        Assert.True(await newsroom.FindsAsync("vanhustyön " + mark, article));
        var stored = await newsroom.ReadTermAsync(term.PublicId);
        Assert.Equal(["Vanhustyö " + mark], stored.SynonymList);
        // Back to the first address: the second one leads there from now on
        using var back = await editor.SubmitAsync(address, TermDesk.Form(stored, ("Form.Slug", term.Slug)));
        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await newsroom.StatusAsync("/aiheet/" + term.Slug));
        Assert.Equal(HttpStatusCode.MovedPermanently, await newsroom.StatusAsync("/aiheet/seniorityo-" + mark));
        Assert.True(await newsroom.InDbAsync(db => db.AuditEvents.AnyAsync(e => e.What == "term.changed" && e.Content!.Changes!.Contains("Vanhustyö " + mark) && e.Content.Changes.Contains("Seniorityö " + mark))));
    }

    [Fact]
    public async Task A_proposal_is_hidden_until_it_is_accepted_and_a_rejected_one_stays_away()
    {
        var mark = TermDesk.Mark();
        var (good, bad) = (await newsroom.ProposedAsync("Kelpo " + mark, "kelpo-" + mark), await newsroom.ProposedAsync("Yleinen " + mark, "yleinen-" + mark));
        var article = await newsroom.PrintAsync("Tuotu " + mark, a => a.With(good, bad));
        async Task<string[]> Shown() => [.. (await newsroom.PageAsync("/uutiset/" + article.Slug)).QuerySelectorAll(".article-tags a").Select(a => a.TextContent)];
        Assert.Empty(await Shown());
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var waiting = WebUtility.HtmlDecode(await editor.GetStringAsync("/desk/terms?state=Proposed&q=" + mark));
        Assert.Contains("1 juttu", waiting, StringComparison.Ordinal);
        Assert.Contains("Kelpo " + mark, WebUtility.HtmlDecode(await editor.GetStringAsync("/desk/reviews")), StringComparison.Ordinal);
        using var renamed = await editor.SubmitAsync($"/desk/terms/{good.PublicId}", TermDesk.Form(good, ("Form.Label", "Kelvollinen " + mark)), $"/desk/terms/{good.PublicId}?handler=Accept");
        using var rejected = await editor.SubmitAsync("/desk/terms?state=Proposed&q=" + mark, [], $"/desk/terms?handler=Reject&id={bad.PublicId}");
        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect), (renamed.StatusCode, rejected.StatusCode));
        Assert.Equal(["Kelvollinen " + mark], await Shown());
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (await newsroom.StatusAsync("/aiheet/kelpo-" + mark), await newsroom.StatusAsync("/aiheet/yleinen-" + mark)));
        // A term in use is never thrown away
        using var wrong = await editor.SubmitAsync("/desk/terms/new", [], $"/desk/terms?handler=Reject&id={good.PublicId}");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Equal(["term.rejected", "term.changed"], (await newsroom.InDbAsync(db => db.AuditEvents.Where(e => e.Object == $"term:{good.PublicId}" || e.Object == $"term:{bad.PublicId}").OrderByDescending(e => e.Id).Select(e => e.What).ToListAsync())));
    }

    [Fact]
    public async Task A_rejected_word_is_dropped_from_drafts_and_not_taken_from_whoever_types_it()
    {
        var mark = TermDesk.Mark();
        var word = await newsroom.ProposedAsync("Sekalaista " + mark, "sekalaista-" + mark);
        await newsroom.RejectAsync(word);
        using var script = await newsroom.WithKeyAsync("articles:write");
        object Draft(string tag) => new { lang = "fi", title = "Juttu " + mark, bodyHtml = "<p>Teksti.</p>", tags = new[] { tag } };
        using var typed = await script.PostAsJsonAsync("/api/v1/articles", Draft("Sekalaista " + mark));
        using var stored = await script.PostAsJsonAsync("/api/v1/articles", Draft("sekalaista-" + mark));
        Assert.Equal(HttpStatusCode.Created, stored.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, typed.StatusCode);
        Assert.DoesNotContain(word.Slug, await stored.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_costs_the_same_number_of_commands_however_long_it_is()
    {
        var mark = TermDesk.Mark();
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        await newsroom.AddTermAsync(new TermDraft { Label = "Eka " + mark });
        var few = await CommandCounter.CountAsync(editor, "/desk/terms");
        for (var i = 0; i < 12; i++)
        {
            var term = await newsroom.AddTermAsync(new TermDraft { Label = $"Lisää {i} {mark}" });
            await newsroom.PrintAsync($"Juttu {i} {mark}", a => a.With(term));
        }
        Assert.Equal(few, await CommandCounter.CountAsync(editor, "/desk/terms"));
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : TermDeskTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : TermDeskTests(newsroom), IClassFixture<PostgresNewsroom>;
}
