using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.People;
using Uutiset.Subscribers.Joining;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Roll;

/// <param name="Regions">Where it works, and what it has asked to hear of.</param>
/// <param name="Seats">All that have not left.</param>
/// <param name="SinceUtc">Since the oldest of its subscriptions.</param>
internal sealed record RollRow(
    Guid Id, string Name, string Type, bool Listed, IReadOnlyList<string> Regions, RollState State, int Confirmed, int Seats, IReadOnlyList<string> Owners, DateTime? LastBulletinUtc, DateTime SinceUtc);

/// <summary>Organisations that subscribe, or did: the publisher's own for whoever speaks for one.</summary>
internal sealed class OrganisationRoll(NewsDb db, TimeProvider clock)
{
    /// <summary>Keys of all that were found, who came last first. In one command: counting them and paging through them would look twice.</summary>
    public async Task<IReadOnlyList<long>> FindAsync(RollAsked asked, Actor actor, CancellationToken ct)
    {
        var own = db.OfOrganisations(actor, asked.PublisherId);
        if (asked.SeriesId is { } series) own = own.Where(s => s.SeriesId == series);
        // How seats stand is asked in one pass over them: asked of each organisation by itself, it would be as many looks as there are
        var since = asked.State is null && asked.Lang.Length == 0
            ? own.GroupBy(s => s.OrganisationId!.Value).Select(g => new Held { Id = g.Key, Since = g.Min(s => s.CreatedUtc) })
            : WithSeats(own, asked);
        return await (from s in since
                      join o in Among(asked, own) on s.Id equals o.Id
                      orderby s.Since descending, o.Id descending
                      select o.Id).ToListAsync(ct);
    }

    /// <summary>Set by its properties, so that a query can go on asking of them.</summary>
    private sealed record Held
    {
        public long Id { get; init; }
        public DateTime Since { get; init; }
        public int Open { get; init; }
        public int Sat { get; init; }
        public int Reached { get; init; }
        public int Speaks { get; init; }
    }

    private IQueryable<Held> WithSeats(IQueryable<Subscription> own, RollAsked asked)
    {
        var (today, lang) = (clock.Today(), asked.Lang);
        var held = (from s in own
                    from c in db.Contacts.Where(c => c.SubscriptionId == s.Id).DefaultIfEmpty()
                    from x in db.Suppressions.Where(x => x.AddressKey == c!.AddressKey).DefaultIfEmpty()
                    select new
                    {
                        Id = s.OrganisationId!.Value, s.CreatedUtc, Open = s.EndedUtc == null ? 1 : 0, c!.Lang, Free = (c.PausedUntil == null || c.PausedUntil <= today) && (s.PausedUntil == null || s.PausedUntil <= today),
                        Sits = s.EndedUtc == null && c.State == ContactState.Confirmed && x == null,
                    })
            .GroupBy(x => x.Id)
            .Select(g => new Held
            {
                Id = g.Key, Since = g.Min(x => x.CreatedUtc), Open = g.Max(x => x.Open), Sat = g.Max(x => x.Sits ? 1 : 0), Reached = g.Max(x => x.Sits && x.Free ? 1 : 0),
                Speaks = g.Max(x => x.Sits && x.Lang == lang ? 1 : 0),
            });
        if (lang.Length > 0) held = held.Where(h => h.Speaks == 1);
        return asked.State switch
        {
            RollState.Active => held.Where(h => h.Reached == 1),
            RollState.Paused => held.Where(h => h.Sat == 1 && h.Reached == 0),
            RollState.Unconfirmed => held.Where(h => h.Open == 1 && h.Sat == 0),
            RollState.Ended => held.Where(h => h.Open == 0),
            _ => held,
        };
    }

    public async Task<IReadOnlyList<long>> KeysAsync(IReadOnlyCollection<Guid> organisations, CancellationToken ct) =>
        await db.Organisations.Where(o => organisations.Contains(o.PublicId)).Select(o => o.Id).ToListAsync(ct);

