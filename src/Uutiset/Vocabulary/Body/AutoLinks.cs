using System.Text.RegularExpressions;

namespace Uutiset.Vocabulary.Body;

/// <summary>A bare address in the text becomes a link.</summary>
internal static partial class AutoLinks
{
    public static IReadOnlyList<Run> In(IReadOnlyList<Run> text) => [.. text.SelectMany(run => run.Marks.Link is null ? Split(run) : [run])];

    private static IEnumerable<Run> Split(Run run)
    {
        var at = 0;
        foreach (Match match in Address().Matches(run.Text))
        {
            var shown = match.Value.TrimEnd('.', ',', ';', ':', '!', '?', ')', '”', '\'', '’');
            if (SafeAddress.Of(shown) is not { } address) continue;
            if (match.Index > at) yield return run with { Text = run.Text[at..match.Index] };
            yield return new Run(shown, run.Marks with { Link = address });
            at = match.Index + shown.Length;
        }
        if (at < run.Text.Length) yield return run with { Text = run.Text[at..] };
    }

    [GeneratedRegex(@"(?<![\p{L}\p{N}@/.])(?:https?://|www\.)[^\s<>""”“]{4,}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Address();
}
