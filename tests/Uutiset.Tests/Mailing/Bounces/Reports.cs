using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;
using Uutiset.Mail.Smtp;
using Uutiset.Mailing;
using Uutiset.Mailing.Bounces;
using Uutiset.Mailing.Sending;
using Uutiset.Subscribers;
using Uutiset.Tests.Bulletins;

namespace Uutiset.Tests.Mailing.Bounces;

/// <summary>Sendings that are over, and reports of them.</summary>
internal static class Reports
{
    /// <summary>A sending that a relay has taken, to these contacts.</summary>
    public static async Task<long> SentAsync(Newsroom room, IReadOnlyList<Contact> contacts, DeliveryState state = DeliveryState.Accepted, int daysAgo = 0)
    {
        var dispatch = await Dispatches.MakeAsync(room, [.. contacts.Select(c => c.Email)], DispatchState.Paused);
        var at = room.Clock.GetUtcNow().UtcDateTime.AddDays(-daysAgo);
        await room.InDbAsync(async db =>
        {
            await db.Dispatches.Where(d => d.Id == dispatch).ExecuteUpdateAsync(u => u.SetProperty(d => d.State, DispatchState.Sent).SetProperty(d => d.FinishedUtc, at));
            foreach (var contact in contacts)
            {
                await db.Deliveries.Where(d => d.DispatchId == dispatch && d.AddressKey == contact.AddressKey).ExecuteUpdateAsync(u => u.SetProperty(d => d.State, state)
                    .SetProperty(d => d.ContactId, contact.Id).SetProperty(d => d.SettledUtc, at).SetProperty(d => d.MessageId, "m@example.org").SetProperty(d => d.Attempts, 1));
            }
        });
        return dispatch;
    }

    public static async Task<List<Contact>> ContactsAsync(Newsroom room, string prefix, int count, string? organisation = null)
    {
        var contacts = new List<Contact>();
        var subscription = await Readers.SubscriptionAsync(room, organisation);
        for (var i = 0; i < count; i++) contacts.Add(await Readers.ContactAsync(room, subscription, $"{prefix}{i}@example.fi", c => c.Seat = i == 0 ? Seat.Owner : Seat.Member));
        return contacts;
    }

    public static Task<long> DeliveryAsync(Newsroom room, long dispatch, Contact contact) =>
        room.InDbAsync(db => db.Deliveries.Where(d => d.DispatchId == dispatch && d.AddressKey == contact.AddressKey).Select(d => d.Id).SingleAsync());

    public static string TokenOf(Newsroom room, long delivery) => room.Services.GetRequiredService<CapabilityTokens>().Make(Filling.BouncePurpose, delivery, 1);

    public static async Task<Taken> FailAsync(Newsroom room, long dispatch, Contact contact, string code, ReportKind kind = ReportKind.Failed)
    {
        var token = TokenOf(room, await DeliveryAsync(room, dispatch, contact));
        return await TakeAsync(room, new BounceReport(kind, EnhancedStatus.Parse(code), $"smtp; 550 {code} <{contact.Email}>", room.Clock.GetUtcNow().UtcDateTime, "test") { Tokens = [token] });
    }

    public static async Task<Taken> TakeAsync(Newsroom room, BounceReport report)
    {
        await using var scope = room.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Intake>().TakeAsync(report, CancellationToken.None);
    }

    public static async Task DrawAsync(Newsroom room)
    {
        await using var scope = room.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Consequences>().DrawAsync(CancellationToken.None);
    }

    public static Task<ContactState> StateAsync(Newsroom room, Contact contact) => room.InDbAsync(db => db.Contacts.Where(c => c.Id == contact.Id).Select(c => c.State).SingleAsync());

    public static Task<string?> ReasonAsync(Newsroom room, Contact contact) =>
        room.InDbAsync(db => db.Suppressions.Where(s => s.AddressKey == contact.AddressKey).Select(s => s.Reason).SingleOrDefaultAsync());
}
