using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Data;
using Uutiset.People;
using Uutiset.Tests.Articles;
using Uutiset.Tests.Site;

namespace Uutiset.Tests.People;

public abstract class LeavingTests(Newsroom newsroom)
{
    [Fact]
    public async Task One_button_ends_the_sessions_hands_over_and_replaces_the_contact_details_at_once()
    {
        var s = await StaffAsync();
        var article = await newsroom.PrintAsync("Lähtijän juttu " + s.Mark, a => a.Bylines.Add(new Byline { PersonId = s.Leaver.Id, Name = s.Leaver.Name, Phone = "050 111 1111", Email = "oma@example.fi" }));
        var draft = await newsroom.InDbAsync(async db =>
        {
            var made = db.Articles.Add(new Article { WorkingTitle = "Kesken " + s.Mark, Slug = "kesken-" + s.Mark, OwnerId = s.Leaver.UserId, Status = ArticleStatus.Draft, CreatedUtc = newsroom.Clock.GetUtcNow().UtcDateTime, SavedUtc = newsroom.Clock.GetUtcNow().UtcDateTime }).Entity;
            await db.SaveChangesAsync();
            db.Autosaves.Add(new Autosave { ArticleId = made.Id, UserId = s.Leaver.UserId!.Value, Draft = new ArticleDraft { Title = "Kesken " + s.Mark, Lead = "Vain kirjoitettu." }.ToJson(), SavedUtc = made.SavedUtc });
            await db.SaveChangesAsync();
            return made.Id;
        });
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = $"/desk/people/{s.Leaver.PublicId}/leaving";
        var preview = WebUtility.HtmlDecode(await editor.GetStringAsync(page));
        foreach (var line in new[] { s.LeaverEmail, "1 kirjautuminen päättyy", "040 999 9999", "1 keskeneräinen juttu", "Tehtävä päättyy: " + s.Organisation }) Assert.Contains(line, preview, StringComparison.Ordinal);

        using var done = await editor.SubmitAsync(page, new() { ["SuccessorId"] = $"{s.Next.PublicId}", ["HandOver"] = "true" });
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);

        Assert.Equal(HttpStatusCode.Redirect, (await s.LeaversDesk.GetAsync("/desk")).StatusCode);
        Assert.Equal(s.Next.UserId, await newsroom.InDbAsync(db => db.Articles.Where(a => a.Id == draft).Select(a => a.OwnerId).SingleAsync()));
        var typed = await newsroom.InDbAsync(db => db.Autosaves.AsNoTracking().SingleAsync(a => a.ArticleId == draft));
        Assert.Equal((s.Next.UserId, "Vain kirjoitettu."), (typed.UserId, ArticleDraft.FromJson(typed.Draft).Lead));
        foreach (var path in new[] { "/uutiset/" + article.Slug, "/tekijat/" + s.Leaver.Slug })
        {
            var text = (await newsroom.PageAsync(path)).Body!.TextContent;
            Assert.Contains("040 999 9999", text, StringComparison.Ordinal);
            Assert.Contains("Asiaa hoitaa nyt: " + s.Next.Name, text, StringComparison.Ordinal);
            foreach (var own in new[] { "050 111 1111", "oma@example.fi", "050 222 2222" }) Assert.DoesNotContain(own, text, StringComparison.Ordinal);
        }
        foreach (var api in new[] { $"/api/v1/articles/{article.PublicId}", $"/api/v1/authors/{s.Leaver.PublicId}" })
        {
            var json = await newsroom.Client.GetStringAsync(api);
            Assert.Contains("040 999 9999", json, StringComparison.Ordinal);
            Assert.DoesNotContain("oma@example.fi", json, StringComparison.Ordinal);
            Assert.DoesNotContain("050 222 2222", json, StringComparison.Ordinal);
        }
        var author = await newsroom.PageAsync("/tekijat/" + s.Leaver.Slug);
        Assert.Contains("Ei kirjoita enää", author.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
        var index = await newsroom.PageAsync("/tekijat");
        Assert.Equal("Aiemmat kirjoittajat", index.QuerySelectorAll(".link-list").Single(l => l.TextContent.Contains(s.Leaver.Name, StringComparison.Ordinal)).PreviousElementSibling!.TextContent);
        Assert.True(await newsroom.InDbAsync(db => db.AuditEvents.AnyAsync(e => e.What == "person.left" && e.Object == $"person:{s.Leaver.PublicId}")));
    }

