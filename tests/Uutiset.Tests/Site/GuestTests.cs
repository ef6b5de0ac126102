using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;
using Uutiset.Accounts.Notices;
using Uutiset.Articles;

namespace Uutiset.Tests.Site;

/// <summary>A link by which somebody outside reads an unpublished article and says what they think of it.</summary>
public abstract class GuestTests(Newsroom newsroom)
{
    private const string Title = "Luonnos, jossa lainataan";

    [Fact]
    public async Task A_guest_reads_the_working_copy_by_a_link_that_ends_and_leaves_no_trace_outside()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var id = await DraftAsync();
        var path = await LinkAsync(editor, id, days: 7);
        using (var opened = await newsroom.Client.GetAsync(path))
        {
            Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
            Assert.Equal(("no-store", "no-referrer", "noindex"), (opened.Headers.CacheControl!.ToString(), opened.Headers.GetValues("Referrer-Policy").Single(), opened.Headers.GetValues("X-Robots-Tag").Single()));
            Assert.False(opened.Headers.Contains("Set-Cookie"));
            var page = new HtmlParser().ParseDocument(await opened.Content.ReadAsStringAsync());
            Assert.Equal(Title, page.QuerySelector("h1")!.TextContent);
            Assert.Contains("Matti Meikäläinen", page.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
            Assert.NotNull(page.QuerySelector("meta[name=robots][content=noindex]"));
            Assert.Null(page.QuerySelector("link[rel=canonical], form.form, a[href^='/desk']"));
        }
        Assert.Contains("avattu viimeksi", WebUtility.HtmlDecode(await editor.GetStringAsync(Desk(id))), StringComparison.Ordinal);
        // Only its hash is kept
        var token = path.Split('/')[^1];
        Assert.DoesNotContain(token, await newsroom.InDbAsync(db => db.PreviewLinks.Select(l => l.Hash).ToListAsync()));

        using var unasked = await PostAsync(path, "comment", "Hei");
        Assert.Equal(HttpStatusCode.NotFound, unasked.StatusCode);
        newsroom.Clock.Move(TimeSpan.FromDays(7.1));
        using var late = await newsroom.Client.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, late.StatusCode);
        Assert.DoesNotContain(token, await late.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_link_stops_at_once_and_strange_days_or_no_name_make_none()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var id = await DraftAsync();
        var path = await LinkAsync(editor, id, days: 3);
        var link = await newsroom.InDbAsync(db => db.PreviewLinks.Where(l => l.Article!.PublicId == id).Select(l => l.Id).SingleAsync());
        using var revoked = await editor.SubmitAsync(Desk(id), [], $"{Desk(id)}?handler=Revoke&link={link}");
        Assert.Equal(HttpStatusCode.NotFound, (await newsroom.Client.GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await newsroom.Client.GetAsync("/esikatselu/arvaus")).StatusCode);
        foreach (var (name, days) in new[] { ("", "7"), ("Matti", "0"), ("Matti", "61"), ("Matti", "x") })
        {
            using var refused = await editor.SubmitAsync(Desk(id), new() { ["ForWhom"] = name, ["Days"] = days }, Desk(id) + "?handler=Link");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        }
        Assert.Equal(1, await newsroom.InDbAsync(db => db.PreviewLinks.CountAsync(l => l.Article!.PublicId == id)));
    }

