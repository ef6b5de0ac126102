using System.Text;
using System.Text.RegularExpressions;

namespace Uutiset.Vocabulary.Body;

/// <summary>Text as it is stored: NFC, no soft hyphens, blanks that mean something, quotation marks of the language.</summary>
internal static partial class Typography
{
    /// <summary>One line of text: a title, a name, a label. Null and blank become "".</summary>
    public static string Line(string? text, string lang) =>
        string.Concat(Runs([new Run((text ?? "").Replace('\n', ' '), Marks.None)], lang).Select(r => r.Text));

    /// <summary>At most so many UTF-16 units, and no half of a character at the end: such a half has no form to compare by.</summary>
    public static string Cut(string text, int longest) => text.Length <= longest ? text : text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];

    public static string? LineOrNull(string? text, string lang) => Line(text, lang) is { Length: > 0 } line ? line : null;

    /// <summary>The text of one block, marks kept: blanks are folded over the borders of runs too. Cleaning twice changes nothing more.</summary>
    public static List<Run> Runs(IEnumerable<Run> runs, string lang)
    {
        var text = new StringBuilder();
        var marks = new List<Marks>();
        var previous = '\n';
        foreach (var run in Joined(runs))
        {
            foreach (var written in run.Text.Normalize().Select(c => Written(c, lang)))
            {
                // A blank at a line's beginning, or after another blank, says nothing
                if (IsBlank(written) && (IsBlank(previous) || previous == '\n')) continue;
                if (written == '\n') DropLastBlank(text, marks);
                text.Append(previous = written);
                marks.Add(run.Marks);
            }
        }
        DropLastBlank(text, marks);
        while (text.Length > 0 && text[^1] == '\n') text.Length--;
        var start = 0;
        while (start < text.Length && text[start] == '\n') start++;
        return Cut(WithUnits(text.ToString()), marks, start);
    }

    private static void DropLastBlank(StringBuilder text, List<Marks> marks)
    {
        if (text.Length == 0 || !IsBlank(text[^1])) return;
        text.Length--;
        marks.RemoveAt(marks.Count - 1);
    }

    /// <summary>Neighbours of one look become one run before NFC: "a" and a combining dot in two text nodes are one letter.</summary>
    private static IEnumerable<Run> Joined(IEnumerable<Run> runs)
    {
        var text = new StringBuilder();
        var marks = Marks.None;
        foreach (var run in runs)
        {
            // Half a surrogate pair cannot be stored as UTF-8, and Normalize throws on it
            var kept = string.Concat(run.Text.EnumerateRunes().Where(r => r != Rune.ReplacementChar && Stays(r)));
            // A run of nothing but a soft hyphen must not keep its neighbours apart
            if (kept.Length == 0) continue;
            if (run.Marks != marks && text.Length > 0)
            {
                yield return new Run(text.ToString(), marks);
                text.Clear();
            }
            marks = run.Marks;
            text.Append(kept);
        }
        if (text.Length > 0) yield return new Run(text.ToString(), marks);
    }

    private static List<Run> Cut(string text, List<Marks> marks, int start)
    {
        var runs = new List<Run>();
        for (var i = start; i < text.Length;)
        {
            var end = i + 1;
            while (end < text.Length && marks[end] == marks[i]) end++;
            runs.Add(new Run(text[i..end], marks[i]));
            i = end;
        }
        return runs;
    }

    private static string WithUnits(string text)
    {
        var glued = UnitGap().Matches(text).Select(m => m.Index).ToHashSet();
        return string.Create(text.Length, (text, glued), static (span, state) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = IsBlank(state.text[i]) ? state.glued.Contains(i) ? '\u00A0' : ' ' : state.text[i];
        });
    }

    private static bool IsBlank(char c) => c is ' ' or '\u00A0';

    // Soft hyphens, zero-width marks and direction overrides hide in text and break search; control characters are no text
    private static bool Stays(Rune r) => r.Value is '\n' or '\t' or '\r'
        || r.Value is not (0xAD or 0x200B or 0x200E or 0x200F or 0x2060 or 0xFEFF or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069)) && !Rune.IsControl(r);

    private static char Written(char c, string lang) => c switch
    {
        '\t' or '\r' or '\u2002' or '\u2003' or '\u2007' or '\u2009' or '\u3000' => ' ',
        '\u202F' => '\u00A0',
        '\u2028' or '\u2029' => '\n',
        '“' or '„' or '‟' or '"' when lang is "fi" or "sv" => '”',
        _ => c,
    };

    /// <summary>"15 henkilöä", "1 200": a hard blank stays there. Before % € § and words of money ("9,4 miljoonaa euroa", "70 Me") it is put there, so that the unit does not wrap alone.</summary>
    [GeneratedRegex("""
        (?<=[0-9])\u00A0(?=[0-9°]|(?:tuha|milj|mrd|euro|prosent|procent|percent|million|miljon|kilometr|henkilö)\p{L}*|(?:Me|me|km|cm|mm|m|kg|g|h|min|t|l|ha|kpl|hlö|v|vk|pv|kr)\b)
        |(?<=[0-9])[\u0020\u00A0](?=[%€§]|(?:milj\.|mrd\.?|euro|miljoon|miljard)\p{L}*|Me\b)
        |(?<=§)\u00A0(?=[0-9])
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex UnitGap();
}
