using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Subscribers.Rights;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Ledger;

/// <summary>The ledger of one contact, to be read and filed: from the request to the withdrawal, and what shows that nobody has changed it since.</summary>
/// <param name="Who">As it is known today.</param>
/// <param name="Head">Of the chain of all lines at the moment of the check.</param>
internal sealed record Story(IReadOnlyList<KnownFact> Who, IReadOnlyList<StoryLine> Lines, string? Head, DateTime CheckedUtc)
{
    public bool Fits => Lines.All(l => l.Fault is null);

    /// <summary>The contact is still there.</summary>
    public bool IsOfContact { get; init; }
}

/// <param name="At">2.9.2021 klo 9.05, in Finnish time.</param>
/// <param name="Fault">What the check found; null when the line is as it was written.</param>
internal sealed record StoryLine(string At, string What, IReadOnlyList<KnownFact> Facts, string? TextHash, ConsentText? Shown, ConsentLink? Link, string? Fault);

internal sealed class ConsentStory(NewsDb db, ConsentVerifying verifying, Terms terms, TimeProvider clock)
{
    private static readonly Localized Gone = new("poistettu pyynnöstä tai vahvistamatta jääneenä", "raderad på begäran eller för att den inte bekräftades", "erased on request, or because it was never confirmed");
    private static readonly Localized SeatNumber = new("Paikan tunnus", "Platsens kod", "Seat");
    private static readonly Localized Duty = new("Tehtävä", "Uppgift", "Duty");

    /// <returns>Null when there is neither a contact nor a line.</returns>
    public Task<Story?> OfContactAsync(Guid id, string lang, CancellationToken ct) => OfAsync(id, db.ConsentEvents.Where(e => e.ContactId == id), lang, ct);

    /// <summary>Of every seat that the address has or had, the oldest first.</summary>
    public async Task<IReadOnlyList<Story>> OfAddressAsync(string addressKey, string lang, CancellationToken ct)
    {
        var seats = await db.ConsentEvents.Where(e => e.AddressKey == addressKey).GroupBy(e => e.ContactId).Select(g => new { g.Key, First = g.Min(e => e.Id) }).ToListAsync(ct);
        var stories = new List<Story>();
        // Lines of addresses that never had a seat share one id; a seat that has moved has lines under two addresses
        foreach (var seat in seats.OrderBy(s => s.First))
            if (await OfAsync(seat.Key, db.ConsentEvents.Where(e => e.ContactId == seat.Key && (e.AddressKey == addressKey || seat.Key != Guid.Empty)), lang, ct) is { } story) stories.Add(story);
        return stories;
    }

    private async Task<Story?> OfAsync(Guid id, IQueryable<ConsentEvent> lines, string lang, CancellationToken ct)
    {
        var contact = await db.Contacts.AsNoTracking().Include(c => c.Subscription!.Organisation).FirstOrDefaultAsync(c => c.PublicId == id, ct);
        var steps = await verifying.StepsOfAsync(lines, ct);
        if (contact is null && steps.Count == 0) return null;
        var publisher = contact is null ? null : (await Publisher.OfAsync(db, contact.Subscription!.PublisherId, ct)).Name;
        var index = await terms.IndexAsync(ct);
        return new Story([.. Who(id, contact, publisher, lang)], [.. steps.Select(s => Line(s, index, lang))], await verifying.HeadAsync(ct), clock.GetUtcNow().UtcDateTime) { IsOfContact = contact is not null };
    }

    private static IEnumerable<KnownFact> Who(Guid id, Contact? contact, string? publisher, string lang)
    {
        yield return Fact(RightsWording.Address, contact?.Email ?? Gone.In(lang));
        if (contact?.Name is { Length: > 0 } name) yield return Fact(RightsWording.Name, name);
        if (contact?.Duty is { Length: > 0 } duty) yield return Fact(Duty, duty);
        if (contact?.Subscription!.Organisation is { } organisation)
        {
            yield return Fact(RightsWording.Organisation, organisation.Name);
            yield return Fact(RightsWording.Role, (contact.Seat == Seat.Owner ? RightsWording.Owner : RightsWording.Member).In(lang));
        }
        if (publisher is not null) yield return Fact(RightsWording.Publisher, publisher);
        if (contact is not null) yield return Fact(RightsWording.State, RightsWording.StateOf(contact.State).In(lang));
        yield return Fact(SeatNumber, id.ToString());

        KnownFact Fact(Localized name, string value) => new(name.In(lang), value);
    }

    private static StoryLine Line(ConsentStep step, TermIndex terms, string lang)
    {
        var row = step.Row!;
        var told = new ConsentJson(row.Kind, row.AtUtc, row.Method, row.Actor, row.FormUrl, row.TextHash, step.Text?.Text, step.Words?.Text, step.Link?.Seq, step.Link?.Hash);
        var erased = step is { Words: null, Link.ContentHash.Length: > 0, Fault: null };
        return new StoryLine(Dates.DayAndTime(row.AtUtc, lang), ConsentWords.KindOf(row.Kind).In(lang), [.. ConsentWords.Facts(told, terms, lang, toReader: false, erased)], row.TextHash, step.Text, step.Link, step.Fault);
    }
}
