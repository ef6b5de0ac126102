using Uutiset.Mailing;
using Uutiset.People;
using Uutiset.Subscribers;
using Uutiset.Subscribers.Seats;
using Uutiset.Vocabulary;

namespace Uutiset.Exchange.Contacts;

/// <param name="Code">Of <c>intake.why.CODE</c>.</param>
/// <param name="Near">What may have been meant.</param>
internal sealed record Refusal(string Code, string? Value = null, string? Near = null);

/// <summary>Makes an enrolment of a row, or says why it cannot.</summary>
/// <param name="publisher">Whose subscribers they become.</param>
internal sealed class ContactLines(TermIndex terms, SourceSystem system, string fileName, Publisher publisher, TimeProvider clock)
{
    private const int LongestName = 200;
    private static readonly char[] ListSeparators = [';', ',', '|'];

    private static readonly Dictionary<string, Frequency> Frequencies = new(StringComparer.OrdinalIgnoreCase)
    {
        ["immediate"] = Frequency.Immediate, ["heti"] = Frequency.Immediate, ["genast"] = Frequency.Immediate,
        ["weekly"] = Frequency.Weekly, ["viikoittain"] = Frequency.Weekly, ["varje vecka"] = Frequency.Weekly,
        ["monthly"] = Frequency.Monthly, ["kuukausittain"] = Frequency.Monthly, ["varje månad"] = Frequency.Monthly,
    };

    private static readonly Dictionary<string, string> Languages = new(StringComparer.OrdinalIgnoreCase)
    {
        ["fi"] = "fi", ["suomi"] = "fi", ["finska"] = "fi", ["finnish"] = "fi", ["sv"] = "sv", ["ruotsi"] = "sv", ["svenska"] = "sv", ["swedish"] = "sv", ["en"] = "en", ["englanti"] = "en", ["engelska"] = "en", ["english"] = "en",
    };

    private static readonly Dictionary<string, ContactKind> Kinds = new(StringComparer.OrdinalIgnoreCase) { ["role"] = ContactKind.Role, ["person"] = ContactKind.Person };

    private static readonly Dictionary<string, MailFormat> Formats = new(StringComparer.OrdinalIgnoreCase) { ["html"] = MailFormat.Html, ["text"] = MailFormat.Text, ["teksti"] = MailFormat.Text };

    private static readonly Dictionary<string, Seat> Seats = new(StringComparer.OrdinalIgnoreCase)
    {
        ["owner"] = Seat.Owner, ["omistaja"] = Seat.Owner, ["ägare"] = Seat.Owner, ["member"] = Seat.Member, ["jäsen"] = Seat.Member, ["medlem"] = Seat.Member,
    };

    public (Enrolment? Row, Refusal? Refused) Read(ContactCells cells)
    {
        if (cells.IsTooLong) return (null, new("columns"));
        var written = cells[ContactField.Email];
        if (written.Length == 0) return (null, new("noEmail"));
        if (WrittenAddress.Read(written) is not { } email) return (null, new("email", Shortened(written)));
        // Neither a yes nor a no to one publisher says anything to another
        if (cells[ContactField.Publisher] is { Length: > 0 } whose && !whose.Equals(publisher.Name, StringComparison.OrdinalIgnoreCase)) return (null, new("publisher", Shortened(whose)));
        var standing = system.StandingOf(cells, fileName);
        if (standing.Refused is { } state) return (null, new(state));
        return standing.No is { } no
            // Today is not over yet
            ? (new Enrolment(null, email, null, ContactKind.Person, Wishes.Everything, null) { No = no.AtUtc > clock.GetUtcNow().UtcDateTime ? no with { AtUtc = clock.GetUtcNow().UtcDateTime } : no }, null)
            : Subscriber(cells, email, standing.Consent);
    }

