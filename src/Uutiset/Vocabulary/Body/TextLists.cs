using System.Globalization;
using System.Text.RegularExpressions;

namespace Uutiset.Vocabulary.Body;

/// <summary>Lists that somebody typed as text ("•    item", "1. item") become lists that a screen reader announces.</summary>
internal static partial class TextLists
{
    /// <summary>Cuts a paragraph where an empty line stood, and puts each line with a bullet into a paragraph of its own.</summary>
    public static IEnumerable<IReadOnlyList<Run>> Paragraphs(IReadOnlyList<Run> text)
    {
        var paragraph = new List<Run>();
        var bulleted = false;
        foreach (var line in Lines(text))
        {
            var bullet = line.Count > 0 && BulletLength(line[0].Text) > 0;
            if ((line.Count == 0 || bullet || bulleted) && paragraph.Count > 0)
            {
                yield return [.. paragraph];
                paragraph.Clear();
            }
            if (paragraph.Count > 0) paragraph.Add(new Run("\n", Between(paragraph[^1].Marks, line[0].Marks)));
            paragraph.AddRange(line);
            bulleted = bullet;
        }
        if (paragraph.Count > 0) yield return paragraph;
    }

    // An address becomes a link only later: the break beside it must look the same before and after
    private static Marks Between(Marks before, Marks after) =>
        before == after ? after : before with { Link = null } == after with { Link = null } ? after with { Link = null } : Marks.None;

    /// <summary>Neighbouring paragraphs with bullets, or numbered from 1 upwards, as one list.</summary>
    public static List<Block> Found(IReadOnlyList<Block> all)
    {
        // A bullet without text is noise that would keep two numbers of one list apart
        var blocks = all.Where(b => b is not Paragraph || BlockText.WithoutBullet([b]).Count > 0).ToList();
        var result = new List<Block>();
        for (var i = 0; i < blocks.Count; i++)
        {
            if (blocks[i] is Paragraph { Text: [var first, ..] } bulleted && BulletLength(first.Text) > 0)
            {
                var item = BlockText.WithoutBullet([bulleted]);
                if (result is [.., ListBlock { FromText: true, Ordered: false } list]) result[^1] = list with { Items = [.. list.Items, item] };
                else result.Add(new ListBlock(false, [item], FromText: true));
            }
            else if (Numbered(blocks, i) is { Count: > 1 } items)
            {
                result.Add(new ListBlock(true, items, FromText: true));
                i += items.Count - 1;
            }
            else
            {
                result.Add(blocks[i]);
            }
        }
        return result;
    }

    public static int BulletLength(string text) => Bullet().Match(text).Length;

    private static List<IReadOnlyList<Block>> Numbered(List<Block> blocks, int from)
    {
        var items = new List<IReadOnlyList<Block>>();
        while (from + items.Count < blocks.Count && blocks[from + items.Count] is Paragraph { Text: [var first, ..] } p)
        {
            var match = Number().Match(first.Text);
            if (!match.Success || match.Groups[1].Value != (items.Count + 1).ToString(CultureInfo.InvariantCulture)) break;
            var item = BlockText.WithoutBullet([new Paragraph(BlockText.Without(match.Length, p.Text))]);
            if (item is not [Paragraph { Text.Count: > 0 }]) break;
            items.Add(item);
        }
        return items;
    }

    private static IEnumerable<List<Run>> Lines(IReadOnlyList<Run> text)
    {
        var line = new List<Run>();
        foreach (var run in text)
        {
            var parts = run.Text.Split('\n');
            for (var i = 0; i < parts.Length; i++)
            {
                if (i > 0)
                {
                    yield return line;
                    line = [];
                }
                if (parts[i].Length > 0) line.Add(run with { Text = parts[i] });
            }
        }
        yield return line;
    }

    [GeneratedRegex(@"^[ \u00A0]*[•‣▪●◦·⁃∙][ \u00A0]*", RegexOptions.CultureInvariant)]
    private static partial Regex Bullet();

    [GeneratedRegex(@"^([0-9]{1,2})[.)][ \u00A0]+", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
