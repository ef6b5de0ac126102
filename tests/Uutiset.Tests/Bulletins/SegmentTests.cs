using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;
using Uutiset.Bulletins;
using Uutiset.Bulletins.Segmenting;
using Uutiset.Mailing;
using Uutiset.Subscribers;
using Uutiset.Subscribers.Rights;
using Uutiset.Tests.Accounts;
using Uutiset.Tests.Articles;
using Uutiset.Tests.People;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Bulletins;

/// <summary>An audience with a name: made once, counted at any time, copied into the bulletins that use it.</summary>
public abstract class SegmentTests(Newsroom newsroom)
{
    private static async Task<string> SavedAsync(HttpClient editor, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Append(("act", "save")).Append(("__RequestVerificationToken", await editor.FormTokenAsync("/desk/segments/new"))).Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
        using var answer = await editor.PostAsync("/desk/segments/new", form);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }

    private Task<Segment> StoredAsync(string name) => newsroom.InDbAsync(db => db.Segments.AsNoTracking().SingleAsync(s => s.Name == name));

    [Fact]
    public async Task A_bulletin_takes_a_copy_that_no_later_change_of_the_segment_touches()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var mark = Offices.Mark();
        await newsroom.InDbAsync(db => Readers.TermAsync(db, "digipalvelut"));
        var path = await SavedAsync(editor, ("Form.Name", $"  Karjala   {mark} "), ("Form.Regions", "14"), ("Form.Regions", "05"), ("Form.Regions", "olematon"), ("Form.Tags", "digipalvelut"), ("Form.Langs", "fi"));
        var segment = await StoredAsync("Karjala " + mark);
        Assert.Equal(["14", "05"], Audience.Parse(segment.Audience).Regions);
        Assert.Contains("Karjala " + mark, (await editor.SeeAsync("/desk/segments")).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);

        var bulletin = $"/desk/bulletins/{await Readers.BulletinAsync(newsroom, new BulletinDraft { Audience = new Audience { Regions = ["21"] } })}";
        var compose = await editor.SeeAsync(bulletin);
        using var used = await editor.SubmitAsync(bulletin, new() { ["Form.Version"] = compose.QuerySelector("[name='Form.Version']")!.GetAttribute("value")!, ["Form.Regions"] = "21", ["SegmentId"] = $"{segment.PublicId}", ["act"] = "segment" });
        Assert.Equal(bulletin + "#audience", used.Headers.Location?.OriginalString);
        string[] Chosen(AngleSharp.Html.Dom.IHtmlDocument page) => [.. page.QuerySelectorAll("#audience-fields input[checked]").Select(i => i.GetAttribute("value")!).Order(StringComparer.Ordinal)];
        string[] copied = ["05", "14", "digipalvelut", "fi"];
        Assert.Equal(copied, Chosen(await editor.SeeAsync(bulletin)));

