using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.People;

namespace Uutiset.Subscribers.Rights;

/// <param name="Seats">Contacts that were removed.</param>
/// <param name="Mails">Deliveries that no longer say to whom.</param>
internal sealed record Erasure(int Seats, int Mails);

/// <param name="Why">Nothing of the person: it stays.</param>
/// <param name="Lists">The address was in a list that lay there to be taken: it stays out of the next one.</param>
/// <param name="Suppress">The address is kept out of every list from now on.</param>
internal sealed record Forgetful(Door Door, string? Why = null, bool Lists = false, bool Suppress = true);

/// <summary>
/// Everything that is stored about an address, in one place: who adds a table with an address in it adds a line here and one in
/// <see cref="Telling"/>. In the caller's transaction.
/// </summary>
internal sealed class PersonRows(ConsentLedger ledger, ForgettingMail mail, IDatabaseEngine engine, TimeProvider clock)
{
    /// <summary>The reason of the suppression that is left: the address as a keyed hash, so that no list brings it back.</summary>
    public const string Erased = "erased";

    /// <returns>Null when nothing was known, and nothing was written.</returns>
    public async Task<Erasure?> EraseAsync(NewsDb db, string addressKey, Forgetful how, CancellationToken ct)
    {
        // A list that is being taken right now may be writing the address down: its batch ends first, and the next one reads the suppression
        await engine.HoldAsync(db, Held.Erasures, ct);
        var seats = await db.SeatsOf(addressKey).AsNoTracking().Select(c => new { c.Id, c.PublicId, c.SubscriptionId, c.Email }).ToListAsync(ct);
        var (ids, named) = (seats.ConvertAll(s => s.Id), seats.ConvertAll(s => s.PublicId));
        var mails = ForgettingMail.Of(db, addressKey, ids);
        // A seat that has moved here has lines of the address where it was before
        var words = db.ConsentDetails.Where(d => db.ConsentEvents.Where(e => e.AddressKey == addressKey || named.Contains(e.ContactId)).Select(e => e.Id).Contains(d.EventId));
        var asked = db.AddressChanges.Where(a => a.AddressKey == addressKey);
        if (!how.Lists && seats.Count == 0 && !await mails.AnyAsync(d => d.Address != "", ct) && !await words.AnyAsync(ct) && !await asked.AnyAsync(ct)) return null;

        var now = clock.GetUtcNow().UtcDateTime;
        // As they were written: a stored answer of the API has them in clear
        var written = (await mails.Where(d => d.Address != "").Select(d => d.Address).Distinct().ToListAsync(ct)).Concat(seats.Select(s => s.Email)).Distinct().ToList();
        var lines = await ledger.WriteErasedAsync(db, addressKey, how.Door, how.Why, ct);
        await db.SaveChangesAsync(ct);
        await LinksOf(db, ids).ExecuteDeleteAsync(ct);
        // The seats first: a bulletin that is being frozen right now has its deliveries there by the time that they are looked for
        await db.Contacts.Where(c => ids.Contains(c.Id)).ExecuteDeleteAsync(ct);
        await db.RemoveBareAsync([.. seats.Select(s => s.SubscriptionId).Distinct()], now, ct);
        await asked.ExecuteDeleteAsync(ct);
        await db.AskedAddresses.Where(a => a.AddressKey.StartsWith(addressKey)).ExecuteDeleteAsync(ct);
        await ForgetAnswersAsync(db, written, ct);
        // Not the reason, which names nobody. In this transaction only: once these lines are links of the chain, no words go any more
        var told = lines.Select(l => l.Id).ToList();
        await words.Where(d => !told.Contains(d.EventId)).ExecuteDeleteAsync(ct);
        if (how.Suppress) await db.Database.ExecuteSqlAsync(
            $"""
            insert into suppression (address_key, reason, at_utc, note, "by") values ({addressKey}, {Erased}, {now}, null, {how.Door.Actor})
            on conflict (address_key) do update set reason = excluded.reason, at_utc = excluded.at_utc, note = null, "by" = excluded."by"
            """, ct);
        return new Erasure(seats.Count, await mail.ForgetAsync(db, addressKey, ids, ct));
    }

