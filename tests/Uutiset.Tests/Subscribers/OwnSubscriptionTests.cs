using System.Net;
using Microsoft.EntityFrameworkCore;
using Uutiset.Subscribers;
using Uutiset.Tests.Bulletins;
using Uutiset.Tests.People;
using Uutiset.Tests.Vocabulary;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Subscribers;

/// <summary>A reader of several series changes them all from any one link.</summary>
public abstract class OwnSubscriptionTests(Newsroom newsroom) : IDisposable
{
    private readonly Visitor visitor = new(newsroom);

    [Fact]
    public async Task One_link_names_each_own_subscription_leads_to_it_and_pauses_and_narrows_them_all()
    {
        var (weekly, monthly) = (await newsroom.AddTermAsync(new TermDraft { Label = "Omat viikot", Scheme = TermScheme.Series }), await newsroom.AddTermAsync(new TermDraft { Label = "Omat kuukaudet", Scheme = TermScheme.Series }));
        var second = await newsroom.PublisherAsync("Naapurin toimitus");
        const string Reader = "lukija@omat.example.fi";
        var (one, two, three) = (await newsroom.SitAsync(Reader, series: weekly.Id), await newsroom.SitAsync(Reader, series: monthly.Id), await newsroom.SitAsync(Reader, publisher: second.Id));
        var seat = await newsroom.SitAsync(Reader, "Omien järjestö ry");
        var path = newsroom.PathOf(one);
        var page = WebUtility.HtmlDecode(await visitor.Http.GetStringAsync(path));
        Assert.Contains(": Omat viikot.", page, StringComparison.Ordinal);
        foreach (var (name, link) in new[] { ("Omat kuukaudet", newsroom.PathOf(two)), ("Naapurin toimitus: kaikki tiedotteet", newsroom.PathOf(three)) }) Assert.Contains($"<a href=\"{link}\">", page, StringComparison.Ordinal);
        Assert.Contains("Naapurin toimitus: kaikki tiedotteet", page, StringComparison.Ordinal);
        // What an organisation decides is not opened by a link that may have been passed on
        Assert.DoesNotContain(newsroom.PathOf(seat), page, StringComparison.Ordinal);

        var until = DateOnly.FromDateTime(newsroom.Clock.GetUtcNow().UtcDateTime).AddDays(40).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await SaveAsync(path, ("regions", "14"), ("paused", until));
        Assert.Equal([true, false, false, false], await PausedAsync());
        await SaveAsync(path, ("regions", "14"), ("paused", until), ("own", "all"));
        Assert.Equal([true, true, true, false], await PausedAsync());
        Assert.Equal(["14", "14", "14", ""], await newsroom.InDbAsync(async db => (await db.Contacts.Where(c => c.Email == Reader).OrderBy(c => c.Id).Select(c => c.Subscription!.Regions.Select(r => r.RegionCode).ToList()).ToListAsync()).Select(r => string.Join(' ', r))));
        Assert.Equal([weekly.Id, monthly.Id, null], await newsroom.InDbAsync(db => db.Contacts.Where(c => c.Email == Reader && c.Subscription!.OrganisationId == null).OrderBy(c => c.Id).Select(c => c.Subscription!.SeriesId).ToListAsync()));
        Assert.Contains("Tauolla", await visitor.Http.GetStringAsync(path), StringComparison.Ordinal);
        Assert.Contains("yhdessä toisen oman tilauksen kanssa", WebUtility.HtmlDecode(await visitor.Http.GetStringAsync(newsroom.PathOf(two) + "/tiedot")), StringComparison.Ordinal);

        // One of them goes on by itself, from its own link
        await SaveAsync(newsroom.PathOf(two), ("regions", "14"), ("paused", ""));
        Assert.Equal([true, false, true, false], await PausedAsync());

        Task<List<bool>> PausedAsync() => newsroom.InDbAsync(db => db.Contacts.Where(c => c.Email == Reader).OrderBy(c => c.Id).Select(c => c.PausedUntil != null).ToListAsync());
    }

    [Theory]
    [InlineData("fi", "Tämä tilaus: ")]
    [InlineData("sv", "Den här prenumerationen: ")]
    [InlineData("en", "This subscription: ")]
    public async Task A_member_sees_which_series_the_organisation_gets(string lang, string label)
    {
        var series = await newsroom.AddTermAsync(new TermDraft { Label = "Jäsenen kirje " + lang, Scheme = TermScheme.Series });
        var member = await newsroom.SitAsync($"jasen.{lang}@sarja.example.fi", $"Sarjan {lang} ry", series.Id, seat: Seat.Member);
        var page = WebUtility.HtmlDecode(await visitor.Http.GetStringAsync((lang == "fi" ? "" : "/" + lang) + newsroom.PathOf(member)));
        Assert.Contains(label, page, StringComparison.Ordinal);
        Assert.Contains("Jäsenen kirje " + lang, page, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"from\"", page, StringComparison.Ordinal);
    }

    private async Task SaveAsync(string path, params (string, string)[] fields)
    {
        using var answer = await visitor.PostAsync(path, [.. await visitor.FormAsync(path), ("lang", "fi"), .. fields]);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    public void Dispose()
    {
        visitor.Dispose();
        GC.SuppressFinalize(this);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : OwnSubscriptionTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : OwnSubscriptionTests(newsroom), IClassFixture<PostgresNewsroom>;
}