    private (Enrolment?, Refusal?) Subscriber(ContactCells cells, string email, GivenConsent? consent)
    {
        var (organisation, organisationSv, number) = (PeopleCheck.Tidy(cells[ContactField.Organisation]), PeopleCheck.Tidy(cells[ContactField.OrganisationSv]), cells[ContactField.BusinessId]);
        if (organisation.Length == 0) (organisation, organisationSv) = (organisationSv, "");
        if (organisation.Length > LongestName || organisationSv.Length > LongestName) return (null, new("organisation"));
        if (number.Length > 0 && !BusinessId.IsValid(number)) return (null, new("businessId", Shortened(number)));
        if (!Word(cells, ContactField.Kind, Kinds, organisation.Length + number.Length > 0 ? ContactKind.Role : ContactKind.Person, out var kind)) return (null, new("kind"));
        if (!Word(cells, ContactField.Frequency, Frequencies, Frequency.Immediate, out var frequency)) return (null, new("frequency"));
        if (!Word(cells, ContactField.Format, Formats, MailFormat.Html, out var format)) return (null, new("format"));
        if (!Word(cells, ContactField.Lang, Languages, "fi", out var lang)) return (null, new("lang"));
        if (!Word(cells, ContactField.Seat, Seats, default, out var seat)) return (null, new("seat"));

        if (Scope(cells, ContactField.Regions, ContactField.Tags, out var regions, out var tags) is { } unknown) return (null, unknown);
        if (Scope(cells, ContactField.OrganisationRegions, ContactField.OrganisationTags, out var shared, out var sharedTags) is { } unshared) return (null, unshared);

        var series = terms.Find(cells[ContactField.Series]);
        // Whoever asked for one series must not get everything
        if (cells[ContactField.Series] is { Length: > 0 } named && series is not { Scheme: TermScheme.Series }) return (null, new("series", Shortened(named), Nearest(named)));
        DateTime? pause = null;
        if (cells[ContactField.PausedUntil] is { Length: > 0 } until && !TryInstant(until, out pause)) return (null, new("pausedUntil", Shortened(until)));

        if (consent is null && Consent(cells, out consent) is { } refused) return (null, refused);
        if (consent?.AtUtc > clock.GetUtcNow().UtcDateTime) return (null, new("future", cells[ContactField.ConsentAt]));
        var (name, duty) = (NameOf(cells), cells[ContactField.Duty]);
        if (name.Length > LongestName) return (null, new("name"));
        if (duty.Length > SeatKeeping.DutyLength) return (null, new("duty"));
        var wishes = new Wishes(regions, tags, lang, frequency, format);
        return (new Enrolment(organisation.Length == 0 ? null : organisation, email, name.Length == 0 ? null : name, kind, wishes, consent)
        {
            OrganisationSv = organisationSv.Length == 0 ? null : organisationSv,
            BusinessId = number.Length == 0 ? null : number,
            Duty = duty.Length == 0 ? null : duty,
            Shared = cells.Tells(ContactField.OrganisationRegions) || cells.Tells(ContactField.OrganisationTags) ? wishes with { Regions = shared, TermIds = sharedTags } : null,
            Seat = cells[ContactField.Seat].Length == 0 ? null : seat,
            SeriesId = series is { Scheme: TermScheme.Series } ? series.Id : null,
            PausedUntil = pause is { } end ? Pause.Now(Dates.DayOf(end), clock.Today()) : null,
        }, null);
    }

    private static string NameOf(ContactCells cells) =>
        cells[ContactField.Name] is { Length: > 0 } name ? name : $"{cells[ContactField.FirstName]} {cells[ContactField.LastName]}".Trim();

    /// <summary>
    /// In our own words an unknown one is a mistake. Of another system's labels, which tell all kinds of things ("VIP"), the known ones are
    /// kept; but where none is left, a wish for something would become one for everything, and nobody may get more than they asked for.
    /// </summary>
    private Refusal? Scope(ContactCells cells, ContactField where, ContactField what, out IReadOnlyList<string> regions, out IReadOnlyList<long> tags)
    {
        var places = List(cells, where).Select(r => (Written: r, RegionOf(r)?.Code)).ToList();
        var themes = List(cells, what).Select(t => (Written: t, terms.Find(t)?.Id)).ToList();
        (regions, tags) = ([.. places.Select(r => r.Code).OfType<string>().Distinct()], [.. themes.Select(t => t.Id).OfType<long>().Distinct()]);
        if (places.Find(r => r.Code is null) is { Written: { } place } && (system.SpeaksOurWords || regions.Count == 0)) return new(system.SpeaksOurWords ? "region" : "regions", Shortened(place));
        if (themes.Find(t => t.Id is null) is { Written: { } theme } && (system.SpeaksOurWords || tags.Count == 0)) return new(system.SpeaksOurWords ? "theme" : "themes", Shortened(theme), Nearest(theme));
        return null;
    }

    private Refusal? Consent(ContactCells cells, out GivenConsent? consent)
    {
        consent = null;
        var (at, source) = (cells[ContactField.ConsentAt], cells[ContactField.ConsentSource]);
        if (at.Length == 0 || source.Length == 0) return null;
        if (!TryInstant(at, out var instant)) return new("date", Shortened(at));
        consent = new(instant!.Value, source);
        return null;
    }

    private static bool Word<T>(ContactCells cells, ContactField field, Dictionary<string, T> words, T absent, out T value)
    {
        value = absent;
        return cells[field] is not { Length: > 0 } word || words.TryGetValue(word, out value!);
    }

    private static string[] List(ContactCells cells, ContactField field) =>
        cells[field].Split(ListSeparators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(v => v.Trim('"')).Where(v => v.Length > 0).ToArray();

    // Excel takes the zero from 01
    private static Region? RegionOf(string written) =>
        Regions.Find(written) ?? Regions.Find("0" + written)
        ?? Regions.All.FirstOrDefault(r => new[] { r.Slug, r.Name.Fi, r.Name.Sv, r.Short.Fi, r.Short.Sv }.Concat(r.Aliases).Contains(written, StringComparer.OrdinalIgnoreCase));

    private string? Nearest(string tag) => terms.Nearest(tag, "fi") is { Count: > 0 } near ? string.Join(", ", near) : null;

    private static string Shortened(string written) => written.Length <= 80 ? written : written[..80] + "…";

    private bool TryInstant(string written, out DateTime? utc)
    {
        if (DateTimeOffset.TryParseExact(written, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ssK"], System.Globalization.CultureInfo.InvariantCulture,
                System.Globalization.DateTimeStyles.AssumeUniversal, out var instant))
        {
            utc = instant.UtcDateTime;
            return true;
        }
        // What a program writes needs no reading of words
        if (DateOnly.TryParseExact(written, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day))
        {
            utc = Dates.ToUtc(day, TimeOnly.MinValue);
            return true;
        }
        var read = WrittenDate.TryRead(written, clock.Today(), out var date);
        utc = read ? date.Utc : null;
        return read;
    }
}
