using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.People;
using Uutiset.Tests.Articles;
using Uutiset.Tests.People;

namespace Uutiset.Tests.Accounts;

/// <summary>
/// Two publishers on one site: who speaks for one of them meets nothing of the other that is not public, whichever door they try (S14,
/// ASVS 8.4.1). What the lists show is for <see cref="PublisherListTests"/>.
/// </summary>
public abstract class PublisherIsolationTests(Newsroom newsroom)
{
    private const string Region = "14";

    /// <summary>Doors to what belongs to a publisher.</summary>
    private static bool IsSpokenFor(Door door) =>
        new[] { "desk/articles/{", "desk/bulletins/{", "desk/openings/{", "desk/received/", "desk/segments/{", "desk/subscribers/changes/{", "desk/subscribers/contacts/{", "desk/subscribers/import/", "api/v1/articles/", "api/v1/bulletins/", "api/v1/contacts/", "api/v1/openings/" }.Any(p => door.Pattern.StartsWith(p, StringComparison.Ordinal));

    [Theory]
    [InlineData(nameof(Role.Editor))]
    [InlineData(nameof(Role.Agent))]
    public async Task Every_door_of_the_desk_opens_to_a_publishers_own_people_and_to_no_others(string who)
    {
        var role = Enum.Parse<Role>(who);
        var (first, second) = await newsroom.TwoPublishersAsync();
        // Of one region, so that nothing but the publisher stands between them
        var (browser, _, own) = await Things.OwnerAsync(newsroom, role, Region, second);
        using var bound = browser;
        var others = await Things.MakeAsync(newsroom, null, Region, first);
        var token = await browser.FormTokenAsync("/desk/account");
        var (before, wrong) = (await newsroom.StateAsync(others), new List<string>());
        var doors = (await Doors.OfTheDeskAsync(newsroom)).Where(d => Permissions.Of(role).Contains(d.Needs)).ToList();
        Assert.True(doors.Count(IsSpokenFor) > 20, "hardly any door was found");
        foreach (var door in doors.Where(IsSpokenFor))
            if (await Doors.AskAsync(browser, token, door, others) is not HttpStatusCode.Forbidden and var status) wrong.Add($"the other's {door.Name}: {status}");
        Assert.Equal(before, await newsroom.StateAsync(others));
        foreach (var door in doors.Where(d => IsSpokenFor(d) && d.Method == "GET"))
            if (await Doors.AskAsync(browser, token, door, own) is (HttpStatusCode.Forbidden or HttpStatusCode.InternalServerError) and var status) wrong.Add($"own {door.Name}: {status}");
        Assert.Empty(wrong);
        Assert.Empty(newsroom.Failures);
    }

