using System.Net;
using System.Text;
using System.Text.Json;
using Uutiset.Articles;
using Uutiset.Site.Calendars;

namespace Uutiset.Tests.Site;

/// <summary>Calendars as another program reads them: Debian's python3-icalendar, which shares no code with ours.</summary>
public abstract class CalendarTests(Newsroom newsroom)
{
    internal sealed record Seen(string Uid, int Sequence, string Summary, string? Description, string? Location, string Start, string? End, bool AllDay, string Stamp, string Url);

    private const string Script = """
        import icalendar, json, sys
        calendar = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
        assert calendar['version'] == '2.0' and calendar['prodid']
        def text(event, name): return str(event[name]) if name in event else None
        def when(event, name):
            if name not in event: return None
            value = event[name].dt
            return value.isoformat()
        print(json.dumps([dict(Uid=str(e['uid']), Sequence=int(e['sequence']), Summary=str(e['summary']), Description=text(e, 'description'), Location=text(e, 'location'),
            Start=when(e, 'dtstart'), End=when(e, 'dtend'), AllDay=e['dtstart'].params.get('VALUE') == 'DATE', Stamp=when(e, 'dtstamp'), Url=str(e['url'])) for e in calendar.walk('VEVENT')]))
        """;

    internal static async Task<IReadOnlyList<Seen>> ParseAsync(byte[] file)
    {
        Peers.Require("Python's icalendar", "python3-icalendar", "/usr/lib/python3/dist-packages/icalendar/__init__.py");
        Assert.All(Encoding.UTF8.GetString(file).Split("\r\n"), line =>
        {
            Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75);
            Assert.DoesNotContain('\n', line);
        });
        return JsonSerializer.Deserialize<List<Seen>>(await Peers.RunAsync("/usr/bin/python3", ["-I", "-c", Script], Encoding.UTF8.GetString(file)))!;
    }

    private async Task<IReadOnlyList<Seen>> CalendarAsync(string path)
    {
        using var answer = await newsroom.Client.GetAsync(path);
        Assert.Equal((HttpStatusCode.OK, "text/calendar"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        return await ParseAsync(await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Deadlines_of_a_region_and_of_a_theme_stand_in_its_calendar_by_day_by_hour_or_by_month()
    {
        var tag = await newsroom.TagAsync("Kalenterin aihe", "kalenterin-aihe");
        var day = new Deadline { Title = "Lausunto; osallisuus, \"hyte\" \\ ja näkökulmat osallistumismahdollisuuksien lisäämisestä koko hyvinvointialueella", Closes = new DateOnly(2027, 3, 31), Version = 3 };
        var hour = new Deadline { Title = "Haku\r\nBEGIN:VEVENT", Closes = new DateOnly(2027, 7, 1), ClosesAt = new TimeOnly(16, 15), Precision = DatePrecision.Minute, SourceUrl = "https://example.org/haku" };
        var month = new Deadline { Title = "Kevään haku", Closes = new DateOnly(2027, 2, 28), Precision = DatePrecision.Month };
        var article = await newsroom.PrintAsync("Kalenterin juttu", a =>
        {
            a.With(tag).Regions.Add(new ArticleRegion { RegionCode = "21" });
            a.Deadlines.AddRange([new() { Deadline = day }, new() { Deadline = hour, Position = 1 }]);
        });
        await newsroom.PrintAsync("Toisaalla", a => { a.Regions.Add(new ArticleRegion { RegionCode = "06" }); a.Deadlines.Add(new() { Deadline = month }); });
        await newsroom.PrintAsync("Vedetty", a => { a.Status = ArticleStatus.Withdrawn; a.With(tag).Deadlines.Add(new() { Deadline = new Deadline { Title = "Vedetyn haku", Closes = new DateOnly(2027, 1, 1) } }); });

        var lapland = await CalendarAsync("/alueet/lappi/maaraajat.ics");
        Assert.Equal([day.PublicId.ToString(), hour.PublicId.ToString()], lapland.Select(e => e.Uid));
        Assert.Equal(($"Määräaika: {day.Title}", "2027-03-31", "2027-04-01", true, 2), (lapland[0].Summary, lapland[0].Start, lapland[0].End, lapland[0].AllDay, lapland[0].Sequence));
        Assert.Equal($"{newsroom.BaseUrl}/uutiset/{article.Slug}", lapland[0].Url);
        // +03:00 in summer: the zone in the file is understood
        Assert.Equal(("2027-07-01T16:15:00+03:00", null, false), (lapland[1].Start, lapland[1].End, lapland[1].AllDay));
        Assert.Equal("Määräaika: Haku\nBEGIN:VEVENT", lapland[1].Summary);
        Assert.Contains("https://example.org/haku", lapland[1].Description);

        Assert.Equal(["2027-02-01", "2027-03-01"], (await CalendarAsync("/maaraajat.ics?region=satakunta")).SelectMany(e => new[] { e.Start, e.End }));
        Assert.Equal(2, (await CalendarAsync("/aiheet/kalenterin-aihe/maaraajat.ics")).Count);
        Assert.Equal(2, (await CalendarAsync("/maaraajat.ics?tag=kalenterin-aihe&region=lappi")).Count);
        Assert.Empty(await CalendarAsync("/maaraajat.ics?tag=kalenterin-aihe&region=06"));
        var all = await CalendarAsync("/sv/maaraajat.ics");
        Assert.DoesNotContain(all, e => e.Summary.Contains("Vedetyn", StringComparison.Ordinal));
        Assert.Contains(all, e => e.Summary == "Tidsfrist: Kevään haku" && e.Url.StartsWith(newsroom.BaseUrl + "/sv/uutiset/", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, await newsroom.StatusAsync("/maaraajat.ics?region=atlantis"));
        Assert.Equal(HttpStatusCode.NotFound, await newsroom.StatusAsync("/aiheet/olematon/maaraajat.ics"));
        foreach (var page in new[] { "/maaraajat", "/alueet/lappi", "/aiheet/kalenterin-aihe" })
            Assert.Equal("Tilaa kalenteriin", (await newsroom.PageAsync(page)).QuerySelector($"a[href='{(page == "/maaraajat" ? page + ".ics" : page + "/maaraajat.ics")}']")!.TextContent);
    }

    [Fact]
    public async Task A_calendar_is_sent_once_until_something_changes()
    {
        await newsroom.PrintAsync("Kerran", a => a.Deadlines.Add(new() { Deadline = new Deadline { Title = "Kerran", Closes = new DateOnly(2027, 5, 1) } }));
        using var first = await newsroom.Client.GetAsync("/maaraajat.ics");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/maaraajat.ics");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        newsroom.Clock.Move(TimeSpan.FromMinutes(1));
        using var unchanged = await newsroom.Client.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : CalendarTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : CalendarTests(newsroom), IClassFixture<PostgresNewsroom>;
}

public sealed class CalendarWritingTests
{
    [Fact]
    public async Task Any_text_comes_back_as_it_was_and_the_longest_line_is_75_octets()
    {
        string[] titles = ["", ";,\\:\"", "äöå€😀" + new string('ä', 300), "a\nb\r\nc", "\u0007\u007f", string.Concat(Enumerable.Repeat("👩‍👩‍👧 ", 60)), "END:VCALENDAR"];
        var entries = titles.Select((t, i) => new CalendarEntry(Guid.CreateVersion7(), i, DateTime.UnixEpoch, t, new DateOnly(2026, 3, 28), new TimeOnly(22, 0), new DateOnly(2026, 3, 30), null, "https://example.fi/ä?x=1")
        {
            Description = t, Place = t,
        }).ToArray();
        var seen = await CalendarTests.ParseAsync(CalendarWriting.Write("Nimi, ja \"muuta\"", "fi", entries));
        string Kept(string text) => string.Concat(text.ReplaceLineEndings("\n").Select(c => c is '\u0007' or '\u007f' ? ' ' : c));
        Assert.Equal(titles.Select(Kept), seen.Select(s => s.Summary));
        Assert.Equal(titles.Skip(1).Select(Kept), seen.Skip(1).Select(s => s.Description));
        // Over the night when clocks go forward
        Assert.All(seen, s => Assert.Equal(("2026-03-28T22:00:00+02:00", "2026-03-30T23:59:00+03:00"), (s.Start, s.End)));
    }

    [Fact]
    public async Task An_empty_calendar_is_a_calendar()
    {
        Assert.Empty(await CalendarTests.ParseAsync(CalendarWriting.Write("Tyhjä", "sv", [])));
    }
}
