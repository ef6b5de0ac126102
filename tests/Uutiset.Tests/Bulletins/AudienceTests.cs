using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Bulletins;
using Uutiset.Mailing;
using Uutiset.Subscribers;

namespace Uutiset.Tests.Bulletins;

public abstract class AudienceTests(Newsroom room)
{
    [Fact]
    public async Task An_empty_field_of_a_seat_means_its_subscriptions_and_both_empty_mean_everything()
    {
        var karelian = await Readers.SubscriptionAsync(room, "Joen yhdistys ry", regions: ["14"]);
        var anywhere = await Readers.SubscriptionAsync(room, "Koko maan liitto ry");
        await Readers.ContactAsync(room, karelian, "inherits@example.fi");
        await Readers.ContactAsync(room, karelian, "own-region@example.fi", regions: ["15"]);
        await Readers.ContactAsync(room, anywhere, "everything@example.fi");

        var found = await Readers.WeighAsync(room, new Audience { Regions = ["14"] }, "fi");

        Assert.Null(found["inherits@example.fi"]);
        Assert.Equal(ExclusionReason.Region, found["own-region@example.fi"]);
        Assert.Null(found["everything@example.fi"]);
        Assert.Null((await Readers.WeighAsync(room, Audience.Everybody, "fi"))["own-region@example.fi"]);
    }

    [Fact]
    public async Task Within_a_field_one_is_enough_and_between_fields_both_are_needed()
    {
        var both = await Readers.SubscriptionAsync(room, "Molemmat ry", regions: ["14", "15"], terms: ["omaishoito"]);
        var regionOnly = await Readers.SubscriptionAsync(room, "Vain alue ry", regions: ["14"], terms: ["liikunta"]);
        await Readers.ContactAsync(room, both, "both@example.fi");
        await Readers.ContactAsync(room, regionOnly, "region-only@example.fi");

        var found = await Readers.WeighAsync(room, new Audience { Regions = ["12", "15"], Tags = ["omaishoito"] }, "fi");
        Assert.Null(found["both@example.fi"]);
        found = await Readers.WeighAsync(room, new Audience { Regions = ["14"], Tags = ["omaishoito"] }, "fi");
        Assert.Equal(ExclusionReason.Theme, found["region-only@example.fi"]);
    }

    [Fact]
    public async Task HUS_reaches_the_areas_that_it_includes()
    {
        var vantaa = await Readers.SubscriptionAsync(room, "Vantaan yhdistys ry", regions: ["04"]);
        var lapland = await Readers.SubscriptionAsync(room, "Lapin yhdistys ry", regions: ["21"]);
        await Readers.ContactAsync(room, vantaa, "vantaa@example.fi");
        await Readers.ContactAsync(room, lapland, "lapland@example.fi");

        var hus = Uutiset.Vocabulary.Regions.All.Single(r => r.Includes.Count > 0).Code;
        var found = await Readers.WeighAsync(room, new Audience { Regions = [hus] }, "fi");

        Assert.Null(found["vantaa@example.fi"]);
        Assert.Equal(ExclusionReason.Region, found["lapland@example.fi"]);
    }

    [Fact]
    public async Task A_merged_theme_finds_those_who_chose_the_old_one()
    {
        await room.InDbAsync(async db =>
        {
            var heir = await Readers.TermAsync(db, "osallisuus-uusi");
            (await Readers.TermAsync(db, "osallisuus-vanha")).MergedIntoId = heir.Id;
            await db.SaveChangesAsync();
        });
        var subscription = await Readers.SubscriptionAsync(room, "Vanhan aiheen ry", terms: ["osallisuus-vanha"]);
        await Readers.ContactAsync(room, subscription, "merged@example.fi");

        Assert.Null((await Readers.WeighAsync(room, new Audience { Tags = ["osallisuus-uusi"] }, "fi"))["merged@example.fi"]);
        Assert.Null((await Readers.WeighAsync(room, new Audience { Tags = ["osallisuus-vanha"] }, "fi"))["merged@example.fi"]);
    }

