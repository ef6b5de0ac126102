using System.Globalization;

namespace Uutiset.Accounts.Auditing;

/// <param name="Rows">How many links were followed.</param>
/// <param name="Head">"12:5f3a…": the last link. Kept elsewhere, it shows later that no row was cut off the end.</param>
/// <param name="Broken">What is wrong with the first row that does not fit; null when all do.</param>
internal sealed record ChainVerdict(long Rows, string? Head, string? Broken)
{
    /// <summary>Before the first link.</summary>
    public const string Beginning = "";

    public static string? HeadOf(long seq, string hash) => seq == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{seq}:{hash}");

    public static string Lost(string? head) => $"the head {head} is not in the chain: rows were cut off its end, or it is another site's";

    /// <summary>For a shell: the head alone on stdout, the rest on stderr.</summary>
    /// <param name="what">"The audit log".</param>
    /// <returns>The exit code.</returns>
    public async Task<int> TellAsync(string what, CancellationToken ct)
    {
        if (Broken is not null)
        {
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{what} is broken after {Rows} good rows: {Broken}").AsMemory(), ct);
            return 1;
        }
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{Rows} rows, every link fits.{(Head is null ? "" : " The head:")}").AsMemory(), ct);
        if (Head is not null) Console.WriteLine(Head);
        return 0;
    }
}
