using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Tests.Subscribers;

/// <summary>The tables of contacts and subscriptions as they were once: what an operator has who put back an older copy of them.</summary>
internal static class OldCopies
{
    // In an order in which they can be filled; emptied the other way round
    private static readonly string[] Tables = ["organisation", "subscription", "contact", "subscription_region", "contact_region"];

    public static async Task CopyAsync(this Newsroom newsroom, string email) =>
        await newsroom.CopyAsync(await newsroom.InDbAsync(db => db.Contacts.Where(c => c.Email == email).Select(c => c.Id).SingleAsync()));

    public static Task CopyAsync(this Newsroom newsroom, long seat) => newsroom.InDbAsync(async db =>
    {
        var contact = await db.Contacts.Include(c => c.Subscription).SingleAsync(c => c.Id == seat);
        string[] which = [$"id = {contact.Subscription!.OrganisationId ?? 0}", $"id = {contact.SubscriptionId}", $"id = {contact.Id}", $"subscription_id = {contact.SubscriptionId}", $"contact_id = {contact.Id}"];
        foreach (var (table, only) in Tables.Zip(which))
        {
            await RunAsync(db, $"drop table if exists old_{table}");
            await RunAsync(db, $"create table old_{table} as select * from {table} where {only}");
        }
    });

    /// <summary>Over whatever is there now, as a restore does.</summary>
    public static Task PutBackAsync(this Newsroom newsroom) => newsroom.InDbAsync(async db =>
    {
        foreach (var (table, key) in new[] { ("contact_region", "contact_id"), ("subscription_region", "subscription_id") }) await RunAsync(db, $"delete from {table} where {key} in (select {key} from old_{table})");
        await RunAsync(db, "delete from contact where id in (select id from old_contact)");
        foreach (var table in Tables.Where(t => t is not ("contact" or "contact_region" or "subscription_region"))) await RunAsync(db, $"insert into {table} select * from old_{table} where id not in (select id from {table})");
        foreach (var table in Tables.Where(t => t is "contact" or "contact_region" or "subscription_region")) await RunAsync(db, $"insert into {table} select * from old_{table}");
        await RunAsync(db, "update subscription set ended_utc = null where id in (select id from old_subscription)");
        foreach (var table in Tables) await RunAsync(db, $"drop table old_{table}");
    });

#pragma warning disable EF1002 // names of our own tables
    private static Task<int> RunAsync(NewsDb db, string sql) => db.Database.ExecuteSqlRawAsync(sql);
#pragma warning restore EF1002
}
