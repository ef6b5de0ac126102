using CsvHelper;
using Uutiset.Mailing;
using Uutiset.People;
using Uutiset.Subscribers;
using Uutiset.Subscribers.Seats;
using Uutiset.Vocabulary;

namespace Uutiset.Exchange;

/// <summary>Reads the rows of a contact file; what cannot be a contact is refused with its line and the reason.</summary>
internal sealed class ContactLines(TermIndex terms, TimeProvider clock)
{
    private static readonly char[] ListSeparators = [';', ',', '|'];

    public IEnumerable<(long Line, Enrolment Row)> Read(CsvReader csv, List<RefusedLine> refused)
    {
        while (csv.Read())
        {
            if (csv.RowNumber == 1 && !csv.TryGetFieldIndex("email", out _))
            {
                refused.Add(new(1, "the header has no column email; nothing was read"));
                yield break;
            }
            if (Row(csv, out var why) is { } row) yield return (csv.LineNumber, row);
            else refused.Add(new(csv.LineNumber, why));
        }
    }

    private Enrolment? Row(CsvReader csv, out string why)
    {
        why = "";
        var written = Field("email");
        if (written.Length == 0) return No("no e-mail address", out why);
        if (WrittenAddress.Read(written) is not { } email) return No($"{written} is no e-mail address", out why);
        var organisation = PeopleCheck.Tidy(Field("organisation"));
        if (organisation.Length > 200) return No("the organisation's name has over 200 characters", out why);
        if (!TryEnum<ContactKind>("kind", organisation.Length > 0 ? ContactKind.Role : ContactKind.Person, out var kind)) return No("kind must be role or person", out why);
        if (!TryEnum<Frequency>("frequency", Frequency.Immediate, out var frequency)) return No("frequency must be immediate, weekly or monthly", out why);
        if (!TryEnum<MailFormat>("format", MailFormat.Html, out var format)) return No("format must be html or text", out why);
        var lang = Field("lang") is { Length: > 0 } given ? given.ToLowerInvariant() : "fi";
        if (!Languages.IsKnown(lang)) return No("lang must be fi, sv or en", out why);

        var regions = List("regions").Select(r => (Written: r, Region: Region(r))).ToList();
        if (regions.Find(r => r.Region is null) is { Written: { } unknown }) return No($"there is no region {unknown}", out why);
        var tags = List("tags").Select(t => (Written: t, Term: terms.Find(t))).ToList();
        if (tags.Find(t => t.Term is null) is { Written: { } odd }) return No($"there is no theme {odd}{Nearest(odd)}", out why);

        var (at, source) = (Field("consentat"), Field("consentsource"));
        GivenConsent? consent = null;
        if (at.Length > 0 && source.Length > 0)
        {
            if (!TryInstant(at, out var instant)) return No($"consentAt {at} is no date", out why);
            if (instant > clock.GetUtcNow().UtcDateTime) return No("consentAt lies in the future", out why);
            consent = new(instant, source);
        }
        var wishes = new Wishes([.. regions.Select(r => r.Region!.Code).Distinct()], [.. tags.Select(t => t.Term!.Id).Distinct()], lang, frequency, format);
        return new Enrolment(organisation.Length == 0 ? null : organisation, email, Field("name") is { Length: > 0 and <= 200 } name ? name : null, kind, wishes, consent)
        {
            Duty = Field("duty") is { Length: > 0 and <= SeatKeeping.DutyLength } duty ? duty : null,
        };

        string Field(string name) => csv.TryGetFieldIndex(name, out var index) && index < csv.FieldCount
            ? string.Concat(csv.GetString(index).Select(c => char.IsControl(c) ? ' ' : c)).Trim() : "";
        string[] List(string name) => Field(name).Split(ListSeparators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        bool TryEnum<T>(string name, T absent, out T value) where T : struct, Enum
        {
            value = absent;
            return Field(name) is not { Length: > 0 } word || char.IsLetter(word[0]) && Enum.TryParse(word, ignoreCase: true, out value);
        }
    }

    // Excel takes the zero from 01
    private static Region? Region(string written) =>
        Regions.Find(written) ?? Regions.Find("0" + written)
        ?? Regions.All.FirstOrDefault(r => new[] { r.Slug, r.Name.Fi, r.Name.Sv, r.Short.Fi, r.Short.Sv }.Concat(r.Aliases).Contains(written, StringComparer.OrdinalIgnoreCase));

    private string Nearest(string tag) => terms.Nearest(tag, "fi") is { Count: > 0 } near ? $"; near it: {string.Join(", ", near)}" : "";

    private bool TryInstant(string written, out DateTime utc)
    {
        if (DateTimeOffset.TryParseExact(written, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ssK"], System.Globalization.CultureInfo.InvariantCulture,
                System.Globalization.DateTimeStyles.AssumeUniversal, out var instant))
        {
            utc = instant.UtcDateTime;
            return true;
        }
        var read = WrittenDate.TryRead(written, clock.Today(), out var date);
        utc = read ? date.Utc : default;
        return read;
    }

    private static Enrolment? No(string reason, out string why)
    {
        why = reason;
        return null;
    }
}