    [Fact]
    public async Task What_is_handed_over_has_its_typed_contact_details_replaced_in_the_same_moment()
    {
        var s = await StaffAsync();
        var typed = await newsroom.PublicAsync(new ArticleDraft { Title = "Lähtijän oma " + s.Mark, Authors = [new DraftAuthor(null, s.Leaver.Name, Phone: "050 222 2222")] }, s.Leaver.UserId);
        var other = await newsroom.PublicAsync(new ArticleDraft { Title = "Ei yhteystietoja " + s.Mark }, s.Leaver.UserId);
        var before = (Typed: await newsroom.NowAsync(typed), Other: await newsroom.NowAsync(other));
        Assert.Equal((s.Leaver.UserId, s.Leaver.UserId), (before.Typed.OwnerId, before.Other.OwnerId));
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = $"/desk/people/{s.Leaver.PublicId}/leaving";
        using var done = await editor.SubmitAsync(page, new() { ["SuccessorId"] = $"{s.Next.PublicId}", ["HandOver"] = "true", ["Replace"] = "true" });
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        var after = (Typed: await newsroom.NowAsync(typed), Other: await newsroom.NowAsync(other));
        Assert.Equal((s.Next.UserId, s.Next.UserId), (after.Typed.OwnerId, after.Other.OwnerId));
        Assert.Equal((before.Typed.WorkingRevision + 1, before.Typed.WorkingRevision + 1, before.Typed.Title), (after.Typed.WorkingRevision, after.Typed.PublicRevision, after.Typed.Title));
        Assert.Equal((before.Other.WorkingRevision, before.Other.Version + 1), (after.Other.WorkingRevision, after.Other.Version));
        Assert.Equal("040 999 9999", Assert.Single((await newsroom.WorkingAsync(typed)).Authors).Phone?.Replace('\u00A0', ' '));
        // The text goes back, the article stays with the successor
        using var undone = await editor.SubmitAsync(page, [], page + "?handler=Undo");
        Assert.Equal(HttpStatusCode.Redirect, undone.StatusCode);
        Assert.Equal((s.Next.UserId, "050 222 2222"), ((await newsroom.NowAsync(typed)).OwnerId, Assert.Single((await newsroom.WorkingAsync(typed)).Authors).Phone?.Replace('\u00A0', ' ')));
    }

    [Fact]
    public async Task A_leaving_is_taken_back_with_account_contact_details_and_memberships()
    {
        var s = await StaffAsync();
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = $"/desk/people/{s.Leaver.PublicId}/leaving";
        using var done = await editor.SubmitAsync(page, new() { ["SuccessorId"] = $"{s.Next.PublicId}" });
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        using var undone = await editor.SubmitAsync(page, [], page + "?handler=Undo");
        Assert.Equal(HttpStatusCode.Redirect, undone.StatusCode);
        var now = await newsroom.InDbAsync(db => db.People.AsNoTracking().Include(p => p.Memberships).SingleAsync(p => p.Id == s.Leaver.Id));
        Assert.Equal((null, null, null), (now.ContactUntil, now.SuccessorId, Assert.Single(now.Memberships).UntilOn));
        Assert.False(await newsroom.InDbAsync(db => db.Users.Where(u => u.Id == s.Leaver.UserId).Select(u => u.Disabled).SingleAsync()));
        Assert.Contains("050 222 2222", (await newsroom.PageAsync("/tekijat/" + s.Leaver.Slug)).Body!.TextContent, StringComparison.Ordinal);
        // The old session stays ended: signing in again is the account's own doing
        Assert.Equal(HttpStatusCode.Redirect, (await s.LeaversDesk.GetAsync("/desk")).StatusCode);
    }

