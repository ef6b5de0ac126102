using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Subscribers.Seats;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers;

/// <summary>
/// What a reader subscribes to for themselves, on whichever link's page: each by its name and with a link of its own. Their seats in
/// organisations stay apart: a bulletin that was passed on must not open what an organisation decides.
/// </summary>
internal sealed class OwnSubscriptions(NewsDb db, SubscriptionLinks links, Terms terms, TimeProvider clock)
{
    public async Task<string> NameAsync(Subscription subscription, string lang, CancellationToken ct) =>
        Name((await Publisher.OfAsync(db, subscription.PublisherId, ct)).Name, subscription.SeriesId, await terms.IndexAsync(ct), lang);

    /// <returns>All but the one whose page it is.</returns>
    public async Task<IReadOnlyList<OtherSubscription>> BesideAsync(Contact reader, string lang, CancellationToken ct)
    {
        var seats = await db.Contacts.AsNoTracking().Include(c => c.Regions).Include(c => c.Terms)
            .Include(c => c.Subscription!).ThenInclude(s => s.Regions).Include(c => c.Subscription!).ThenInclude(s => s.Terms)
            .Where(c => c.AddressKey == reader.AddressKey && c.Id != reader.Id && c.State == ContactState.Confirmed && c.Subscription!.OrganisationId == null)
            .OrderBy(c => c.Subscription!.PublisherId).ThenBy(c => c.Id).AsSplitQuery().ToListAsync(ct);
        var whose = seats.Select(c => c.Subscription!.PublisherId).Distinct().ToList();
        var (publishers, index) = (await db.Organisations.Where(o => whose.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, ct), await terms.IndexAsync(ct));
        return seats.ConvertAll(c => new OtherSubscription(
            Name(publishers[c.Subscription!.PublisherId], c.Subscription.SeriesId, index, lang), Languages.Prefix(lang) + SubscriptionLinks.PreferencesPath(links.Token(c.Id, c.TokenVersion)), Told(c, index, lang)));
    }

    private static string Name(string publisher, long? series, TermIndex index, string lang) =>
        $"{publisher}: {(series is { } id && index.Find(id) is { } term ? term.Label : FormWording.AllBulletins).In(lang)}";

    private string Told(Contact seat, TermIndex index, string lang)
    {
        var wishes = Preferring.Effective(seat);
        var told = FormWording.Limits.In(lang)
            .Replace("{regions}", Listed(wishes.Regions.Select(Regions.Find).OfType<Region>().Select(r => r.Short.In(lang)), lang), StringComparison.Ordinal)
            .Replace("{themes}", Listed(wishes.TermIds.Select(id => index.Find(id)).OfType<TermEntry>().Select(t => t.Label.In(lang)), lang), StringComparison.Ordinal);
        return Pause.Now(seat.PausedUntil, clock.Today()) is { } day ? told + " " + FormWording.PausedHere.In(lang).Replace("{day}", Dates.Day(day, lang), StringComparison.Ordinal) : told;
    }

    public static string Listed(IEnumerable<string> names, string lang) => string.Join(", ", names) is { Length: > 0 } list ? list : FormWording.Everything.In(lang);
}
