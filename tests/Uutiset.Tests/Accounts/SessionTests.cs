using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;
using Uutiset.Data;

namespace Uutiset.Tests.Accounts;

public abstract class SessionTests(Newsroom newsroom)
{
    public sealed class OnSqlite(SqliteNewsroom newsroom) : SessionTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : SessionTests(newsroom), IClassFixture<PostgresNewsroom>;

    private sealed record Visit(HttpClient Browser, string Email, string Cookie);

    private async Task<Visit> BeginAsync(Role role = Role.Agent)
    {
        var email = $"{Guid.NewGuid():N}@example.fi";
        var link = await newsroom.SetUpLinkAsync(role, email);
        var browser = newsroom.NewClient(cookies: true);
        using var answer = await browser.SubmitAsync(link, new() { ["Password"] = Editors.Password });
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("uutiset-session=", StringComparison.Ordinal)).Split(';')[0];
        return new Visit(browser, email, cookie);
    }

    // What somebody does who copied the cookie out of the browser
    private async Task<HttpStatusCode> WithCopiedCookieAsync(string cookie, string path = "/desk")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Cookie", cookie);
        using var answer = await newsroom.Client.SendAsync(request);
        return answer.StatusCode;
    }

    private Task ChangeAsync(string email, Func<Users, long, Task> change) => newsroom.InDbAsync(async db =>
    {
        await using var scope = newsroom.Services.CreateAsyncScope();
        await change(scope.ServiceProvider.GetRequiredService<Users>(), await db.Users.Where(u => u.Email == email).Select(u => u.Id).SingleAsync());
    });

    [Fact]
    public async Task Copied_cookie_is_dead_after_signing_out()
    {
        var visit = await BeginAsync();
        Assert.Equal(HttpStatusCode.OK, await WithCopiedCookieAsync(visit.Cookie));
        using var answer = await visit.Browser.SubmitAsync("/kirjaudu/ulos", []);
        Assert.Equal(HttpStatusCode.Redirect, await WithCopiedCookieAsync(visit.Cookie));
    }

    [Fact]
    public async Task Opening_the_sign_out_page_signs_nobody_out()
    {
        var visit = await BeginAsync();
        Assert.Equal(HttpStatusCode.OK, await WithCopiedCookieAsync(visit.Cookie, "/kirjaudu/ulos"));
        Assert.Equal(HttpStatusCode.OK, await WithCopiedCookieAsync(visit.Cookie));
    }

    [Fact]
    public async Task Closing_the_account_ends_its_sessions_and_opening_it_revives_none()
    {
        var visit = await BeginAsync();
        await ChangeAsync(visit.Email, (users, id) => users.SetDisabledAsync(id, true, Actor.System, CancellationToken.None));
        Assert.Equal(HttpStatusCode.Redirect, await WithCopiedCookieAsync(visit.Cookie));
        await ChangeAsync(visit.Email, (users, id) => users.SetDisabledAsync(id, false, Actor.System, CancellationToken.None));
        Assert.Equal(HttpStatusCode.Redirect, await WithCopiedCookieAsync(visit.Cookie));
    }

    [Fact]
    public async Task Deleting_the_account_ends_its_sessions()
    {
        var visit = await BeginAsync();
        await newsroom.InDbAsync(db => db.Users.Where(u => u.Email == visit.Email).ExecuteDeleteAsync());
        Assert.Equal(HttpStatusCode.Redirect, await WithCopiedCookieAsync(visit.Cookie));
    }

    [Fact]
    public async Task Changing_the_password_ends_every_session()
    {
        var visit = await BeginAsync();
        using var refused = await visit.Browser.SubmitAsync("/desk/account",
            new() { ["CurrentPassword"] = "jokin aivan muu", ["NewPassword"] = "viisi vihreää hevosta" }, "/desk/account?handler=Password");
        Assert.Equal(HttpStatusCode.OK, await WithCopiedCookieAsync(visit.Cookie));
        using var changed = await visit.Browser.SubmitAsync("/desk/account",
            new() { ["CurrentPassword"] = Editors.Password, ["NewPassword"] = "viisi vihreää hevosta" }, "/desk/account?handler=Password");
        Assert.Equal("/kirjaudu", changed.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, await WithCopiedCookieAsync(visit.Cookie));
    }

    [Fact]
    public async Task Session_ends_when_idle_for_12_hours_and_lives_on_when_used()
    {
        var visit = await BeginAsync();
        newsroom.Clock.Move(TimeSpan.FromHours(11));
        Assert.Equal(HttpStatusCode.OK, await WithCopiedCookieAsync(visit.Cookie));
        newsroom.Clock.Move(TimeSpan.FromHours(11));
        Assert.Equal(HttpStatusCode.OK, await WithCopiedCookieAsync(visit.Cookie));
        newsroom.Clock.Move(TimeSpan.FromHours(12.1));
        Assert.Equal(HttpStatusCode.Redirect, await WithCopiedCookieAsync(visit.Cookie));
    }

    [Fact]
    public async Task Session_ends_after_14_days_however_busy_it_is()
    {
        var visit = await BeginAsync();
        for (var hours = 0; hours < 14 * 24 - 10; hours += 10)
        {
            Assert.Equal(HttpStatusCode.OK, await WithCopiedCookieAsync(visit.Cookie));
            newsroom.Clock.Move(TimeSpan.FromHours(10));
        }
        newsroom.Clock.Move(TimeSpan.FromHours(10));
        Assert.Equal(HttpStatusCode.Redirect, await WithCopiedCookieAsync(visit.Cookie));
    }

    [Fact]
    public async Task Signing_in_never_takes_over_a_session_that_the_browser_came_with()
    {
        var (planted, victim) = (await BeginAsync(), await BeginAsync());
        // The victim's browser carries a session that the attacker knows
        var form = new Dictionary<string, string> { ["Email"] = victim.Email, ["Password"] = Editors.Password };
        using var first = await planted.Browser.SubmitAsync("/desk/account", form, "/kirjaudu");
        Assert.StartsWith("/kirjaudu", first.Headers.Location?.OriginalString, StringComparison.Ordinal);
        using var second = await planted.Browser.SubmitAsync("/kirjaudu", form);
        Assert.Equal("/desk", second.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, await WithCopiedCookieAsync(planted.Cookie));
    }

    [Fact]
    public async Task People_see_their_sessions_and_end_one_but_nobody_elses()
    {
        var (visit, stranger) = (await BeginAsync(), await BeginAsync());
        using var phone = newsroom.NewClient(cookies: true);
        phone.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (Android 15; Mobile; rv:140.0) Firefox/140.0");
        using var signedIn = await phone.SubmitAsync("/kirjaudu", new() { ["Email"] = visit.Email, ["Password"] = Editors.Password });
        Assert.Contains("Firefox, Android", await visit.Browser.GetStringAsync("/desk/account"), StringComparison.Ordinal);
        var hash = await newsroom.InDbAsync(db => db.Sessions.Where(s => s.Device!.Contains("Android")).Select(s => s.KeyHash).SingleAsync());

        using var foreign = await stranger.Browser.SubmitAsync("/desk/account", new() { ["session"] = hash }, "/desk/account?handler=End");
        Assert.Equal(HttpStatusCode.OK, (await phone.GetAsync("/desk")).StatusCode);
        using var own = await visit.Browser.SubmitAsync("/desk/account", new() { ["session"] = hash }, "/desk/account?handler=End");
        Assert.Equal(HttpStatusCode.Redirect, (await phone.GetAsync("/desk")).StatusCode);
    }

    [Fact]
    public async Task A_session_does_not_end_without_a_word_in_the_log()
    {
        var visit = await BeginAsync();
        var session = await newsroom.InDbAsync(db => db.Sessions.AsNoTracking().SingleAsync(s => db.Users.Any(u => u.Id == s.UserId && u.Email == visit.Email)));
        Task<int> ToldAsync() => newsroom.InDbAsync(db => db.AuditEvents.CountAsync(e => e.What == "session.ended" && e.Object == $"user:{session.UserId}"));
        async Task<HttpStatusCode> LeaveAsync(string page, string to)
        {
            using var answer = await visit.Browser.SubmitAsync(page, new() { ["session"] = session.KeyHash }, to);
            return answer.StatusCode;
        }
        foreach (var (page, to) in new[] { ("/desk/account", "/desk/account?handler=End"), ("/kirjaudu/ulos", "/kirjaudu/ulos") })
        {
            newsroom.Meanwhile.Refuse("insert into audit_event");
            Assert.Equal(HttpStatusCode.InternalServerError, await LeaveAsync(page, to));
            Assert.Equal((HttpStatusCode.OK, 0), (await WithCopiedCookieAsync(visit.Cookie), await ToldAsync()));
        }
        Assert.Equal(HttpStatusCode.Redirect, await LeaveAsync("/kirjaudu/ulos", "/kirjaudu/ulos"));
        Assert.Equal((HttpStatusCode.Redirect, 1), (await WithCopiedCookieAsync(visit.Cookie), await ToldAsync()));
    }

    [Fact]
    public async Task An_administrator_sees_how_many_sessions_somebody_has_and_ends_them()
    {
        var visit = await BeginAsync();
        using var admin = await newsroom.SignedInAsync(Role.Admin);
        var id = await newsroom.InDbAsync(db => db.Users.Where(u => u.Email == visit.Email).Select(u => u.Id).SingleAsync());
        var row = new HtmlParser().ParseDocument(await admin.GetStringAsync("/desk/users")).QuerySelectorAll("tbody tr").Single(r => r.TextContent.Contains(visit.Email, StringComparison.Ordinal));
        Assert.Contains("Yksi istunto auki", row.TextContent, StringComparison.Ordinal);
        using var ended = await admin.SubmitAsync("/desk/users", new() { ["id"] = $"{id}" }, "/desk/users?handler=EndSessions");
        Assert.Equal(HttpStatusCode.Redirect, ended.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, await WithCopiedCookieAsync(visit.Cookie));
        Assert.False(await newsroom.InDbAsync(db => db.Users.Where(u => u.Id == id).Select(u => u.Disabled).SingleAsync()));
        Assert.True(await newsroom.InDbAsync(db => db.AuditEvents.AnyAsync(e => e.What == "user.sessionsEnded" && e.Object == $"user:{id}")));
    }

    [Fact]
    public async Task Redeeming_a_new_set_up_link_ends_the_sessions_that_the_account_had()
    {
        var visit = await BeginAsync();
        var link = "";
        await ChangeAsync(visit.Email, async (users, id) => link = (await users.NewSetUpLinkAsync(id, Actor.System, CancellationToken.None))!);
        Assert.Equal(HttpStatusCode.OK, await WithCopiedCookieAsync(visit.Cookie));
        using var fresh = newsroom.NewClient(cookies: true);
        using var answer = await fresh.SubmitAsync(new Uri(link).PathAndQuery, new() { ["Password"] = "viisi vihreää hevosta" });
        Assert.Equal("/desk", answer.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, await WithCopiedCookieAsync(visit.Cookie));
        Assert.Equal(HttpStatusCode.OK, (await fresh.GetAsync("/desk")).StatusCode);
    }

    [Fact]
    public async Task A_word_that_is_no_role_takes_no_rights_away()
    {
        var visit = await BeginAsync(Role.Editor);
        using var admin = await newsroom.SignedInAsync(Role.Admin);
        var id = await newsroom.InDbAsync(db => db.Users.Where(u => u.Email == visit.Email).Select(u => u.Id).SingleAsync());
        foreach (var word in new[] { "pomo", "7", "" })
        {
            using var refused = await admin.SubmitAsync("/desk/users", new() { ["id"] = $"{id}", ["role"] = word }, "/desk/users?handler=Role");
            Assert.Contains("Tuntematon rooli", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Equal(Role.Editor, await newsroom.InDbAsync(db => db.Users.Where(u => u.Id == id).Select(u => u.Role).SingleAsync()));
        }
        var email = $"{Guid.NewGuid():N}@example.fi";
        using var added = await admin.SubmitAsync("/desk/users", new() { ["Name"] = "Uusi", ["Email"] = email, ["NewRole"] = "pomo" }, "/desk/users?handler=Add");
        Assert.Contains("Tuntematon rooli", await added.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False(await newsroom.InDbAsync(db => db.Users.AnyAsync(u => u.Email == email)));
    }

    [Fact]
    public async Task Of_two_administrators_who_demote_each_other_at_once_one_stays()
    {
        var (mine, yours) = ((await BeginAsync(Role.Admin)).Email, (await BeginAsync(Role.Admin)).Email);
        await newsroom.InDbAsync(db => db.Users.Where(u => u.Email != mine && u.Email != yours).ExecuteUpdateAsync(row => row.SetProperty(u => u.Role, Role.Agent)));
        await using var scope = newsroom.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<NewsDb>();
        await using var first = await db.Database.BeginTransactionAsync();
        await scope.ServiceProvider.GetRequiredService<IDatabaseEngine>().HoldAccountsAsync(db, CancellationToken.None);
        await db.Users.Where(u => u.Email == mine).ExecuteUpdateAsync(row => row.SetProperty(u => u.Role, Role.Agent));
        // A thread of its own: SQLite waits for the writer before it without giving the thread back
        string? refusal = null;
        var second = Task.Factory.StartNew(() => ChangeAsync(yours, async (users, id) => refusal = await users.SetRoleAsync(id, Role.Agent, Actor.System, CancellationToken.None)),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        await Task.Delay(500);
        Assert.False(second.IsCompleted);
        await first.CommitAsync();
        await second.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("accounts.user.lastAdmin", refusal);
    }

    [Fact]
    public async Task An_administrator_who_never_chose_a_password_does_not_count()
    {
        var only = await BeginAsync(Role.Admin);
        await newsroom.InDbAsync(db => db.Users.Where(u => u.Email != only.Email).ExecuteUpdateAsync(row => row.SetProperty(u => u.Role, Role.Agent)));
        await newsroom.SetUpLinkAsync(Role.Admin, $"{Guid.NewGuid():N}@example.fi");
        string? refusal = null;
        await ChangeAsync(only.Email, async (users, id) => refusal = await users.SetDisabledAsync(id, true, Actor.System, CancellationToken.None));
        Assert.Equal("accounts.user.lastAdmin", refusal);
    }

    [Fact]
    public async Task A_new_role_holds_from_the_next_request()
    {
        var visit = await BeginAsync(Role.Admin);
        using var keeper = await newsroom.SignedInAsync(Role.Admin);
        Assert.Equal(HttpStatusCode.OK, await WithCopiedCookieAsync(visit.Cookie, "/desk/users"));
        await ChangeAsync(visit.Email, (users, id) => users.SetRoleAsync(id, Role.Agent, Actor.System, CancellationToken.None));
        Assert.Equal(HttpStatusCode.Forbidden, await WithCopiedCookieAsync(visit.Cookie, "/desk/users"));
    }

    [Fact]
    public async Task Database_holds_no_key_that_would_open_a_session()
    {
        var visit = await BeginAsync();
        var hashes = await newsroom.InDbAsync(db => db.Sessions.Select(s => s.KeyHash).ToListAsync());
        Assert.All(hashes, hash => Assert.DoesNotContain(hash, visit.Cookie, StringComparison.Ordinal));
        foreach (var hash in hashes) Assert.Equal(HttpStatusCode.Redirect, await WithCopiedCookieAsync("uutiset-session=" + hash));
    }
}
