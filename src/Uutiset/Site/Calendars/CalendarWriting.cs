using System.Globalization;
using System.Text;

namespace Uutiset.Site.Calendars;

/// <summary>An entry of a calendar. Uid never changes; Sequence rises with every move, and ChangedUtc says when it was (RFC 5545 3.8.7).</summary>
/// <param name="Until">The last day itself.</param>
internal sealed record CalendarEntry(
    Guid Uid, int Sequence, DateTime ChangedUtc, string Summary, DateOnly From, TimeOnly? FromTime, DateOnly Until, TimeOnly? UntilTime, string Url)
{
    public string? Description { get; init; }
    public string? Place { get; init; }
    /// <summary>Something to know, not something to sit at: it does not make anybody busy.</summary>
    public bool Free { get; init; }
}

/// <summary>iCalendar (RFC 5545): CRLF, lines of at most 75 octets, text escaped, local times with the zone that the file itself describes.</summary>
internal static class CalendarWriting
{
    private const int LongestLine = 75;

    // The rule of the European Union since 1996, older than anything here. A calendar needs a component: an empty one has this.
    private const string Helsinki = """
        BEGIN:VTIMEZONE
        TZID:Europe/Helsinki
        BEGIN:DAYLIGHT
        DTSTART:19960331T030000
        RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
        TZOFFSETFROM:+0200
        TZOFFSETTO:+0300
        TZNAME:EEST
        END:DAYLIGHT
        BEGIN:STANDARD
        DTSTART:19961027T040000
        RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
        TZOFFSETFROM:+0300
        TZOFFSETTO:+0200
        TZNAME:EET
        END:STANDARD
        END:VTIMEZONE
        """;

    public static byte[] Write(string name, string lang, IEnumerable<CalendarEntry> entries)
    {
        var file = new StringBuilder();
        Line(file, "BEGIN:VCALENDAR");
        Line(file, "VERSION:2.0");
        Line(file, "PRODID:-//Uutiset//Uutiset//" + lang.ToUpperInvariant());
        Line(file, "CALSCALE:GREGORIAN");
        Line(file, "METHOD:PUBLISH");
        Line(file, "NAME:" + Text(name));
        Line(file, "X-WR-CALNAME:" + Text(name));
        Line(file, "REFRESH-INTERVAL;VALUE=DURATION:PT6H");
        Line(file, "X-PUBLISHED-TTL:PT6H");
        foreach (var line in Helsinki.Split('\n')) Line(file, line.TrimEnd('\r'));
        foreach (var entry in entries) Entry(file, entry);
        Line(file, "END:VCALENDAR");
        return Encoding.UTF8.GetBytes(file.ToString());
    }

    private static void Entry(StringBuilder file, CalendarEntry entry)
    {
        Line(file, "BEGIN:VEVENT");
        Line(file, "UID:" + entry.Uid.ToString("D"));
        Line(file, "DTSTAMP:" + Utc(entry.ChangedUtc));
        Line(file, "LAST-MODIFIED:" + Utc(entry.ChangedUtc));
        Line(file, FormattableString.Invariant($"SEQUENCE:{entry.Sequence}"));
        if (entry.FromTime is { } time)
        {
            Line(file, "DTSTART;TZID=Europe/Helsinki:" + Local(entry.From, time));
            // Without an end of its own it is over at the moment when it begins (3.6.1)
            if (entry.UntilTime is { } end) Line(file, "DTEND;TZID=Europe/Helsinki:" + Local(entry.Until, end));
            else if (entry.Until > entry.From) Line(file, "DTEND;TZID=Europe/Helsinki:" + Local(entry.Until, new TimeOnly(23, 59)));
        }
        else
        {
            Line(file, "DTSTART;VALUE=DATE:" + Day(entry.From));
            // The end is the first day that no longer belongs to it
            Line(file, "DTEND;VALUE=DATE:" + Day(entry.Until.AddDays(1)));
        }
        Line(file, "SUMMARY:" + Text(entry.Summary));
        if (entry.Description is { Length: > 0 } description) Line(file, "DESCRIPTION:" + Text(description));
        if (entry.Place is { Length: > 0 } place) Line(file, "LOCATION:" + Text(place));
        Line(file, "URL:" + new Uri(entry.Url).AbsoluteUri);
        if (entry.Free) Line(file, "TRANSP:TRANSPARENT");
        Line(file, "END:VEVENT");
    }

    /// <summary>Octets are counted, and no character is cut in two (3.1).</summary>
    private static void Line(StringBuilder file, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LongestLine)
            {
                file.Append("\r\n ");
                octets = 1;
            }
            file.Append(rune);
            octets += rune.Utf8SequenceLength;
        }
        file.Append("\r\n");
    }

    // A bare line break in a title would begin a property of its own
    private static string Text(string text) =>
        string.Concat(text.ReplaceLineEndings("\n").EnumerateRunes().Select(r => r.Value switch
        {
            '\\' => "\\\\",
            ';' => "\\;",
            ',' => "\\,",
            '\n' => "\\n",
            < 32 or 127 => " ",
            _ => r.ToString(),
        }));

    private static string Utc(DateTime utc) => utc.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Local(DateOnly day, TimeOnly time) => Day(day) + time.ToString("'T'HHmm'00'", CultureInfo.InvariantCulture);
}
