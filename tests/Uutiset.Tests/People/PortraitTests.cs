using System.Net;
using System.Net.Http.Json;
using Uutiset.Accounts;
using Uutiset.People;
using Uutiset.Tests.Articles;
using Uutiset.Tests.Media;
using Uutiset.Tests.Site;

namespace Uutiset.Tests.People;

/// <summary>Photos of persons and logos of organisations and funders, from the media library.</summary>
public abstract class PortraitTests(Newsroom newsroom)
{
    [Fact]
    public async Task A_persons_photo_stands_on_their_page_at_their_articles_and_in_the_api()
    {
        using var client = await newsroom.WithKeyAsync("admin");
        var photo = await ImageAsync(client, ("altFi", ""));
        Assert.Equal(HttpStatusCode.NotFound, await newsroom.StatusAsync(photo.Path));
        var name = "Kuvattu " + Offices.Mark();
        var person = await newsroom.PersonAsync(new PersonDraft { Name = name, TitleFi = "Järjestöjen muutosagentti", PhotoId = photo.Id });
        var own = (await newsroom.PageAsync("/tekijat/" + person.Slug)).QuerySelector(".portrait img")!;
        // Nobody wrote what it shows: whoever cannot see it hears whom
        Assert.Equal(name, own.GetAttribute("alt"));
        Assert.Equal("Kuva: Kaisa Kuvaaja, CC BY 4.0", own.Closest(".portrait")!.QuerySelector(".credit")!.TextContent);
        Assert.Equal(HttpStatusCode.OK, await newsroom.StatusAsync(own.GetAttribute("src")!));
        using var made = await client.PostAsJsonAsync("/api/v1/articles", new { title = "Kuvallinen kirjoittaja " + name, lead = "x", authors = new[] { new { personId = person.PublicId } }, contacts = new[] { new { personId = person.PublicId } } });
        using var published = await client.PutAsJsonAsync(made.Headers.Location!.OriginalString + "/publication", new { publishAt = (string?)null });
        var json = await published.JsonAsync();
        var page = await newsroom.PageAsync(new Uri(json.GetProperty("url").GetString()!).PathAndQuery);
        Assert.Equal(2, page.QuerySelectorAll(".byline-card .portrait img").Length);
        Assert.Equal(photo.Id, json.GetProperty("authors")[0].GetProperty("photoId").GetGuid());
        Assert.Equal(photo.Id, (await newsroom.Client.JsonAsync("/api/v1/authors/" + person.PublicId)).GetProperty("photoId").GetGuid());
        await IsKeptForAsync(client, photo.Id, name);
    }

    [Fact]
    public async Task An_organisations_logo_stands_on_its_page_and_with_what_it_funds_but_an_unlisted_ones_is_hidden()
    {
        using var client = await newsroom.WithKeyAsync("admin");
        var (logo, own) = (await ImageAsync(client, ("altFi", "Järven logo")), await ImageAsync(client, ("decorative", "true")));
        var organisation = await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Logollinen " + Offices.Mark(), LogoId = logo.Id, Listed = false });
        Assert.Equal(HttpStatusCode.NotFound, await newsroom.StatusAsync(logo.Path));
        var shown = await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Rahasto " + Offices.Mark(), LogoId = logo.Id });
        Assert.Equal("Järven logo", (await newsroom.PageAsync("/organisaatiot/" + shown.Slug)).QuerySelector(".logo img")!.GetAttribute("alt"));
        Assert.Equal(logo.Id, (await newsroom.Client.JsonAsync("/api/v1/organisations/" + shown.PublicId)).GetProperty("logoId").GetGuid());
        using var made = await client.PostAsJsonAsync("/api/v1/projects", new { name = "Logohanke " + Offices.Mark(), funders = new object[] { new { organisationId = shown.PublicId, amount = 1000 }, new { name = "Oma logo", logoId = own.Id } } });
        var project = await made.JsonAsync();
        Assert.Equal(own.Id, project.GetProperty("funders")[1].GetProperty("logoId").GetGuid());
        var logos = (await newsroom.PageAsync("/hankkeet/" + project.GetProperty("slug").GetString())).QuerySelectorAll(".funding .logo img").ToList();
        Assert.Equal(["Järven logo", ""], logos.Select(l => l.GetAttribute("alt")));
        await IsKeptForAsync(client, own.Id, project.GetProperty("name").GetString()!);
        await IsKeptForAsync(client, logo.Id, organisation.Name);
    }

