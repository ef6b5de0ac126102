namespace Uutiset.Exchange;

/// <param name="Do">What to do about it; null where the reason says it.</param>
internal sealed record RefusedLine(long Line, string Why, string? Do = null);

/// <summary>What an import of articles did, line by line where it refused.</summary>
internal sealed record ArticleImportReport(int Created, int Updated, int Unchanged, IReadOnlyList<RefusedLine> Refused)
{
    public void Print()
    {
        foreach (var (line, why, _) in Refused) Console.WriteLine($"line {line}: {why}");
        Console.WriteLine($"Articles: {Created} created, {Updated} updated, {Unchanged} unchanged, {Refused.Count} refused.");
    }
}
