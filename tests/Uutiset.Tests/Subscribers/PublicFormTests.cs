using System.Net;
using Microsoft.EntityFrameworkCore;
using Uutiset.Subscribers;

namespace Uutiset.Tests.Subscribers;

public abstract class PublicFormTests(Newsroom newsroom) : IDisposable
{
    private readonly Visitor visitor = new(newsroom);

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://paha.example")]
    [InlineData("Origin", "null")]
    public async Task Another_site_cannot_subscribe_anybody(string header, string value)
    {
        var form = await visitor.FormAsync("/tilaa");
        newsroom.Clock.Move(TimeSpan.FromSeconds(3));
        using var request = Post("/tilaa", [.. form, ("who", "private"), ("email", "uhri@example.fi"), ("consent", "yes")]);
        request.Headers.Add(header, value);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.Http.SendAsync(request)).StatusCode);
        Assert.Empty(await visitor.MailAsync("uhri@example.fi"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/peru")]
    public async Task Another_site_cannot_act_on_a_readers_link(string end)
    {
        var email = $"lukija{end.Length}@example.fi";
        var path = await visitor.ConfirmedAsync(email);
        using var request = Post(path + end, [("regions", "21")]);
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        request.Headers.Add("Origin", "https://paha.example");
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.Http.SendAsync(request)).StatusCode);
        var contact = await visitor.ContactAsync(email);
        Assert.Equal(ContactState.Confirmed, contact.State);
        Assert.Empty(contact.Regions.Select(r => r.RegionCode).Concat(contact.Subscription!.Regions.Select(r => r.RegionCode)));
    }

    [Theory]
    [InlineData("fi", "äiti@example.fi", "Ennen @-merkkiä ei voi olla ä:tä")]
    [InlineData("sv", "info@example", "saknas en punkt och en ändelse")]
    [InlineData("en", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@example.fi", "at most 64 characters before the @")]
    public async Task Why_an_address_is_refused_is_said_in_the_readers_language(string lang, string email, string words)
    {
        using var answer = await visitor.SubscribeAsync(email, null, lang);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(words, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        // What the sentence around it added is mended without a word
        var mended = lang + "@mended.example.fi";
        using (var taken = await visitor.SubscribeAsync(mended + ". ", null, lang)) Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.Single(await visitor.MailAsync(mended));
    }

    [Fact]
    public async Task A_browsers_own_form_on_a_page_without_referrer_is_taken()
    {
        var path = await visitor.ConfirmedAsync("selain@example.fi");
        using var request = Post(path, [("regions", "21"), ("lang", "sv"), ("frequency", "weekly"), ("format", "text")]);
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Headers.Add("Origin", "null");
        var answer = await visitor.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Contains("role=\"status\"", await visitor.Http.GetStringAsync(answer.Headers.Location));
        var contact = await visitor.ContactAsync("selain@example.fi");
        Assert.Equal(("sv", Frequency.Weekly, MailFormat.Text), (contact.Lang, contact.Frequency, contact.Format));
        Assert.Equal("21", Assert.Single(contact.Subscription!.Regions).RegionCode);
        Assert.Equal(ConsentKind.Changed, (await visitor.LedgerAsync("selain@example.fi"))[^1].Kind);
    }

    [Fact]
    public async Task An_owner_chooses_for_all_or_for_themselves()
    {
        var path = await visitor.ConfirmedAsync("omistaja@example.fi", "Valinnan vapaus ry", ("regions", "01"));
        await visitor.PostAsync(path, ("scope", "me"), ("regions", "02"));
        var contact = await visitor.ContactAsync("omistaja@example.fi");
        Assert.Equal(("02", "01"), (contact.Regions.Single().RegionCode, contact.Subscription!.Regions.Single().RegionCode));
        await visitor.PostAsync(path, ("scope", "organisation"), ("regions", "03"));
        contact = await visitor.ContactAsync("omistaja@example.fi");
        Assert.Empty(contact.Regions);
        Assert.Equal("03", contact.Subscription!.Regions.Single().RegionCode);
    }

    [Fact]
    public async Task Errors_stand_beside_their_fields_and_nothing_typed_is_lost()
    {
        var form = await visitor.FormAsync("/sv/tilaa");
        newsroom.Clock.Move(TimeSpan.FromSeconds(3));
        var answer = await visitor.PostAsync("/sv/tilaa", [.. form, ("who", "organisation"), ("organisation", ""), ("email", "inte en adress"), ("regions", "17")]);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        foreach (var id in new[] { "organisation-error", "email-error", "consent-error" }) Assert.Contains($"id=\"{id}\"", page);
        Assert.Contains("href=\"#email\"", page);
        Assert.Contains("value=\"inte en adress\"", page);
        Assert.Contains("value=\"17\" checked", page);
    }

    [Theory]
    [InlineData("regions", "99")]
    [InlineData("tags", "ei-ole")]
    [InlineData("lang", "xx")]
    [InlineData("frequency", "2")]
    public async Task A_choice_that_the_form_does_not_offer_is_refused(string field, string value)
    {
        var form = await visitor.FormAsync("/tilaa");
        newsroom.Clock.Move(TimeSpan.FromSeconds(3));
        var answer = await visitor.PostAsync("/tilaa", [.. form, ("who", "private"), ("email", $"outo-{field}@example.fi"), ("consent", "yes"), (field, value)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    [Fact]
    public async Task A_robot_that_fills_the_hidden_field_is_thanked_and_ignored()
    {
        var answer = await visitor.SubscribeAsync("robotti@example.fi", null, "fi", (SubscribeForm.Trap, "https://roska.example"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(await visitor.MailAsync("robotti@example.fi"));
    }

    [Fact]
    public async Task A_quick_person_presses_once_more_and_types_nothing_again()
    {
        var form = await visitor.FormAsync("/tilaa");
        var first = await visitor.PostAsync("/tilaa", [.. form, ("who", "private"), ("email", "selaimen-muistama@example.fi"), ("regions", "11"), ("consent", "yes")]);
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await first.Content.ReadAsStringAsync());
        Assert.DoesNotContain("robot", page.QuerySelector("main")!.TextContent, StringComparison.OrdinalIgnoreCase);
        var fields = page.QuerySelectorAll("form.form input").OfType<AngleSharp.Html.Dom.IHtmlInputElement>()
            .Where(i => i.Type is not ("checkbox" or "radio") || i.IsChecked).Select(i => (i.Name!, i.Value)).ToArray();
        Assert.Contains(("consent", "yes"), fields);
        Assert.Contains(("regions", "11"), fields);
        newsroom.Clock.Move(TimeSpan.FromSeconds(2.1));
        Assert.Equal(HttpStatusCode.OK, (await visitor.PostAsync("/tilaa", fields)).StatusCode);
        Assert.Single(await visitor.MailAsync("selaimen-muistama@example.fi"));
    }

    [Fact]
    public async Task A_box_that_was_ticked_under_another_text_comes_back_empty()
    {
        var form = await visitor.FormAsync("/tilaa");
        newsroom.Clock.Move(TimeSpan.FromSeconds(3));
        var answer = await visitor.PostAsync("/tilaa", [.. form.Where(f => f.Item1 != "shown"), ("shown", "toinen teksti"), ("who", "private"), ("email", "ehdot@example.fi"), ("consent", "yes")]);
        Assert.DoesNotContain("name=\"consent\" value=\"yes\" required checked", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Choosing_nothing_is_explained_to_each_as_it_works_for_them()
    {
        Assert.Contains("koko maasta", await visitor.Http.GetStringAsync("/tilaa"));
        var path = await visitor.ConfirmedAsync("jasen@valo.example.fi", "Valon ystävät ry", ("regions", "09"));
        Assert.Contains("koko järjestön tilaus kattaa koko maan", await visitor.Http.GetStringAsync(path));
        await newsroom.InDbAsync(db => db.Contacts.Where(c => c.Email == "jasen@valo.example.fi").ExecuteUpdateAsync(c => c.SetProperty(x => x.Seat, Seat.Member)));
        var page = await visitor.Http.GetStringAsync(path);
        Assert.Contains("järjestösi valitsemat alueet", page);
        Assert.DoesNotContain("koko maa", page);
    }

    [Fact]
    public async Task Invisible_characters_of_a_pasted_name_are_dropped()
    {
        // U+202A and U+202C come along from some programs' fields; the mail library refuses to put them into a message
        await visitor.ConfirmedAsync("liite@example.fi", "\u202AKutojien\u2028 kilta ry\u202C");
        Assert.Equal("Kutojien kilta ry", (await visitor.ContactAsync("liite@example.fi")).Subscription!.Organisation!.Name);
    }

    [Fact]
    public async Task The_page_that_asks_whether_to_end_does_not_say_that_it_has_ended()
    {
        var path = await visitor.ConfirmedAsync("otsikko@example.fi");
        Assert.Contains("<title>Perutaanko tilaus?", await visitor.Http.GetStringAsync(path + "/peru"));
    }

    [Fact]
    public async Task A_form_sent_at_once_or_without_its_stamp_is_shown_again()
    {
        var form = await visitor.FormAsync("/tilaa");
        (string, string)[] fields = [("who", "private"), ("email", "pikainen@example.fi"), ("consent", "yes")];
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.PostAsync("/tilaa", [.. form, .. fields])).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.PostAsync("/tilaa", [.. form.Where(f => f.Item1 != "t"), .. fields])).StatusCode);
        newsroom.Clock.Move(TimeSpan.FromSeconds(3));
        Assert.Equal(HttpStatusCode.OK, (await visitor.PostAsync("/tilaa", [.. form, .. fields])).StatusCode);
    }

    [Fact]
    public async Task A_network_may_ask_five_times_an_hour()
    {
        for (var n = 0; n < 5; n++) Assert.Equal(HttpStatusCode.OK, (await visitor.SubscribeAsync($"monta{n}@example.fi")).StatusCode);
        var answer = await visitor.SubscribeAsync("monta6@example.fi", "Kuudes & seitsemäs ry", "fi", ("choice", "new"), ("regions", "14"));
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal(TimeSpan.FromHours(1), answer.Headers.RetryAfter!.Delta);
        // What was typed is there to be sent again later, without script
        var html = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
        Assert.Equal(("monta6@example.fi", "Kuudes & seitsemäs ry"), (html.QuerySelector("input[name=email]")!.GetAttribute("value"), html.QuerySelector("input[name=organisation]")!.GetAttribute("value")));
        Assert.NotNull(html.QuerySelector("input[name=regions][value='14'][checked]"));
        Assert.NotNull(html.QuerySelector("input[name=consent][checked]"));
        Assert.Contains("lähetä lomake uudelleen tunnin kuluttua", html.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(await visitor.MailAsync("monta6@example.fi"));
        using var neighbour = new Visitor(newsroom);
        Assert.Equal(HttpStatusCode.OK, (await neighbour.SubscribeAsync("naapuri@example.fi")).StatusCode);
    }

    [Fact]
    public async Task Pages_with_a_token_are_kept_by_nobody_and_set_no_cookie()
    {
        var path = await visitor.ConfirmedAsync("siisti@example.fi");
        await visitor.SubscribeAsync("siisti2@example.fi");
        foreach (var page in new[] { "/tilaa", path, path + "/peru", await visitor.ConfirmationPathAsync("siisti2@example.fi") })
        {
            var answer = await visitor.Http.GetAsync(page);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
            Assert.False(answer.Headers.Contains("Set-Cookie"));
            if (page != "/tilaa") Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        }
    }

    [Fact]
    public async Task A_body_too_large_is_refused()
    {
        var answer = await visitor.PostAsync("/tilaa", ("email", new string('a', 200_000)));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Lomaketta ei voitu lukea", await answer.Content.ReadAsStringAsync());
    }

    private static HttpRequestMessage Post(string path, IEnumerable<(string Name, string Value)> fields) =>
        new(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) };

    public void Dispose()
    {
        visitor.Dispose();
        GC.SuppressFinalize(this);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : PublicFormTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : PublicFormTests(newsroom), IClassFixture<PostgresNewsroom>;
}