    private IQueryable<Organisation> Among(RollAsked asked, IQueryable<Subscription> own)
    {
        var organisations = db.Organisations.AsNoTracking();
        var typed = TypedName.Read(asked.Words);
        if (typed.BusinessId is { } id) organisations = organisations.Where(o => o.BusinessId == id || own.Any(s => s.OrganisationId == o.Id && s.TypedBusinessId == id));
        organisations = organisations.WithName(typed.Name);
        if (asked.Type.Length > 0) organisations = organisations.Where(o => o.Type == asked.Type);
        if (asked.Region.Length > 0)
        {
            var codes = Regions.Covering(asked.Region).ToList();
            organisations = organisations.Where(o => o.Regions.Any(r => codes.Contains(r.RegionCode)) || own.Any(s => s.OrganisationId == o.Id && s.Regions.Any(r => codes.Contains(r.RegionCode))));
        }
        if (asked.SilentMonths is { } months)
        {
            var before = clock.GetUtcNow().UtcDateTime.AddMonths(-months);
            organisations = organisations.Where(o => !own.Any(s => s.OrganisationId == o.Id && s.Contacts.Any(c =>
                db.Deliveries.Any(d => d.ContactId == c.Id && d.State == DeliveryState.Accepted && d.DispatchId != null && d.SettledUtc >= before))));
        }
        return organisations;
    }

    /// <summary>What the list tells of these, in their order. Three commands.</summary>
    public async Task<IReadOnlyList<RollRow>> RowsAsync(IReadOnlyList<long> ids, RollAsked asked, Actor actor, string lang, CancellationToken ct)
    {
        var today = clock.Today();
        var organisations = await db.Organisations.AsNoTracking().AsSingleQuery().Where(o => ids.Contains(o.Id))
            .Select(o => new { o.Id, o.PublicId, o.Name, o.NameSv, o.NameEn, o.Type, o.Listed, Regions = o.Regions.Select(r => r.RegionCode).ToList() }).ToDictionaryAsync(o => o.Id, ct);
        var subscriptions = (await db.OfOrganisations(actor, asked.PublisherId).AsSingleQuery().Where(s => ids.Contains(s.OrganisationId!.Value))
            .Select(s => new { Organisation = s.OrganisationId!.Value, s.Id, s.CreatedUtc, s.EndedUtc, s.PausedUntil, Regions = s.Regions.Select(r => r.RegionCode).ToList() }).ToListAsync(ct)).ToLookup(s => s.Organisation);
        var keys = subscriptions.SelectMany(s => s).Select(s => s.Id).ToList();
        var seats = (await db.Contacts.AsNoTracking().Where(c => keys.Contains(c.SubscriptionId)).OrderBy(c => c.Id).Select(c => new
        {
            c.SubscriptionId, c.Email, c.Seat, c.State, Stopped = db.Suppressions.Any(s => s.AddressKey == c.AddressKey), Ended = c.Subscription!.EndedUtc != null, c.PausedUntil, All = c.Subscription.PausedUntil,
            Last = db.Deliveries.Where(d => d.ContactId == c.Id && d.State == DeliveryState.Accepted && d.DispatchId != null).Max(d => d.SettledUtc),
        }).ToListAsync(ct)).ToLookup(c => c.SubscriptionId);
        return [.. ids.Select(id =>
        {
            var (o, subscribed) = (organisations[id], subscriptions[id].ToList());
            var sitting = subscribed.SelectMany(s => seats[s.Id]).Select(c => (Seat: c, Stands: new Standing(c.State, c.Stopped, c.Ended, c.PausedUntil, c.All))).ToList();
            return new RollRow(
                o.PublicId, new Localized(o.Name, o.NameSv, o.NameEn).In(lang), o.Type, o.Listed, [.. o.Regions.Concat(subscribed.SelectMany(s => s.Regions)).Distinct().Order(StringComparer.Ordinal)],
                Standing.Of([.. sitting.Select(s => s.Stands)], subscribed.TrueForAll(s => s.EndedUtc is not null), today),
                sitting.Count(s => s.Stands.IsConfirmed), sitting.Count(s => s.Seat.State != ContactState.Withdrawn),
                [.. sitting.Where(s => s.Stands.IsConfirmed && s.Seat.Seat == Seat.Owner).Select(s => s.Seat.Email)],
                sitting.Max(s => s.Seat.Last), subscribed.Min(s => s.CreatedUtc));
        })];
    }
}
