using System.Text.RegularExpressions;

namespace Uutiset.Vocabulary.Body;

/// <summary>Links whose words do not say where they lead: "täällä", "tästä linkistä", "klicka här" (WCAG 2.4.4). The editor's link.ts knows the same words.</summary>
internal static partial class VagueLinks
{
    /// <summary>The words of such links, each once, in the order of the text.</summary>
    public static IReadOnlyList<string> In(IEnumerable<Block> blocks) =>
        [.. blocks.SelectMany(Texts).SelectMany(Links).Where(IsVague).Distinct(StringComparer.OrdinalIgnoreCase)];

    public static bool IsVague(string words) => Alone().IsMatch(words.Trim()) || Within().IsMatch(words);

    private static IEnumerable<string> Links(IReadOnlyList<Run> text)
    {
        // Neighbours with one address are one link, whatever is bold within it
        for (var i = 0; i < text.Count;)
        {
            var end = i + 1;
            while (end < text.Count && text[i].Marks.Link is not null && text[end].Marks.Link == text[i].Marks.Link) end++;
            if (text[i].Marks.Link is not null) yield return BlockText.Of(text.Skip(i).Take(end - i));
            i = end;
        }
    }

    private static IEnumerable<IReadOnlyList<Run>> Texts(Block block) => block switch
    {
        Heading h => [h.Text],
        Paragraph p => [p.Text],
        ListBlock l => l.Items.SelectMany(item => item.SelectMany(Texts)),
        Quote q => q.Blocks.SelectMany(Texts),
        Box b => b.Blocks.SelectMany(Texts),
        Table t => t.Rows.SelectMany(r => r).SelectMany(c => c.Blocks).SelectMany(Texts),
        _ => [],
    };

    [GeneratedRegex("""
        ^(?:(?:lue|katso|klikkaa)\s+)?(?:lisää\s+)?(?:täältä|täällä|tästä|tässä|tänne|tämän|linkki|linkistä|linkin|lisää|lisätietoja?|här|klicka\ här|läs\ mer|länk|länken|here|click\ here|link|this\ link|read\ more|more)
        (?:\s+(?:linkistä|linkin|linkki|takaa|kautta|länken|länk))*[.:!]*\z
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Alone();

    [GeneratedRegex(@"\b(?:tämän linkin (?:takaa|takana|kautta)|tästä linkistä|(?:via|bakom) den här länken|(?:behind|through) this link)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Within();
}
