using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.Mailing.Bounces;
using Uutiset.Subscribers.Ledger;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Rights;

/// <summary>
/// What the site knows of an address (GDPR 15 and 20): all that <see cref="PersonRows"/> erases, and the refusals that stay. Nothing of the
/// other seats of an organisation: a bulletin that was passed on carries its reader's link.
/// </summary>
internal sealed partial class Telling(NewsDb db, Terms terms, IPersonLists lists, TimeProvider clock)
{
    public async Task<PersonData> TellAsync(string addressKey, CancellationToken ct)
    {
        var seats = await SeatsAsync(addressKey, ct);
        var ids = await db.SeatsOf(addressKey).Select(c => c.Id).ToListAsync(ct);
        // Where these seats sat before, of which a trace is kept
        var left = db.ConsentEvents.Where(e => db.SeatsOf(addressKey).Select(c => c.PublicId).Contains(e.ContactId)).Select(e => e.AddressKey);
        var suppression = await db.Suppressions.AsNoTracking().FirstOrDefaultAsync(s => s.AddressKey == addressKey, ct);
        return new PersonData
        {
            ToldAt = clock.GetUtcNow().UtcDateTime,
            Seats = seats,
            // A seat that has moved here has its first lines under the address where it was before
            Consents = await db.ConsentEvents.Where(e => e.AddressKey == addressKey || db.SeatsOf(addressKey).Select(c => c.PublicId).Contains(e.ContactId)).ToJsonAsync(db, ct),
            NewAddresses = await db.AddressChanges.AsNoTracking().Where(a => a.AddressKey == addressKey || ids.Contains(a.ContactId)).OrderBy(a => a.Id).Select(a => new AddressData(a.AskedUtc, a.Email)).ToListAsync(ct),
            Mails = await MailsAsync(addressKey, ids, ct),
            // Whether a new address was written to is nothing that the one who typed it may learn (S40)
            Links = await PersonRows.LinksOf(db, ids).AsNoTracking().Where(t => t.Purpose != SubscriptionLinks.AddressConfirmation)
                .OrderBy(t => t.CreatedUtc).Select(t => new LinkData(t.CreatedUtc, t.ExpiresUtc, t.UsedUtc)).ToListAsync(ct),
            AskedAt = await db.AskedAddresses.Where(a => a.AddressKey.StartsWith(addressKey)).OrderBy(a => a.AtUtc).Select(a => a.AtUtc).ToListAsync(ct),
            Withdrawals = await db.Withdrawals.AsNoTracking().Where(w => w.AddressKey == addressKey || w.Kind == WithdrawalKind.Moved && left.Contains(w.AddressKey)).OrderBy(w => w.AtUtc).Select(w => new RefusalData(w.AtUtc,
                db.Organisations.Where(o => o.Id == w.PublisherId).Select(o => o.Name).FirstOrDefault(), db.Organisations.Where(o => o.Id == w.OrganisationId).Select(o => o.Name).FirstOrDefault(),
                db.Terms.Where(t => t.Id == w.SeriesId).Select(t => t.Slug).FirstOrDefault(), w.Kind)).ToListAsync(ct),
            Suppression = suppression is null ? null : new SuppressionData(suppression.AtUtc, suppression.Reason, suppression.Note),
            Lists = await lists.TellAsync(addressKey, ct),
            Log = await LogAsync(addressKey, seats, ct),
        };
    }

    private async Task<List<SeatData>> SeatsAsync(string addressKey, CancellationToken ct)
    {
        var index = await terms.IndexAsync(ct);
        var contacts = await db.SeatsOf(addressKey).AsNoTracking().Include(c => c.Regions).Include(c => c.Terms).Include(c => c.Subscription!.Organisation)
            .OrderBy(c => c.Id).AsSplitQuery().ToListAsync(ct);
        var whose = contacts.Select(c => c.Subscription!.PublisherId).Distinct().ToList();
        var publishers = await db.Organisations.Where(o => whose.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, ct);
        // A private reader's wishes stand on the subscription, which is theirs alone; an organisation's are the organisation's
        var alone = contacts.Where(c => c.Subscription!.OrganisationId is null).Select(c => c.SubscriptionId).ToList();
        var own = await db.Subscriptions.AsNoTracking().Where(s => alone.Contains(s.Id)).Include(s => s.Regions).Include(s => s.Terms).AsSplitQuery().ToDictionaryAsync(s => s.Id, ct);
        return contacts.ConvertAll(c =>
        {
            var mine = own.GetValueOrDefault(c.SubscriptionId);
            var regions = c.Regions.Select(r => r.RegionCode).Concat(mine?.Regions.Select(r => r.RegionCode) ?? []);
            var themes = c.Terms.Select(t => t.TermId).Concat(mine?.Terms.Select(t => t.TermId) ?? []);
            return new SeatData(c.PublicId, c.Email, c.Name, c.Kind, c.Seat, c.Subscription!.Organisation?.Name, publishers.GetValueOrDefault(c.Subscription.PublisherId), c.State, c.Lang, c.Frequency, c.Format,
                [.. regions.Distinct().Order(StringComparer.Ordinal)], [.. themes.Distinct().Select(id => index.Find(id)?.Slug).OfType<string>().Order(StringComparer.Ordinal)],
                c.CreatedUtc, c.ConfirmedUtc, c.WithdrawnUtc, c.Duty, c.PausedUntil, c.Subscription.SeriesId is { } series ? index.Find(series)?.Slug : null);
        });
    }

