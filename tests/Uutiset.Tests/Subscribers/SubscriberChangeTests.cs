using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Bulletins;
using Uutiset.Desk.Changing;
using Uutiset.Mailing;
using Uutiset.Subscribers;
using Uutiset.Subscribers.Ledger;
using Uutiset.Subscribers.Roll.Changing;
using Uutiset.Tests.Articles;
using Uutiset.Tests.Bulletins;
using Uutiset.Tests.People;
using Uutiset.Tests.Vocabulary;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Subscribers;

/// <summary>Many subscriptions changed at once: looked at first, done, and undone as far as nobody has had their own say since.</summary>
public abstract partial class SubscriberChangeTests(Newsroom newsroom)
{
    private async Task<(Guid Id, Subscription Subscription, Contact Seat)> OneAsync(string mark, string name, string[]? regions = null, Action<Contact>? seat = null)
    {
        var subscription = await Readers.SubscriptionAsync(newsroom, $"{name} {mark}", regions: regions);
        var contact = await Readers.ContactAsync(newsroom, subscription, $"{name}@{mark}.example.fi".ToLowerInvariant(), c => { c.Seat = Seat.Owner; seat?.Invoke(c); });
        return (await newsroom.InDbAsync(db => db.Subscriptions.Where(s => s.Id == subscription.Id).Select(s => s.Organisation!.PublicId).SingleAsync()), subscription, contact);
    }

    private Task<Subscription> NowAsync(Subscription s) => newsroom.InDbAsync(db => db.Subscriptions.AsNoTracking().Include(x => x.Regions).Include(x => x.Contacts).SingleAsync(x => x.Id == s.Id));

    private static async Task<string[]> RegionsAsync(Task<Subscription> subscription) => [.. (await subscription).Regions.Select(r => r.RegionCode).Order(StringComparer.Ordinal)];

    private static async Task<string> PlanAsync(HttpClient editor, string query, params (string Name, string Value)[] fields)
    {
        using var answer = await PostAsync(editor, query, fields);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient editor, string query, (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", await editor.FormTokenAsync("/desk/subscribers?" + query))).Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
        return await editor.PostAsync($"/desk/subscribers?{query}&handler=Plan", form);
    }

    private static async Task<string> DoneAsync(HttpClient editor, string change, string handler = "")
    {
        using var answer = await editor.SubmitAsync("/desk/account", [], change + handler);
        Assert.Equal(change, answer.Headers.Location?.OriginalString);
        return Space().Replace((await editor.SeeAsync(change)).QuerySelector("#bulk-change")!.TextContent, " ");
    }

    [Fact]
    public async Task A_list_that_is_narrowed_to_a_series_changes_the_subscriptions_of_that_series_only()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var mark = Offices.Mark();
        var all = await OneAsync(mark, "Kaksi");
        var series = await newsroom.AddTermAsync(new TermDraft { Scheme = TermScheme.Series, Label = "Viikkokirje " + mark });
        var weekly = await newsroom.InDbAsync(async db =>
        {
            var made = db.Subscriptions.Add(new Subscription { OrganisationId = all.Subscription.OrganisationId, PublisherId = all.Subscription.PublisherId, SeriesId = series.Id, CreatedUtc = all.Subscription.CreatedUtc }).Entity;
            await db.SaveChangesAsync();
            return made;
        });
        var change = await PlanAsync(editor, $"q={mark}&series={series.Slug}", ("Bulk.Scope", "all"), ("Bulk.What", "End"));
        Assert.Contains("1 tilaus muutettiin.", await DoneAsync(editor, change), StringComparison.Ordinal);
        Assert.Null((await NowAsync(all.Subscription)).EndedUtc);
        Assert.NotNull((await NowAsync(weekly)).EndedUtc);
    }

