using System.CommandLine;
using System.Text;
using System.Text.Unicode;
using CsvHelper;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Subscribers;
using Uutiset.Vocabulary;

namespace Uutiset.Exchange;

/// <summary>What became of a file: how many rows of each kind, and every refused line with its reason.</summary>
internal sealed record ContactImportReport(int Confirmed, int Asked, int Unchanged, IReadOnlyList<RefusedLine> Refused);

internal sealed record RefusedLine(long Line, string Why);

/// <summary><c>import contacts F.csv</c>. Columns by name, in any order: organisation, email, name, duty, kind, lang, regions, tags, frequency, format, consentAt, consentSource.</summary>
internal sealed class ContactImport(Enrolling enrolling, Terms terms, TimeProvider clock)
{
    // Some 300 ms of write lock; a file that breaks off in the middle has done whole batches and is simply read again
    private const int Batch = 500;

    /// <param name="publisher">Whose subscribers they are; null: the site's first publisher's.</param>
    public async Task<ContactImportReport> RunAsync(byte[] file, long? publisher, Actor actor, Action<long>? progress, CancellationToken ct)
    {
        var reader = new ContactLines(await terms.IndexAsync(ct), clock);
        var refused = new List<RefusedLine>();
        var counts = new Dictionary<EnrolmentResult, int>();
        using var csv = Open(file);
        foreach (var batch in reader.Read(csv, refused).Chunk(Batch))
        {
            var results = await enrolling.EnrolAsync([.. batch.Select(b => b.Row)], publisher, actor, ct);
            foreach (var ((line, _), result) in batch.Zip(results))
            {
                counts[result] = counts.GetValueOrDefault(result) + 1;
                if (Why(result) is { } why) refused.Add(new(line, why));
            }
            progress?.Invoke(csv.ByteOffset);
        }
        progress?.Invoke(file.Length);
        return new(counts.GetValueOrDefault(EnrolmentResult.Confirmed), counts.GetValueOrDefault(EnrolmentResult.Asked), counts.GetValueOrDefault(EnrolmentResult.Unchanged),
            [.. refused.OrderBy(r => r.Line)]);
    }

    private static CsvReader Open(byte[] file)
    {
        var encoding = Utf8.IsValid(file) ? Encoding.UTF8 : Encoding.Latin1;
        var head = encoding.GetString(file, 0, Array.IndexOf(file, (byte)'\n') is > 0 and var end ? end : file.Length);
        return CsvReader.Create(new MemoryStream(file), CsvReaderOptions.Default with
        {
            // From the header: rows with lists in them ("14;13") would mislead a guess
            Separator = head.Contains(';', StringComparison.Ordinal) ? ';' : head.Contains('\t', StringComparison.Ordinal) ? '\t' : ',',
            Encoding = encoding,
            TrackLineNumbers = true,
            TrimWhitespace = true,
            // One forgotten quote must not swallow the rest of the file
            AllowLineBreaksInQuotes = false,
            NormalizeHeaderName = name => name.Trim().ToLowerInvariant(),
        });
    }

    private static string? Why(EnrolmentResult result) => result switch
    {
        EnrolmentResult.Withdrawn => "the address has ended its subscription; only its owner can begin it again",
        EnrolmentResult.Suppressed => "the address is suppressed",
        EnrolmentResult.Bounced => "mail to the address came back",
        EnrolmentResult.AskedToday => "the address was asked within a day; import it again tomorrow",
        _ => null,
    };

    public static void AddVerb(RootCommand root, Func<WebApplication> build)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "CSV with a header; ; , or tab between the columns" }.AcceptExistingOnly();
        var publisher = AccountVerbs.PublisherOption();
        publisher.Description = "Slug of the publisher whose subscribers they are; left out: the site's first one";
        var verb = new Command("contacts", "Reads subscribers from a CSV file; withdrawals and suppressions always win. Ends with 1 when a line was refused") { file, publisher };
        verb.SetAction(async (parsed, ct) =>
        {
            await using var app = build();
            await app.Services.GetRequiredService<Migrator>().MigrateAsync(ct);
            await using var scope = app.Services.CreateAsyncScope();
            var (whose, unknown) = await AccountVerbs.PublisherAsync(scope.ServiceProvider, parsed.GetValue(publisher), ct);
            if (unknown) return 1;
            var bytes = await File.ReadAllBytesAsync(parsed.GetValue(file)!.FullName, ct);
            var bar = new ProgressBar("Contacts", bytes.Length);
            try
            {
                var report = await scope.ServiceProvider.GetRequiredService<ContactImport>().RunAsync(bytes, whose, Actor.System, bar.Show, ct);
                foreach (var (line, why) in report.Refused) Console.WriteLine($"line {line}: {why}");
                Console.WriteLine($"Contacts: {report.Confirmed} confirmed, {report.Asked} asked by mail, {report.Unchanged} unchanged, {report.Refused.Count} refused.");
                return Imports.ExitCode(report.Refused);
            }
            catch (CsvFormatException e)
            {
                await Console.Error.WriteLineAsync($"The file is no CSV that can be read: {e.Message}");
                return 1;
            }
        });
        Imports.Verb(root).Add(verb);
    }
}
