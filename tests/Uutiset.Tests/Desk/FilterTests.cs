using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Articles.Workflow;
using Uutiset.Bulletins;
using Uutiset.Mailing;
using Uutiset.People;
using Uutiset.Tests.Articles;
using Uutiset.Tests.People;

namespace Uutiset.Tests.Desk;

/// <summary>Lists of the desk are narrowed by what people look for in them, and have pages where they may grow.</summary>
public abstract class FilterTests(Newsroom newsroom)
{
    [Fact]
    public async Task Projects_are_narrowed_by_state_region_funder_and_words()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var mark = Offices.Mark();
        var (owner, payer) = (await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Omistaja " + mark, Regions = ["21"] }), await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Säätiö " + mark }));
        await newsroom.InDbAsync(db =>
        {
            db.Projects.AddRange(
                new Project { Name = "Äänekäs " + mark, Slug = "a" + mark, OrganisationId = owner.Id, Funders = { new ProjectFunder { OrganisationId = payer.Id } } },
                new Project { Name = "Hiljainen " + mark, Slug = "b" + mark, EndsOn = new DateOnly(2020, 1, 1), Funders = { new ProjectFunder { Name = "Rahasto " + mark } } });
            return db.SaveChangesAsync();
        });
        Task<List<string>> NamesAsync(string query) => RowsAsync(editor, "/desk/projects?" + query);
        foreach (var query in new[] { $"q=äänekäs {mark}", $"region=21&q={mark}", $"funder=säätiö {mark}", $"state=active&q={mark}", $"state=Active&region=21&funder={mark}&q={mark}" })
            Assert.Equal(["Äänekäs " + mark], await NamesAsync(query));
        foreach (var query in new[] { $"funder=rahasto {mark}", $"state=ended&q={mark}" }) Assert.Equal(["Hiljainen " + mark], await NamesAsync(query));
        Assert.Empty(await NamesAsync($"state=planned&q={mark}"));
        // What means nothing narrows nothing
        Assert.Equal(2, (await NamesAsync($"q={mark}&state=joskus&region=99&page=x")).Count);
        var page = await editor.SeeAsync($"/desk/projects?q={mark}&state=planned");
        Assert.Contains("Näillä rajauksilla", page.QuerySelector(".empty")!.TextContent, StringComparison.Ordinal);
        Assert.Equal((mark, "Planned"), (page.QuerySelector("#filter-q")!.GetAttribute("value"), page.QuerySelector("#filter-state option[selected]")!.GetAttribute("value")));
    }

    [Fact]
    public async Task Bulletins_are_narrowed_by_state_words_and_year()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var (mark, now) = (Offices.Mark(), newsroom.Clock.GetUtcNow().UtcDateTime);
        await newsroom.InDbAsync(async db =>
        {
            var publisher = await db.Organisations.Where(o => o.IsPublisher).Select(o => o.Id).FirstAsync();
            Bulletin Made(string subject, DateTime saved, BulletinStage stage = BulletinStage.Draft) =>
                db.Bulletins.Add(new Bulletin { PublisherId = publisher, Stage = stage, SavedUtc = saved, CreatedUtc = saved, Texts = { new BulletinText { Subject = $"{subject} {mark}" } } }).Entity;
            Made("Vanha", now.AddYears(-2));
            Made("Hyväksytty", now, BulletinStage.Approved);
            var sent = Made("Ölähtänyt", now, BulletinStage.Approved);
            sent.SentUtc = now;
            await db.SaveChangesAsync();
            db.Dispatches.Add(new Dispatch { BulletinId = sent.Id, Kind = DispatchKind.First, State = DispatchState.Sent, SendAtUtc = now, By = "Testi" });
            await db.SaveChangesAsync();
        });
        Task<List<string>> NamesAsync(string query) => RowsAsync(editor, "/desk/bulletins?" + query);
        Assert.Equal(["Ölähtänyt " + mark], await NamesAsync($"q=ölähtänyt {mark}"));
        Assert.Equal(["Ölähtänyt " + mark], await NamesAsync($"q={mark}&state=sent"));
        Assert.Equal(["Hyväksytty " + mark], await NamesAsync($"q={mark}&state=approved"));
        Assert.Equal(["Vanha " + mark], await NamesAsync($"q={mark}&year={now.Year - 2}"));
        Assert.Equal(3, (await NamesAsync($"q={mark}")).Count);
    }

    [Fact]
    public async Task Accounts_are_narrowed_by_words_role_publisher_and_state_and_a_button_comes_back_to_the_same_list()
    {
        using var admin = await newsroom.SignedInAsync(Role.Admin);
        var mark = Offices.Mark();
        await newsroom.InDbAsync(async db =>
        {
            var second = db.Organisations.Add(new Organisation { Name = "Julkaisija " + mark, Slug = mark, IsPublisher = true, Listed = true }).Entity;
            await db.SaveChangesAsync();
            for (var i = 0; i < 60; i++)
            {
                var email = $"tunnus{i}-{mark}@example.fi";
                db.Users.Add(new User
                {
                    Name = $"Ämpäri {mark} nro{i:00}", Email = email, UserName = email, NormalizedEmail = email.ToUpperInvariant(), NormalizedUserName = email.ToUpperInvariant(), SecurityStamp = email,
                    Role = i == 1 ? Role.Editor : Role.Agent, Disabled = i == 2, PasswordHash = i == 3 ? null : "x", PublisherId = i == 4 ? second.Id : null,
                });
            }
            await db.SaveChangesAsync();
        });
        var publisher = await newsroom.InDbAsync(db => db.Organisations.Where(o => o.Slug == mark).Select(o => o.PublicId).SingleAsync());
        async Task<List<string>> NamesAsync(string query) => [.. (await RowsAsync(admin, $"/desk/users?q={mark}{query}")).Select(n => n[^2..])];
        Assert.Equal(50, (await NamesAsync("")).Count);
        Assert.Equal(10, (await NamesAsync("&page=2")).Count);
        Assert.Equal(["01"], await NamesAsync("&as=editor"));
        Assert.Equal(["02"], await NamesAsync("&state=disabled"));
        Assert.Equal(["03"], await NamesAsync("&state=invited"));
        Assert.Equal(["04"], await NamesAsync($"&of={publisher}"));
        Assert.Single(await RowsAsync(admin, $"/desk/users?q=ämpäri {mark} nro07"));
        Assert.Single(await RowsAsync(admin, $"/desk/users?q=TUNNUS8-{mark}"));
        var page = await admin.SeeAsync($"/desk/users?q={mark}&as=editor");
        var role = page.QuerySelector("form[action*='handler=Role']")!;
        using var saved = await admin.SubmitAsync("/desk/users", new() { ["id"] = role.QuerySelector("[name=id]")!.GetAttribute("value")!, ["role"] = "Agent" }, role.GetAttribute("action"));
        Assert.Equal((HttpStatusCode.Redirect, $"/desk/users?q={mark}&as=Editor&page=1"), (saved.StatusCode, saved.Headers.Location!.OriginalString));
        Assert.Equal(Role.Agent, await newsroom.InDbAsync(db => db.Users.Where(u => u.Name == $"Ämpäri {mark} nro01").Select(u => u.Role).SingleAsync()));
    }

    [Fact]
    public async Task Keys_are_narrowed_by_name_right_and_state()
    {
        using var admin = await newsroom.SignedInAsync(Role.Admin);
        var (mark, now) = (Offices.Mark(), newsroom.Clock.GetUtcNow().UtcDateTime);
        await newsroom.InDbAsync(db =>
        {
            db.ApiKeys.AddRange(
                new ApiKey { Name = "Öinen ajo " + mark, Hash = "a" + mark, Scopes = "articles:write media:write", CreatedUtc = now, ExpiresUtc = now.AddDays(5), LastUsedUtc = now },
                new ApiKey { Name = "Vanha ajo " + mark, Hash = "b" + mark, Scopes = "subscribers:read", CreatedUtc = now, ExpiresUtc = now.AddDays(-5) });
            return db.SaveChangesAsync();
        });
        Task<List<string>> NamesAsync(string query) => RowsAsync(admin, $"/desk/keys?{query}");
        Assert.Equal(["Öinen ajo " + mark], await NamesAsync($"q=öinen {mark}"));
        Assert.Equal(["Öinen ajo " + mark], await NamesAsync($"q={mark}&scope=media:write"));
        Assert.Equal(["Öinen ajo " + mark], await NamesAsync($"q={mark}&state=valid"));
        Assert.Equal(["Vanha ajo " + mark], await NamesAsync($"q={mark}&state=expired"));
        Assert.Equal(["Vanha ajo " + mark], await NamesAsync($"q={mark}&state=unused"));
    }

    [Fact]
    public async Task What_waits_for_review_is_narrowed_by_type_region_and_editor()
    {
        var email = Offices.Mark() + "@example.fi";
        using var editor = await newsroom.SignedInAsync(Role.Editor, email);
        var (mark, now) = (Offices.Mark(), newsroom.Clock.GetUtcNow().UtcDateTime);
        var me = await newsroom.InDbAsync(db => db.Users.Where(u => u.Email == email).Select(u => u.Id).SingleAsync());
        var mine = await newsroom.DraftAsync(new ArticleDraft { Title = "Minun " + mark, Type = ArticleType.Announcement, Regions = ["21"] });
        var others = await newsroom.DraftAsync(new ArticleDraft { Title = "Muiden " + mark, Regions = ["01"] });
        await newsroom.InDbAsync(db =>
        {
            db.ArticleReviews.AddRange(new ArticleReview { ArticleId = mine.Id, By = "Testi", AskedUtc = now, EditorId = me }, new ArticleReview { ArticleId = others.Id, By = "Testi", AskedUtc = now });
            return db.SaveChangesAsync();
        });
        async Task<List<string>> NamesAsync(string query) => [.. (await RowsAsync(editor, "/desk/review?" + query)).Where(n => n.Contains(mark, StringComparison.Ordinal))];
        Assert.Equal(2, (await NamesAsync("")).Count);
        foreach (var query in new[] { "whose=mine", "region=21", "type=announcement" }) Assert.Equal(["Minun " + mark], await NamesAsync(query));
        foreach (var query in new[] { "whose=anybody", "region=01", "type=news" }) Assert.Equal(["Muiden " + mark], await NamesAsync(query));
    }

    // Names without what stands small below them
    private static async Task<List<string>> RowsAsync(HttpClient browser, string path) =>
        [.. (await browser.SeeAsync(path)).QuerySelectorAll("table.table tbody th").Select(h => (h.QuerySelector("a") ?? h).ChildNodes.First(n => n.TextContent.Trim().Length > 0).TextContent.Trim())];

    public sealed class OnSqlite(SqliteNewsroom newsroom) : FilterTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : FilterTests(newsroom), IClassFixture<PostgresNewsroom>;
}
