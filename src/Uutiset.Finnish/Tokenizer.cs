using System.Globalization;
using System.Text;

namespace Uutiset.Finnish;

// Form: NFC, case kept, soft hyphens and other invisible characters gone. Hyphen flags tell "sosiaali-" and "-prosessien".
internal readonly record struct Token(int Start, int Length, string Form, bool HyphenBefore, bool HyphenAfter)
{
    public int End => Start + Length;
}

internal static class Tokenizer
{
    public static bool IsWordRune(Rune rune) => Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    public static bool IsHyphen(char c) => c is '-' or '\u2010' or '\u2011';

    public static List<Token> Split(string text)
    {
        var tokens = new List<Token>(text.Length / 7 + 1);
        var form = new StringBuilder();
        for (var i = 0; i < text.Length;)
        {
            var rune = RuneAt(text, i);
            if (!Rune.IsLetterOrDigit(rune))
            {
                i += rune.Utf16SequenceLength;
                continue;
            }
            var end = Word(text, i, form);
            tokens.Add(new Token(i, end - i, Nfc(form.ToString()), HyphenBefore(text, i), HyphenAfter(text, end)));
            i = end;
        }
        return tokens;
    }

    private static int Word(string text, int start, StringBuilder form)
    {
        form.Clear();
        var end = start;
        for (var i = start; i < text.Length;)
        {
            var rune = RuneAt(text, i);
            if (IsWordRune(rune))
            {
                form.Append(text, i, rune.Utf16SequenceLength);
                i += rune.Utf16SequenceLength;
                end = i;
            }
            else if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format)
            {
                i += rune.Utf16SequenceLength;
            }
            else if (i == end && Joins(text, i))
            {
                form.Append(IsHyphen(text[i]) ? '-' : text[i] is '’' or 'ʼ' ? '\'' : text[i]);
                i++;
            }
            else
            {
                break;
            }
        }
        return end;
    }

    // Called at i > 0 with a word character before it
    private static bool Joins(string text, int i)
    {
        if (i + 1 >= text.Length || !Rune.IsLetterOrDigit(RuneAt(text, i + 1)))
        {
            return false;
        }
        var digits = char.IsDigit(text[i - 1]) && char.IsDigit(text[i + 1]);
        return text[i] switch
        {
            '-' or '\u2010' or '\u2011' => !digits,
            '\'' or '’' => !digits,
            '.' or ',' => digits,
            ':' => !digits && Endings.Is(Letters(text, i + 1)),
            _ => false,
        };
    }

    private static ReadOnlySpan<char> Letters(string text, int start)
    {
        var end = start;
        while (end < text.Length && char.IsLetter(text[end]))
        {
            end++;
        }
        // Titles in capitals write the ending in capitals as well: STM:N
        return text[start..end].ToLowerInvariant();
    }

    private static bool HyphenAfter(string text, int end) => end < text.Length && IsHyphen(text[end])
        && (end + 1 == text.Length || !IsHyphen(text[end + 1]) && !Rune.IsLetterOrDigit(RuneAt(text, end + 1)));

    private static bool HyphenBefore(string text, int start) => start > 0 && IsHyphen(text[start - 1])
        && (start == 1 || char.IsWhiteSpace(text[start - 2]) || text[start - 2] is '(' or '"' or '”' or '/');

    private static Rune RuneAt(string text, int i) => Rune.TryGetRuneAt(text, i, out var rune) ? rune : Rune.ReplacementChar;

    private static string Nfc(string form) => form.IsNormalized() ? form : form.Normalize();
}
