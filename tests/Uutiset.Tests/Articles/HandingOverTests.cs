using System.Net;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Articles.Bulk;
using Uutiset.People;
using Uutiset.Tests.Accounts;
using Uutiset.Tests.People;

namespace Uutiset.Tests.Articles;

/// <summary>Articles go to people who can open them: at the plan, at the work, at the undoing and when somebody leaves.</summary>
public abstract class HandingOverTests(Newsroom newsroom)
{
    private const string Closed = "Sen tunnus, jolle juttu siirtyisi, on suljettu.";
    private const string Elsewhere = "Se, jolle juttu siirtyisi, kirjoittaa toisen julkaisijan nimissä eikä pääsisi juttuun.";

    [Fact]
    public async Task A_plan_leaves_alone_what_the_recipient_could_not_open_and_says_why()
    {
        var (first, second) = await newsroom.TwoPublishersAsync();
        var mark = Offices.Mark();
        var (mine, theirs) = (await DraftAsync("Eka " + mark, first), await DraftAsync("Toka " + mark, second));
        var (heir, id) = await AccountAsync(second);
        var email = $"{Offices.Mark()}@example.fi";
        using var editor = await newsroom.SignedInAsync(Role.Editor, email);
        var change = await PlanAsync(editor, mark, heir);
        var plan = (await editor.SeeAsync(change)).Body!.TextContent;
        Assert.Contains("1 juttu muuttuu.", plan, StringComparison.Ordinal);
        Assert.Contains(Elsewhere, plan, StringComparison.Ordinal);
        Assert.Contains(mine.WorkingTitle, plan, StringComparison.Ordinal);
        foreach (var (lang, said) in new[] { ("sv", "skriver för en annan utgivare"), ("en", "writes for another publisher") })
        {
            await SpeakAsync(email, lang);
            Assert.Contains(said, WebUtility.HtmlDecode(await editor.GetStringAsync(change)), StringComparison.Ordinal);
        }
        await PressAsync(editor, change);
        Assert.Equal((null, id), ((await newsroom.NowAsync(mine)).OwnerId, (await newsroom.NowAsync(theirs)).OwnerId));
    }

    [Fact]
    public async Task An_account_that_was_closed_or_bound_since_the_plan_gets_nothing()
    {
        var (first, second) = await newsroom.TwoPublishersAsync();
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        foreach (var (spoil, why) in new (Func<Users, long, Task<string?>>, string)[]
                 {
                     ((users, id) => users.SetDisabledAsync(id, true, Actor.System, default), Closed), ((users, id) => users.SetPublisherAsync(id, second.PublicId, Actor.System, default), Elsewhere),
                 })
        {
            var article = await DraftAsync("Luovutus " + Offices.Mark(), first);
            var (heir, id) = await AccountAsync(null);
            var change = await PlanAsync(editor, article.WorkingTitle.Split(' ')[1], heir);
            Assert.Contains("1 juttu muuttuu.", (await editor.SeeAsync(change)).Body!.TextContent, StringComparison.Ordinal);
            Assert.Null(await newsroom.DoAsync<Users, string?>(users => spoil(users, id)));
            Assert.Contains(why, await PressAsync(editor, change), StringComparison.Ordinal);
            Assert.Null((await newsroom.NowAsync(article)).OwnerId);
        }
    }

    [Fact]
    public async Task Undoing_gives_nothing_back_to_an_account_that_was_closed_since()
    {
        var (first, _) = await newsroom.TwoPublishersAsync();
        var (mark, (former, formerId), (heir, heirId)) = (Offices.Mark(), await AccountAsync(null), await AccountAsync(first));
        var (kept, back) = (await DraftAsync("Jää " + mark, first, formerId), await DraftAsync("Palaa " + mark, first));
        Assert.NotEqual(former, heir);
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var change = await PlanAsync(editor, mark, heir);
        await PressAsync(editor, change);
        Assert.Equal((heirId, heirId), ((await newsroom.NowAsync(kept)).OwnerId, (await newsroom.NowAsync(back)).OwnerId));
        Assert.Null(await newsroom.DoAsync<Users, string?>(users => users.SetDisabledAsync(formerId, true, Actor.System, default)));
        Assert.Contains(Closed, await PressAsync(editor, change, "?handler=Undo"), StringComparison.Ordinal);
        Assert.Equal((heirId, null), ((await newsroom.NowAsync(kept)).OwnerId, (await newsroom.NowAsync(back)).OwnerId));
    }