    private async Task<List<MailData>> MailsAsync(string addressKey, List<long> ids, CancellationToken ct)
    {
        // Of a seat's mails those to where it sits or sat, and not the question to an address that has not said yes
        var sat = db.ConsentEvents.Where(e => db.SeatsOf(addressKey).Select(c => c.PublicId).Contains(e.ContactId)).Select(e => e.AddressKey);
        var rows = await db.Deliveries.AsNoTracking().Where(d => d.AddressKey == addressKey || ids.Contains(d.ContactId!.Value) && sat.Contains(d.AddressKey)).Where(d => d.Address != "").OrderBy(d => d.Id)
            .Select(d => new { d.Id, d.QueuedUtc, d.SettledUtc, d.Address, d.State, d.Code, d.Reply, d.Slots, Message = d.DispatchId == null ? d.Content!.Compiled : null }).ToListAsync(ct);
        var numbers = rows.ConvertAll(r => r.Id);
        var attempts = (await db.Attempts.AsNoTracking().Where(a => numbers.Contains(a.DeliveryId)).OrderBy(a => a.Id).ToListAsync(ct)).ToLookup(a => a.DeliveryId);
        var bounces = (await db.Bounces.AsNoTracking().Where(b => numbers.Contains(b.DeliveryId)).OrderBy(b => b.Id).ToListAsync(ct)).ToLookup(b => b.DeliveryId);
        return rows.ConvertAll(r => new MailData(r.QueuedUtc, r.SettledUtc, r.Address, r.Message is null ? "bulletin" : "message", r.State, r.Code, r.Reply, Masked(r.Slots),
            r.Message is null ? null : Masked(Encoding.Latin1.GetString(r.Message).Replace("=\r\n", "", StringComparison.Ordinal)),
            [.. attempts[r.Id].Select(a => new AttemptData(a.AtUtc, a.Server, a.Outcome, a.Code, a.Reply))], [.. bounces[r.Id].Select(b => new BounceData(b.AtUtc, b.Verdict, b.Source, b.Status, b.Words))]));
    }

    private async Task<List<LogData>> LogAsync(string addressKey, List<SeatData> seats, CancellationToken ct)
    {
        var references = seats.Select(s => $"contact:{s.Id}").Append(Erasing.Reference(addressKey)).ToList();
        return await db.AuditEvents.AsNoTracking().Where(e => references.Contains(e.Object!) && e.Content != null).OrderBy(e => e.Id).Select(e => new LogData(e.AtUtc, e.What, e.Content!.Detail, e.Content.Changes)).ToListAsync(ct);
    }

    // A link works for whoever has it: what is told, perhaps printed and filed, must not open anything
    private static string Masked(string text) => Token().Replace(text, "…");

    [GeneratedRegex("(?<=[/\"])[a-z2-7]{20,}(?![a-z0-9])")]
    private static partial Regex Token();
}

/// <summary>What is known of an address, as promised outside. Instants are UTC.</summary>
internal sealed record PersonData
{
    public DateTime ToldAt { get; init; }
    public IReadOnlyList<SeatData> Seats { get; init; } = [];
    public IReadOnlyList<ConsentJson> Consents { get; init; } = [];
    public IReadOnlyList<MailData> Mails { get; init; } = [];
    public IReadOnlyList<LinkData> Links { get; init; } = [];
    /// <summary>Where the reader, or somebody who named this address, wants the mail from now on.</summary>
    public IReadOnlyList<AddressData> NewAddresses { get; init; } = [];
    /// <summary>When a mail was last asked for at the address.</summary>
    public IReadOnlyList<DateTime> AskedAt { get; init; } = [];
    public IReadOnlyList<RefusalData> Withdrawals { get; init; } = [];
    public SuppressionData? Suppression { get; init; }
    /// <summary>Lists that the editors have sent and that name the address.</summary>
    public IReadOnlyList<ListData> Lists { get; init; } = [];
    public IReadOnlyList<LogData> Log { get; init; } = [];

    public bool IsEmpty => Seats.Count + Consents.Count + Mails.Count + Withdrawals.Count + Lists.Count + NewAddresses.Count == 0 && Suppression is null;
}

internal sealed record SeatData(
    Guid Id, string Email, string? Name, ContactKind Kind, Seat Seat, string? Organisation, string? Publisher, ContactState State, string Lang, Frequency Frequency, MailFormat Format,
    IReadOnlyList<string> Regions, IReadOnlyList<string> Tags, DateTime CreatedAt, DateTime? ConfirmedAt, DateTime? WithdrawnAt, string? Duty, DateOnly? PausedUntil, string? Series);

/// <param name="Kind">bulletin, or message: a mail to one person, with its text.</param>
/// <param name="Slots">What was filled in for this reader.</param>
internal sealed record MailData(
    DateTime QueuedAt, DateTime? SettledAt, string Address, string Kind, DeliveryState State, string? Code, string? Reply, string Slots, string? Message, IReadOnlyList<AttemptData> Attempts,
    IReadOnlyList<BounceData> Bounces);

internal sealed record AttemptData(DateTime At, string Server, DeliveryState Outcome, string? Code, string? Reply);

/// <summary>That it came back, or that the reader complained of it.</summary>
internal sealed record BounceData(DateTime At, Verdict Verdict, string Source, string? Code, string? Reply);

internal sealed record AddressData(DateTime At, string Email);

internal sealed record LinkData(DateTime CreatedAt, DateTime ExpiresAt, DateTime? UsedAt);

/// <param name="Organisation">Null: everything of the publisher.</param>
/// <param name="Series">Slug of the one series that it is about; null: everything.</param>
/// <param name="Kind">ended, or moved: the reader has left the address for another one.</param>
internal sealed record RefusalData(DateTime At, string? Publisher, string? Organisation, string? Series, WithdrawalKind Kind);

internal sealed record SuppressionData(DateTime At, string Reason, string? Note);

internal sealed record LogData(DateTime At, string What, string? Detail, string? Changes);