    [Fact]
    public async Task Nobody_closes_their_own_account_or_an_equals_and_an_agent_none()
    {
        var s = await StaffAsync(Role.Editor);
        var page = $"/desk/people/{s.Leaver.PublicId}/leaving";
        Assert.Equal(HttpStatusCode.Forbidden, (await s.NextsDesk.GetAsync(page)).StatusCode);
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        using var equal = await editor.SubmitAsync(page, []);
        Assert.Equal(HttpStatusCode.Forbidden, equal.StatusCode);
        using var self = await s.LeaversDesk.SubmitAsync(page, []);
        Assert.Contains(self.StatusCode, new[] { HttpStatusCode.Forbidden, HttpStatusCode.UnprocessableEntity });
        using var admin = await newsroom.SignedInAsync(Role.Admin);
        using var done = await admin.SubmitAsync(page, []);
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
    }

    [Fact]
    public async Task An_editor_does_not_open_an_administrators_account_again_by_way_of_a_person_who_has_another_now()
    {
        var s = await StaffAsync(Role.Admin);
        var page = $"/desk/people/{s.Leaver.PublicId}/leaving";
        using var admin = await newsroom.SignedInAsync(Role.Admin);
        using var left = await admin.SubmitAsync(page, []);
        Assert.Equal(HttpStatusCode.Redirect, left.StatusCode);
        await newsroom.InDbAsync(db => db.People.Where(p => p.Id == s.Leaver.Id).ExecuteUpdateAsync(row => row.SetProperty(p => p.UserId, (long?)null)));
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        using var refused = await editor.SubmitAsync(page, [], page + "?handler=Undo");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.True(await newsroom.InDbAsync(db => db.Users.Where(u => u.Id == s.Leaver.UserId).Select(u => u.Disabled).SingleAsync()));
        using var undone = await admin.SubmitAsync(page, [], page + "?handler=Undo");
        Assert.Equal(HttpStatusCode.Redirect, undone.StatusCode);
    }

    [Fact]
    public async Task Nothing_is_handed_to_a_closed_account_and_a_change_in_the_same_moment_is_told()
    {
        var s = await StaffAsync();
        await newsroom.InDbAsync(db => db.Users.Where(u => u.Id == s.Next.UserId).ExecuteUpdateAsync(row => row.SetProperty(u => u.Disabled, true)));
        await using var scope = newsroom.Services.CreateAsyncScope();
        var leaving = scope.ServiceProvider.GetRequiredService<Leaving>();
        Assert.Equal("leaving.successor.account", await leaving.LeaveAsync(s.Leaver.PublicId, new(s.Next.PublicId, true), Actor.System, CancellationToken.None));
        var db = scope.ServiceProvider.GetRequiredService<NewsDb>();
        db.ChangeTracker.Clear();
        // As if somebody had saved the person after it was read
        db.SavingChanges += (_, _) =>
        {
            foreach (var person in db.ChangeTracker.Entries<Person>().Where(e => e.State == EntityState.Modified)) person.Property(p => p.Version).OriginalValue = 999;
        };
        Assert.Equal("people.changed", await leaving.LeaveAsync(s.Leaver.PublicId, new(null, false), Actor.System, CancellationToken.None));
        Assert.False(await newsroom.InDbAsync(d => d.Users.Where(u => u.Id == s.Leaver.UserId).Select(u => u.Disabled).SingleAsync()));
    }

