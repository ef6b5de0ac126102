using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Uutiset.People;
using Uutiset.Subscribers;
using Uutiset.Subscribers.Joining;
using Uutiset.Tests.Accounts;
using Uutiset.Tests.People;

namespace Uutiset.Tests.Subscribers;

/// <summary>Whoever subscribes for an organisation finds it on the list, with script and without, and the ledger keeps what was chosen.</summary>
public abstract class FindingTests(Newsroom newsroom) : IDisposable
{
    private readonly Visitor visitor = new(newsroom);

    [Fact]
    public async Task The_button_answers_with_choices_and_everything_typed_stays()
    {
        var organisation = await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Lumpeenkukan omaishoitajat ry", BusinessId = "2468013-5", Regions = ["14"] });
        var page = await SentAsync("omaishoitajat lumpeenkukan", ("email", "oma@lumme.example.fi"), ("regions", "05"), ("find", "1"));
        Assert.Equal($"{organisation.PublicId}", page.QuerySelector<IHtmlInputElement>("#found-0")!.Value);
        Assert.Contains("2468013-5", page.QuerySelector("#found-0")!.Parent!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("input[name=choice][value=new]"));
        Assert.Equal("oma@lumme.example.fi", page.QuerySelector<IHtmlInputElement>("#email")!.Value);
        Assert.NotNull(page.QuerySelector("input[name=regions][value='05'][checked]"));
        Assert.Empty(page.QuerySelectorAll(".field-error, .error-summary"));
        Assert.False(await newsroom.InDbAsync(db => db.Contacts.AnyAsync(c => c.Email == "oma@lumme.example.fi")));
    }