    [Theory]
    [InlineData("fi", "Valitse toinen jatkaja")]
    [InlineData("sv", "Välj en annan efterträdare")]
    [InlineData("en", "Choose another successor")]
    public async Task Who_leaves_hands_nothing_to_an_account_of_another_publisher(string lang, string said)
    {
        var (first, second) = await newsroom.TwoPublishersAsync();
        var (leaver, leaverId) = await PersonAsync(first);
        var article = await DraftAsync("Kesken " + Offices.Mark(), first, leaverId);
        var (outsider, _) = await PersonAsync(second);
        var (colleague, colleagueId) = await PersonAsync(first);
        var email = $"{Offices.Mark()}@example.fi";
        using var editor = await newsroom.SignedInAsync(Role.Editor, email);
        await SpeakAsync(email, lang);
        var page = $"/desk/people/{leaver.PublicId}/leaving";
        using var refused = await editor.SubmitAsync(page, new() { ["SuccessorId"] = $"{outsider.PublicId}", ["HandOver"] = "true" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains(said, WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        // Nothing of it has happened
        Assert.Equal((leaverId, false), ((await newsroom.NowAsync(article)).OwnerId, await newsroom.InDbAsync(db => db.Users.Where(u => u.Id == leaverId).Select(u => u.Disabled).SingleAsync())));
        using var done = await editor.SubmitAsync(page, new() { ["SuccessorId"] = $"{colleague.PublicId}", ["HandOver"] = "true" });
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        Assert.Equal(colleagueId, (await newsroom.NowAsync(article)).OwnerId);
    }

    [Fact]
    public async Task A_change_names_its_articles_by_what_its_maker_may_see_today()
    {
        var (first, second) = await newsroom.TwoPublishersAsync();
        var mark = Offices.Mark();
        var hidden = await DraftAsync("Luonnos " + mark, second);
        var shown = await newsroom.PublicAsync(new ArticleDraft { Title = "Julkinen " + mark, PublisherId = second.PublicId });
        var email = $"{Offices.Mark()}@example.fi";
        using var maker = await newsroom.SignedInAsync(Role.Editor, email, second.Id);
        var (heir, _) = await AccountAsync(first);
        var change = await PlanAsync(maker, mark, heir);
        await PressAsync(maker, change);
        foreach (var article in new[] { hidden, shown }) Assert.Contains(article.WorkingTitle, await maker.GetStringAsync(change), StringComparison.Ordinal);

        var id = await newsroom.InDbAsync(db => db.Users.Where(u => u.Email == email).Select(u => u.Id).SingleAsync());
        Assert.Null(await newsroom.DoAsync<Users, string?>(users => users.SetPublisherAsync(id, first.PublicId, Actor.System, default)));
        using var moved = newsroom.NewClient(cookies: true);
        using var entered = await moved.SubmitAsync(new Uri(await newsroom.DoAsync<Users, string>(users => users.NewSignInLinkAsync(id, default))).PathAndQuery, []);
        var page = await moved.SeeAsync(change);
        Assert.DoesNotContain(hidden.WorkingTitle, page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.DoesNotContain(hidden.PublicId.ToString(), page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        // What is public is everybody's to read, where everybody reads it
        Assert.Equal("/uutiset/" + (await newsroom.NowAsync(shown)).Slug, page.QuerySelectorAll("ul.rows a").Single(a => a.TextContent == shown.WorkingTitle).GetAttribute("href"));
        // Whose an article was that is there no more, nobody can say
        await newsroom.InDbAsync(db => db.BulkChangeRows.Where(r => r.ItemId == hidden.Id).ExecuteUpdateAsync(s => s.SetProperty(r => r.ItemId, long.MaxValue)));
        Assert.DoesNotContain(hidden.WorkingTitle, await moved.GetStringAsync(change), StringComparison.Ordinal);
    }

    private async Task SpeakAsync(string email, string lang) => await newsroom.InDbAsync(db => db.Users.Where(u => u.Email == email).ExecuteUpdateAsync(s => s.SetProperty(u => u.Lang, lang)));

    private Task<Article> DraftAsync(string title, Organisation publisher, long? owner = null) => newsroom.DraftAsync(new ArticleDraft { Title = title, PublisherId = publisher.PublicId }, owner);

    private async Task<(Guid PublicId, long Id)> AccountAsync(Organisation? publisher)
    {
        var email = $"{Offices.Mark()}@example.fi";
        (await newsroom.SignedInAsync(Role.Editor, email, publisher?.Id)).Dispose();
        var account = await newsroom.InDbAsync(db => db.Users.Where(u => u.Email == email).Select(u => new { u.PublicId, u.Id }).SingleAsync());
        return (account.PublicId, account.Id);
    }

    private async Task<(Person Person, long UserId)> PersonAsync(Organisation publisher)
    {
        var email = $"{Offices.Mark()}@example.fi";
        (await newsroom.SignedInAsync(Role.Agent, email, publisher.Id)).Dispose();
        return (await newsroom.PersonAsync(new PersonDraft { Name = "Henkilö " + Offices.Mark(), TitleFi = "Muutosagentti", Account = email }), await newsroom.InDbAsync(db => db.Users.Where(u => u.Email == email).Select(u => u.Id).SingleAsync()));
    }

    private static async Task<string> PlanAsync(HttpClient browser, string mark, Guid heir)
    {
        using var planned = await browser.SubmitAsync("/desk/articles?q=" + mark, new() { ["Bulk.Scope"] = "all", ["Bulk.What"] = nameof(BulkKind.HandOver), ["Bulk.Owner"] = $"{heir}" }, $"/desk/articles?q={mark}&handler=Plan");
        Assert.Equal(HttpStatusCode.Redirect, planned.StatusCode);
        return planned.Headers.Location!.OriginalString;
    }

    private static async Task<string> PressAsync(HttpClient browser, string change, string handler = "")
    {
        using var pressed = await browser.SubmitAsync("/desk/articles", [], change + handler);
        Assert.Equal(HttpStatusCode.Redirect, pressed.StatusCode);
        for (var i = 0; ; i++)
        {
            var html = await browser.GetStringAsync(change);
            if (i == 200 || !html.Contains("data-working", StringComparison.Ordinal)) return WebUtility.HtmlDecode(html);
            await Task.Delay(100);
        }
    }

    public sealed class OnSqlite(SqliteNewsroom n) : HandingOverTests(n), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom n) : HandingOverTests(n), IClassFixture<PostgresNewsroom>;
}