    [Fact]
    public async Task Links_that_have_ended_make_room_for_new_ones()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var id = await DraftAsync();
        var now = newsroom.Clock.GetUtcNow().UtcDateTime;
        await newsroom.InDbAsync(async db =>
        {
            var article = await db.Articles.Where(a => a.PublicId == id).Select(a => a.Id).SingleAsync();
            for (var i = 0; i < 100; i++)
                db.PreviewLinks.Add(new() { ArticleId = article, Hash = $"{Guid.NewGuid():N}", ForWhom = "x", By = "x", CreatedUtc = now, ExpiresUtc = i % 2 == 0 ? now.AddMinutes(-1) : now.AddDays(1), RevokedUtc = i % 2 == 0 ? null : now });
            await db.SaveChangesAsync();
        });
        await LinkAsync(editor, id, days: 7);
        await newsroom.InDbAsync(db => db.PreviewLinks.Where(l => l.Article!.PublicId == id).ExecuteUpdateAsync(row => row.SetProperty(l => l.RevokedUtc, (DateTime?)null).SetProperty(l => l.ExpiresUtc, now.AddDays(1))));
        using var full = await editor.SubmitAsync(Desk(id), new() { ["ForWhom"] = "Matti", ["Days"] = "7" }, Desk(id) + "?handler=Link");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, full.StatusCode);
    }

    [Fact]
    public async Task A_guest_approves_quotes_and_comments_and_no_other_site_does_it_for_them()
    {
        var email = $"{Guid.NewGuid():N}@example.fi";
        using var editor = await newsroom.SignedInAsync(Role.Editor, email);
        var me = await newsroom.InDbAsync(db => db.Users.Where(u => u.Email == email).Select(u => u.Id).SingleAsync());
        var id = await DraftAsync(me);
        var path = await LinkAsync(editor, id, days: 7, mayAnswer: true);
        using var foreign = await PostAsync(path, "approve", "", "https://toinen.example.org");
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        using var empty = await PostAsync(path, "comment", " ");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.StatusCode);
        using var said = await PostAsync(path, "comment", "Sanoin <b>kevät</b>, en kesä.");
        Assert.Equal((HttpStatusCode.SeeOther, path + "?kiitos=1#vastaus"), (said.StatusCode, said.Headers.Location!.OriginalString));
        using var approved = await PostAsync(path, "approve", "");
        Assert.Contains("hyväksyt lainaukset", WebUtility.HtmlDecode(await newsroom.Client.GetStringAsync(path + "?kiitos=2")), StringComparison.Ordinal);

        var page = new HtmlParser().ParseDocument(await editor.GetStringAsync(Desk(id)));
        Assert.Equal(["Sanoin <b>kevät</b>, en kesä.", "Hyväksyn lainaukset."], page.QuerySelectorAll(".comment-text").Select(c => c.TextContent));
        Assert.All(page.QuerySelectorAll(".comment b"), by => Assert.Equal("Matti Meikäläinen", by.TextContent));
        Assert.Equal([NoticeKind.GuestCommented, NoticeKind.GuestApproved],
            await newsroom.InDbAsync(db => db.Notices.Where(n => n.UserId == me).OrderBy(n => n.Id).Select(n => n.Kind).ToListAsync()));
    }

    private static string Desk(Guid id) => $"/desk/articles/{id}/review";

    private static async Task<string> LinkAsync(HttpClient editor, Guid id, int days, bool mayAnswer = false)
    {
        using var made = await editor.SubmitAsync(Desk(id), new() { ["ForWhom"] = "Matti Meikäläinen", ["Days"] = $"{days}", ["MayAnswer"] = mayAnswer ? "true" : "false" }, Desk(id) + "?handler=Link");
        Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
        var shown = new HtmlParser().ParseDocument(await editor.GetStringAsync(Desk(id))).QuerySelector("code.once")!.TextContent;
        Assert.Null(new HtmlParser().ParseDocument(await editor.GetStringAsync(Desk(id))).QuerySelector("code.once"));
        return new Uri(shown).AbsolutePath;
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string action, string text, string? origin = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([new("action", action), new("text", text)]) };
        request.Headers.Add("Origin", origin ?? newsroom.BaseUrl);
        return await newsroom.Client.SendAsync(request);
    }

    private async Task<Guid> DraftAsync(long? owner = null)
    {
        await using var scope = newsroom.Services.CreateAsyncScope();
        var outcome = await scope.ServiceProvider.GetRequiredService<Drafting>()
            .CreateAsync(new ArticleDraft { Title = Title, Lead = "Ingressi.", BodyHtml = "<p>Leipäteksti.</p>" }, mayPublish: false, new Actor("Aino", owner), CancellationToken.None);
        return Assert.IsType<Outcome.Done>(outcome).Article.PublicId;
    }

    public sealed class OnSqlite(SqliteNewsroom n) : GuestTests(n), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom n) : GuestTests(n), IClassFixture<PostgresNewsroom>;
}