    [Fact]
    public async Task A_membership_that_begins_later_is_shown_from_its_day_with_nobody_saving_anything()
    {
        var mark = Offices.Mark();
        var (old, next) = (await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Entinen " + mark }), await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Tuleva " + mark }));
        var today = Uutiset.Vocabulary.Dates.DayOf(newsroom.Clock.GetUtcNow().UtcDateTime);
        var person = await newsroom.PersonAsync(new PersonDraft
        {
            Name = "Siirtyjä " + mark, TitleFi = "Sihteeri",
            Memberships = [new(old.PublicId, "Suunnittelija", Until: today.AddDays(2)), new(next.PublicId, "Toiminnanjohtaja", From: today.AddDays(3))],
        });
        Assert.Contains("Suunnittelija", (await newsroom.PageAsync("/tekijat/" + person.Slug)).Body!.TextContent, StringComparison.Ordinal);
        newsroom.Clock.Move(TimeSpan.FromDays(3));
        Assert.True(await newsroom.DoAsync<MembershipTurns, int>(t => t.TurnAsync(CancellationToken.None)) >= 1);
        var page = (await newsroom.PageAsync("/tekijat/" + person.Slug)).Body!.TextContent;
        Assert.Contains("Toiminnanjohtaja", page, StringComparison.Ordinal);
        Assert.Contains("Aiemmat tehtävät", page, StringComparison.Ordinal);
        // A title known in three languages is whole in each
        Assert.Contains("Verksamhetsledare", (await newsroom.PageAsync("/sv/tekijat/" + person.Slug)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await newsroom.DoAsync<MembershipTurns, int>(t => t.TurnAsync(CancellationToken.None)));
    }

    [Fact]
    public async Task An_author_is_changed_through_the_API_on_the_version_that_was_read()
    {
        var mark = Offices.Mark();
        using var script = await newsroom.WithKeyAsync("articles:write");
        var organisation = await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Rajapinta " + mark });
        using var made = await script.PostAsync("/api/v1/authors", System.Net.Http.Json.JsonContent.Create(new
        {
            name = "Kirjoittaja " + mark, titleFi = "Järjestöjen muutosagentti", regions = new[] { "14" }, memberships = new[] { new { organisationId = organisation.PublicId, from = "2024-01-01" } },
        }));
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var json = await made.JsonAsync();
        Assert.Equal(("Organisationernas förändringsagent", "Rajapinta " + mark, false), (json.GetProperty("titleSv").GetString(), json.GetProperty("organisation").GetString(), json.GetProperty("former").GetBoolean()));
        var address = made.Headers.Location!.OriginalString;
        using var blind = await script.PutAsync(address, new { name = "x" });
        using var done = await script.PutAsync(address, new { name = "Kirjoittaja " + mark, titleFi = "Sihteeri", contactUntil = "2020-01-01" }, made.Headers.ETag?.Tag ?? "\"1\"");
        using var late = await script.PutAsync(address, new { name = "x" }, "\"1\"");
        Assert.Equal(((HttpStatusCode)428, HttpStatusCode.OK, HttpStatusCode.PreconditionFailed), (blind.StatusCode, done.StatusCode, late.StatusCode));
        Assert.True((await done.JsonAsync()).GetProperty("former").GetBoolean());
        Assert.Single((await done.JsonAsync()).GetProperty("memberships").EnumerateArray());
    }

    private sealed record Staff(string Mark, Person Leaver, string LeaverEmail, HttpClient LeaversDesk, Person Next, HttpClient NextsDesk, string Organisation);

    private async Task<Staff> StaffAsync(Role role = Role.Agent)
    {
        var mark = Offices.Mark();
        var (leaver, next) = ($"lahtija-{mark}@example.fi", $"jatkaja-{mark}@example.fi");
        var (leavers, nexts) = (await newsroom.SignedInAsync(role, leaver), await newsroom.SignedInAsync(Role.Agent, next));
        var organisation = await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Työnantaja " + mark, Phone = "040 999 9999", Email = "toimisto@example.fi" });
        return new Staff(mark,
            await newsroom.PersonAsync(new PersonDraft { Name = "Lähtijä " + mark, TitleFi = "Muutosagentti", Phone = "050 222 2222", Account = leaver, Memberships = [new(organisation.PublicId)] }), leaver, leavers,
            await newsroom.PersonAsync(new PersonDraft { Name = "Jatkaja " + mark, TitleFi = "Muutosagentti", Account = next }), nexts, organisation.Name);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : LeavingTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : LeavingTests(newsroom), IClassFixture<PostgresNewsroom>;
}