    [Fact]
    public async Task Only_those_who_may_get_mail_get_it_and_every_other_one_has_a_reason()
    {
        var subscription = await Readers.SubscriptionAsync(room, "Tilojen ry");
        var ended = await Readers.SubscriptionAsync(room, "Lopettanut ry", ended: true);
        await Readers.ContactAsync(room, subscription, "requested@example.fi", c => c.State = ContactState.Requested);
        await Readers.ContactAsync(room, subscription, "withdrawn@example.fi", c => c.State = ContactState.Withdrawn);
        await Readers.ContactAsync(room, subscription, "bounced@example.fi", c => c.State = ContactState.Bounced);
        await Readers.ContactAsync(room, subscription, "objected@example.fi");
        await Readers.ContactAsync(room, ended, "ended@example.fi");
        await Readers.ContactAsync(room, subscription, "weekly@example.fi", c => c.Frequency = Frequency.Weekly);
        var other = await Readers.SubscriptionAsync(room, "Toinen ry");
        await Readers.ContactAsync(room, other, "twice@example.fi");
        await Readers.ContactAsync(room, subscription, "twice@example.fi");
        await room.InDbAsync(async db =>
        {
            db.Suppressions.Add(new Suppression { AddressKey = room.Services.GetRequiredService<AddressKeys>().Of("objected@example.fi"), Reason = "objected" });
            await db.SaveChangesAsync();
        });

        var found = await Readers.WeighAsync(room, Audience.Everybody, "fi");

        Assert.Equal(ExclusionReason.Unconfirmed, found["requested@example.fi"]);
        Assert.Equal(ExclusionReason.Withdrawn, found["withdrawn@example.fi"]);
        Assert.Equal(ExclusionReason.Suppressed, found["bounced@example.fi"]);
        Assert.Equal(ExclusionReason.Suppressed, found["objected@example.fi"]);
        Assert.Equal(ExclusionReason.Ended, found["ended@example.fi"]);
        Assert.Equal(ExclusionReason.Frequency, found["weekly@example.fi"]);
        Assert.Equal(ExclusionReason.Duplicate, found["twice@example.fi"]);
        var weekly = await Readers.WeighAsync(room, new Audience { Frequency = Frequency.Weekly }, "fi");
        Assert.Null(weekly["weekly@example.fi"]);
        Assert.Equal(ExclusionReason.Frequency, weekly["twice@example.fi"]);
    }

    [Fact]
    public async Task Organisation_types_leave_private_readers_out()
    {
        await Readers.ContactAsync(room, await Readers.SubscriptionAsync(room), "private@example.fi");
        await Readers.ContactAsync(room, await Readers.SubscriptionAsync(room, "Säätiö", "foundation"), "foundation@example.fi");

        var found = await Readers.WeighAsync(room, new Audience { OrganisationTypes = ["foundation"] }, "fi");

        Assert.Null(found["foundation@example.fi"]);
        Assert.Equal(ExclusionReason.OrganisationType, found["private@example.fi"]);
    }

    [Fact]
    public async Task A_language_without_a_variant_gets_Finnish_unless_the_audience_leaves_it_out()
    {
        var subscription = await Readers.SubscriptionAsync(room, "Kieliyhdistys ry");
        await Readers.ContactAsync(room, subscription, "svensk@example.fi", c => c.Lang = "sv");
        await Readers.ContactAsync(room, subscription, "suomi@example.fi");

        Assert.Null((await Readers.WeighAsync(room, Audience.Everybody, "fi"))["svensk@example.fi"]);
        Assert.Equal(ExclusionReason.Language, (await Readers.WeighAsync(room, new Audience { Langs = ["fi"] }, "fi"))["svensk@example.fi"]);
        // Written in Swedish only: there is nothing to fall back on
        Assert.Equal(ExclusionReason.Language, (await Readers.WeighAsync(room, Audience.Everybody, "sv"))["suomi@example.fi"]);
    }

    [Fact]
    public async Task Thirty_thousand_seats_are_weighed_quickly_with_a_fixed_number_of_commands()
    {
        var subscription = await Readers.SubscriptionAsync(room, "Suuri liitto ry", regions: ["21"]);
        await Readers.ContactAsync(room, subscription, "many@example.fi");
        await room.InDbAsync(async db =>
        {
            // Copied within the database: one by one they take longer than all the other tests here
            var same = string.Join(", ", db.Model.FindEntityType(typeof(Contact))!.GetProperties().Select(p => p.GetColumnName()).Except(["id", "public_id", "email", "address_key"]));
            var id = db.Database.IsSqlite() ? "printf('00000000-0000-4000-8000-%012d', i)" : "cast('00000000-0000-4000-8000-' || lpad(cast(i as text), 12, '0') as uuid)";
            await CopyAsync(0, 9_999);
            await db.Database.ExecuteSqlAsync($"insert into contact_region (contact_id, region_code) select id, '14' from contact where address_key like 'many%'");
            await CopyAsync(10_000, 29_999);

#pragma warning disable EF1002 // The names are those of our own columns
            Task<int> CopyAsync(int first, int last) => db.Database.ExecuteSqlRawAsync($"""
                with recursive n(i) as (select {first} union all select i + 1 from n where i < {last})
                insert into contact (public_id, email, address_key, {same})
                select {id}, 'many' || i || '@example.fi', 'many' || {id}, {same} from contact cross join n where email = 'many@example.fi'
                """);
#pragma warning restore EF1002
        });

        var waited = System.Diagnostics.Stopwatch.StartNew();
        var found = await Readers.WeighAsync(room, new Audience { Regions = ["14"] }, "fi");
        waited.Stop();

        Assert.Equal(10_000, found.Count(f => f.Key.StartsWith("many", StringComparison.Ordinal) && f.Value is null));
        Assert.True(waited.Elapsed < TimeSpan.FromSeconds(5), $"{waited.Elapsed}");
        await room.InDbAsync(db => db.Contacts.Where(c => c.SubscriptionId == subscription.Id).ExecuteDeleteAsync());
    }

    public sealed class OnSqlite(SqliteNewsroom n) : AudienceTests(n), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom n) : AudienceTests(n), IClassFixture<PostgresNewsroom>;
}
