using Uutiset.Finnish;

namespace Uutiset.Tests.Finnish;

// The analyses under test, opened once. A missing libvoikko fails every test that needs it, with the line that installs it.
internal static class Analyses
{
    private static readonly Lazy<Analysis> Opened = new(() => Analysis.Open());

    public static Analysis Voikko => Opened.Value.IsDegraded
        ? throw new InvalidOperationException($"{Opened.Value.DegradedReason}. Install it: {Analysis.InstallLine}")
        : Opened.Value;

    public static Analysis Managed { get; } = Analysis.Managed();

    public static bool Finds(this Analysis analysis, string query, string text) => analysis.Query(query).IsMatch(analysis.Tokens(text));

    public static string Mark(this Analysis analysis, string query, string text) => new Highlighter(analysis).Mark(text, analysis.Query(query));
}
