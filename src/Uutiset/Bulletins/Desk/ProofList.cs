using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.Mailing.Bounces;
using Uutiset.Subscribers;
using Uutiset.Vocabulary;

namespace Uutiset.Bulletins.Desk;

internal sealed record ProofRow(
    long Id, string Address, string? Organisation, DeliveryState State, string? Lang, int Tries, string? Reply, DateTime? SettledUtc, string? MessageId)
{
    public IReadOnlyList<Attempt> Attempts { get; init; } = [];
    public IReadOnlyList<Bounce> Bounces { get; init; } = [];
}

/// <param name="Address">Null: erased since.</param>
internal sealed record ExcludedRow(long Id, string? Address, string? Organisation, string Reason);

/// <summary>
/// Everybody to whom a bulletin went or did not go, a page at a time from where the last one ended: the last of a million is found as quickly
/// as the first, since each order is an index's.
/// </summary>
internal sealed class ProofList(NewsDb db, AddressKeys keys)
{
    /// <param name="words">A whole address, or a part of one or of an organisation's name.</param>
    /// <param name="after">The last row of the page before.</param>
    public async Task<List<ProofRow>> RowsAsync(long dispatch, DeliveryState? state, string words, long? after, int take, CancellationToken ct)
    {
        var from = after is { } id ? await db.Deliveries.AsNoTracking().Where(d => d.Id == id && d.DispatchId == dispatch).Select(d => new { d.Id, d.AddressKey, d.NextUtc }).SingleOrDefaultAsync(ct) : null;
        IQueryable<Delivery> found;
        if (state is { } only)
        {
            var word = EnumWord<DeliveryState>.Of(only);
            found = from is null
                ? db.Deliveries.Where(d => d.DispatchId == dispatch && d.State == only)
                : db.Deliveries.FromSql($"select * from delivery where dispatch_id = {dispatch} and state = {word} and (next_utc, id) > ({from.NextUtc}, {from.Id})");
            found = found.OrderBy(d => d.NextUtc).ThenBy(d => d.Id);
        }
        else
        {
            found = db.Deliveries.Where(d => d.DispatchId == dispatch).OrderBy(d => d.AddressKey);
#pragma warning disable CA1309 // becomes SQL's own comparison, which is the index's
            if (from is not null) found = found.Where(d => string.Compare(d.AddressKey, from.AddressKey) > 0);
#pragma warning restore CA1309
        }
        var rows = await Narrowed(found, words).AsNoTracking().Take(take).Select(d => new ProofRow(
            d.Id, d.Address, db.Contacts.Where(c => c.Id == d.ContactId).Select(c => c.Subscription!.Organisation!.Name).FirstOrDefault(),
            d.State, db.Variants.Where(v => v.Id == d.VariantId).Select(v => v.Lang).FirstOrDefault(), d.Attempts, d.Reply, d.SettledUtc, d.MessageId)).ToListAsync(ct);
        return await WithHistoryAsync(rows, ct);
    }

    public Task<List<ExcludedRow>> ExcludedAsync(long dispatch, long? after, int take, CancellationToken ct) =>
        db.Exclusions.AsNoTracking().Where(e => e.DispatchId == dispatch && e.Id > (after ?? 0)).OrderBy(e => e.Id).Take(take)
            .Select(e => new ExcludedRow(
                e.Id, db.Contacts.Where(c => c.Id == e.ContactId).Select(c => c.Email).FirstOrDefault(),
                db.Contacts.Where(c => c.Id == e.ContactId).Select(c => c.Subscription!.Organisation!.Name).FirstOrDefault(), e.Reason)).ToListAsync(ct);

    private IQueryable<Delivery> Narrowed(IQueryable<Delivery> found, string words)
    {
        if (words.Contains('@', StringComparison.Ordinal) && Mail.Mailbox.TryCreate(words, out _, out _))
        {
            var key = keys.Of(words);
            return found.Where(d => d.AddressKey == key);
        }
        foreach (var word in WrittenWord.AllOf(words))
        {
#pragma warning disable CA1304, CA1311, CA1862 // becomes SQL's lower(), under the Finnish order: that of PostgreSQL folds what the database's own locale does not
            found = found.Where(d => EF.Functions.Collate(d.Address, NewsDb.FinnishOrder).ToLower().Contains(word.Lower)
                || db.Contacts.Any(c => c.Id == d.ContactId && EF.Functions.Collate(c.Subscription!.Organisation!.Name, NewsDb.FinnishOrder).ToLower().Contains(word.Lower)));
#pragma warning restore CA1304, CA1311, CA1862
        }
        return found;
    }

    private async Task<List<ProofRow>> WithHistoryAsync(List<ProofRow> rows, CancellationToken ct)
    {
        var ids = rows.ConvertAll(r => r.Id);
        var attempts = (await db.Attempts.AsNoTracking().Where(a => ids.Contains(a.DeliveryId)).OrderBy(a => a.Id).ToListAsync(ct)).ToLookup(a => a.DeliveryId);
        var bounces = (await db.Bounces.AsNoTracking().Where(b => ids.Contains(b.DeliveryId)).OrderBy(b => b.Id).ToListAsync(ct)).ToLookup(b => b.DeliveryId);
        return rows.ConvertAll(r => r with { Attempts = [.. attempts[r.Id]], Bounces = [.. bounces[r.Id]] });
    }
}