    /// <summary>One-time links of these contacts. Other purposes number accounts, which are nobody's here.</summary>
    public static IQueryable<OneTimeToken> LinksOf(NewsDb db, List<long> contacts) =>
        db.OneTimeTokens.Where(t => contacts.Contains(t.SubjectId) && (t.Purpose == SubscriptionLinks.Confirmation || t.Purpose.StartsWith("opening-answer:"))
            || t.Purpose == SubscriptionLinks.AddressConfirmation && db.AddressChanges.Any(a => a.Id == t.SubjectId && contacts.Contains(a.ContactId)));

    // Kept for a day for whoever asks twice with one Idempotency-Key. Bodies are bytes, so they are read here: an erasure is rare, and a day's answers are few
    private static async Task ForgetAnswersAsync(NewsDb db, List<string> written, CancellationToken ct)
    {
        var forms = written.SelectMany(a => new[] { a, JsonEncodedText.Encode(a).ToString(), Uri.EscapeDataString(a) }).Distinct().ToList();
        await foreach (var answer in db.IdempotentAnswers.AsNoTracking().Select(a => new { a.Key, a.Headers, a.Body }).AsAsyncEnumerable().WithCancellation(ct))
        {
            var said = answer.Headers + Encoding.UTF8.GetString(answer.Body);
            if (forms.Exists(f => said.Contains(f, StringComparison.OrdinalIgnoreCase))) db.IdempotentAnswers.Remove(new IdempotentAnswer { Key = answer.Key });
        }
        await db.SaveChangesAsync(ct);
    }
}

internal static class PersonSeats
{
    /// <summary>The seats of an address, and those that became one with them when their reader moved there: they are the same person's.</summary>
    public static IQueryable<Contact> SeatsOf(this NewsDb db, string addressKey) =>
        db.Contacts.Where(c => c.AddressKey == addressKey || c.State == ContactState.Withdrawn && db.Contacts.Any(t => t.Id == c.MovedToId && t.AddressKey == addressKey));
}

internal static class BareSubscriptions
{
    /// <summary>
    /// A subscription is nothing without a seat; one that has history keeps it in its withdrawn seats. With it goes an organisation that only a
    /// reader has ever typed. It stays, ended, while the organisation's own address is asked who goes on.
    /// </summary>
    public static async Task RemoveBareAsync(this NewsDb db, IReadOnlyCollection<long> emptied, DateTime now, CancellationToken ct)
    {
        await db.Subscriptions.Where(s => emptied.Contains(s.Id) && s.EndedUtc == null && s.Contacts.All(c => c.State == ContactState.Withdrawn)).ExecuteUpdateAsync(u => u.SetProperty(s => s.EndedUtc, now), ct);
        var bare = db.Subscriptions.Where(s => emptied.Contains(s.Id) && !s.Contacts.Any() && !(s.Organisation!.Email != null && db.HandOvers.Any(h => h.SubscriptionId == s.Id && h.ClosedUtc == null)));
        var typed = await bare.Where(s => s.OrganisationId != null).Select(s => s.OrganisationId!.Value).ToListAsync(ct);
        await bare.ExecuteDeleteAsync(ct);
        await db.UnusedOrganisations().Where(o => typed.Contains(o.Id) && !db.Subscriptions.Any(s => s.OrganisationId == o.Id || s.ResemblesId == o.Id)
            // Its own end is known by its number, and must outlive the last of its seats
            && !db.Withdrawals.Any(w => w.AddressKey == Withdrawals.Organisation && w.OrganisationId == o.Id)).ExecuteDeleteAsync(ct);
    }
}
