using System.Net;
using System.Net.Http.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Bulletins;
using Uutiset.Tests.Vocabulary;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Bulletins;

/// <summary>What becomes of a series' bulletins when it is no longer in use, or becomes one with another.</summary>
public abstract class SeriesEndTests(Newsroom newsroom)
{
    [Fact]
    public async Task A_draft_keeps_its_series_when_that_is_no_longer_in_use()
    {
        var series = await newsroom.AddTermAsync(new TermDraft { Label = "Lakkautettu kirje", Scheme = TermScheme.Series });
        var page = "/desk/bulletins/" + await Readers.BulletinAsync(newsroom, new BulletinDraft { Variants = [new("fi", "Kirje")], Series = series.Slug });
        foreach (var state in new[] { TermState.Rejected, TermState.Proposed })
        {
            await newsroom.InDbAsync(db => db.Terms.Where(t => t.Id == series.Id).ExecuteUpdateAsync(t => t.SetProperty(x => x.State, state)));
            using var editor = await newsroom.SignedInAsync(Role.Editor);
            var shown = new HtmlParser().ParseDocument(await editor.GetStringAsync(page)).QuerySelector<IHtmlSelectElement>("#Form_Series")!;
            Assert.Equal((series.Slug, "Lakkautettu kirje (ei enää käytössä)"), (shown.Value, shown.SelectedOptions.Single().TextContent));
            var version = await newsroom.InDbAsync(db => db.Bulletins.Where(b => b.SeriesId == series.Id).Select(b => b.Version).SingleAsync());
            using var saved = await editor.SubmitAsync(page, new() { ["Form.Version"] = $"{version}", ["Form.Series"] = shown.Value!, ["Form.Texts[0].Lang"] = "fi", ["Form.Texts[0].Subject"] = "Muutettu", ["act"] = "save" });
            Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
            Assert.Equal(version + 1, await newsroom.InDbAsync(db => db.Bulletins.Where(b => b.SeriesId == series.Id).Select(b => b.Version).SingleAsync()));
        }
        // It is nobody else's to take
        using var api = await newsroom.WithKeyAsync("bulletins:write");
        using var refused = await api.PostAsJsonAsync("/api/v1/bulletins", new { series = series.Slug });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
    }

    [Fact]
    public async Task After_a_merge_of_series_no_number_is_given_again_and_every_version_tells_of_it()
    {
        var (gone, heir) = (await newsroom.AddTermAsync(new TermDraft { Label = "Vanha kirje", Scheme = TermScheme.Series }), await newsroom.AddTermAsync(new TermDraft { Label = "Uusi kirje", Scheme = TermScheme.Series }));
        var subscription = await Readers.SubscriptionAsync(newsroom, "Sarjan seuraajat ry");
        await Readers.ContactAsync(newsroom, subscription, "seuraa@yhdistys.example.fi");
        var follower = await Readers.SubscriptionAsync(newsroom);
        await newsroom.InDbAsync(db => db.Subscriptions.Where(s => s.Id == follower.Id).ExecuteUpdateAsync(s => s.SetProperty(x => x.SeriesId, gone.Id)));
        var (theirs, ours) = (new[] { await SendAsync(gone.Slug), await SendAsync(gone.Slug), await SendAsync(gone.Slug) }, await SendAsync(heir.Slug));
        var draft = await Readers.BulletinAsync(newsroom, new BulletinDraft { Variants = [new("fi", "Luonnos")], Series = gone.Slug });
        var before = await VersionsAsync();

        Assert.Equal(TermMergeOutcome.Done, await newsroom.MergeTermsAsync(gone, heir));
        // What was printed stays printed
        Assert.Equal([1, 2, 3, 1], await newsroom.InDbAsync(db => db.Bulletins.Where(b => b.SeriesId == heir.Id && b.Number != null).OrderBy(b => b.Number).Select(b => b.IssueNumber).ToListAsync()));
        var after = await VersionsAsync();
        Assert.All(theirs.Append(draft).Append(follower.PublicId), id => Assert.Equal(before[id] + 1, after[id]));
        Assert.Equal(before[ours], after[ours]);
        var next = new[] { await SendAsync(heir.Slug), await SendAsync(gone.Slug) };
        Assert.Equal([4, 5], await newsroom.InDbAsync(db => db.Bulletins.Where(b => next.Contains(b.PublicId)).OrderBy(b => b.Number).Select(b => b.IssueNumber).ToListAsync()));

        Task<Dictionary<Guid, int>> VersionsAsync() => newsroom.InDbAsync(async db =>
            (await db.Bulletins.Select(b => new { b.PublicId, b.Version }).ToListAsync()).Concat(await db.Subscriptions.Select(s => new { s.PublicId, s.Version }).ToListAsync()).ToDictionary(r => r.PublicId, r => r.Version));
    }

    private async Task<Guid> SendAsync(string series)
    {
        var article = await Readers.ArticleAsync(newsroom, "Sarjan juttu " + Guid.NewGuid());
        var bulletin = await Readers.BulletinAsync(newsroom, new BulletinDraft { Variants = [new("fi", "Kirje")], Items = [new(article.PublicId)], Series = series });
        Assert.Equal(FreezeOutcome.Done, (await Readers.FreezeAsync(newsroom, bulletin)).Outcome);
        return bulletin;
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : SeriesEndTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : SeriesEndTests(newsroom), IClassFixture<PostgresNewsroom>;
}
