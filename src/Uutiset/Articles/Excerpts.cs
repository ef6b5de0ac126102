using System.Text.RegularExpressions;
using Uutiset.Vocabulary.Body;

namespace Uutiset.Articles;

/// <summary>The few sentences that a card, a feed or a bulletin shows: whole sentences, no link lines, no "[…]".</summary>
internal static partial class Excerpts
{
    public const int Longest = 300;

    public static string Of(ArticleDraft draft)
    {
        if (draft.Excerpt is { Length: > 0 } own) return own;
        if (draft.Lead is { Length: > 0 } lead) return Cut(lead);
        var paragraphs = HtmlCleaner.Read(draft.BodyHtml, draft.Lang).OfType<Paragraph>()
            .Where(p => p.Text.Any(r => r.Marks.Link is null && r.Text.Any(char.IsLetter)))
            .Select(p => BlockText.Of(p.Text).Replace('\n', ' '))
            .Where(t => !LinkLine().IsMatch(t));
        return Cut(string.Join(' ', paragraphs.Take(5)));
    }

    /// <summary>As many whole sentences as fit; a first sentence that is too long ends at a word.</summary>
    public static string Cut(string text)
    {
        if (text.Length <= Longest) return text;
        var end = SentenceEnd().Matches(text).Select(m => m.Index + m.Length).TakeWhile(i => i <= Longest).LastOrDefault();
        if (end > 0) return text[..end].TrimEnd();
        var word = text.LastIndexOf(' ', Longest - 1);
        return text[..(word > 0 ? word : Longest - 1)].TrimEnd(' ', ',', ';', ':', '–', '-') + "…";
    }

    /// <summary>A stop followed by a capital; not after an ordinal or an abbreviation ("6. ja 7. pykälä", "esim. Kainuu").</summary>
    [GeneratedRegex(@"(?<!\b(?:mm|esim|ns|ym|yms|jne|n|nk|t|s|os|nro|bl\.a|t\.ex|o\.s\.v))[.!?…][”"")]?(?=\s+[”""(]?[\p{Lu}0-9])(?<![0-9]\.(?=\s+[0-9]))", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"^(?:lue (?:lisää|myös)|lisätie(?:toja|toa|dot)|katso myös|läs (?:mer|också)|mer information|ytterligare information|read more|see also|more information)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex LinkLine();
}
