using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Articles.Openings;
using Uutiset.Articles.Traces;
using Uutiset.Articles.Translations;
using Uutiset.Articles.Versions;
using Uutiset.People;
using Uutiset.People.Traces;
using Uutiset.Tests.Accounts;
using Uutiset.Tests.Articles;
using Uutiset.Tests.Site;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.People;

/// <summary>Somebody leaves whose phone number stands in texts that nobody linked to them.</summary>
public abstract class TracesTests(Newsroom newsroom)
{
    [Fact]
    public async Task Typed_contact_details_are_found_replaced_as_a_revision_and_put_back()
    {
        var s = await LeaverAsync("050 222 2222");
        var typed = await newsroom.PublicAsync(new ArticleDraft
        {
            Title = "Kirjoitettu nimi " + s.Mark, Authors = [new DraftAuthor(null, s.Name, "Muutosagentti", Phone: "+358 50 222 2222", Email: s.Email.ToUpperInvariant())], Contacts = [new DraftAuthor(null, s.Name, Phone: "050-2222222")],
        });
        var boxed = await newsroom.PublicAsync(new ArticleDraft
        {
            Title = "Laatikko " + s.Mark,
            BodyHtml = $"<p>Teksti.</p><aside data-block=\"contact\"><p>{s.Name}<br>p. (050) 222 22 22, <a href=\"mailto:{s.Email}\">{s.Email}</a></p></aside>",
        });
        var prose = await newsroom.PublicAsync(new ArticleDraft { Title = "Leipäteksti " + s.Mark, BodyHtml = $"<p>Soita numeroon 00358 (0)50 222-2222 tai kysy muualta.</p>" });
        var quote = await newsroom.PublicAsync(new ArticleDraft { Title = "Sitaatti " + s.Mark, BodyHtml = $"<blockquote data-speaker=\"{s.Name}\"><p>Näin on.</p></blockquote>" });
        var waiting = await newsroom.PublicAsync(new ArticleDraft { Title = "Odottaa " + s.Mark, Authors = [new DraftAuthor(null, s.Name, Phone: "0502222222")] });
        var version = (await newsroom.NowAsync(waiting)).Version;
        Assert.IsType<Outcome.Done>(await newsroom.DoAsync<Drafting, Outcome>(d => d.SaveAsync(waiting.PublicId, new ArticleDraft { Title = "Uusi otsikko " + s.Mark, BodyHtml = "<p>x</p>", Authors = [new DraftAuthor(null, s.Name, Phone: "0502222222")] }, version, true, Actor.System, CancellationToken.None)));
        var namesake = await newsroom.PublicAsync(new ArticleDraft { Title = "Muu numero " + s.Mark, BodyHtml = "<p>Soita 050 222 22223 tai 1050 222 2222.</p>" });

        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = $"/desk/people/{s.Person.PublicId}/leaving";
        var rows = (await editor.SeeAsync(page + "?texts=true")).QuerySelectorAll("ul.rows li").ToDictionary(li => li.QuerySelector("a")!.TextContent, li => (Href: li.QuerySelector("a")!.GetAttribute("href"), Text: li.TextContent));
        Assert.Equal(new[] { typed, boxed, prose, quote, waiting }.Select(a => a.WorkingTitle).Order(StringComparer.Ordinal), rows.Keys.Order(StringComparer.Ordinal));
        Assert.Equal($"/desk/articles/{typed.PublicId}", rows[typed.WorkingTitle].Href);
        Assert.Contains("Voidaan vaihtaa järjestön tietoihin: kirjoittajan tiedot, lisätietojen antaja.", rows[typed.WorkingTitle].Text, StringComparison.Ordinal);
        Assert.Contains("Voidaan vaihtaa järjestön tietoihin: yhteystietolaatikko.", rows[boxed.WorkingTitle].Text, StringComparison.Ordinal);
        Assert.Contains("Tarkista käsin: nimi tekstissä.", rows[boxed.WorkingTitle].Text, StringComparison.Ordinal);
        Assert.Contains("Tarkista käsin: yhteystiedot tekstissä.", rows[prose.WorkingTitle].Text, StringComparison.Ordinal);
        Assert.Contains("Tarkista käsin: nimi tekstissä.", rows[quote.WorkingTitle].Text, StringComparison.Ordinal);
        Assert.Contains("Tarkista käsin: kirjoittajan tiedot. Jutussa on julkaisemattomia muutoksia.", rows[waiting.WorkingTitle].Text, StringComparison.Ordinal);

        var before = (await newsroom.NowAsync(typed), await newsroom.NowAsync(boxed));
        // As the page stands before anybody has looked through the texts
        Assert.True((await editor.SeeAsync(page)).QuerySelector<IHtmlInputElement>("main form [name=Replace][type=checkbox]")!.IsChecked);
        using var done = await editor.SubmitAsync(page, new() { ["Replace"] = "true" });
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        var after = await newsroom.InDbAsync(db => db.Articles.AsNoTracking().Include(a => a.Bylines).Include(a => a.Contacts).SingleAsync(a => a.Id == typed.Id));
        Assert.Equal((s.Name, "040 999 9999", "toimisto@example.fi"), (after.Bylines[0].Name, after.Bylines[0].Phone, after.Bylines[0].Email));
        Assert.Equal(("040 999 9999", before.Item1.WorkingRevision + 1, after.WorkingRevision), (after.Contacts[0].Phone, after.WorkingRevision, after.PublicRevision));
        // Readers are told of no update
        Assert.Equal((before.Item1.PublishedUtc, before.Item1.UpdatedUtc), (after.PublishedUtc, after.UpdatedUtc));
        var box = (await newsroom.NowAsync(boxed)).BodyHtml;
        Assert.Contains("p. 040 999 9999, <a href=\"mailto:toimisto@example.fi\">toimisto@example.fi</a>", box.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Contains("00358", (await newsroom.NowAsync(prose)).BodyHtml, StringComparison.Ordinal);
        Assert.Equal(waiting.WorkingTitle, (await newsroom.NowAsync(waiting)).Title);
        Assert.DoesNotContain("222 2222", (await newsroom.PageAsync("/uutiset/" + before.Item1.Slug)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.True(await newsroom.InDbAsync(db => db.AuditEvents.AnyAsync(e => e.What == "article.contactsReplaced" && e.Object == $"article:{boxed.PublicId}")));
        Assert.Equal(4, (await editor.SeeAsync(page + "?texts=true")).QuerySelectorAll("ul.rows li").Length);

        using var undone = await editor.SubmitAsync(page, [], page + "?handler=Undo");
        Assert.Equal(HttpStatusCode.Redirect, undone.StatusCode);
        Assert.Equal(before.Item2.BodyHtml, (await newsroom.NowAsync(boxed)).BodyHtml);
        Assert.Equal("+358 50 222 2222", await PhoneAsync(typed));
        Assert.DoesNotContain(namesake.WorkingTitle, rows.Keys);
    }

    [Fact]
    public async Task Leads_openings_and_introductions_are_found_too_and_left_to_people()
    {
        var s = await LeaverAsync("050 666 6666");
        await newsroom.PublicAsync(new ArticleDraft { Title = "Ingressi " + s.Mark, Lead = "Soita 050 666 6666." });
        await newsroom.PublicAsync(new ArticleDraft { Title = "Tiivistelmä " + s.Mark, Summaries = [new DraftSummary("sv", "Rubrik", $"Skriv till {s.Email}.")] });
        await newsroom.PublicAsync(new ArticleDraft { Title = "Lupaus " + s.Mark, FollowUp = $"{s.Name} kertoo lisää." });
        await newsroom.InDbAsync(async db =>
        {
            var now = newsroom.Clock.GetUtcNow().UtcDateTime;
            foreach (var (title, isPublic) in new[] { ("Kuuleminen ", true), ("Luonnos ", false) })
                db.Openings.Add(new Opening { Title = title + s.Mark, Slug = title.Trim().ToLowerInvariant() + "-" + s.Mark, Description = "Kysy: +358 50 666 6666", IsPublic = isPublic, CreatedUtc = now, SavedUtc = now });
            db.Terms.Add(new Term { LabelFi = "Aihe " + s.Mark, Slug = "aihe-" + s.Mark, IntroductionSvHtml = $"<p><a href=\"mailto:{s.Email}\">Skriv</a></p>" });
            db.Projects.Add(new Project { Name = "Hanke " + s.Mark, Slug = "hanke-" + s.Mark, FundingText = s.Email });
            (await db.Regions.SingleAsync(r => r.Code == "16")).IntroductionHtml = "<p>Soita 050 666 6666.</p>";
            (await db.People.SingleAsync(p => p.Id == s.Person.Id)).IntroductionEnHtml = "<p>Call 050 666 6666.</p>";
            (await db.Organisations.SingleAsync(o => o.Id == s.Person.OrganisationId)).IntroductionHtml = $"<p>Johtaja on {s.Name}.</p>";
            await db.SaveChangesAsync();
        });
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var rows = (await editor.SeeAsync($"/desk/people/{s.Person.PublicId}/leaving?texts=true")).QuerySelectorAll("ul.rows li").ToDictionary(li => li.QuerySelector("a")!.TextContent, li => li.TextContent);
        Assert.Equal(new[] { "Ingressi " + s.Mark, "Tiivistelmä " + s.Mark, "Lupaus " + s.Mark, "Kuuleminen " + s.Mark, "Aihe " + s.Mark, "Hanke " + s.Mark, Regions.Find("16")!.Name.Fi, s.Name, "Työnantaja " + s.Mark }
            .Order(StringComparer.Ordinal), rows.Keys.Order(StringComparer.Ordinal));
        foreach (var (title, text) in rows)
            Assert.Contains(title.StartsWith("Lupaus", StringComparison.Ordinal) || title.StartsWith("Työnantaja", StringComparison.Ordinal) ? "Tarkista käsin: nimi tekstissä." : "Tarkista käsin: yhteystiedot tekstissä", text, StringComparison.Ordinal);
        Assert.Contains("vaikuttamisen paikka", rows["Kuuleminen " + s.Mark], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_former_text_tells_nobody_how_to_reach_who_has_left_and_moves_with_its_article()
    {
        var s = await LeaverAsync("050 777 7777");
        var draft = new ArticleDraft
        {
            Title = "Oikaistu " + s.Mark, Lead = "Soita 050 777 7777.", Authors = [new DraftAuthor(null, s.Name, Phone: "050 777 7777"), new DraftAuthor(null, "Muu Kirjoittaja", Phone: "050 123 0000")],
            BodyHtml = $"<p>Kysy: 050 <strong>777</strong> 7777.</p><p>Kirjoita <a href=\"mailto:{s.Email}\">postia</a>.</p>",
        };
        var article = await newsroom.PublicAsync(draft);
        var first = await newsroom.NowAsync(article);
        Assert.IsType<Outcome.Done>(await newsroom.DoAsync<Drafting, Outcome>(d => d.SaveAsync(article.PublicId, draft with { Lead = "Uusi.", BodyHtml = "<p>Uusi.</p>", Authors = [] }, first.Version, true, Actor.System, CancellationToken.None)));
        Assert.IsType<Outcome.Done>(await newsroom.DoAsync<Publishing, Outcome>(p => p.CorrectAsync(article.PublicId, null, new CorrectionDraft("vanha", "uusi"), Actor.System, CancellationToken.None)));
        var path = $"/uutiset/{first.Slug}/versiot/{first.PublicRevision}";
        var before = Text(await newsroom.PageAsync(path));
        Assert.Contains("Kysy: 050 777 7777.", before, StringComparison.Ordinal);
        Assert.DoesNotContain("Lähteneiden henkilöiden yhteystiedot", before, StringComparison.Ordinal);

        using var editor = await newsroom.SignedInAsync(Role.Editor);
        using (var left = await editor.SubmitAsync($"/desk/people/{s.Person.PublicId}/leaving", new() { ["Replace"] = "false" })) Assert.Equal(HttpStatusCode.Redirect, left.StatusCode);
        var former = await newsroom.PageAsync(path);
        var after = Text(former);
        foreach (var told in new[] { "Soita 040 999 9999.", "Kysy: 040 999 9999.", s.Name, "050 123 0000", "Lähteneiden henkilöiden yhteystiedot on poistettu tai vaihdettu." }) Assert.Contains(told, after, StringComparison.Ordinal);
        Assert.DoesNotContain("777 7777", after, StringComparison.Ordinal);
        foreach (var gone in new[] { "507777777", s.Email }) Assert.DoesNotContain(gone, former.DocumentElement.OuterHtml, StringComparison.Ordinal);

        await newsroom.InDbAsync(async db =>
        {
            db.ArticleSlugs.Add(new ArticleSlug { Slug = "vanha-" + first.Slug, ArticleId = first.Id });
            await db.SaveChangesAsync();
        });
        using var moved = await newsroom.Client.GetAsync($"/sv/uutiset/vanha-{first.Slug}/versiot/{first.PublicRevision}");
        Assert.Equal((HttpStatusCode.MovedPermanently, "/sv" + path), (moved.StatusCode, moved.Headers.Location?.OriginalString));
        // Of an organisation that has nothing to answer with, nothing stands in its place
        var without = TracedText.Without(draft, new Reached(s.Name, s.Person.Phone, s.Email, null, null));
        Assert.Equal(("Soita […].", null, "<p>Kysy: […].</p><p>Kirjoita postia.</p>"), (without.Lead, without.Authors[0].Phone, without.BodyHtml));

        static string Text(AngleSharp.Html.Dom.IHtmlDocument page) => page.Body!.TextContent.Replace('\u00A0', ' ');
    }

    [Fact]
    public async Task What_was_worked_on_since_stays_and_an_article_that_comes_later_is_replaced_later()
    {
        var s = await LeaverAsync("050 333 3333");
        ArticleDraft draft = new() { Title = "Muokattu " + s.Mark, Authors = [new DraftAuthor(null, s.Name, Phone: "050 333 3333")], BodyHtml = "<p>Yksi.</p>" };
        var article = await newsroom.PublicAsync(draft);
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = $"/desk/people/{s.Person.PublicId}/leaving";
        using (var left = await editor.SubmitAsync(page, new() { ["Replace"] = "false" })) Assert.Equal(HttpStatusCode.Redirect, left.StatusCode);
        Assert.Equal("050 333 3333", await PhoneAsync(article));
        using (var replaced = await editor.SubmitAsync(page, [], page + "?handler=Replace")) Assert.Equal(HttpStatusCode.Redirect, replaced.StatusCode);
        Assert.Equal("040 999 9999", await PhoneAsync(article));
        var now = await newsroom.NowAsync(article);
        Assert.IsType<Outcome.Done>(await newsroom.DoAsync<Drafting, Outcome>(d => d.SaveAsync(article.PublicId, draft with { Authors = [new DraftAuthor(null, s.Name, Phone: "040 999 9999")], BodyHtml = "<p>Kaksi.</p>" }, now.Version, true, Actor.System, CancellationToken.None)));
        using var undone = await editor.SubmitAsync(page, [], page + "?handler=Undo");
        Assert.Equal(HttpStatusCode.Redirect, undone.StatusCode);
        Assert.Equal("<p>Kaksi.</p>", (await newsroom.WorkingAsync(article)).BodyHtml);
        Assert.Equal("040 999 9999", await PhoneAsync(article));
    }

    [Fact]
    public async Task Another_publishers_articles_are_neither_named_nor_changed()
    {
        var s = await LeaverAsync("050 444 4444");
        var (_, second) = await newsroom.TwoPublishersAsync();
        var article = await newsroom.PublicAsync(new ArticleDraft { Title = "Ensimmäisen julkaisijan " + s.Mark, Authors = [new DraftAuthor(null, s.Name, Phone: "050 444 4444")] });
        using var bound = await newsroom.SignedInAsync(Role.Editor, publisher: second.Id);
        var page = $"/desk/people/{s.Person.PublicId}/leaving";
        Assert.DoesNotContain(article.WorkingTitle, await bound.GetStringAsync(page + "?texts=true"), StringComparison.Ordinal);
        using var done = await bound.SubmitAsync(page, new() { ["Replace"] = "true" });
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        Assert.Equal("050 444 4444", await PhoneAsync(article));
    }

    [Fact]
    public async Task Nobody_puts_another_publishers_articles_back()
    {
        var s = await LeaverAsync("050 555 5555");
        var (_, second) = await newsroom.TwoPublishersAsync();
        var article = await newsroom.PublicAsync(new ArticleDraft { Title = "Ensimmäisen julkaisijan " + s.Mark, Authors = [new DraftAuthor(null, s.Name, Phone: "050 555 5555")] });
        var page = $"/desk/people/{s.Person.PublicId}/leaving";
        using var free = await newsroom.SignedInAsync(Role.Editor);
        using var done = await free.SubmitAsync(page, new() { ["Replace"] = "true" });
        Assert.Equal((HttpStatusCode.Redirect, "040 999 9999"), (done.StatusCode, await PhoneAsync(article)));
        using var bound = await newsroom.SignedInAsync(Role.Editor, publisher: second.Id);
        using var undone = await bound.SubmitAsync(page, [], page + "?handler=Undo");
        Assert.Equal((HttpStatusCode.Redirect, "040 999 9999"), (undone.StatusCode, await PhoneAsync(article)));
    }

    [Fact]
    public void A_colleague_with_the_same_number_keeps_an_address_of_their_own()
    {
        var who = new Reached("Aino Esimerkki", "050 222 2222", "aino@example.fi", "040 999 9999", "toimisto@example.fi");
        var draft = new ArticleDraft
        {
            Title = "Yhteinen numero", Authors = [new DraftAuthor(null, "Aino Esimerkki", Phone: "050 222 2222", Email: "toinen@example.fi")],
            Contacts = [new DraftAuthor(null, "Maija Muu", Phone: "050 222 2222", Email: "maija@example.fi"), new DraftAuthor(null, "Maija Muu", Phone: "050 777 7777", Email: "aino@example.fi")],
        };
        var after = TracedText.Replaced(draft, who, new ContactSpelling(who));
        Assert.Equal(("040 999 9999", "toimisto@example.fi"), (after.Authors[0].Phone, after.Authors[0].Email));
        Assert.Equal(("040 999 9999", "maija@example.fi"), (after.Contacts[0].Phone, after.Contacts[0].Email));
        Assert.Equal(("050 777 7777", "toimisto@example.fi"), (after.Contacts[1].Phone, after.Contacts[1].Email));
        Assert.Equal(TracePlaces.None, TracedText.PlacesIn(after, new ContactSpelling(who)));

        // The office has no number to put there: somebody has to look
        var without = who with { InsteadPhone = null };
        var left = TracedText.Replaced(draft with { Authors = [], Contacts = [draft.Contacts[0]] }, without, new ContactSpelling(without));
        Assert.Equal(draft.Contacts[0], left.Contacts[0]);
        Assert.Equal(TracePlaces.Contact, TracedText.PlacesIn(left, new ContactSpelling(without)));
    }

    [Theory]
    [InlineData("050 222 2222", "050-222 2222", true)]
    [InlineData("050 222 2222", "+358502222222", true)]
    [InlineData("+358 50 222 2222", "(050) 2222222", true)]
    [InlineData("+358 50 222 2222", "00358 (0)50 222 2222", true)]
    [InlineData("050 222 2222", "+358 (0)50 2222 222", true)]
    [InlineData("050 222 2222", "050 222 22221", false)]
    [InlineData("050 222 2222", "1050 222 2222", false)]
    [InlineData("050 222 2222", "050 222 2223", false)]
    [InlineData("+46 70 123 4567", "0046 70-123 45 67", true)]
    [InlineData("+46 70 123 4567", "070 123 4567", false)]
    [InlineData("112", "112", false)]
    public void A_number_is_one_however_it_is_spelt(string number, string written, bool same) =>
        Assert.Equal(same, new ContactSpelling(new("Aino Esimerkki", number, null, "040 1", null)).Reaches($"Soita {written}."));

    [Theory]
    [InlineData("Kirjoita: aino@example.fi.", true)]
    [InlineData("Kirjoita: AINO@Example.fi", true)]
    [InlineData("mailto:aino@example.fi", true)]
    [InlineData("maija-aino@example.fi", false)]
    [InlineData("aino@example.fi.test", false)]
    public void An_address_is_found_whole(string text, bool found) => Assert.Equal(found, new ContactSpelling(new("Aino Esimerkki", null, "aino@example.fi", null, "x@example.fi")).Reaches(text));

    private async Task<string?> PhoneAsync(Article article) =>
        (await newsroom.InDbAsync(db => db.Bylines.Where(b => b.ArticleId == article.Id).Select(b => b.Phone).SingleAsync()))?.Replace('\u00A0', ' ');

    private async Task<(string Mark, Person Person, string Name, string Email)> LeaverAsync(string phone)
    {
        var mark = Offices.Mark();
        var organisation = await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Työnantaja " + mark, Phone = "040 999 9999", Email = "toimisto@example.fi" });
        var person = await newsroom.PersonAsync(new PersonDraft { Name = $"Lähtijä {mark}", TitleFi = "Muutosagentti", Phone = phone, Email = $"oma-{mark}@example.fi", Memberships = [new(organisation.PublicId)] });
        return (mark, person, person.Name, person.Email!);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : TracesTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : TracesTests(newsroom), IClassFixture<PostgresNewsroom>;
}