        using var changed = await editor.SubmitAsync(path, new() { ["Form.Name"] = "Lappi " + mark, ["Form.Regions"] = "21", ["Form.Version"] = "1", ["act"] = "save" });
        Assert.Equal(["21"], Audience.Parse((await StoredAsync("Lappi " + mark)).Audience).Regions);
        Assert.Equal(copied, Chosen(await editor.SeeAsync(bulletin)));
        // Who saved on what was there before is told, and changes nothing
        using var late = await editor.SubmitAsync(path, new() { ["Form.Name"] = "Myöhässä " + mark, ["Form.Version"] = "1", ["act"] = "save" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
        var both = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await late.Content.ReadAsStringAsync());
        Assert.Equal(["merge-Name", "merge-Regions"], both.QuerySelectorAll(".merge-part").Select(p => p.Id!).Order(StringComparer.Ordinal));
        Assert.Contains("Lappi", both.QuerySelector("#merge-Regions")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Myöhässä " + mark, both.QuerySelector("#merge-Name")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Lappi " + mark, both.QuerySelector("#merge-Name")!.TextContent, StringComparison.Ordinal);
        Assert.False(await newsroom.InDbAsync(db => db.Segments.AnyAsync(s => s.Name == "Myöhässä " + mark)));
        using var settled = await editor.SubmitAsync(path, new()
        {
            ["Form.Name"] = "Myöhässä " + mark, ["Form.Version"] = "1", ["Merge.Seen"] = "2", ["Merge.Choice[Name]"] = "mine", ["Merge.Choice[Regions]"] = "theirs", ["act"] = "save",
        });
        Assert.Equal(HttpStatusCode.Redirect, settled.StatusCode);
        Assert.Equal(["21"], Audience.Parse((await StoredAsync("Myöhässä " + mark)).Audience).Regions);
        using var removed = await editor.SubmitAsync(path, new() { ["act"] = "remove" });
        Assert.Equal(HttpStatusCode.NotFound, (await editor.GetAsync(path)).StatusCode);
        Assert.Equal(copied, Chosen(await editor.SeeAsync(bulletin)));
    }

    [Fact]
    public async Task How_many_it_reaches_is_told_at_a_press_and_by_a_part_of_its_page()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var mark = Offices.Mark();
        var subscription = await Readers.SubscriptionAsync(newsroom, "Lukijat " + mark, type: "parish", regions: ["16"]);
        for (var i = 0; i < 3; i++) await Readers.ContactAsync(newsroom, subscription, $"lukija{i}@{mark}.example.fi");
        var path = await SavedAsync(editor, ("Form.Name", "Laskettu " + mark), ("Form.Regions", "16"), ("Form.OrganisationTypes", "parish"));
        Assert.Contains("?count=true", (await editor.SeeAsync(path)).QuerySelector("#count")!.GetAttribute("data-later"), StringComparison.Ordinal);
        Assert.Equal("Tavoittaa tänään 3 lukijaa.", (await editor.SeeAsync(path + "?count=true")).QuerySelector("#count")!.TextContent.Trim());
        // By what is in the form, which is not saved by it
        using var asked = await editor.SubmitAsync(path, new() { ["Form.Name"] = "Muu " + mark, ["Form.Version"] = "1", ["Form.Regions"] = "16", ["Form.OrganisationTypes"] = "media", ["act"] = "count" });
        Assert.Contains("Tavoittaa tänään 0 lukijaa.", await asked.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var live = await editor.SubmitAsync(path, new() { ["Form.Regions"] = "16", ["Form.OrganisationTypes"] = "parish" }, path + "?handler=Count");
        Assert.Equal("Tavoittaa tänään 3 lukijaa.", await live.Content.ReadAsStringAsync());
        Assert.Equal(1, (await StoredAsync("Laskettu " + mark)).Version);
    }

    [Fact]
    public async Task A_name_is_asked_for_once_in_a_publisher_and_segments_are_its_own()
    {
        var (first, second) = await newsroom.TwoPublishersAsync();
        using var bound = await newsroom.SignedInAsync(Role.Editor, publisher: second.Id);
        using var free = await newsroom.SignedInAsync(Role.Editor);
        var mark = Offices.Mark();
        var theirs = await SavedAsync(free, ("Form.Name", "Sama " + mark), ("Form.PublisherId", $"{first.PublicId}"));
        var own = await SavedAsync(bound, ("Form.Name", "Sama " + mark), ("Form.PublisherId", $"{first.PublicId}"));
        Assert.Equal([first.Id, second.Id], await newsroom.InDbAsync(db => db.Segments.Where(s => s.Name == "Sama " + mark).OrderBy(s => s.Id).Select(s => s.PublisherId).ToListAsync()));
        foreach (var name in new[] { "Sama " + mark, " ", new string('a', 101) })
        {
            using var refused = await bound.SubmitAsync("/desk/segments/new", new() { ["Form.Name"] = name, ["act"] = "save" });
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        }
        Assert.Equal(HttpStatusCode.OK, (await bound.GetAsync(own)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await bound.GetAsync(theirs)).StatusCode);
        Assert.DoesNotContain(theirs, await bound.GetStringAsync("/desk/segments"), StringComparison.Ordinal);
        // Another's is not offered for a bulletin, and posting it anyway chooses nothing
        var bulletin = $"/desk/bulletins/{await newsroom.DoAsync<Composing, Guid>(async c => (await c.CreateAsync(new BulletinDraft { Audience = new Audience { Regions = ["21"] } }, new Actor("Testi", PublisherId: second.Id), default)).Bulletin!.PublicId)}";
        Assert.DoesNotContain(theirs[^36..], await bound.GetStringAsync(bulletin), StringComparison.Ordinal);
        using var posted = await bound.SubmitAsync(bulletin, new() { ["Form.Version"] = "1", ["Form.Regions"] = "21", ["SegmentId"] = theirs[^36..], ["act"] = "segment" });
        var made = Guid.Parse(bulletin.AsSpan(bulletin.Length - 36));
        Assert.Equal(["21"], await newsroom.InDbAsync(async db => Audience.Parse(await db.Bulletins.Where(b => b.PublicId == made).Select(b => b.Audience).SingleAsync()).Regions.ToArray()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Counting_in_the_database_and_weighing_every_seat_say_the_same(int seed)
    {
        var random = new Random(seed);
        string[] regions = ["14", "05", "21", "01", "HUS"], slugs = ["digipalvelut", "osallisuus", "ikaihmiset"], types = ["association", "patient", "school"], langs = ["fi", "sv", "en"];
        string[] Some(string[] of, int most) => [.. of.OrderBy(_ => random.Next()).Take(random.Next(most))];
        regions = [.. regions.Where(r => Regions.Find(r) is not null)];
        var (now, today) = (newsroom.Clock.GetUtcNow().UtcDateTime, newsroom.Clock.Today());
        var addresses = Enumerable.Range(0, 60).Select(i => $"s{seed}n{i}@{Offices.Mark()}.example.fi").ToArray();
        for (var i = 0; i < 40; i++)
        {
            var subscription = await Readers.SubscriptionAsync(newsroom, random.Next(5) == 0 ? null : $"Satunnainen {seed} {i}", types[random.Next(3)], Some(regions, 3), Some(slugs, 3), random.Next(12) == 0);
            var series = random.Next(8) == 0 ? (await newsroom.InDbAsync(db => Readers.TermAsync(db, slugs[0]))).Id : (long?)null;
            DateOnly? pause = random.Next(8) == 0 ? today.AddDays(random.Next(-2, 3)) : null;
            await newsroom.InDbAsync(db => db.Subscriptions.Where(s => s.Id == subscription.Id).ExecuteUpdateAsync(u => u.SetProperty(s => s.SeriesId, series).SetProperty(s => s.PausedUntil, pause)));
            foreach (var email in Some(addresses, 6))
            {
                var contact = await Readers.ContactAsync(newsroom, subscription, email, c =>
                {
                    c.State = random.Next(3) == 0 ? (ContactState)random.Next(5) : ContactState.Confirmed;
                    (c.Lang, c.Frequency) = (langs[random.Next(3)], (Frequency)(random.Next(4) / 3 * random.Next(3)));
                    c.PausedUntil = random.Next(8) == 0 ? today.AddDays(random.Next(-2, 3)) : null;
                    c.ConfirmedUtc = random.Next(6) == 0 ? null : now.AddDays(-random.Next(4));
                }, Some(regions, 3), Some(slugs, 2));
                if (random.Next(9) > 0) continue;
                await newsroom.InDbAsync(async db =>
                {
                    if (random.Next(2) == 0 && !await db.Suppressions.AnyAsync(s => s.AddressKey == contact.AddressKey)) db.Add(new Suppression { AddressKey = contact.AddressKey, Reason = "manual", AtUtc = now });
                    else await Withdrawals.StandAsync(db, contact.AddressKey, subscription.PublisherId, random.Next(2) == 0 ? Withdrawals.EverySeat : subscription.OrganisationId ?? 0, random.Next(4) == 0 ? 77 : null, now.AddDays(-random.Next(4)), default);
                    await db.SaveChangesAsync();
                });
            }
        }
        var frozen = 0;
        for (var i = 0; i < 60; i++)
        {
            var audience = new Audience { Regions = Some(regions, 4), Tags = Some([.. slugs, "olematon"], 4), OrganisationTypes = Some(types, 3), Langs = Some(langs, 3), Frequency = random.Next(3) == 0 ? (Frequency)random.Next(3) : null };
            string[] variants = [.. Some(langs, 3).DefaultIfEmpty("fi")];
            var series = random.Next(3) == 0 ? (await newsroom.InDbAsync(db => Readers.TermAsync(db, slugs[0]))).Id : (long?)null;
            await newsroom.InDbAsync(async db =>
            {
                var (publisher, recipients) = ((await Readers.PublisherAsync(db)).Id, new Recipients(db, newsroom.Clock));
                var weighed = await recipients.WeighAsync(audience, publisher, series, variants, default).ToListAsync();
                var counted = await recipients.CountAsync(audience, publisher, series, variants, default);
                Assert.Equal((weighed.Count(c => c.Reason is null), Words(weighed.Where(c => c.Reason is not null).CountBy(c => c.Reason!.Value))), (counted.Frozen, Words(counted.Reasons)));
                frozen += counted.Frozen;
            });
        }
        // Otherwise nothing was compared
        Assert.True(frozen > 100);

        static string Words(IEnumerable<KeyValuePair<ExclusionReason, int>> reasons) => string.Join(' ', reasons.Where(r => r.Value > 0).OrderBy(r => r.Key).Select(r => $"{r.Key}={r.Value}"));
    }

    public sealed class OnSqlite(SqliteNewsroom n) : SegmentTests(n), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom n) : SegmentTests(n), IClassFixture<PostgresNewsroom>;
}