    [Fact]
    public async Task What_is_no_image_is_refused_and_the_desks_forms_choose_one()
    {
        using var client = await newsroom.WithKeyAsync("admin");
        using var pdf = await client.SendAsync("ei-kuva.pdf", Files.Pdf());
        var file = (await pdf.JsonAsync()).GetProperty("id").GetString();
        using var person = await client.PostAsJsonAsync("/api/v1/authors", new { name = "Väärä kuva", titleFi = "x", photoId = file });
        using var organisation = await client.PostAsJsonAsync("/api/v1/organisations", new { name = "Väärä logo", logoId = Guid.NewGuid() });
        using var project = await client.PostAsJsonAsync("/api/v1/projects", new { name = "Väärä rahoittaja", funders = new object[] { new { name = "Rahasto", logoId = file } } });
        Assert.Equal(["photoId"], (await person.JsonAsync()).ErrorFields());
        Assert.Equal(["logoId"], (await organisation.JsonAsync()).ErrorFields());
        Assert.Equal(["funders[0].logoId"], (await project.JsonAsync()).ErrorFields());
        // Nobody has said who took it, and whether it may stand there
        using var sent = await client.SendAsync("nimeton.jpg", await Files.ImageAsync("jpg", 60, 60));
        using var uncredited = await client.PostAsJsonAsync("/api/v1/authors", new { name = "Nimetön kuva", titleFi = "x", photoId = (await sent.JsonAsync()).GetProperty("id").GetGuid() });
        Assert.Equal(["photoId"], (await uncredited.JsonAsync()).ErrorFields());
        var photo = await ImageAsync(client, ("altFi", "Kasvot"));
        using var agent = await newsroom.SignedInAsync(Role.Agent);
        var name = "Lomakkeella " + Offices.Mark();
        Assert.Contains($"value=\"{photo.Id}\"", await agent.GetStringAsync("/desk/people/new"), StringComparison.Ordinal);
        using var saved = await agent.SubmitAsync("/desk/people/new", new() { ["Form.Name"] = name, ["Form.TitleFi"] = "Järjestöjen muutosagentti", ["Form.PhotoId"] = $"{photo.Id}" });
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Contains(name, await agent.GetStringAsync($"/desk/media/{photo.Id}"), StringComparison.Ordinal);
        using var refused = await agent.SubmitAsync("/desk/organisations/new", new() { ["Form.Name"] = "Väärä " + name, ["Form.LogoId"] = file!, ["Form.Listed"] = "true" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("Form_LogoId-error", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task IsKeptForAsync(HttpClient client, Guid image, string place)
    {
        using var now = await client.GetAsync($"/api/v1/media/{image}");
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"/api/v1/media/{image}");
        request.Headers.TryAddWithoutValidation("If-Match", now.Headers.ETag!.Tag);
        using var refused = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains(place, await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<(Guid Id, string Path)> ImageAsync(HttpClient client, params (string, string)[] fields)
    {
        using var answer = await client.SendAsync("kuva.jpg", await Files.ImageAsync("jpg", 300, 300), [("credit", "Kaisa Kuvaaja"), ("licence", "CC BY 4.0"), .. fields]);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var json = await answer.JsonAsync();
        return (json.GetProperty("id").GetGuid(), new Uri(json.GetProperty("url").GetString()!).PathAndQuery);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : PortraitTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : PortraitTests(newsroom), IClassFixture<PostgresNewsroom>;
}
