using System.Text.RegularExpressions;
using Uutiset.Vocabulary.Body;

namespace Uutiset.Articles;

/// <summary>The few sentences that a card, a feed or a bulletin shows: whole sentences, no link lines, no "[…]".</summary>
internal static partial class Excerpts
{
    public const int Longest = 300;

    /// <param name="labels">Of the article's tags: old sites glued them to the text.</param>
    public static string Of(ArticleDraft draft, IReadOnlyCollection<string> labels)
    {
        if (draft.Excerpt is { Length: > 0 } own) return own;
        if (draft.Lead is { Length: > 0 } lead && Cut(WithoutLinkLines(WithoutLabels(lead, labels, draft.SourceId is not null))) is { Length: > 0 } first) return first;
        var paragraphs = HtmlCleaner.Read(draft.BodyHtml, draft.Lang).OfType<Paragraph>()
            .Where(p => p.Text.Any(r => r.Marks.Link is null && r.Text.Any(char.IsLetter)))
            .Select(p => WithoutLinkLines(WithoutLabels(WithoutLinksToFollow(p.Text), labels, draft.SourceId is not null)))
            .Where(t => t.Length > 0);
        return Cut(string.Join(' ', paragraphs.Take(5)));
    }

    /// <summary>"… kertoi. Lue lisää: raportti" loses both the words that announce a link and the link.</summary>
    private static string WithoutLinksToFollow(IReadOnlyList<Run> runs)
    {
        var text = new System.Text.StringBuilder();
        foreach (var run in runs)
        {
            if (run.Marks.Link is not null && Announcing().Match(text.ToString()) is { Success: true } announcing) text.Length = announcing.Index;
            else text.Append(run.Text.Replace('\n', ' '));
        }
        return text.ToString().Trim();
    }

    private static string WithoutLinkLines(string text)
    {
        var kept = new List<string>();
        var at = 0;
        foreach (var end in SentenceEnd().Matches(text).Select(m => m.Index + m.Length).Append(text.Length))
        {
            var sentence = text[at..end].Trim();
            if (sentence.Length > 0 && !LinkLine().IsMatch(sentence)) kept.Add(sentence);
            at = end;
        }
        return string.Join(' ', kept);
    }

    // "Sote-uudistusJärjestöilleYli puolet …": a label is text of its own only where a blank follows it. What comes from an old site may have the blank too
    private static string WithoutLabels(string text, IReadOnlyCollection<string> labels, bool imported)
    {
        bool Begins(string label) => text.StartsWith(label, StringComparison.Ordinal) && (text.Length == label.Length || char.IsUpper(text[label.Length])
            || imported && text.Length > label.Length + 1 && text[label.Length] == ' ' && char.IsUpper(text[label.Length + 1]));
        while (labels.OrderByDescending(l => l.Length).FirstOrDefault(Begins) is { } glued) text = text[glued.Length..].TrimStart();
        return text;
    }

    /// <summary>As many whole sentences as fit; a first sentence that is too long ends at a word.</summary>
    public static string Cut(string text)
    {
        // What somebody cut off in the middle ("Suomi on yksi kyselyyn […]") ends with its last whole sentence
        if (text.Length <= Longest) return Finished().IsMatch(text) || SentenceEnd().Matches(text) is not [.., var last] ? text : text[..(last.Index + last.Length)].TrimEnd();
        var end = SentenceEnd().Matches(text).Select(m => m.Index + m.Length).TakeWhile(i => i <= Longest).LastOrDefault();
        if (end > 0) return text[..end].TrimEnd();
        var word = text.LastIndexOf(' ', Longest - 1);
        return text[..(word > 0 ? word : Longest - 1)].TrimEnd(' ', ',', ';', ':', '–', '-') + "…";
    }

    /// <summary>A stop followed by a capital; not after an ordinal or an abbreviation ("6. ja 7. pykälä", "esim. Kainuu").</summary>
    [GeneratedRegex(@"(?<!\b(?:mm|esim|ns|ym|yms|jne|n|nk|t|s|os|nro|bl\.a|t\.ex|o\.s\.v))[.!?…][”"")]?(?=\s+[”""(]?[\p{Lu}0-9])(?<![0-9]\.(?=\s+[0-9]))", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"[.!?…:][”"")]?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Finished();

    [GeneratedRegex(@"(?:^|(?<=\s))(?:lue (?:lisää|myös)|lisätie(?:toja|toa|dot)|katso myös|läs (?:mer|också)|mer information|ytterligare information|read more|see also|more information)\s*:?\s*\z",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Announcing();

    [GeneratedRegex(@"^(?:lue (?:lisää|myös)|lisätie(?:toja|toa|dot)|katso myös|läs (?:mer|också)|mer information|ytterligare information|read more|see also|more information)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex LinkLine();
}
