using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Accounts;
using Uutiset.Bulletins;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Subscribers;
using Uutiset.Subscribers.Seats;
using Uutiset.Vocabulary;

namespace Uutiset.Exchange.Contacts;

/// <summary>Every contact as a row of a file that <see cref="ContactImport"/> reads again: with their state, so that who has left stays away there too.</summary>
internal sealed class ContactExport(NewsDb db, Terms terms, Audit audit, IOptions<SiteOptions> site, TimeProvider clock)
{
    public const string Path = "/desk/subscribers/contacts.csv";

    private const string Heading = "organisation;organisationSv;businessId;email;name;duty;kind;seat;lang;regions;tags;frequency;format;state;consentAt;consentSource;endedAt;publisher;series;pausedUntil;organisationRegions;organisationTags";
    private const int AtOnce = 500;

    /// <param name="publisher">Null: of all publishers.</param>
    public async Task WriteAsync(HttpResponse response, long? publisher, Actor actor, CancellationToken ct)
    {
        await ToldAsync(publisher, actor, ct);
        await Csv.WriteAsync(response, "contacts.csv", Heading, RowsAsync(publisher, ct), ct);
    }

    public async Task WriteAsync(Stream file, long? publisher, Actor actor, CancellationToken ct)
    {
        await ToldAsync(publisher, actor, ct);
        await Csv.WriteAsync(file, Heading, RowsAsync(publisher, ct), ct);
    }

    // First: a stream that breaks off has told addresses too (S45)
    private async Task ToldAsync(long? publisher, Actor actor, CancellationToken ct) =>
        await audit.ExportedAsync(db, actor, "contacts", await Of(publisher).CountAsync(ct), ct);

    private IQueryable<Contact> Of(long? publisher) => publisher is { } id ? db.Contacts.Where(c => c.Subscription!.PublisherId == id) : db.Contacts;

    private async IAsyncEnumerable<string?[]> RowsAsync(long? publisher, [EnumeratorCancellation] CancellationToken ct)
    {
        var index = await terms.IndexAsync(ct);
        var publishers = await db.Organisations.Where(o => db.Subscriptions.Any(s => s.PublisherId == o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, ct);
        for (long last = 0; ;)
        {
            var after = last;
            var contacts = await Of(publisher).AsNoTracking().Where(c => c.Id > after).OrderBy(c => c.Id).Take(AtOnce)
                .Include(c => c.Regions).Include(c => c.Terms).Include(c => c.Subscription!.Organisation).Include(c => c.Subscription!.Regions).Include(c => c.Subscription!.Terms).AsSplitQuery().ToListAsync(ct);
            if (contacts.Count == 0) yield break;
            var keys = contacts.ConvertAll(c => c.AddressKey);
            var suppressed = (await db.Suppressions.Where(s => keys.Contains(s.AddressKey)).Select(s => s.AddressKey).ToListAsync(ct)).ToHashSet();
            foreach (var contact in contacts) yield return Row(contact, suppressed.Contains(contact.AddressKey), publishers[contact.Subscription!.PublisherId], index);
            last = contacts[^1].Id;
        }
    }

    private string?[] Row(Contact c, bool suppressed, string publisher, TermIndex index)
    {
        // Who narrowed the regions alone still has the organisation's themes; and what the organisation wants stands beside it, since
        // otherwise its first seat would say so for all that come after it
        var (organisation, wishes, shared) = (c.Subscription!.Organisation, Preferring.Effective(c), c.Subscription);
        return
        [
            organisation?.Name, organisation?.NameSv, organisation?.BusinessId, c.Email, c.Name, c.Duty, Word(c.Kind), organisation is null ? null : Word(c.Seat), c.Lang,
            Listed(wishes.Regions), Listed(SlugsOf(wishes.TermIds, index)), Word(c.Frequency), Word(c.Format),
            StateOf(c, suppressed), Instant(c.ConfirmedUtc), c.ConfirmedUtc is null ? null : site.Value.Name, Instant(c.WithdrawnUtc), publisher,
            c.Subscription.SeriesId is { } series ? index.Find(series)?.Slug : null, PauseOf(c),
            organisation is null ? null : Listed(shared.Regions.Select(r => r.RegionCode)), organisation is null ? null : Listed(SlugsOf(shared.Terms.Select(t => t.TermId), index)),
        ];
    }

    private static string Listed(IEnumerable<string> words) => string.Join(", ", words.Order(StringComparer.Ordinal));

    private static IEnumerable<string> SlugsOf(IEnumerable<long> terms, TermIndex index) => terms.Select(t => index.Find(t)?.Slug).OfType<string>();

    // Nobody gets anything through a subscription that has ended, whoever has not left it by themselves
    private static string StateOf(Contact c, bool suppressed) => suppressed ? Word(ContactState.Suppressed)
        : c.Subscription!.EndedUtc is not null && c.State is (ContactState.Confirmed or ContactState.Requested) ? PlainCsv.Ended : Word(c.State);

    private string? PauseOf(Contact c) =>
        new[] { c.PausedUntil, c.Subscription!.PausedUntil }.Max() is { } until && Pause.Now(until, clock.Today()) is { } day ? Dates.Iso(day) : null;

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string? Instant(DateTime? utc) => utc?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