    [Fact]
    public async Task A_plan_changes_nothing_the_change_does_and_the_undoing_puts_back_what_nobody_has_touched()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var mark = Offices.Mark();
        var (first, second, all, has) = (await OneAsync(mark, "Eka", ["05"]), await OneAsync(mark, "Toka", ["05"]), await OneAsync(mark, "Kaikki"), await OneAsync(mark, "Jo", ["05", "14"]));
        var change = await PlanAsync(editor, "q=" + mark, ("Bulk.Scope", "all"), ("Bulk.What", "AddRegion"), ("Bulk.Region", "14"));
        var plan = Space().Replace((await editor.SeeAsync(change)).Body!.TextContent, " ");
        foreach (var told in new[] { "2 tilausta muuttuu.", "1 tilaus on jo tällainen.", "1 tilaus jätettiin ennalleen", "Kaikki " + mark }) Assert.Contains(told, plan, StringComparison.Ordinal);
        Assert.Equal(["05"], await RegionsAsync(NowAsync(first.Subscription)));

        Assert.Contains("2 tilausta muutettiin. ", await DoneAsync(editor, change), StringComparison.Ordinal);
        foreach (var changed in new[] { first, second }) Assert.Equal(["05", "14"], await RegionsAsync(NowAsync(changed.Subscription)));
        // Who takes everything still does
        Assert.Empty(await RegionsAsync(NowAsync(all.Subscription)));
        var line = await newsroom.InDbAsync(db => db.ConsentEvents.Include(e => e.Words).SingleAsync(e => e.ContactId == first.Seat.PublicId));
        Assert.Equal((ConsentKind.Changed, "desk", "organisation; AddRegion: 14"), (line.Kind, line.Method, line.Detail));

