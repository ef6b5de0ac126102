using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Subscribers.Rights;

namespace Uutiset.Subscribers;

/// <summary>How something came about, for the ledger: the door, who stood in it, and the address of the form.</summary>
internal sealed record Door(string Method, string Actor, string? FormUrl = null)
{
    public const string Self = "self";

    /// <summary>Nobody did anything: a time ran out.</summary>
    public static readonly Door Time = new("time", "uutiset");

    /// <summary>A server or a mail provider said so.</summary>
    public static readonly Door Report = new("mail", "uutiset");

    /// <summary>By a mail to the mailto address of List-Unsubscribe (RFC 2369).</summary>
    public static readonly Door Mailto = new("mail", Self);

    /// <summary>Two organisations were made one; who did it stands in the audit log.</summary>
    public static readonly Door Merge = new("desk", "uutiset");

    public static Door Web(string formUrl) => new("web", Self, formUrl);

    public static Door OneClick(string formUrl) => new("one-click", Self, formUrl);

    /// <summary>Somebody who decides for the organisation, about another's seat.</summary>
    public static Door Owner(Contact owner, string formUrl) => new("web", $"owner:{owner.PublicId}", formUrl);

    public static Door Of(string method, Actor actor) => new(method, actor.Name);
}

/// <summary>The only writer of the consent ledger (DP-03).</summary>
internal sealed class ConsentLedger(TimeProvider clock)
{
    public void Write(NewsDb db, Contact contact, ConsentKind kind, Door door, string? textHash = null, string? detail = null) =>
        Write(db, contact.PublicId, contact.AddressKey, kind, door, textHash, detail);

    /// <summary>A line about an address: one for each of its seats, or for the last one that it had; the nil id where it never had one. The caller saves.</summary>
    public Task<IReadOnlyList<ConsentEvent>> WriteOfAddressAsync(NewsDb db, string addressKey, ConsentKind kind, Door door, string? detail, CancellationToken ct) =>
        WriteOfAddressAsync(db, addressKey, null, kind, door, detail, ct);

    /// <param name="publisher">Only seats under this one; null: under all.</param>
    public async Task<IReadOnlyList<ConsentEvent>> WriteOfAddressAsync(NewsDb db, string addressKey, long? publisher, ConsentKind kind, Door door, string? detail, CancellationToken ct)
    {
        var seats = await db.Contacts.Where(c => c.AddressKey == addressKey && (publisher == null || c.Subscription!.PublisherId == publisher)).OrderBy(c => c.Id).Select(c => c.PublicId).ToListAsync(ct);
        if (seats.Count == 0) seats.Add(publisher is not null ? Guid.Empty : await db.ConsentEvents.Where(e => e.AddressKey == addressKey).OrderByDescending(e => e.Id).Select(e => e.ContactId).FirstOrDefaultAsync(ct));
        return seats.ConvertAll(id => Write(db, id, addressKey, kind, door, null, detail));
    }

    /// <summary>That the address was erased: also under the address at which a seat of it had its first lines, before it moved here. The caller saves.</summary>
    public async Task<IReadOnlyList<ConsentEvent>> WriteErasedAsync(NewsDb db, string addressKey, Door door, string? why, CancellationToken ct)
    {
        var lines = await WriteOfAddressAsync(db, addressKey, ConsentKind.Erased, door, why, ct);
        var moved = await (from seat in db.SeatsOf(addressKey)
                           join line in db.ConsentEvents on seat.PublicId equals line.ContactId
                           where line.AddressKey != addressKey
                           select new { line.ContactId, line.AddressKey }).Distinct().ToListAsync(ct);
        return [.. lines, .. moved.Select(m => Write(db, m.ContactId, m.AddressKey, ConsentKind.Erased, door, null, why))];
    }

    private ConsentEvent Write(NewsDb db, Guid contactId, string addressKey, ConsentKind kind, Door door, string? textHash, string? detail)
    {
        var line = new ConsentEvent
        {
            ContactId = contactId,
            AddressKey = addressKey,
            Kind = kind,
            AtUtc = clock.GetUtcNow().UtcDateTime,
            TextHash = textHash,
            FormUrl = door.FormUrl,
            Method = door.Method,
            Actor = door.Actor,
            Words = detail is null ? null : new ConsentDetail { Text = detail },
        };
        db.ConsentEvents.Add(line);
        return line;
    }

    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Keeps a copy of the text that was shown, once, and returns its hash. In the caller's transaction.</summary>
    public async Task<string> KeepTextAsync(NewsDb db, string lang, string text, CancellationToken ct)
    {
        var (hash, now) = (HashOf(text), clock.GetUtcNow().UtcDateTime);
        if (!await db.ConsentTexts.AnyAsync(t => t.Hash == hash, ct))
        {
            // Two readers may be the first at once
            await db.Database.ExecuteSqlAsync(
                $"insert into consent_text (hash, lang, text, first_shown_utc) values ({hash}, {lang}, {text}, {now}) on conflict do nothing", ct);
        }
        return hash;
    }
}
