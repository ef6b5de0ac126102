using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Subscribers;
using Uutiset.Vocabulary;

namespace Uutiset.Exchange.Contacts;

/// <param name="FileName">As its owner called it.</param>
/// <param name="Lang">Of the reasons for what is refused.</param>
internal sealed record ImportPlan(ContactFile File, SourceSystem System, ContactColumns Columns, string FileName, string Lang)
{
    /// <summary>Only told what would become of the rows.</summary>
    public bool IsDry { get; init; }

    /// <summary>Rows that an earlier run has done.</summary>
    public long Skip { get; init; }

    public static (ImportPlan? Plan, FileProblem? Problem) Of(ContactFile file, SourceSystem? system, IEnumerable<KeyValuePair<string, string>> map, string fileName, string lang)
    {
        system ??= SourceSystem.Guess(file.Headers);
        var (columns, problem) = ContactColumns.Of(file.Headers, system, map);
        return columns is null ? (null, problem) : (new(file, system, columns, fileName, lang), null);
    }
}

/// <summary>What became of a file: how many rows of each kind, and the first refused lines; all of them are told as they come.</summary>
internal sealed record ContactImportReport(int Confirmed, int Asked, int Unchanged, int Barred, int RefusedCount, IReadOnlyList<RefusedLine> Refused)
{
    /// <summary>As many as a page shows.</summary>
    public const int Shown = 100;

    public static readonly ContactImportReport Empty = new(0, 0, 0, 0, 0, []);

    public int Rows => Confirmed + Asked + Unchanged + Barred + RefusedCount;

    public ContactImportReport With(IEnumerable<EnrolmentResult> results, IReadOnlyList<RefusedLine> refused)
    {
        var counts = results.CountBy(r => r).ToDictionary();
        return new(Confirmed + counts.GetValueOrDefault(EnrolmentResult.Confirmed), Asked + counts.GetValueOrDefault(EnrolmentResult.Asked), Unchanged + counts.GetValueOrDefault(EnrolmentResult.Unchanged),
            Barred + counts.GetValueOrDefault(EnrolmentResult.Barred), RefusedCount + refused.Count, Refused.Count >= Shown ? Refused : [.. Refused, .. refused.Take(Shown - Refused.Count)]);
    }
}

/// <summary>Takes a list of contacts, or tries it, in batches; memory does not grow with the file.</summary>
internal sealed class ContactImport(NewsDb db, Enrolling enrolling, EnrolmentTrial trial, Terms terms, DeskTexts texts, TimeProvider clock)
{
    // Some 300 ms of write lock; a file that breaks off in the middle has done whole batches and is simply read again
    private const int Batch = 500;

    /// <param name="publisher">Whose subscribers they are; null: the site's first publisher's.</param>
    /// <param name="told">After each batch, when it is stored: what there is so far, and what was refused of it.</param>
    public async Task<ContactImportReport> RunAsync(Stream file, ImportPlan plan, long? publisher, Actor actor, Func<ContactImportReport, IReadOnlyList<RefusedLine>, Task>? told, CancellationToken ct)
    {
        var whose = publisher is { } id ? await Publisher.OfAsync(db, id, ct) : await Publisher.FirstAsync(db, ct);
        var lines = new ContactLines(await terms.IndexAsync(ct), plan.System, plan.FileName, whose, clock);
        var report = ContactImportReport.Empty;
        using var csv = plan.File.Open(file);
        var cells = new ContactCells(csv, plan.File.Headers, plan.Columns, plan.System);
        for (long skipped = 0; skipped < plan.Skip && await csv.ReadAsync(ct); skipped++) { }
        for (var more = true; more;)
        {
            var (rows, refused, read) = (new List<(long Line, Enrolment Row)>(Batch), new List<RefusedLine>(), 0);
            while (read < Batch && (more = await csv.ReadAsync(ct)))
            {
                read++;
                var (row, why) = lines.Read(cells);
                if (row is not null) rows.Add((cells.Line, row));
                else refused.Add(Refused(cells.Line, why!, plan.Lang));
            }
            if (read == 0) break;
            var batch = rows.ConvertAll(r => r.Row);
            var results = batch.Count == 0 ? [] : plan.IsDry ? await trial.WeighAsync(batch, publisher, actor, ct) : await enrolling.EnrolAsync(batch, publisher, actor, ct);
            refused.AddRange(rows.Zip(results).Select(r => (r.First.Line, Why: Why(r.Second))).Where(r => r.Why is not null).Select(r => Refused(r.Line, r.Why!, plan.Lang)));
            refused.Sort((a, b) => a.Line.CompareTo(b.Line));
            report = report.With(results, refused);
            if (told is not null) await told(report, refused);
        }
        return report;
    }

    /// <summary>The reason, and what to do about it, in the reader's language.</summary>
    private RefusedLine Refused(long line, Refusal refusal, string lang) => new(line,
        string.Format(System.Globalization.CultureInfo.InvariantCulture, texts.Get(lang, "intake.why." + refusal.Code), refusal.Value)
            + (refusal.Near is { } near ? string.Format(System.Globalization.CultureInfo.InvariantCulture, texts.Get(lang, "intake.near"), near) : ""),
        texts.Get(lang, "intake.do." + Remedy(refusal.Code)));

    private static string Remedy(string code) => code switch
    {
        "withdrawn" => "reader",
        "moved" => "moved",
        "suppressed" => "suppressed",
        "bounced" => "address",
        "askedToday" => "tomorrow",
        "saidYes" => "look",
        "unsaid" => "confirmed",
        "publisher" => "publisher",
        "endedHere" => "ended",
        "regions" or "themes" => "column",
        "disabled" or "nonsubscribed" or "list" or "state" or "ended" => "nothing",
        _ => "correct",
    };

    private static Refusal? Why(EnrolmentResult result) => result switch
    {
        EnrolmentResult.Withdrawn => new("withdrawn"),
        EnrolmentResult.Moved => new("moved"),
        EnrolmentResult.Suppressed => new("suppressed"),
        EnrolmentResult.Bounced => new("bounced"),
        EnrolmentResult.AskedToday => new("askedToday"),
        EnrolmentResult.Ended => new("endedHere"),
        EnrolmentResult.SaidYes => new("saidYes"),
        EnrolmentResult.UnknownOrganisation => new("unknownOrganisation"),
        _ => null,
    };
}