    [Fact]
    public async Task A_field_of_a_form_never_stands_for_what_the_address_names()
    {
        var (first, second) = await newsroom.TwoPublishersAsync();
        var (browser, _, own) = await Things.OwnerAsync(newsroom, Role.Editor, Region, second);
        using var bound = browser;
        var others = await Things.MakeAsync(newsroom, null, Region, first);
        var before = await newsroom.StateAsync(others);
        foreach (var version in new[] { "0", "1", "2" })
        {
            using var saved = await browser.SubmitAsync($"/desk/bulletins/{own.Bulletin}", new() { ["Id"] = $"{others.Bulletin}", ["Version"] = version, ["Form.Variants[0].Lang"] = "fi", ["Form.Variants[0].Subject"] = "Kaapattu" });
            Assert.DoesNotContain($"{others.Bulletin}", saved.Headers.Location?.OriginalString ?? "", StringComparison.Ordinal);
        }
        Assert.Equal(before, await newsroom.StateAsync(others));
        foreach (var page in new[] { "audience", "preview", "send" })
        {
            using var asked = new HttpRequestMessage(HttpMethod.Get, $"/desk/bulletins/{own.Bulletin}/{page}") { Content = new FormUrlEncodedContent([new("Id", $"{others.Bulletin}")]) };
            using var answer = await browser.SendAsync(asked);
            Assert.DoesNotContain($"{others.Bulletin}", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_door_of_the_api_answers_a_publishers_own_key_and_tells_another_nothing()
    {
        var (first, second) = await newsroom.TwoPublishersAsync();
        using var key = await newsroom.WithKeyAsync(second.Id, Publishers.Scopes);
        var (own, others) = (await Things.MakeAsync(newsroom, null, Region, second), await Things.MakeAsync(newsroom, null, Region, first));
        // Enough for every route of these: what another one does not know it passes over
        var body = new
        {
            title = "Toisen juttuun", lead = "Ingressi.", lang = "sv", text = "Huomio", message = "Katsoisitko", sourceRevision = 1, to = new[] { "koe@example.fi" }, variants = new[] { new { lang = "fi", subject = "Toisen tiedote" } },
        };
        var (before, wrong) = (await newsroom.StateAsync(others), new List<string>());
        var doors = Doors.OfTheApi(newsroom).Where(IsSpokenFor).ToList();
        Assert.True(doors.Count > 20, "hardly any route was found");
        foreach (var door in doors)
            if (await Doors.AskAsync(key, door, others, body) is not (HttpStatusCode.Forbidden or HttpStatusCode.NotFound) and var status) wrong.Add($"the other's {door.Method} {door.Pattern}: {status}");
        Assert.Equal(before, await newsroom.StateAsync(others));
        // A whole person's data are told by administrators alone, of whom none is one publisher's
        foreach (var door in doors.Where(d => d.Method == "GET" && Publishers.Scopes.Any(s => Permissions.Scopes[s].Contains(d.Needs))))
            if (await Doors.AskAsync(key, door, own, body) is (HttpStatusCode.Forbidden or HttpStatusCode.InternalServerError) and var status) wrong.Add($"own {door.Method} {door.Pattern}: {status}");
        Assert.Empty(wrong);
        Assert.Equal(HttpStatusCode.NotFound, (await key.GetAsync($"/api/v1/articles/{others.Article}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await key.GetAsync($"/api/v1/articles/{own.Article}")).StatusCode);
        // Once it is public it is everybody's to read, by the text that the public reads
        var shown = await newsroom.PublicAsync(new ArticleDraft { Title = "Julkinen " + Offices.Mark(), PublisherId = first.PublicId });
        Assert.Equal(shown.WorkingTitle, (await key.JsonAsync($"/api/v1/articles/{shown.PublicId}")).GetProperty("title").GetString());
        Assert.Empty(newsroom.Failures);
    }

    [Fact]
    public async Task Whoever_speaks_for_the_whole_site_opens_what_is_of_both()
    {
        var (first, second) = await newsroom.TwoPublishersAsync();
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        using var key = await newsroom.WithKeyAsync(Publishers.Scopes);
        foreach (var publisher in new[] { first, second })
        {
            var things = await Things.MakeAsync(newsroom, null, Region, publisher);
            foreach (var path in new[] { $"/desk/articles/{things.Article}", $"/desk/articles/{things.Article}/review", $"/desk/bulletins/{things.Bulletin}" })
                Assert.Equal(HttpStatusCode.OK, (await editor.GetAsync(path)).StatusCode);
            foreach (var path in new[] { $"/api/v1/articles/{things.Article}", $"/api/v1/bulletins/{things.Bulletin}", $"/api/v1/contacts/{things.Contact}/consent" })
                Assert.Equal(HttpStatusCode.OK, (await key.GetAsync(path)).StatusCode);
        }
    }

    [Fact]
    public async Task What_is_made_is_of_the_makers_publisher_and_another_one_is_refused_aloud()
    {
        var (first, second) = await newsroom.TwoPublishersAsync();
        using var key = await newsroom.WithKeyAsync(second.Id, Publishers.Scopes);
        using var made = await key.PostAsJsonAsync("/api/v1/articles", new { title = "Omissa nimissä" });
        var article = await made.JsonAsync();
        Assert.Equal(second.PublicId, article.GetProperty("publisherId").GetGuid());
        using var bulletin = await key.PostAsJsonAsync("/api/v1/bulletins", new { variants = new[] { new { lang = "fi", subject = "Oma kooste" } } });
        var compiled = await bulletin.JsonAsync();
        Assert.Equal(second.PublicId, compiled.GetProperty("publisherId").GetGuid());
        using var contact = await key.PostAsJsonAsync("/api/v1/contacts", new { email = Offices.Mark() + "@example.fi" });
        Assert.Equal(HttpStatusCode.Created, contact.StatusCode);
        var seat = (await contact.JsonAsync()).GetProperty("id").GetGuid();
        Assert.Equal(second.Id, await newsroom.InDbAsync(db => db.Contacts.Where(c => c.PublicId == seat).Select(c => c.Subscription!.PublisherId).SingleAsync()));

        await RefusedAsync(await key.PostAsJsonAsync("/api/v1/articles", new { title = "Vieraissa nimissä", publisherId = first.PublicId }));
        await RefusedAsync(await key.PutAsync($"/api/v1/articles/{article.GetProperty("id").GetGuid()}", new { title = "Vieraissa nimissä", publisherId = first.PublicId }, "\"1\""));
        await RefusedAsync(await key.PostAsJsonAsync("/api/v1/bulletins", new { publisherId = first.PublicId }));
        await RefusedAsync(await key.PutAsync($"/api/v1/bulletins/{compiled.GetProperty("id").GetGuid()}", new { publisherId = first.PublicId }, "\"1\""));
        await RefusedAsync(await key.PostAsJsonAsync("/api/v1/contacts", new { email = Offices.Mark() + "@example.fi", publisherId = first.PublicId }));
        Assert.False(await newsroom.InDbAsync(db => db.Articles.AnyAsync(a => a.WorkingTitle == "Vieraissa nimissä")));
        // Saved once more without a word about it, it stays whose it was
        using var again = await key.PutAsync($"/api/v1/articles/{article.GetProperty("id").GetGuid()}", new { title = "Omissa nimissä yhä" }, $"\"{article.GetProperty("version").GetInt32()}\"");
        Assert.Equal(second.PublicId, (await again.JsonAsync()).GetProperty("publisherId").GetGuid());

        // Another's text is not theirs to translate
        var other = await newsroom.PublicAsync(new ArticleDraft { Title = "Toisen juttu", PublisherId = first.PublicId });
        using var translated = await key.PostAsJsonAsync("/api/v1/articles", new { title = "Käännös", lang = "sv", translationOf = other.PublicId });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, translated.StatusCode);
    }

    private static async Task RefusedAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.Equal(["publisherId"], (await answer.JsonAsync()).ErrorFields());
        }
    }

    [Fact]
    public async Task The_desks_forms_ask_for_the_publisher_of_those_who_may_choose_and_take_no_other_from_the_rest()
    {
        var (first, second) = await newsroom.TwoPublishersAsync();
        using var bound = await newsroom.SignedInAsync(Role.Editor, publisher: second.Id);
        using var free = await newsroom.SignedInAsync(Role.Editor);
        foreach (var browser in new[] { bound, free })
        {
            using var begun = await browser.GetAsync("/desk/articles/new");
            var page = begun.Headers.Location!.OriginalString;
            var form = await browser.SeeAsync(page);
            Assert.Equal(browser == free ? 1 : 0, form.QuerySelectorAll("#Form_PublisherId").Length);
            var fields = new Dictionary<string, string> { ["Version"] = "0", ["Form.Type"] = "News", ["Form.Lang"] = "fi", ["Form.Title"] = "Lomakkeelta", ["Form.BodyHtml"] = "<p>Teksti.</p>" };
            using var wrong = await browser.SubmitAsync(page, new(fields) { ["Form.PublisherId"] = browser == free ? Guid.NewGuid().ToString() : first.PublicId.ToString() });
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
            using var saved = await browser.SubmitAsync(page, browser == free ? new(fields) { ["Form.PublisherId"] = second.PublicId.ToString() } : fields);
            Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
            var id = Guid.Parse(page.Split('?')[0].Split('/')[^1]);
            Assert.Equal(second.Id, await newsroom.InDbAsync(db => db.Articles.Where(a => a.PublicId == id).Select(a => a.WorkingPublisherId).SingleAsync()));
            Assert.Equal(HttpStatusCode.OK, (await bound.GetAsync(page)).StatusCode);
        }
        var bulletin = (await Things.MakeAsync(newsroom, null, Region, second)).Bulletin;
        Assert.NotNull((await free.SeeAsync($"/desk/bulletins/{bulletin}")).QuerySelector("#Form_PublisherId"));
        Assert.Null((await bound.SeeAsync($"/desk/bulletins/{bulletin}")).QuerySelector("#Form_PublisherId"));
        using var moved = await bound.SubmitAsync($"/desk/bulletins/{bulletin}", new() { ["act"] = "save", ["Form.Version"] = "1", ["Form.PublisherId"] = first.PublicId.ToString() });
        Assert.Equal(second.Id, await newsroom.InDbAsync(db => db.Bulletins.Where(b => b.PublicId == bulletin).Select(b => b.PublisherId).SingleAsync()));
        using var chosen = await free.SubmitAsync($"/desk/bulletins/{bulletin}", new() { ["act"] = "save", ["Form.Version"] = "1", ["Form.PublisherId"] = first.PublicId.ToString() });
        Assert.Equal(HttpStatusCode.Redirect, chosen.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await bound.GetAsync($"/desk/bulletins/{bulletin}")).StatusCode);
    }

    [Fact]
    public async Task An_administrator_binds_an_account_its_sessions_end_and_the_log_tells_it()
    {
        var (_, second) = await newsroom.TwoPublishersAsync();
        var email = $"{Offices.Mark()}@example.fi";
        using var bound = await newsroom.SignedInAsync(Role.Editor, email);
        using var admin = await newsroom.SignedInAsync(Role.Admin);
        var id = await newsroom.InDbAsync(db => db.Users.Where(u => u.Email == email).Select(u => u.Id).SingleAsync());
        using var saved = await admin.SubmitAsync("/desk/users", new() { ["id"] = $"{id}", ["publisher"] = second.PublicId.ToString() }, "/desk/users?handler=Publisher");
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await bound.GetAsync("/desk")).StatusCode);
        Assert.Equal(second.Id, await PublisherOfAsync(id));
        var said = await newsroom.InDbAsync(db => db.AuditEvents.Where(e => e.What == "user.publisher" && e.Object == $"user:{id}").Select(e => e.Content!.Changes).SingleAsync());
        Assert.Contains($"organisation:{second.Id}", said, StringComparison.Ordinal);
        Assert.Contains("Käyttäjän julkaisija vaihdettu", await admin.GetStringAsync("/desk/log"), StringComparison.Ordinal);

        // Administrators are the whole site's: neither bound nor made of somebody who stays bound
        Assert.Null(await newsroom.DoAsync<Users, string?>(u => u.SetRoleAsync(id, Role.Admin, Actor.System, default)));
        Assert.Null(await PublisherOfAsync(id));
        Assert.Equal("accounts.publisher.admin", await newsroom.DoAsync<Users, string?>(u => u.SetPublisherAsync(id, second.PublicId, Actor.System, default)));
        using var key = await admin.SubmitAsync("/desk/keys", new() { ["Name"] = "Liian laaja", ["Scopes"] = "admin", ["Days"] = "30", ["Publisher"] = second.PublicId.ToString() }, "/desk/keys?handler=Add");
        Assert.Contains("kuuluvat aina koko sivustolle", await key.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var narrow = await admin.SubmitAsync("/desk/keys", new() { ["Name"] = "Sopiva", ["Scopes"] = "articles:write", ["Days"] = "30", ["Publisher"] = second.PublicId.ToString() }, "/desk/keys?handler=Add");
        Assert.Equal(second.Id, await newsroom.InDbAsync(db => db.ApiKeys.Where(k => k.Name == "Sopiva").Select(k => k.PublisherId).SingleAsync()));
    }

    private Task<long?> PublisherOfAsync(long user) => newsroom.InDbAsync(db => db.Users.Where(u => u.Id == user).Select(u => u.PublisherId).SingleAsync());

    [Fact]
    public async Task A_deadline_that_the_other_publisher_tells_too_is_moved_by_no_text_of_ones_own()
    {
        var (first, second) = await newsroom.TwoPublishersAsync();
        var told = new ArticleDraft { Title = "Toisen haku " + Offices.Mark(), PublisherId = first.PublicId, Deadlines = [new DraftDeadline(Title: "Yhteinen määräaika", Closes: new DateOnly(2090, 3, 31))] };
        var theirs = await newsroom.PublicAsync(told);
        var deadline = await newsroom.InDbAsync(db => db.Articles.Where(a => a.Id == theirs.Id).SelectMany(a => a.Deadlines).Select(d => d.Deadline!.PublicId).SingleAsync());
        using var key = await newsroom.WithKeyAsync(second.Id, Publishers.Scopes);
        using var editor = await newsroom.SignedInAsync(Role.Editor, publisher: second.Id);
        object Text(bool moves) => new { title = "Oma siirto", lead = "Ingressi.", bodyHtml = "<p>Teksti.</p>", tags = new[] { "digipalvelut" }, deadlines = moves ? new[] { new { supersedes = deadline, closes = "2090-04-30" } } : [] };
        async Task RefusedAsync(HttpResponseMessage answer)
        {
            using (answer)
            {
                Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
                if (answer.Content.Headers.ContentType!.MediaType != "text/html") Assert.Equal(["deadlines[0].supersedes"], (await answer.JsonAsync()).ErrorFields());
            }
        }
        using var made = await key.PostAsJsonAsync("/api/v1/articles", Text(true));
        var path = $"/api/v1/articles/{(await made.JsonAsync()).GetProperty("id").GetGuid()}";
        var hour = new { publishAt = newsroom.Clock.GetUtcNow().AddDays(2) };
        await RefusedAsync(await key.PutAsync(path + "/publication", new { }, "\"1\""));
        await RefusedAsync(await key.PutAsync(path + "/publication", hour, "\"1\""));
        var review = path.Replace("/api/v1/", "/desk/", StringComparison.Ordinal) + "/review";
        await RefusedAsync(await editor.SubmitAsync(review, new() { ["Version"] = "1" }, review + "?handler=Approve"));
        // Nor by a text that is changed after its hour was set
        Assert.Equal(HttpStatusCode.OK, (await key.PutAsync(path, Text(false), "\"1\"")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await key.PutAsync(path + "/publication", hour, "\"2\"")).StatusCode);
        await RefusedAsync(await key.PutAsync(path, Text(true), "\"3\""));
        // Whoever speaks for the whole site may
        using var wide = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        Assert.Equal(HttpStatusCode.OK, (await wide.PutAsync(path, Text(true), "\"3\"")).StatusCode);
        Assert.Equal(new DateOnly(2090, 3, 31), await newsroom.InDbAsync(db => db.Deadlines.Where(d => d.PublicId == deadline).Select(d => d.Closes).SingleAsync()));
        Assert.Equal(HttpStatusCode.OK, (await wide.PutAsync(path + "/publication", new { }, "\"4\"")).StatusCode);
        Assert.Equal(new DateOnly(2090, 4, 30), await newsroom.InDbAsync(db => db.Deadlines.Where(d => d.PublicId == deadline).Select(d => d.Closes).SingleAsync()));
    }

    [Fact]
    public async Task The_register_is_common_but_a_publishers_own_record_is_kept_by_its_own()
    {
        var (first, second) = await newsroom.TwoPublishersAsync();
        using var editor = await newsroom.SignedInAsync(Role.Editor, publisher: second.Id);
        var plain = await newsroom.OrganisationAsync(new OrganisationDraft { Name = $"Yhdistys {Offices.Mark()} ry" });
        Assert.Equal(HttpStatusCode.OK, (await editor.GetAsync($"/desk/organisations/{plain.PublicId}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await editor.GetAsync($"/desk/organisations/{second.PublicId}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await editor.GetAsync($"/desk/organisations/{first.PublicId}")).StatusCode);
        using var key = await newsroom.WithKeyAsync(second.Id, Publishers.Scopes);
        var tag = (await key.GetAsync($"/api/v1/organisations/{first.PublicId}")).Headers.ETag!.ToString();
        using var written = await key.PutAsync($"/api/v1/organisations/{first.PublicId}", new { name = "Kaapattu" }, tag);
        Assert.Equal(HttpStatusCode.Forbidden, written.StatusCode);
        // In whose names the site speaks is not one publisher's to say
        using var made = await editor.SubmitAsync("/desk/organisations/new", new() { ["Form.Name"] = "Kolmas Toimitus", ["Form.Type"] = "association", ["Form.IsPublisher"] = "true" });
        Assert.False(await newsroom.InDbAsync(db => db.Organisations.AnyAsync(o => o.Name == "Kolmas Toimitus" && o.IsPublisher)));
        // Nor is everybody's mail theirs to read, or an address theirs to silence for all
        Assert.Equal(HttpStatusCode.Forbidden, (await editor.GetAsync("/desk/mail-drop")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await editor.GetAsync("/desk/suppressions")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await key.PostAsJsonAsync("/api/v1/suppressions", new { email = "koe@example.fi" })).StatusCode);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : PublisherIsolationTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : PublisherIsolationTests(newsroom), IClassFixture<PostgresNewsroom>;
}
