using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Uutiset.Articles;
using Uutiset.Tests.Articles;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Site;

/// <summary>Events and the materials around them, from the API's draft to page, calendar and JSON-LD.</summary>
public abstract class EventTests(Newsroom newsroom)
{
    private DateOnly Today => newsroom.Clock.Today();

    private async Task<(HttpClient Editor, JsonElement Article)> PublishAsync(object draft)
    {
        var editor = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        using var created = await editor.PostAsJsonAsync("/api/v1/articles", draft);
        Assert.True(created.StatusCode == HttpStatusCode.Created, await created.Content.ReadAsStringAsync());
        var id = (await created.JsonAsync()).GetProperty("id").GetString();
        using var published = await editor.PutAsync($"/api/v1/articles/{id}/publication", new { });
        Assert.Equal(HttpStatusCode.OK, published.StatusCode);
        return (editor, await newsroom.Client.JsonAsync($"/api/v1/articles/{id}"));
    }

    [Fact]
    public async Task An_event_is_told_with_place_online_link_registration_and_materials_and_goes_into_a_calendar()
    {
        var (coming, tie) = (Today.AddDays(20), Guid.NewGuid());
        var (editor, article) = await PublishAsync(new
        {
            type = "event", lang = "fi", title = "Kuulemispäivä Rovaniemellä", bodyHtml = "<p>Tule mukaan.</p>", regions = new[] { "15" }, tags = new[] { "digipalvelut" },
            events = new[]
            {
                new { eventId = tie, title = "Kuulemispäivä", start = coming, startsAt = "09:00", end = coming.AddDays(1), endsAt = "15:30", place = "Rovaniemi", region = "21",
                    url = "https://example.org/ohjelma", onlineUrl = "https://example.org/eta", registrationUrl = "https://example.org/ilmo", registrationUntil = coming.AddDays(-5) },
            },
            attachments = new object[]
            {
                new { title = "Päivän diat", kind = "slides", url = "https://example.org/diat.pdf", eventId = tie, pages = 12, lang = "sv",
                    presenters = new[] { new { name = "Aino Saari", title = "johtaja", organisation = "Saaren ry" }, new { name = "Otso Virta", title = (string?)null, organisation = (string?)null }! } },
                new { title = "Muistio", kind = "memo", url = "https://example.org/muistio.pdf", presenter = "Leena Laakso, suunnittelija, Laakson ry" },
            },
        });
        using var _ = editor;
        var slug = article.GetProperty("slug").GetString();
        var page = await newsroom.PageAsync("/uutiset/" + slug);
        var shown = page.QuerySelector(".event")!;
        foreach (var address in new[] { "ohjelma", "eta", "ilmo", "diat.pdf" }) Assert.NotNull(shown.QuerySelector($"a[href='https://example.org/{address}']"));
        Assert.Contains($"Ilmoittaudu viimeistään {Dates.Day(coming.AddDays(-5), "fi")}", shown.TextContent);
        Assert.Contains("Aino Saari, johtaja, Saaren ry", shown.TextContent);
        Assert.Equal("Diaesitys: Päivän diat (12 sivua, ruotsiksi)", shown.QuerySelector("a[href$='diat.pdf']")!.TextContent);
        Assert.Equal("/alueet/lappi", shown.QuerySelector("a[href^='/alueet/']")!.GetAttribute("href"));
        // Materials of the event stand with it, the others on their own
        Assert.Single(page.QuerySelectorAll("a[href$='diat.pdf']"));
        Assert.Contains("Leena Laakso, suunnittelija, Laakson ry", page.QuerySelectorAll(".attachment")[^1].TextContent);

        var attachments = article.GetProperty("attachments");
        Assert.Equal("Laakson ry", attachments[1].GetProperty("presenters")[0].GetProperty("organisation").GetString());
        Assert.Equal("Aino Saari, johtaja, Saaren ry; Otso Virta", attachments[0].GetProperty("presenter").GetString());
        var id = article.GetProperty("events")[0].GetProperty("eventId").GetString();
        Assert.Equal(id, attachments[0].GetProperty("eventId").GetString());

        using var file = await newsroom.Client.GetAsync($"/tilaisuudet/{id}.ics");
        var entry = Assert.Single(await CalendarTests.ParseAsync(await file.Content.ReadAsByteArrayAsync()));
        Assert.Equal((id, 0, "Kuulemispäivä", "Rovaniemi"), (entry.Uid, entry.Sequence, entry.Summary, entry.Location));
        Assert.Equal(Dates.Iso(Dates.ToUtc(coming, new TimeOnly(9, 0))), entry.Start);
        Assert.Equal(Dates.Iso(Dates.ToUtc(coming.AddDays(1), new TimeOnly(15, 30))), entry.End);
        foreach (var (calendar, holds) in new[] { ("/tilaisuudet.ics", true), ("/alueet/lappi/tilaisuudet.ics", true), ("/alueet/keski-suomi/tilaisuudet.ics", false), ("/tilaisuudet.ics?tag=digipalvelut", true) })
        {
            using var answer = await newsroom.Client.GetAsync(calendar);
            Assert.Equal(holds, (await CalendarTests.ParseAsync(await answer.Content.ReadAsByteArrayAsync())).Any(e => e.Uid == id));
        }
        var json = page.QuerySelectorAll("script[type='application/ld+json']").Select(s => JsonDocument.Parse(s.TextContent).RootElement).Single(j => j.GetProperty("@type").GetString() == "Event");
        Assert.Equal(("Kuulemispäivä", entry.Start, "https://schema.org/MixedEventAttendanceMode"), (json.GetProperty("name").GetString(), json.GetProperty("startDate").GetString(), json.GetProperty("eventAttendanceMode").GetString()));

        Assert.Contains("Kuulemispäivä", (await newsroom.PageAsync("/alueet/lappi")).QuerySelector(".side .event")!.TextContent);
        Assert.DoesNotContain("Kuulemispäivä", (await newsroom.PageAsync("/alueet/keski-suomi")).QuerySelector(".side")!.TextContent);
        Assert.Contains((await newsroom.PageAsync("/")).QuerySelectorAll(".front-side .event-title"), t => t.TextContent == "Kuulemispäivä");
        var list = await newsroom.PageAsync("/tilaisuudet");
        Assert.Equal("/uutiset/" + slug, list.QuerySelector(".events")!.QuerySelector(".event-articles a")!.GetAttribute("href"));
        var told = (await newsroom.Client.JsonAsync($"/api/v1/events/{id}"));
        Assert.Equal((false, "Päivän diat"), (told.GetProperty("past").GetBoolean(), told.GetProperty("materials")[0].GetProperty("title").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, await newsroom.StatusAsync($"/tilaisuudet/{Guid.NewGuid()}.ics"));

        // A later day is the same event with a higher number
        var draft = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(article.GetRawText())!;
        draft["events"] = JsonSerializer.SerializeToElement(new[] { new { eventId = id, title = "Kuulemispäivä", start = coming.AddDays(7), place = "Rovaniemi" } });
        draft["attachments"] = JsonSerializer.SerializeToElement(Array.Empty<object>());
        var address2 = $"/api/v1/articles/{article.GetProperty("id").GetString()}";
        using var now = await editor.GetAsync(address2);
        using var saved = await editor.PutAsync(address2, draft, now.Headers.ETag!.ToString());
        Assert.True(saved.IsSuccessStatusCode, await saved.Content.ReadAsStringAsync());
        await editor.PutAsync(address2 + "/publication", new { });
        using var again = await newsroom.Client.GetAsync($"/tilaisuudet/{id}.ics");
        entry = Assert.Single(await CalendarTests.ParseAsync(await again.Content.ReadAsByteArrayAsync()));
        Assert.Equal((1, Dates.Iso(coming.AddDays(7)), true), (entry.Sequence, entry.Start, entry.AllDay));

        newsroom.Clock.Move(TimeSpan.FromDays(60));
        try
        {
            Assert.DoesNotContain((await newsroom.PageAsync("/")).QuerySelectorAll(".event-title"), t => t.TextContent == "Kuulemispäivä");
            Assert.True((await newsroom.Client.JsonAsync($"/api/v1/events/{id}")).GetProperty("past").GetBoolean());
            Assert.Contains((await newsroom.PageAsync("/tilaisuudet")).QuerySelectorAll(".is-past .event-title"), t => t.TextContent == "Kuulemispäivä");
        }
        finally
        {
            newsroom.Clock.Move(TimeSpan.FromDays(-60));
        }
    }

    [Fact]
    public async Task After_its_last_day_an_attachment_is_named_but_its_address_is_told_nowhere()
    {
        const string secret = "https://example.org/tallenne-jota-ei-enaa-nay";
        var (editor, article) = await PublishAsync(new
        {
            title = "Tallenteen päivät", lang = "fi", bodyHtml = "<p>Teksti.</p>",
            events = new[] { new { eventId = Guid.Parse("11111111-1111-7111-8111-111111111111"), title = "Nauhoitettu", start = Today.AddDays(-1), place = "Oulu" } },
            attachments = new object[]
            {
                new { title = "Videokooste", kind = "video", url = secret, availableFrom = Today.AddDays(1), availableUntil = Today.AddDays(10), captions = "present", eventId = Guid.Parse("11111111-1111-7111-8111-111111111111") },
            },
        });
        using var _ = editor;
        var (id, slug, happening) = (article.GetProperty("id").GetString(), article.GetProperty("slug").GetString(), article.GetProperty("events")[0].GetProperty("eventId").GetString());
        string[] surfaces = ["/uutiset/" + slug, "/sv/uutiset/" + slug, "/tilaisuudet", "/syote.atom", "/syote.json", "/syote.rss", $"/api/v1/articles/{id}", $"/api/v1/articles/by-slug/{slug}", "/api/v1/articles", $"/api/v1/events/{happening}",
            $"/tilaisuudet/{happening}.ics", "/arkisto?q=videokooste", "/api/v1/search?q=videokooste"];
        async Task<int> SeenAsync() => (await Task.WhenAll(surfaces.Select(s => newsroom.Client.GetStringAsync(s)))).Count(t => t.Contains(secret, StringComparison.Ordinal));

        Assert.Equal(0, await SeenAsync());
        Assert.Contains($"Katsottavissa {Dates.Day(Today.AddDays(1), "fi")} alkaen", (await newsroom.PageAsync(surfaces[0])).QuerySelector(".attachment")!.TextContent);
        newsroom.Clock.Move(TimeSpan.FromDays(2));
        Assert.True(await SeenAsync() > 3);
        var shown = (await newsroom.PageAsync(surfaces[0])).QuerySelector(".attachment")!;
        Assert.Equal($"Katsottavissa {Dates.Day(Today.AddDays(8), "fi")} asti", shown.QuerySelector(".badge")!.TextContent);
        Assert.Equal("Katso tallenne: Videokooste (avautuu osoitteessa example.org)", shown.QuerySelector("figure.video a")!.TextContent);
        Assert.Empty(shown.QuerySelectorAll("iframe,video,img,script"));
        newsroom.Clock.Move(TimeSpan.FromDays(9));
        try
        {
            Assert.Equal(0, await SeenAsync());
            var gone = (await newsroom.PageAsync(surfaces[0])).QuerySelector(".attachment.is-gone")!;
            Assert.Contains($"Tallenne oli nähtävillä {Dates.Day(Today.AddDays(-1), "fi")} asti", gone.TextContent);
            Assert.Empty(gone.QuerySelectorAll("a"));
        }
        finally
        {
            newsroom.Clock.Move(TimeSpan.FromDays(-11));
        }
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : EventTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : EventTests(newsroom), IClassFixture<PostgresNewsroom>;
}
