using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Subscribers.Rights;
using Uutiset.Subscribers.Seats;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers;

/// <summary>What a seat would get, for whoever is asked to say yes to it: whose bulletins, about what, and how often.</summary>
internal sealed class AskedFor(NewsDb db, Terms terms)
{
    public async Task<IReadOnlyList<KnownFact>> OfAsync(long contact, string lang, CancellationToken ct)
    {
        var seat = await db.Contacts.AsNoTracking().Include(c => c.Regions).Include(c => c.Terms).Include(c => c.Subscription!.Organisation)
            .Include(c => c.Subscription!.Regions).Include(c => c.Subscription!.Terms).AsSplitQuery().SingleAsync(c => c.Id == contact, ct);
        var joining = await db.JoinRequests.AsNoTracking().Where(j => j.ContactId == contact).Select(j => j.Organisation).FirstOrDefaultAsync(ct);
        var (index, wishes) = (await terms.IndexAsync(ct), Preferring.Effective(seat));
        var facts = new List<KnownFact>
        {
            new(RightsWording.Publisher.In(lang), (await Publisher.OfAsync(db, seat.Subscription!.PublisherId, ct)).Name),
            new(RightsWording.Series.In(lang), (seat.Subscription.SeriesId is { } series ? index.Known(series)?.Label : null)?.In(lang) ?? FormWording.AllBulletins.In(lang)),
        };
        // A name that a stranger typed with this address might be any words at all (S42): only those are told that the editors know
        if ((joining ?? seat.Subscription.Organisation) is { Listed: true } organisation)
        {
            facts.Add(new(RightsWording.Organisation.In(lang), organisation.Label.In(lang)));
            if (joining is null) facts.Add(new(RightsWording.Role.In(lang), (seat.Seat == Seat.Owner ? RightsWording.Owner : RightsWording.Member).In(lang)));
        }
        facts.Add(new(RightsWording.RegionsName.In(lang), Listed(wishes.Regions.Select(r => Regions.Find(r)?.Short.In(lang)), lang)));
        facts.Add(new(RightsWording.Themes.In(lang), Listed(wishes.TermIds.Select(t => index.Find(t)?.Label.In(lang)), lang)));
        facts.Add(new(RightsWording.FrequencyName.In(lang), RightsWording.FrequencyOf(wishes.Frequency).In(lang)));
        facts.Add(new(RightsWording.Lang.In(lang), RightsWording.LanguageOf(wishes.Lang).In(lang)));
        return facts;
    }

    /// <summary>No choice is all of them.</summary>
    public static string Listed(IEnumerable<string?> names, string lang) => string.Join(", ", names.OfType<string>()) is { Length: > 0 } list ? list : HandOverWording.Everything.In(lang);
}
