using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Subscribers;
using Uutiset.Subscribers.Rights;
using Uutiset.Vocabulary;

namespace Uutiset.Bulletins;

/// <summary>
/// Weighs an audience over every seat of the publisher's subscriptions, a page of them at a time: at most seven commands for each ten
/// thousand seats, and the same memory for a million of them.
/// </summary>
internal sealed class Recipients(NewsDb db, TimeProvider clock)
{
    private const int PageSize = 10_000;

    /// <summary>As it would be sent today.</summary>
    /// <param name="variants">Languages that the bulletin is written in.</param>
    public IAsyncEnumerable<Candidate> WeighAsync(Audience audience, long publisher, long? series, IReadOnlyCollection<string> variants, CancellationToken ct) =>
        WeighAsync(audience, publisher, series, variants, clock.Today(), null, ct);

    /// <param name="day">When it is sent: who is away until then gets it.</param>
    /// <param name="only">Contacts to weigh; null: all.</param>
    public async IAsyncEnumerable<Candidate> WeighAsync(
        Audience audience, long publisher, long? series, IReadOnlyCollection<string> variants, DateOnly day, IReadOnlyCollection<long>? only,
        [EnumeratorCancellation] CancellationToken ct)
    {
        var refusals = await RefusalIndex.ReadAsync(db, publisher, ct);
        var seats = db.Contacts.AsNoTracking();
        if (only is not null) seats = seats.Where(c => only.Contains(c.Id));
        var taken = new HashSet<string>();
        for (long last = 0; ;)
        {
            var rows = await Rows(seats.Where(c => c.Id > last), publisher).Take(PageSize).ToListAsync(ct);
            if (rows.Count == 0) yield break;
            var (from, to) = (last, rows[^1].Id);
            var wishes = await WishIndex.ReadAsync(db, audience, publisher, seats.Where(c => c.Id > from && c.Id <= to), ct);
            foreach (var row in rows) yield return Weigh(row, audience, series, variants, day, refusals, wishes, taken);
            if (rows.Count < PageSize) yield break;
            last = to;
        }
    }

    /// <summary>As it would be sent today, counted where the seats are.</summary>
    public Task<AudienceCount> CountAsync(Audience audience, long publisher, long? series, IReadOnlyCollection<string> variants, CancellationToken ct) =>
        AudienceTally.CountAsync(db, audience, publisher, series, variants, clock.Today(), ct);

    private static Candidate Weigh(Row row, Audience audience, long? series, IReadOnlyCollection<string> variants, DateOnly day, RefusalIndex refusals, WishIndex wishes, HashSet<string> taken)
    {
        var lang = variants.Contains(row.Lang) ? row.Lang : "fi";
        var regions = wishes.RegionsOf(row.Id, row.SubscriptionId);
        var terms = wishes.TermsOf(row.Id, row.SubscriptionId);
        var reason = Verdict(row, audience, series, day, refusals)
            ?? Unless(regions is not null, ExclusionReason.Region)
            ?? Unless(terms is not null, ExclusionReason.Theme)
            ?? Unless(variants.Contains(lang) && Names(audience.Langs, row.Lang), ExclusionReason.Language)
            ?? Unless(row.Frequency == (audience.Frequency ?? Frequency.Immediate), ExclusionReason.Frequency);
        // The same person may hold seats in two organisations: one mail, the older seat's
        if (row.HasNamesake) reason ??= Unless(taken.Add(row.AddressKey), ExclusionReason.Duplicate);
        return new Candidate(row.Id, row.PublicId, row.Email, row.AddressKey, row.TokenVersion, row.Organisation, lang, row.Format, reason)
        {
            Regions = regions ?? [],
            Terms = terms ?? [],
        };
    }

    private static ExclusionReason? Verdict(Row row, Audience audience, long? series, DateOnly day, RefusalIndex refusals)
    {
        if (row.State == ContactState.Withdrawn || refusals.StandsAgainst(row.AddressKey, row.OrganisationId, row.SeriesId, row.YesUtc)) return ExclusionReason.Withdrawn;
        if (row.Ended) return ExclusionReason.Ended;
        if (row.State is ContactState.Suppressed or ContactState.Bounced || row.Suppressed) return ExclusionReason.Suppressed;
        if (row.State != ContactState.Confirmed) return ExclusionReason.Unconfirmed;
        if (row.PausedUntil > day || row.AllPausedUntil > day) return ExclusionReason.Paused;
        if (row.SeriesId is { } only && only != series) return ExclusionReason.Series;
        if (audience.OrganisationTypes.Count > 0 && (row.OrganisationType is null || !audience.OrganisationTypes.Contains(row.OrganisationType)))
            return ExclusionReason.OrganisationType;
        return null;
    }

    private static ExclusionReason? Unless(bool met, ExclusionReason reason) => met ? null : reason;

    private static bool Names(IReadOnlyList<string> field, string value) => field.Count == 0 || field.Contains(value);

    private IQueryable<Row> Rows(IQueryable<Contact> seats, long publisher) =>
        from contact in seats
        // Asked of each seat: joined, the engines begin with all subscriptions of the publisher and sort their seats for every page
        where db.Subscriptions.Any(s => s.Id == contact.SubscriptionId && s.PublisherId == publisher)
        join subscription in db.Subscriptions on contact.SubscriptionId equals subscription.Id
        orderby contact.Id
        select new Row(
            contact.Id, contact.PublicId, contact.SubscriptionId, contact.Email, contact.AddressKey, contact.Lang, contact.Frequency, contact.Format,
            contact.State, contact.ConfirmedUtc ?? contact.CreatedUtc, contact.TokenVersion, contact.PausedUntil, subscription.PausedUntil, subscription.OrganisationId, subscription.SeriesId,
            subscription.EndedUtc != null,
            subscription.Organisation == null ? null : subscription.Organisation.Type,
            subscription.Organisation == null ? null : subscription.Organisation.Name,
            db.Suppressions.Any(s => s.AddressKey == contact.AddressKey),
            db.Contacts.Any(o => o.AddressKey == contact.AddressKey && o.Id != contact.Id));

    private sealed record Row(
        long Id, Guid PublicId, long SubscriptionId, string Email, string AddressKey, string Lang, Frequency Frequency, MailFormat Format, ContactState State,
        DateTime YesUtc, int TokenVersion, DateOnly? PausedUntil, DateOnly? AllPausedUntil, long? OrganisationId, long? SeriesId, bool Ended, string? OrganisationType, string? Organisation,
        bool Suppressed, bool HasNamesake);
}

internal sealed record AudienceCount(int Frozen, IReadOnlyDictionary<ExclusionReason, int> Reasons)
{
    public int Excluded => Reasons.Values.Sum();
}
