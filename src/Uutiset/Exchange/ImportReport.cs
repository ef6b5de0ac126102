namespace Uutiset.Exchange;

/// <summary>What an import of articles did, line by line where it refused.</summary>
internal sealed record ArticleImportReport(int Created, int Updated, int Unchanged, IReadOnlyList<RefusedLine> Refused)
{
    public void Print()
    {
        foreach (var (line, why) in Refused) Console.WriteLine($"line {line}: {why}");
        Console.WriteLine($"Articles: {Created} created, {Updated} updated, {Unchanged} unchanged, {Refused.Count} refused.");
    }
}