    [Theory]
    [InlineData("1357924-2")]
    [InlineData("13579242")]
    [InlineData("FI13579242")]
    [InlineData("Kirjoitettu väärin ry 1357924-2")]
    public async Task A_business_id_finds_the_organisation_however_it_is_written(string typed)
    {
        if (!await newsroom.InDbAsync(db => db.Organisations.AnyAsync(o => o.BusinessId == "1357924-2")))
            await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Numeron kerho ry", BusinessId = "1357924-2" });
        Assert.Contains("Numeron kerho ry", (await SentAsync(typed, ("find", "1"))).QuerySelector("#found-list")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1357924-3", "Tarkista Y-tunnus")]
    [InlineData("2222222-9", "Kirjoita sen eteen järjestön nimi")]
    public async Task A_business_id_that_does_not_check_or_leads_nowhere_is_said_beside_the_field(string typed, string said) =>
        Assert.Contains(said, (await SentAsync(typed, ("email", "numero@example.fi"), ("consent", "yes"))).QuerySelector("#organisation-error")!.TextContent, StringComparison.Ordinal);

    [Fact]
    public async Task Who_sends_a_name_of_the_list_chooses_first_and_a_choice_is_of_the_name_that_stood_there()
    {
        var organisation = await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Pihlajan väki ry" });
        var page = await SentAsync("Pihlajan väki", ("email", "kuka@pihlaja.example.fi"), ("consent", "yes"));
        Assert.NotNull(page.QuerySelector("#organisation-error"));
        Assert.Equal("#found-0", page.QuerySelector(".error-summary a")!.GetAttribute("href"));
        // Chosen for another name than the one that stands in the field now
        await SentAsync("Pihlajan väki", ("email", "kuka@pihlaja.example.fi"), ("consent", "yes"), ("found", "Pihlaja"), ("choice", $"{organisation.PublicId}"));
        Assert.False(await newsroom.InDbAsync(db => db.Contacts.AnyAsync(c => c.Email == "kuka@pihlaja.example.fi")));
        await SentAsync("Pihlajan väki", ("email", "kuka@pihlaja.example.fi"), ("consent", "yes"), ("found", "Pihlajan väki"), ("choice", $"{organisation.PublicId}"));
        Assert.Equal(organisation.Id, (await newsroom.RequestOfAsync("kuka@pihlaja.example.fi")).OrganisationId);
        Assert.EndsWith($"organisation: {organisation.Name}", Assert.Single(await visitor.LedgerAsync("kuka@pihlaja.example.fi")).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_the_list_has_not_is_a_new_organisation_at_once()
    {
        Assert.Contains("lisätään uutena", (await SentAsync("Täysin uusi yhdistys ry", ("find", "1"))).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        await SentAsync("Täysin uusi yhdistys ry", ("email", "uusi@taysin.example.fi"), ("consent", "yes"));
        Assert.Equal("Täysin uusi yhdistys ry", (await visitor.ContactAsync("uusi@taysin.example.fi")).Subscription!.Organisation!.Name);
        var line = Assert.Single(await visitor.LedgerAsync("uusi@taysin.example.fi"));
        Assert.EndsWith("organisation: new", line.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("Täysin", line.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_that_a_script_asks_tells_what_is_public_and_nothing_of_who_subscribes()
    {
        await newsroom.ListedAsync("Ruusupuun toimijat ry", "omistaja@ruusu.example.fi");
        await visitor.ConfirmedAsync("salainen@ruusu.example.fi", "Ruusupuun salaseura ry", ("choice", SubscribeForm.New), ("found", ""));
        var answer = await visitor.Http.GetStringAsync(FindDoor.Path + "?q=ruusupuun");
        var found = JsonDocument.Parse(answer).RootElement.EnumerateArray().ToList();
        Assert.Equal("Ruusupuun toimijat ry", Assert.Single(found).GetProperty("name").GetString());
        Assert.Equal(["id", "name", "note"], found[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal("[]", await visitor.Http.GetStringAsync(FindDoor.Path));
        Assert.Equal("[]", await visitor.Http.GetStringAsync(FindDoor.Path + "?q=" + new string('a', 300)));
    }

    [Fact]
    public async Task Whose_bulletins_is_asked_only_where_there_are_several_publishers()
    {
        var (first, second) = await newsroom.TwoPublishersAsync();
        var page = new HtmlParser().ParseDocument(await visitor.Http.GetStringAsync("/tilaa"));
        Assert.Equal(2, page.QuerySelectorAll("input[name=from]").Length);
        await SentAsync(null, ("email", "toisen@example.fi"), ("consent", "yes"), ("from", second.Slug));
        Assert.Equal(second.Id, (await visitor.ContactAsync("toisen@example.fi")).Subscription!.PublisherId);
        Assert.Contains($"publisher: {second.Name}", Assert.Single(await visitor.LedgerAsync("toisen@example.fi")).Detail, StringComparison.Ordinal);
        Assert.NotNull((await SentAsync(null, ("email", "kolmannen@example.fi"), ("consent", "yes"), ("from", "ei-ole"))).QuerySelector(".error-summary"));
        Assert.NotEqual(first.Id, second.Id);
    }

    [Theory]
    [InlineData("toimisto@example.fi", true)]
    [InlineData("Info@example.fi", true)]
    [InlineData("kansli.vasa@example.fi", true)]
    [InlineData("maija.meikalainen@example.fi", false)]
    [InlineData("informaatio@example.fi", false)]
    public void An_office_is_told_from_a_person_by_the_address(string address, bool isRole) => Assert.Equal(isRole ? ContactKind.Role : ContactKind.Person, AddressKinds.Of(address));

    [Theory]
    [InlineData("joku@mailinator.com", true)]
    [InlineData("joku@oma.YOPMAIL.com", true)]
    [InlineData("joku@example.fi", false)]
    [InlineData("mailinator.com@example.fi", false)]
    [InlineData("joku@eimailinator.com", false)]
    public void A_passing_mailbox_is_known_by_its_domain(string address, bool isPassing) => Assert.Equal(isPassing, AddressKinds.IsThrownAway(address));

    [Fact]
    public async Task A_passing_address_is_told_politely_and_asked_all_the_same()
    {
        Assert.Contains("väliaikaisesta", (await SentAsync(null, ("email", "kokeilija@mailinator.com"), ("consent", "yes"))).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Single(await visitor.MailAsync("kokeilija@mailinator.com"));
    }

    /// <param name="organisation">Null: a private reader.</param>
    private async Task<IHtmlDocument> SentAsync(string? organisation, params (string Name, string Value)[] fields)
    {
        using var somebody = new Visitor(newsroom);
        var form = await somebody.FormAsync("/tilaa");
        newsroom.Clock.Move(TimeSpan.FromSeconds(3));
        using var answer = await somebody.PostAsync("/tilaa", [.. form.Where(f => fields.All(x => x.Name != f.Item1)), ("who", organisation is null ? "private" : "organisation"), ("organisation", organisation ?? ""), .. fields]);
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.UnprocessableEntity, answer.StatusCode.ToString());
        return new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
    }

    public void Dispose()
    {
        visitor.Dispose();
        GC.SuppressFinalize(this);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : FindingTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : FindingTests(newsroom), IClassFixture<PostgresNewsroom>;
}