        // An owner says something else in the meantime
        await newsroom.InDbAsync(db => db.Subscriptions.Where(s => s.Id == second.Subscription.Id).ExecuteUpdateAsync(u => u.SetProperty(s => s.Version, s => s.Version + 1)));
        var undone = await DoneAsync(editor, change, "?handler=Undo");
        Assert.Contains("1 tilaus palautettiin.", undone, StringComparison.Ordinal);
        Assert.Contains("1 tilaus jäi palauttamatta", undone, StringComparison.Ordinal);
        Assert.Equal(["05"], await RegionsAsync(NowAsync(first.Subscription)));
        Assert.Equal(["05", "14"], await RegionsAsync(NowAsync(second.Subscription)));
        Assert.Equal(["05", "14"], await RegionsAsync(NowAsync(has.Subscription)));
    }

    [Fact]
    public async Task What_was_changed_is_told_in_words_where_a_consent_is_told()
    {
        var index = await newsroom.DoAsync<Terms, TermIndex>(t => t.IndexAsync(default));
        var told = new List<string>();
        foreach (var (kind, value) in new[] { (ChangeKind.AddRegion, "14"), (ChangeKind.RemoveRegion, "14"), (ChangeKind.AddTheme, "digipalvelut"), (ChangeKind.RemoveTheme, $"{index.Find("digipalvelut")!.Id}"), (ChangeKind.Lang, "sv"), (ChangeKind.Pause, "2030-02-01"), (ChangeKind.End, "") })
        {
            foreach (var undoing in kind == ChangeKind.End ? [true] : new[] { false, true })
            {
                var line = new ConsentJson(ConsentKind.Changed, default, "desk", "Testi", null, null, null, new Effect(new SubscriberChange { Kind = kind, Value = value }, index).Detail(undoing), null, null);
                foreach (var lang in Languages.All) told.AddRange(ConsentWords.Facts(line, index, lang, toReader: true).Select(f => $"{f.Name}: {f.Value}"));
            }
        }
        Assert.DoesNotContain(told, t => t.Contains(": undone", StringComparison.Ordinal) || Enum.GetNames<ChangeKind>().Any(k => t.Contains(k + ":", StringComparison.Ordinal)));
        string[] expected = ["Alue lisätty: Pohjois-Karjala", "Aihe poistettu: Digipalvelut", "Tema tillagt: Digitala tjänster", "Language changed: Swedish", "Järjestön tauko päivään: 1.2.2030", "Kumottu joukkomuutos: Alue poistettu: Pohjois-Karjala", "Bulk change undone: the ending of the whole organisation's subscription"];
        Assert.All(expected, words => Assert.Contains(words, told));
    }

    [Fact]
    public async Task An_undoing_takes_no_theme_that_another_was_merged_into_since()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var mark = Offices.Mark();
        var (kept, merged) = (await newsroom.AddTermAsync(new TermDraft { Label = "Pysyvä " + mark }), await newsroom.AddTermAsync(new TermDraft { Label = "Sulautuva " + mark }));
        var subscription = await Readers.SubscriptionAsync(newsroom, "Teemat " + mark, terms: [kept.Slug]);
        await Readers.ContactAsync(newsroom, subscription, $"teemat@{mark}.example.fi".ToLowerInvariant(), c => c.Seat = Seat.Owner);
        var change = await PlanAsync(editor, "q=" + mark, ("Bulk.Scope", "all"), ("Bulk.What", "AddTheme"), ("Bulk.Theme", merged.Slug));
        Assert.Contains("1 tilaus muutettiin.", await DoneAsync(editor, change), StringComparison.Ordinal);
        Assert.Equal(TermMergeOutcome.Done, await newsroom.MergeTermsAsync(merged, kept));
        Assert.Contains("Joku on muuttanut tilausta sillä välin.", await DoneAsync(editor, change, "?handler=Undo"), StringComparison.Ordinal);
        // None at all would mean everything
        Assert.Equal([kept.Id], await newsroom.InDbAsync(db => db.Set<SubscriptionTerm>().Where(t => t.SubscriptionId == subscription.Id).Select(t => t.TermId).ToListAsync()));
    }

    [Fact]
    public async Task An_end_that_is_undone_brings_back_those_it_ended_and_nobody_who_has_said_no()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var mark = Offices.Mark();
        var (one, refusing) = (await OneAsync(mark, "Palaa"), await OneAsync(mark, "Kieltää"));
        var before = await Readers.ContactAsync(newsroom, one.Subscription, $"ennen@{mark}.example.fi", c => (c.State, c.WithdrawnUtc) = (ContactState.Withdrawn, newsroom.Clock.GetUtcNow().UtcDateTime.AddDays(-3)));
        var stopped = await Readers.ContactAsync(newsroom, one.Subscription, $"estetty@{mark}.example.fi");
        var change = await PlanAsync(editor, "q=" + mark, ("Bulk.Scope", "chosen"), ("Bulk.Ticked", $"{one.Id}"), ("Bulk.Ticked", $"{refusing.Id}"), ("Bulk.What", "End"));
        Assert.Contains("2 tilausta muutettiin.", await DoneAsync(editor, change), StringComparison.Ordinal);
        var ended = await NowAsync(one.Subscription);
        Assert.NotNull(ended.EndedUtc);
        Assert.All(ended.Contacts, c => Assert.Equal(ContactState.Withdrawn, c.State));
        Assert.Equal(ExclusionReason.Withdrawn, (await Readers.WeighAsync(newsroom, Audience.Everybody, "fi"))[one.Seat.Email]);

        // One of them says it for themselves, by the link in a mail that they have; another's address is stopped
        await newsroom.DoAsync<Unsubscribing, bool>(async u =>
        {
            var contact = await newsroom.InDbAsync(db => db.Contacts.AsNoTracking().Include(c => c.Subscription).SingleAsync(c => c.Id == refusing.Seat.Id));
            await u.EndAsync(contact, Door.Web("https://uutiset.example.fi/tilaus"), default);
            return true;
        });
        await newsroom.InDbAsync(db =>
        {
            db.Suppressions.Add(new Suppression { AddressKey = stopped.AddressKey, Reason = "objected", AtUtc = newsroom.Clock.GetUtcNow().UtcDateTime.AddSeconds(1) });
            return db.SaveChangesAsync();
        });
        var undone = await DoneAsync(editor, change, "?handler=Undo");
        Assert.Contains("1 tilaus palautettiin.", undone, StringComparison.Ordinal);
        Assert.Contains("Lukijat ovat itse lopettaneet", undone, StringComparison.Ordinal);
        var back = await NowAsync(one.Subscription);
        Assert.Null(back.EndedUtc);
        ContactState StateOf(Contact seat) => back.Contacts.Single(c => c.Id == seat.Id).State;
        Assert.Equal((ContactState.Confirmed, ContactState.Withdrawn, ContactState.Withdrawn), (StateOf(one.Seat), StateOf(before), StateOf(stopped)));
        Assert.Null((await Readers.WeighAsync(newsroom, Audience.Everybody, "fi"))[one.Seat.Email]);
        var refused = await NowAsync(refusing.Subscription);
        Assert.NotNull(refused.EndedUtc);
        Assert.Equal(ContactState.Withdrawn, Assert.Single(refused.Contacts).State);
        Assert.Equal([ConsentKind.Withdrawn, ConsentKind.Changed], await newsroom.InDbAsync(db => db.ConsentEvents.Where(e => e.ContactId == one.Seat.PublicId).OrderBy(e => e.Id).Select(e => e.Kind).ToListAsync()));
    }

    [Fact]
    public async Task What_an_owner_says_of_an_organisation_that_an_editor_has_ended_stands_when_the_end_is_undone()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var mark = Offices.Mark();
        var one = await OneAsync(mark, "Lopettaa");
        var change = await PlanAsync(editor, "q=" + mark, ("Bulk.Scope", "all"), ("Bulk.What", "End"));
        await DoneAsync(editor, change);
        // By the link of an old mail
        await newsroom.DoAsync<Unsubscribing, bool>(async u =>
        {
            await u.EndOrganisationAsync(one.Subscription, Door.Web("https://uutiset.example.fi/tilaus"), default);
            return true;
        });
        Assert.Equal(2, await newsroom.InDbAsync(db => db.ConsentEvents.CountAsync(e => e.ContactId == one.Seat.PublicId && e.Kind == ConsentKind.Withdrawn)));
        await DoneAsync(editor, change, "?handler=Undo");
        var now = await NowAsync(one.Subscription);
        Assert.NotNull(now.EndedUtc);
        Assert.Equal(ContactState.Withdrawn, Assert.Single(now.Contacts).State);
    }

    [Fact]
    public async Task A_longer_pause_of_its_own_stays()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var mark = Offices.Mark();
        var one = await OneAsync(mark, "Tauolla");
        var own = newsroom.Clock.Today().AddMonths(6);
        await newsroom.InDbAsync(db => db.Subscriptions.Where(s => s.Id == one.Subscription.Id).ExecuteUpdateAsync(s => s.SetProperty(x => x.PausedUntil, own)));
        await DoneAsync(editor, await PlanAsync(editor, "q=" + mark, ("Bulk.Scope", "all"), ("Bulk.What", "Pause"), ("Bulk.Until", Dates.Iso(own.AddMonths(-3)))));
        Assert.Equal(own, (await NowAsync(one.Subscription)).PausedUntil);
    }

    [Fact]
    public async Task A_pause_and_a_language_are_changed_and_put_back_but_not_over_a_readers_own_choice()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var (mark, today) = (Offices.Mark(), newsroom.Clock.Today());
        var one = await OneAsync(mark, "Kieli");
        var member = await Readers.ContactAsync(newsroom, one.Subscription, $"jasen@{mark}.example.fi");
        var change = await PlanAsync(editor, "q=" + mark, ("Bulk.Scope", "page"), ("Bulk.Shown", $"{one.Id}"), ("Bulk.What", "Lang"), ("Bulk.Lang", "sv"));
        await DoneAsync(editor, change);
        Assert.All((await NowAsync(one.Subscription)).Contacts, c => Assert.Equal("sv", c.Lang));
        await newsroom.InDbAsync(db => db.Contacts.Where(c => c.Id == member.Id).ExecuteUpdateAsync(u => u.SetProperty(c => c.Lang, "en").SetProperty(c => c.Version, c => c.Version + 1)));
        await DoneAsync(editor, change, "?handler=Undo");
        Assert.Equal(["fi", "en"], (await NowAsync(one.Subscription)).Contacts.OrderBy(c => c.Id).Select(c => c.Lang));

        var until = Dates.Iso(today.AddDays(20));
        var pause = await PlanAsync(editor, "q=" + mark, ("Bulk.Scope", "all"), ("Bulk.What", "Pause"), ("Bulk.Until", until));
        await DoneAsync(editor, pause);
        Assert.Equal(today.AddDays(20), (await NowAsync(one.Subscription)).PausedUntil);
        await DoneAsync(editor, pause, "?handler=Undo");
        Assert.Null((await NowAsync(one.Subscription)).PausedUntil);

        // After a week it is too late
        var late = await PlanAsync(editor, "q=" + mark, ("Bulk.Scope", "all"), ("Bulk.What", "Pause"), ("Bulk.Until", until));
        await DoneAsync(editor, late);
        var old = Guid.Parse(late.AsSpan(late.Length - 36));
        await newsroom.InDbAsync(db => db.SubscriberChanges.Where(c => c.PublicId == old).ExecuteUpdateAsync(u => u.SetProperty(c => c.DoneUtc, newsroom.Clock.GetUtcNow().UtcDateTime.AddDays(-8))));
        await DoneAsync(editor, late, "?handler=Undo");
        Assert.Equal(today.AddDays(20), (await NowAsync(one.Subscription)).PausedUntil);
    }

    [Fact]
    public async Task What_a_form_lacks_is_said_and_another_publishers_subscriptions_are_not_touched()
    {
        var (first, second) = await Uutiset.Tests.Accounts.Publishers.TwoPublishersAsync(newsroom);
        using var bound = await newsroom.SignedInAsync(Role.Editor, publisher: second.Id);
        var mark = Offices.Mark();
        var (theirs, own) = (await OneAsync(mark, "Heidän", ["05"]), await OneAsync(mark, "Oma", ["05"]));
        await newsroom.InDbAsync(db => db.Subscriptions.Where(s => s.Id == own.Subscription.Id).ExecuteUpdateAsync(u => u.SetProperty(s => s.PublisherId, second.Id)));
        Assert.NotEqual(second.Id, first.Id);
        foreach (var fields in new (string, string)[][] { [("Bulk.What", "AddRegion"), ("Bulk.Region", "14")], [("Bulk.Ticked", $"{own.Id}"), ("Bulk.What", "AddRegion")], [("Bulk.Ticked", $"{own.Id}"), ("Bulk.What", "Pause"), ("Bulk.Until", "2001-01-01")], [("Bulk.Ticked", $"{own.Id}"), ("Bulk.What", "AddTheme"), ("Bulk.Theme", "olematon")] })
        {
            using var refused = await PostAsync(bound, "q=" + mark, fields);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        }
        var change = await PlanAsync(bound, "q=" + mark, ("Bulk.Ticked", $"{own.Id}"), ("Bulk.Ticked", $"{theirs.Id}"), ("Bulk.What", "AddRegion"), ("Bulk.Region", "14"));
        await DoneAsync(bound, change);
        Assert.Equal(["05", "14"], await RegionsAsync(NowAsync(own.Subscription)));
        Assert.Equal(["05"], await RegionsAsync(NowAsync(theirs.Subscription)));
    }

    [Fact]
    public async Task A_long_change_is_done_a_few_subscriptions_at_a_time()
    {
        var (mark, now) = (Offices.Mark(), newsroom.Clock.GetUtcNow().UtcDateTime);
        // Held, so that the site's own look leaves it alone
        var change = new SubscriberChange { Kind = ChangeKind.AddRegion, Value = "14", State = ChangeState.Running, By = "Testi", PlannedUtc = now, HeldUntilUtc = now.AddHours(1) };
        var made = new List<Subscription>();
        for (var i = 0; i < 25; i++) made.Add(await Readers.SubscriptionAsync(newsroom, $"Monta{i} {mark}", regions: ["05"]));
        await newsroom.InDbAsync(db =>
        {
            change.Rows.AddRange(made.Select(s => new SubscriberChangeRow { ItemId = s.Id, Version = 1 }));
            db.Add(change);
            return db.SaveChangesAsync();
        });
        var runner = newsroom.Get<ChangeRunner<SubscriberChange, SubscriberChangeRow>>();
        Assert.True(await runner.StepAsync(change.Id, default));
        Assert.Equal(20, await newsroom.InDbAsync(db => db.SubscriberChangeRows.CountAsync(r => r.ChangeId == change.Id && r.State == ChangeRowState.Done)));
        Assert.False(await runner.StepAsync(change.Id, default));
        Assert.Equal(ChangeState.Done, await newsroom.InDbAsync(db => db.SubscriberChanges.Where(c => c.Id == change.Id).Select(c => c.State).SingleAsync()));
        foreach (var s in made) Assert.Equal(["05", "14"], await RegionsAsync(NowAsync(s)));
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    public sealed class OnSqlite(SqliteNewsroom n) : SubscriberChangeTests(n), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom n) : SubscriberChangeTests(n), IClassFixture<PostgresNewsroom>;
}
