using System.Collections;
using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Bulletins;
using Uutiset.Data;
using Uutiset.Subscribers;
using Uutiset.Tests.Articles;

namespace Uutiset.Tests.Accounts;

/// <summary>
/// What a client sends beside the fields that are theirs to set is ignored (S15): no body and no form has a place for it, save those named
/// here with their guard, and every route with a body is sent all of it.
/// </summary>
public abstract class OverPostingTests(Newsroom newsroom)
{
    private static readonly string[] Protected =
    [
        "status", "state", "stage", "ownerId", "userId", "authorId", "role", "roles", "account", "disabled", "publishedUtc", "publishedAt", "publishAt", "publishAtUtc", "createdUtc", "createdAt", "createdBy", "createdById",
        "savedUtc", "savedBy", "by", "byUserId", "publicRevision", "workingRevision", "isPublisher", "listed", "isPublic", "number", "publisherId", "uploaderId", "uploadedBy", "sha256", "contentType", "scopes", "id", "publicId",
        "passwordHash", "movedUtc", "movedBy", "confirmedUtc", "resolvedAt", "atUtc", "approved", "frozen", "sentUtc",
    ];

    /// <summary>Fields of these names that a client may send, and what guards them.</summary>
    private static readonly Dictionary<string, string> Guarded = new()
    {
        ["ArticleDraft.PublishedAt"] = "from those who may publish, before first publication, not in the future (DraftCheck)",
        ["ArticleForm.PublishedAt"] = "as above",
        ["ArticleDraft.PublisherId"] = "a publisher of the site (DraftParts), and of who speaks for one, that one (DraftCheck)",
        ["ArticleForm.PublisherId"] = "as above",
        ["BulletinDraft.PublisherId"] = "a publisher of the site, and of who speaks for one, that one (Composing)",
        ["ComposeForm.PublisherId"] = "as above",
        ["SegmentForm.PublisherId"] = "as above (SegmentModel)",
        ["ContactDraft.PublisherId"] = "a publisher of the site, and of a key that speaks for one, that one (ContactApi)",
        ["OrganisationDraft.Listed"] = "whoever may edit an organisation lists it",
        ["OrganisationDraft.IsPublisher"] = "from those who manage people (PeopleRights.Allowed)",
        ["OrganisationForm.Listed"] = "as above",
        ["OrganisationForm.IsPublisher"] = "as above",
        ["PersonDraft.Account"] = "from those who manage people, never by the API (PeopleRights.Allowed)",
        ["PersonForm.Account"] = "as above",
        ["OpeningDraft.IsPublic"] = "from those who may publish, of their own regions (SavingOpenings)",
        ["OpeningForm.IsPublic"] = "as above",
        ["OpeningDraft.PublisherId"] = "a publisher of the site, and of who speaks for one, that one (SavingOpenings)",
        ["OpeningForm.PublisherId"] = "as above",
        ["Publication.PublishAt"] = "the route is for those who may publish",
        ["KeysModel.Scopes"] = "the page is for administrators",
    };

    private List<(string Route, Type Body)> Bodies() => [.. newsroom.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
        .Where(e => e.RoutePattern.RawText!.TrimStart('/').StartsWith("api/", StringComparison.Ordinal) && e.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType is not null)
        .Select(e => ($"{e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]} /{e.RoutePattern.RawText!.Trim('/')}", e.Metadata.GetMetadata<IAcceptsMetadata>()!.RequestType!))];

