using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Bulletins;
using Uutiset.Subscribers;
using Uutiset.Tests.Subscribers;
using Uutiset.Tests.Vocabulary;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Bulletins;

/// <summary>A publisher's series: what it is sent in, who follows it, and how its issues are numbered.</summary>
public abstract class SeriesTests(Newsroom newsroom) : IDisposable
{
    private readonly Visitor visitor = new(newsroom);

    [Fact]
    public async Task A_series_goes_to_those_who_follow_it_and_to_those_who_follow_none_and_its_issues_are_numbered()
    {
        var weekly = await newsroom.AddTermAsync(new TermDraft { Label = "Viikkokirje", LabelSv = "Veckobrev", Scheme = TermScheme.Series });
        var monthly = await newsroom.AddTermAsync(new TermDraft { Label = "Kuukausikirje", Scheme = TermScheme.Series });
        var everything = await Readers.ContactAsync(newsroom, await Readers.SubscriptionAsync(newsroom, "Kaiken tilaajat ry"), "kaikki@sarja.example.fi");
        // Nothing has been sent in any series: nobody is asked to choose
        Assert.Empty((await PageAsync("/tilaa")).QuerySelectorAll("input[name=from]"));

        var first = await SendAsync("Viikkokirje");
        await StartedAsync(first);
        var page = await PageAsync("/tilaa");
        Assert.Equal(["Kaikki tiedotteet", "Viikkokirje"], page.QuerySelectorAll("input[name=from] + span").Select(s => s.TextContent));
        Assert.Contains("Jos et valitse sarjaa, saat kaikki tiedotteet.", page.Body!.TextContent, StringComparison.Ordinal);
        var (all, one) = page.QuerySelectorAll<IHtmlInputElement>("input[name=from]").ToArray() is [var a, var b] ? (a, b) : throw new InvalidOperationException();
        Assert.True(all.IsChecked && !one.IsChecked);

        var preferences = await visitor.ConfirmedAsync("viikko@sarja.example.fi", null, ("from", one.Value));
        Assert.Equal(weekly.Id, (await visitor.ContactAsync("viikko@sarja.example.fi")).Subscription!.SeriesId);
        var (second, other, none) = (await SendAsync(weekly.Slug), await SendAsync("Kuukausikirje"), await SendAsync(null));
        Assert.Equal([1, 2, 1, null], await newsroom.InDbAsync(db => db.Bulletins.Where(x => x.Number != null).OrderBy(x => x.Number).Select(x => x.IssueNumber).ToListAsync()));
        foreach (var (bulletin, readers) in new[] { (first, 1), (second, 2), (other, 1), (none, 1) })
            Assert.Equal(readers, await newsroom.InDbAsync(db => db.Deliveries.CountAsync(d => db.Dispatches.Any(p => p.Id == d.DispatchId && db.Bulletins.Any(x => x.Id == p.BulletinId && x.PublicId == bulletin)))));
        Assert.Equal("series", await newsroom.InDbAsync(db => db.Exclusions.Where(e => db.Dispatches.Any(p => p.Id == e.DispatchId && db.Bulletins.Any(x => x.Id == p.BulletinId && x.PublicId == none))).Select(e => e.Reason).SingleAsync()));

        // In the head of the mail, in the web version and in the lists
        await StartedAsync(second);
        var (number, text) = await newsroom.InDbAsync(async db => (await db.Bulletins.Where(x => x.PublicId == second).Select(x => x.Number).SingleAsync(),
            await db.Variants.Where(v => db.Bulletins.Any(x => x.Id == v.BulletinId && x.PublicId == second)).Select(v => v.Text).FirstAsync()));
        Assert.Contains($"Viikkokirje nro 2 · Tiedote {number} · ", text, StringComparison.Ordinal);
        Assert.Contains("Viikkokirje nro 2", (await PageAsync($"/tiedotteet/{number}")).QuerySelector(".kicker")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Veckobrev nr 2", (await PageAsync("/sv/tiedotteet")).QuerySelector(".bulletin-list")!.TextContent, StringComparison.Ordinal);
        using (var editor = await newsroom.SignedInAsync(Role.Editor))
        {
            Assert.Contains("Viikkokirje nro 2", await editor.GetStringAsync($"/desk/bulletins/{second}/progress"), StringComparison.Ordinal);
            var list = await editor.GetStringAsync("/desk/bulletins?series=" + weekly.Slug);
            Assert.Contains("Viikkokirje nro 1", list, StringComparison.Ordinal);
            Assert.DoesNotContain("Kuukausikirje nro 1", list, StringComparison.Ordinal);
            var seats = await editor.GetStringAsync("/desk/subscribers/contacts?series=" + weekly.Slug);
            Assert.Contains("viikko@sarja.example.fi", seats, StringComparison.Ordinal);
            Assert.DoesNotContain("kaikki@sarja.example.fi", seats, StringComparison.Ordinal);
        }

        // An organisation that gets everything lets somebody in who asked for the series: they get the series
        var organisation = await newsroom.ListedAsync("Sarjan järjestö ry", "omistaja@sarja.example.fi");
        await newsroom.JoinAsync("liittyja@sarja.example.fi", organisation, ("from", one.Value));
        await newsroom.ConfirmAsync("liittyja@sarja.example.fi");
        var request = await newsroom.RequestOfAsync("liittyja@sarja.example.fi");
        (await visitor.PostAsync(await visitor.JoiningPathAsync("omistaja@sarja.example.fi"), ("request", $"{request.PublicId}"), ("answer", "yes"))).Dispose();
        var joined = await visitor.ContactAsync("liittyja@sarja.example.fi");
        Assert.Equal((ContactState.Confirmed, organisation.Id, weekly.Id), (joined.State, joined.Subscription!.OrganisationId!.Value, joined.Subscription.SeriesId!.Value));
        // Who was let in decides nothing for those who let them in
        Assert.Equal(Seat.Member, joined.Seat);

        // A reader chooses again on their own page: at once, and in the ledger
        var form = await visitor.FormAsync(preferences);
        using (var wrong = await visitor.PostAsync(preferences, [.. form, ("lang", "fi"), ("from", "olematon")])) Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        using (var saved = await visitor.PostAsync(preferences, [.. form, ("lang", "fi"), ("frequency", "immediate"), ("format", "html"), ("from", all.Value)])) Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        Assert.Null((await visitor.ContactAsync("viikko@sarja.example.fi")).Subscription!.SeriesId);
        Assert.EndsWith("; series: -", (await visitor.LedgerAsync("viikko@sarja.example.fi"))[^1].Detail, StringComparison.Ordinal);
        Assert.Equal(monthly.Id, await newsroom.InDbAsync(db => db.Bulletins.Where(x => x.PublicId == other).Select(x => x.SeriesId).SingleAsync()));
        Assert.Equal(ContactState.Confirmed, everything.State);
    }

    [Fact]
    public async Task A_bulletins_series_is_set_in_the_desk_and_by_the_API()
    {
        var series = await newsroom.AddTermAsync(new TermDraft { Label = "Avustuskirje", Scheme = TermScheme.Series });
        await newsroom.InDbAsync(Readers.PublisherAsync);
        using var api = await newsroom.WithKeyAsync("bulletins:write");
        foreach (var wrong in new[] { "Olematon", "Sote-uudistus" })
        {
            using var refused = await api.PostAsJsonAsync("/api/v1/bulletins", new { series = wrong });
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Contains("\"series\":", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        using var made = await api.PostAsJsonAsync("/api/v1/bulletins", new { series = "avustuskirje" });
        var json = await made.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((series.Slug, JsonValueKind.Null), (json.GetProperty("series").GetString(), json.GetProperty("issueNumber").ValueKind));
        Assert.Equal(1, (await api.GetFromJsonAsync<JsonElement>("/api/v1/bulletins?series=" + series.Slug)).GetProperty("total").GetInt32());

        var page = "/desk/bulletins/" + json.GetProperty("id").GetString();
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var shown = new HtmlParser().ParseDocument(await editor.GetStringAsync(page));
        Assert.Equal(series.Slug, shown.QuerySelector<IHtmlSelectElement>("#Form_Series")!.Value);
        using (var saved = await editor.SubmitAsync(page, new() { ["Form.Version"] = "1", ["Form.Series"] = "", ["act"] = "save" })) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Null((await api.GetFromJsonAsync<JsonElement>("/api" + page.Replace("/desk", "/v1", StringComparison.Ordinal))).GetProperty("series").GetString());
        using (var saved = await editor.SubmitAsync(page, new() { ["Form.Version"] = "2", ["Form.Series"] = series.Slug, ["act"] = "save" })) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal(series.Slug, (await api.GetFromJsonAsync<JsonElement>("/api" + page.Replace("/desk", "/v1", StringComparison.Ordinal))).GetProperty("series").GetString());
    }

    private async Task<Guid> SendAsync(string? series)
    {
        var article = await Readers.ArticleAsync(newsroom, "Sarjan juttu " + Guid.NewGuid());
        var bulletin = await Readers.BulletinAsync(newsroom, new BulletinDraft { Variants = [new("fi", "Kirje"), new("sv", "Brev")], Items = [new(article.PublicId)], Series = series });
        Assert.Equal(FreezeOutcome.Done, (await Readers.FreezeAsync(newsroom, bulletin)).Outcome);
        return bulletin;
    }

    private async Task StartedAsync(Guid bulletin)
    {
        for (var i = 0; i < 300 && !await newsroom.InDbAsync(db => db.Dispatches.AnyAsync(d => d.StartedUtc != null && db.Bulletins.Any(b => b.Id == d.BulletinId && b.PublicId == bulletin))); i++) await Task.Delay(50);
    }

    private async Task<IHtmlDocument> PageAsync(string path) => new HtmlParser().ParseDocument(await visitor.Http.GetStringAsync(path));

    public void Dispose()
    {
        visitor.Dispose();
        GC.SuppressFinalize(this);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : SeriesTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : SeriesTests(newsroom), IClassFixture<PostgresNewsroom>;
}
