using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Subscribers;
using Uutiset.Subscribers.Rights;
using Uutiset.Vocabulary;

namespace Uutiset.Bulletins;

/// <summary>
/// How many an audience reaches, and why the others are left out: the verdicts of <see cref="Recipients"/> in the same order, reached by the
/// database in one command, so that a count is there while somebody chooses. A test weighs both ways.
/// </summary>
internal static class AudienceTally
{
    private const int Gets = -1;

    public static async Task<AudienceCount> CountAsync(
        NewsDb db, Audience audience, long publisher, long? series, IReadOnlyCollection<string> variants, DateOnly day, CancellationToken ct)
    {
        List<string> types = [.. audience.OrganisationTypes], langs = [.. audience.Langs], codes = [.. Regions.Expand(audience.Regions)], written = [.. variants];
        List<long> themes = audience.Tags.Count > 0 ? [.. await WishIndex.TermsAsync(db, audience.Tags, ct)] : [];
        var (byType, byLang, byRegion, byTheme) = (types.Count > 0, langs.Count > 0, audience.Regions.Count > 0, audience.Tags.Count > 0);
        // Who has no text in their own language gets the Finnish one
        var finnish = variants.Contains("fi");
        var frequency = audience.Frequency ?? Frequency.Immediate;
        // Each asked once for all seats: asked of every seat by itself they take most of the time
        var refused = from w in db.Withdrawals.Where(w => w.PublisherId == publisher)
                      join c in db.Contacts on w.AddressKey equals c.AddressKey
                      join s in db.Subscriptions on c.SubscriptionId equals s.Id
                      where s.PublisherId == publisher && w.AtUtc >= (c.ConfirmedUtc ?? c.CreatedUtc)
                          && (w.OrganisationId == Withdrawals.EverySeat && (w.SeriesId == Withdrawals.Everything || w.SeriesId == s.SeriesId)
                              || w.OrganisationId == s.OrganisationId && w.SeriesId == (s.SeriesId ?? Withdrawals.Everything))
                      select c.Id;
        var suppressed = db.Suppressions.Select(x => x.AddressKey);
        var weighed = from c in db.Contacts.AsNoTracking()
                      join s in db.Subscriptions on c.SubscriptionId equals s.Id
                      where s.PublisherId == publisher
                      select new
                      {
                          c.AddressKey,
                          Reason =
                              c.State == ContactState.Withdrawn || refused.Contains(c.Id) ? (int)ExclusionReason.Withdrawn
                              : s.EndedUtc != null ? (int)ExclusionReason.Ended
                              : c.State == ContactState.Suppressed || c.State == ContactState.Bounced || suppressed.Contains(c.AddressKey) ? (int)ExclusionReason.Suppressed
                              : c.State != ContactState.Confirmed ? (int)ExclusionReason.Unconfirmed
                              : c.PausedUntil > day || s.PausedUntil > day ? (int)ExclusionReason.Paused
                              : s.SeriesId != null && s.SeriesId != series ? (int)ExclusionReason.Series
                              : byType && (s.OrganisationId == null || !types.Contains(s.Organisation!.Type)) ? (int)ExclusionReason.OrganisationType
                              : byRegion && (c.Regions.Any() ? !c.Regions.Any(r => codes.Contains(r.RegionCode)) : s.Regions.Any() && !s.Regions.Any(r => codes.Contains(r.RegionCode))) ? (int)ExclusionReason.Region
                              : byTheme && (c.Terms.Any() ? !c.Terms.Any(t => themes.Contains(t.TermId)) : s.Terms.Any() && !s.Terms.Any(t => themes.Contains(t.TermId))) ? (int)ExclusionReason.Theme
                              : !finnish && !written.Contains(c.Lang) || byLang && !langs.Contains(c.Lang) ? (int)ExclusionReason.Language
                              : c.Frequency != frequency ? (int)ExclusionReason.Frequency
                              : Gets,
                      };
        // An address by itself first: counting what is distinct within each reason sorts them all
        var groups = await weighed.GroupBy(w => new { w.Reason, w.AddressKey }).Select(g => new { g.Key.Reason, g.Key.AddressKey, Seats = g.Count() })
            .GroupBy(a => a.Reason).Select(g => new { Reason = g.Key, Seats = g.Sum(a => a.Seats), Addresses = g.Count() }).ToListAsync(ct);
        var reasons = groups.Where(g => g.Reason != Gets).ToDictionary(g => (ExclusionReason)g.Reason, g => g.Seats);
        var gets = groups.Find(g => g.Reason == Gets);
        // One mail to an address, whatever the number of its seats
        if (gets is not null && gets.Seats > gets.Addresses) reasons[ExclusionReason.Duplicate] = gets.Seats - gets.Addresses;
        return new AudienceCount(gets?.Addresses ?? 0, reasons);
    }
}