    [Fact]
    public void No_body_and_no_form_has_a_place_for_what_is_not_the_senders_to_set()
    {
        var forms = typeof(App).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(PageModel)))
            .SelectMany(t => t.GetProperties().Where(p => p.GetCustomAttribute<BindPropertyAttribute>() is { SupportsGet: false }).Select(p => (Owner: t, Property: p)));
        var bodies = Bodies();
        Assert.True(bodies.Count > 15, $"only {bodies.Count} bodies were found");
        var places = bodies.SelectMany(b => Places(b.Body, [])).Concat(forms.SelectMany(f => Places(f.Property.PropertyType, []).Prepend($"{f.Owner.Name}.{f.Property.Name}"))).Distinct()
            .Where(p => Protected.Contains(JsonNamingPolicy.CamelCase.ConvertName(p.Split('.')[^1])) && !p.EndsWith("Model.Id", StringComparison.Ordinal)).ToList();
        Assert.Empty(places.Except(Guarded.Keys));
        Assert.Empty(Guarded.Keys.Except(places));
    }

    private static List<string> Places(Type type, HashSet<Type> seen)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type != typeof(string) && type.IsAssignableTo(typeof(IEnumerable)) && type.IsGenericType) type = type.GetGenericArguments()[^1];
        if (type.Namespace?.StartsWith("Uutiset", StringComparison.Ordinal) != true || type.IsEnum || !seen.Add(type)) return [];
        return type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite).SelectMany(p => Places(p.PropertyType, seen).Prepend($"{type.Name}.{p.Name}")).ToList();
    }

    /// <param name="Scope">Enough for the route, and not enough for what is sent beside.</param>
    private sealed record Sending(string Route, string Scope, object Body, Func<Things, string> Address);

    private static readonly Sending[] Sendings =
    [
        new("POST /api/v1/articles", "articles:write", new { title = "Ylimääräinen" }, _ => "/api/v1/articles"),
        new("PUT /api/v1/articles/{id:guid}", "articles:write", new { title = "Ylimääräinen" }, t => $"/api/v1/articles/{t.Article}"),
        new("PUT /api/v1/articles/{id:guid}/check", "articles:write", new { reviewBy = "2091-01-01" }, t => $"/api/v1/articles/{t.Article}/check"),
        new("PUT /api/v1/articles/{id:guid}/publication", "articles:write", new { }, t => $"/api/v1/articles/{t.Article}/publication"),
        new("PUT /api/v1/articles/{id:guid}/review", "articles:write", new { message = "Katsoisitko" }, t => $"/api/v1/articles/{t.Article}/review"),
        new("POST /api/v1/articles/{id:guid}/review/return", "articles:write", new { message = "Ei vielä" }, t => $"/api/v1/articles/{t.Article}/review/return"),
        new("POST /api/v1/articles/{id:guid}/comments", "articles:write", new { text = "Huomio" }, t => $"/api/v1/articles/{t.Article}/comments"),
        new("POST /api/v1/articles/{id:guid}/translations", "articles:write", new { lang = "sv" }, t => $"/api/v1/articles/{t.Article}/translations"),
        new("PUT /api/v1/articles/{id:guid}/translation", "articles:write", new { sourceRevision = 1 }, t => $"/api/v1/articles/{t.Article}/translation"),
        new("POST /api/v1/tags", "articles:write", new { label = "Ylimääräinen" }, _ => "/api/v1/tags"),
        new("PUT /api/v1/tags/{id:guid}", "articles:write", new { label = "Ylimääräinen" }, t => $"/api/v1/tags/{t.Term}"),
        new("PUT /api/v1/tags/{id:guid}/state", "articles:write", new { value = "rejected" }, t => $"/api/v1/tags/{t.Term}/state"),
        new("POST /api/v1/tags/{id:guid}/merge", "articles:write", new { into = "sote-uudistus" }, t => $"/api/v1/tags/{t.Term}/merge"),
        new("PUT /api/v1/regions/{code}", "articles:write", new { introductionHtml = "<p>Alue</p>" }, _ => "/api/v1/regions/14"),
        new("POST /api/v1/redirects", "articles:write", new { from = "/ylimaarainen", to = "/arkisto" }, _ => "/api/v1/redirects"),
        new("PUT /api/v1/redirects/{id:guid}", "articles:write", new { from = "/ylimaarainen", to = "/arkisto" }, t => $"/api/v1/redirects/{t.Redirect}"),
        new("PUT /api/v1/site", "articles:write", new { }, _ => "/api/v1/site"),
        new("POST /api/v1/deadlines", "articles:write", new { title = "Haku", closes = "2090-01-01" }, _ => "/api/v1/deadlines"),
        new("PUT /api/v1/deadlines/{id:guid}", "articles:write", new { title = "Haku", closes = "2091-01-01" }, t => $"/api/v1/deadlines/{t.Deadline}"),
        new("POST /api/v1/openings", "articles:write", new { kind = "hearing", title = "Kuuleminen", regions = new[] { "14" } }, _ => "/api/v1/openings"),
        new("PUT /api/v1/openings/{id:guid}", "articles:write", new { kind = "hearing", title = "Kuuleminen", regions = new[] { "14" } }, t => $"/api/v1/openings/{t.Opening}"),
        new("POST /api/v1/organisations", "articles:write", new { name = "Ylimääräinen ry" }, _ => "/api/v1/organisations"),
        new("PUT /api/v1/organisations/{id:guid}", "articles:write", new { name = "Ylimääräinen ry" }, t => $"/api/v1/organisations/{t.Organisation}"),
        new("POST /api/v1/authors", "articles:write", new { name = "Ylimääräinen", titleFi = "Agentti" }, _ => "/api/v1/authors"),
        new("PUT /api/v1/authors/{id:guid}", "articles:write", new { name = "Ylimääräinen", titleFi = "Agentti" }, t => $"/api/v1/authors/{t.Person}"),
        new("POST /api/v1/projects", "articles:write", new { name = "Ylimääräinen" }, _ => "/api/v1/projects"),
        new("PUT /api/v1/projects/{id:guid}", "articles:write", new { name = "Ylimääräinen" }, t => $"/api/v1/projects/{t.Project}"),
        new("POST /api/v1/media", "media:write", new { }, _ => "/api/v1/media"),
        new("PUT /api/v1/media/{id:guid}", "media:write", new { caption = "Kuva" }, t => $"/api/v1/media/{t.Media}"),
        new("POST /api/v1/contacts", "subscribers:write", new { email = "ylimaarainen@example.fi" }, _ => "/api/v1/contacts"),
        new("PUT /api/v1/contacts/{id:guid}", "subscribers:write", new { name = "Ylimääräinen" }, t => $"/api/v1/contacts/{t.Contact}"),
        new("POST /api/v1/contacts/{id:guid}/hand-over", "subscribers:write", new { email = "jatkaja@example.fi" }, t => $"/api/v1/contacts/{t.Contact}/hand-over"),
        new("POST /api/v1/bounces", "subscribers:write", new { kind = "failed", token = "ei-ole" }, _ => "/api/v1/bounces"),
        new("POST /api/v1/suppressions", "subscribers:write", new { email = "estetty@example.fi" }, _ => "/api/v1/suppressions"),
        new("POST /api/v1/bulletins", "bulletins:write", new { variants = new[] { new { lang = "fi", subject = "Kooste" } } }, _ => "/api/v1/bulletins"),
        new("PUT /api/v1/bulletins/{id:guid}", "bulletins:write", new { variants = new[] { new { lang = "fi", subject = "Kooste" } } }, t => $"/api/v1/bulletins/{t.Bulletin}"),
        new("POST /api/v1/bulletins/{id:guid}/test", "bulletins:write", new { to = new[] { "koe@example.fi" } }, t => $"/api/v1/bulletins/{t.Bulletin}/test"),
        new("PUT /api/v1/bulletins/{id:guid}/dispatch", "bulletins:write", new { }, t => $"/api/v1/bulletins/{t.Bulletin}/dispatch"),
    ];

    [Fact]
    public void Every_route_with_a_body_is_sent_it() => Assert.Equal(Bodies().Select(b => b.Route).Distinct().Order(StringComparer.Ordinal), Sendings.Select(s => s.Route).Order(StringComparer.Ordinal));

    [Fact]
    public async Task What_is_sent_beside_the_fields_changes_nothing()
    {
        var admin = $"{Guid.NewGuid():N}@example.fi";
        (await newsroom.SignedInAsync(Role.Admin, admin)).Dispose();
        var things = await Things.MakeAsync(newsroom, null, "14");
        var wrong = new List<string>();
        foreach (var sending in Sendings)
        {
            using var key = await newsroom.WithKeyAsync(sending.Scope);
            using var request = new HttpRequestMessage(new HttpMethod(sending.Route.Split(' ')[0]), sending.Address(things)) { Content = JsonContent.Create(With(sending.Body, admin)) };
            if (sending.Route.StartsWith("PUT", StringComparison.Ordinal))
            {
                using var now = await key.GetAsync(sending.Address(things));
                if (now.Headers.ETag is { } tag) request.Headers.TryAddWithoutValidation("If-Match", tag.ToString());
            }
            using var answer = await key.SendAsync(request);
            // Media are sent as a form, an empty article is not reviewed, an original has no source, and what is a publisher's to do is refused by the route
            if (!answer.IsSuccessStatusCode && answer.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.Forbidden or HttpStatusCode.UnsupportedMediaType or HttpStatusCode.UnprocessableEntity))
                wrong.Add($"{sending.Route}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            wrong.AddRange((await BrokenAsync(admin)).Select(b => $"{sending.Route}: {b}"));
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task A_day_of_publication_is_taken_from_those_who_publish_and_from_nobody_else()
    {
        using var writer = await newsroom.WithKeyAsync("articles:write");
        using var ignored = await writer.PostAsJsonAsync("/api/v1/articles", new { title = "Vanha juttu", publishedAt = "2020-01-01T00:00:00Z" });
        Assert.Equal(JsonValueKind.Null, (await ignored.JsonAsync()).GetProperty("publishedAt").ValueKind);
        using var publisher = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        using var taken = await publisher.PostAsJsonAsync("/api/v1/articles", new { title = "Vanha juttu", publishedAt = "2020-01-01T00:00:00Z" });
        Assert.Equal(2020, (await taken.JsonAsync()).GetProperty("publishedAt").GetDateTime().Year);
    }

    private static JsonObject With(object body, string admin)
    {
        var json = JsonSerializer.SerializeToNode(body, JsonSerializerOptions.Web)!.AsObject();
        // Both of these are fields of some bodies, and then refused aloud instead of ignored
        foreach (var field in Protected.Except(["publishedAt", "publisherId", "publishAt"]).Where(f => !json.ContainsKey(f)))
        {
            json[field] = field switch
            {
                "status" => "published", "state" => "confirmed", "stage" => "approved", "role" => "admin", "account" => admin, "disabled" or "isPublisher" or "isPublic" or "approved" or "listed" => true,
                "contentType" => "text/html", "scopes" => "admin", "roles" => new JsonArray("admin"), "id" or "publicId" => Guid.Empty.ToString(),
                _ when field.EndsWith("Utc", StringComparison.Ordinal) || field.EndsWith("At", StringComparison.Ordinal) => "2020-01-01T00:00:00Z",
                _ when field.EndsWith("By", StringComparison.Ordinal) || field is "by" or "sha256" or "passwordHash" => "Väärä Nimi",
                _ => 1,
            };
        }
        return json;
    }

    private Task<List<string>> BrokenAsync(string admin) => newsroom.InDbAsync(async db =>
    {
        var old = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var broken = new List<string>();
        async Task LookAsync(string what, Task<bool> found) { if (await found) broken.Add(what); }
        await LookAsync("article published", db.Articles.AnyAsync(a => a.Status == ArticleStatus.Published || a.PublishedUtc != null || a.PublicRevision != null || a.PublishAtUtc != null));
        await LookAsync("article owned or dated", db.Articles.AnyAsync(a => a.OwnerId != null || a.CreatedUtc == old || a.SavedBy == "Väärä Nimi" || a.PublicId == Guid.Empty));
        await LookAsync("revision signed", db.Revisions.AnyAsync(r => r.By == "Väärä Nimi" || r.ByUserId != null || r.SavedUtc == old));
        await LookAsync("comment signed", db.ArticleComments.AnyAsync(c => c.By == "Väärä Nimi" || c.AtUtc == old || c.ResolvedUtc != null));
        await LookAsync("deadline moved", db.Deadlines.AnyAsync(d => d.MovedBy == "Väärä Nimi" || d.MovedUtc == old || d.SavedUtc == old));
        await LookAsync("opening public", db.Openings.AnyAsync(o => o.IsPublic && o.Title == "Kuuleminen" && o.Version == 1 || o.OwnerId != null || o.SavedBy == "Väärä Nimi"));
        await LookAsync("second publisher", db.Organisations.Where(o => o.IsPublisher).Skip(1).AnyAsync());
        await LookAsync("person has the account", db.People.AnyAsync(p => p.UserId != null));
        await LookAsync("media of another type", db.MediaItems.AnyAsync(m => m.ContentType == "text/html" || m.UploaderId != null || m.UploadedBy == "Väärä Nimi" || m.Sha256 == "Väärä Nimi"));
        await LookAsync("contact confirmed", db.Contacts.AnyAsync(c => c.State != ContactState.Requested));
        await LookAsync("suppression signed", db.Suppressions.AnyAsync(s => s.By == "Väärä Nimi" || s.AtUtc == old));
        await LookAsync("bulletin approved", db.Bulletins.AnyAsync(b => b.Stage != BulletinStage.Draft || b.Number != null || b.CreatedById != null || b.CreatedUtc == old || b.SentUtc != null));
        await LookAsync("dispatched", db.Dispatches.AnyAsync());
        await LookAsync("role or account changed", db.Users.AnyAsync(u => u.Email == admin && (u.Role != Role.Admin || u.Disabled)));
        return broken;
    });

    public sealed class OnSqlite(SqliteNewsroom newsroom) : OverPostingTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : OverPostingTests(newsroom), IClassFixture<PostgresNewsroom>;
}
