using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Articles.Openings;
using Uutiset.Bulletins;
using Uutiset.Media;
using Uutiset.People;
using Uutiset.Tests.Articles;
using Uutiset.Tests.People;
using Uutiset.Tests.Site;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Desk;

/// <summary>One field that finds what every room has, for whoever may see it.</summary>
public abstract class SearchTests(Newsroom newsroom)
{
    [Fact]
    public async Task Every_room_answers_under_its_own_heading()
    {
        var mark = await FillAsync("x" + Offices.Mark());
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = await editor.SeeAsync("/desk/search?q=" + mark);
        var headings = page.QuerySelectorAll(".found h2").Select(h => h.TextContent);
        Assert.Equal(["Jutut", "Henkilöt", "Järjestöt", "Hankkeet", "Kuvat ja tiedostot", "Määräajat", "Tilaisuudet", "Vaikuttamisen paikat", "Tiedotteet", "Asiasanat"], headings);
        foreach (var link in page.QuerySelectorAll(".found li a").Select(a => a.GetAttribute("href")!))
            Assert.Equal(System.Net.HttpStatusCode.OK, (await editor.GetAsync(link)).StatusCode);
        Assert.Equal(mark, page.QuerySelector("#desk-q")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_word_finds_its_inflections_in_drafts_and_in_the_text_of_what_is_public()
    {
        var mark = Offices.Mark();
        var draft = await newsroom.DraftAsync(new ArticleDraft { Title = "Muistio " + mark, Lead = "Kumppanuuspöydässä sovittiin kotihoidosta." });
        var read = await newsroom.PublicAsync(new ArticleDraft { Title = "Tiedote " + mark, BodyHtml = "<p>Asiasta päätettiin kumppanuuspöydän kokouksessa.</p>" });
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var links = (await editor.SeeAsync("/desk/search?q=kumppanuusp%C3%B6yt%C3%A4")).QuerySelectorAll(".found li a").Select(a => a.GetAttribute("href")).ToList();
        Assert.Contains($"/desk/articles/{draft.PublicId}", links);
        Assert.Contains($"/desk/articles/{read.PublicId}", links);
        Assert.Empty((await editor.SeeAsync($"/desk/search?q=eilöydymistään{mark}")).QuerySelectorAll(".found"));
    }

    [Fact]
    public async Task An_agent_finds_no_draft_of_others_and_no_opening_that_is_not_public()
    {
        var mark = "y" + Offices.Mark();
        var (agent, me, _) = await newsroom.AgentAsync("18");
        using var browser = agent;
        var own = await newsroom.DraftAsync(new ArticleDraft { Title = "Oma " + mark }, me);
        var region = await newsroom.DraftAsync(new ArticleDraft { Title = "Alueen " + mark, Regions = ["18"] });
        await newsroom.DraftAsync(new ArticleDraft { Title = "Vieras " + mark, Regions = ["02"] });
        await newsroom.InDbAsync(async db => { db.Openings.Add(new Opening { Title = "Salainen " + mark, Slug = mark, Kind = OpeningKind.Hearing }); await db.SaveChangesAsync(); });
        var links = (await browser.SeeAsync("/desk/search?q=" + mark)).QuerySelectorAll(".found li a").Select(a => a.GetAttribute("href")!).Order();
        Assert.Equal(new[] { $"/desk/articles/{own.PublicId}", $"/desk/articles/{region.PublicId}" }.Order(), links);
    }

    [Fact]
    public async Task An_agent_is_led_to_bulletins_where_they_may_go()
    {
        var mark = "w" + Offices.Mark();
        var (agent, me, _) = await newsroom.AgentAsync("18");
        using var browser = agent;
        var (own, others) = (new Bulletin { CreatedById = me, Texts = { new BulletinText { Subject = "Oma " + mark } } }, new Bulletin { Texts = { new BulletinText { Subject = "Vieras " + mark } } });
        await newsroom.InDbAsync(async db =>
        {
            own.PublisherId = others.PublisherId = await db.Organisations.Where(o => o.IsPublisher).OrderBy(o => o.Id).Select(o => o.Id).FirstAsync();
            db.Bulletins.AddRange(own, others);
            await db.SaveChangesAsync();
        });
        var links = (await browser.SeeAsync("/desk/search?q=" + mark)).QuerySelectorAll(".found li a").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Equal(new[] { $"/desk/bulletins/{own.PublicId}", $"/desk/bulletins/{others.PublicId}/preview" }.Order(), links.Order());
        foreach (var link in links) Assert.Equal(System.Net.HttpStatusCode.OK, (await browser.GetAsync(link)).StatusCode);
    }

    [Fact]
    public async Task It_costs_the_same_number_of_commands_whatever_is_found()
    {
        var mark = "z" + Offices.Mark();
        await FillAsync(mark);
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var few = await CommandCounter.CountAsync(editor, "/desk/search?q=" + mark);
        for (var i = 0; i < 12; i++) await FillAsync(mark);
        Assert.Equal(few, await CommandCounter.CountAsync(editor, "/desk/search?q=" + mark));
        Assert.InRange(few, 10, 40);
    }

    private async Task<string> FillAsync(string mark)
    {
        var (own, name) = (Offices.Mark(), $"Nimi {mark} {Offices.Mark()}");
        await newsroom.PersonAsync(new PersonDraft { Name = name });
        await newsroom.OrganisationAsync(new OrganisationDraft { Name = name + " ry" });
        var article = await newsroom.PublicAsync(new ArticleDraft
        {
            Title = "Juttu " + mark, Deadlines = [new DraftDeadline(Title: "Haku " + mark, Closes: new DateOnly(2090, 1, 1))], Events = [new DraftEvent("Tilaisuus " + mark, new DateOnly(2090, 2, 2), Place: "Kajaani")],
        });
        await newsroom.InDbAsync(async db =>
        {
            db.Projects.Add(new Project { Name = "Hanke " + mark, Slug = "hanke-" + own });
            db.MediaItems.Add(new MediaItem { OriginalName = mark + ".pdf", Kind = MediaKind.Document, ContentType = "application/pdf", Sha256 = own });
            db.Openings.Add(new Opening { Title = "Paikka " + mark, Slug = "paikka-" + own, IsPublic = true });
            db.Terms.Add(new Term { LabelFi = "Sana " + mark, Slug = "sana-" + own });
            var publisher = await db.Organisations.Select(o => o.Id).FirstAsync();
            db.Bulletins.Add(new Bulletin { PublisherId = publisher, Texts = { new BulletinText { Subject = "Tiedote " + mark } } });
            await db.SaveChangesAsync();
        });
        Assert.NotNull(article);
        return mark;
    }

    public sealed class OnSqlite(SqliteNewsroom n) : SearchTests(n), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom n) : SearchTests(n), IClassFixture<PostgresNewsroom>;
}
