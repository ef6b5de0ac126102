using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts.Auditing;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Vocabulary;

namespace Uutiset.Accounts.Desk;

/// <summary>The audit log for administrators: who did what to which object, and what stood there before.</summary>
[Needs(Permission.AuditRead)]
internal sealed class LogModel(NewsDb db, AuditReading reading, DeskTexts texts, DeskText text, TimeProvider clock) : PageModel
{
    private const int PageSize = 50;
    private const string Sentence = "audit.what.";

    [FromQuery(Name = "who")]
    public string? Who { get; set; }

    [FromQuery(Name = "what")]
    public string? What { get; set; }

    [FromQuery(Name = "object")]
    public string? Object { get; set; }

    /// <summary>As people write a day: "1.3.2026".</summary>
    [FromQuery(Name = "from")]
    public string? From { get; set; }

    [FromQuery(Name = "to")]
    public string? To { get; set; }

    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    public int Total { get; private set; }

    public int Pages => PageLinks.Count(Total, PageSize);

    public IReadOnlyList<AuditLine> Rows { get; private set; } = [];

    public IReadOnlyList<(string Reference, string Name)> Actors { get; private set; } = [];

    public bool IsFiltered { get; private set; }

    public string? WrongFrom { get; private set; }

    public string? WrongTo { get; private set; }

    /// <summary>Words of the log by their first part: "article" with all that is done to articles.</summary>
    public IEnumerable<IGrouping<string, string>> Words => texts.Keys.Where(k => k.StartsWith(Sentence, StringComparison.Ordinal)).Select(k => k[Sentence.Length..])
        .Order(StringComparer.Ordinal).GroupBy(k => k.Split('.')[0]);

    /// <summary>Four commands, and one for each kind of object that the changes on the page name.</summary>
    public async Task OnGetAsync(CancellationToken ct)
    {
        var (from, to) = (Day(From, out var wrongFrom), Day(To, out var wrongTo));
        (WrongFrom, WrongTo) = (wrongFrom, wrongTo);
        var filter = new AuditFilter(Text(Who), Text(What), Text(Object), from is { } first ? Dates.ToUtc(first, TimeOnly.MinValue) : null,
            to is { } last ? Dates.ToUtc(last.AddDays(1), TimeOnly.MinValue) : null);
        IsFiltered = !filter.IsEmpty;
        var rows = reading.Apply(filter);
        Total = await rows.CountAsync(ct);
        Number = Math.Clamp(Number, 1, Pages);
        Rows = await reading.PageAsync(rows, (Number - 1) * PageSize, PageSize, ct);
        var people = await db.Users.AsNoTracking().OrderBy(u => EF.Functions.Collate(u.Name, NewsDb.FinnishOrder)).ThenBy(u => u.Id).Select(u => new { u.Id, u.Name }).ToListAsync(ct);
        var keys = await db.ApiKeys.AsNoTracking().OrderBy(k => k.Name).ThenBy(k => k.Id).Select(k => new { k.Id, k.Name }).ToListAsync(ct);
        Actors = [.. people.Select(u => (FormattableString.Invariant($"user:{u.Id}"), u.Name)), .. keys.Select(k => (FormattableString.Invariant($"key:{k.Id}"), text["audit.key", k.Name])), ("system", text["audit.system"])];
    }

    public string? HrefOf(string? reference) => reading.HrefOf(reference);

    /// <summary>The object's own history; null on that page itself.</summary>
    public string? HistoryOf(AuditLine row) => row.Object is null || row.Object == Object ? null : "/desk/log" + QueryString.Create("object", row.Object);

    public string Told(string what) => texts.Find(text.Lang, Sentence + what) ?? what;

    public string Field(string field) => texts.Find(text.Lang, "audit.field." + field) ?? field;

    /// <summary>Name while it is known; the account as it is called today once the log has forgotten it.</summary>
    public string ActorOf(AuditLine row) => row.Who switch
    {
        null => Actors.Where(a => a.Reference == row.Actor).Select(a => a.Name).FirstOrDefault() ?? row.Actor ?? text["audit.forgotten.who"],
        "?" => text["audit.stranger"],
        _ when row.Actor == "system" => text["audit.system"],
        var name => name,
    };

    public string Href(int page) => QueryString.Create("page", page.ToString(CultureInfo.InvariantCulture))
        .Add("who", Who ?? "").Add("what", What ?? "").Add("object", Object ?? "").Add("from", From ?? "").Add("to", To ?? "").ToString();

    private DateOnly? Day(string? typed, out string? wrong)
    {
        wrong = null;
        if (string.IsNullOrWhiteSpace(typed)) return null;
        if (WrittenDate.TryRead(typed, clock.Today(), out var date)) return date.Day;
        wrong = text["audit.day.wrong"];
        return null;
    }

    private static string? Text(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();
}
