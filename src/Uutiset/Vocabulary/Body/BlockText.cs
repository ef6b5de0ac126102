using System.Text.RegularExpressions;

namespace Uutiset.Vocabulary.Body;

/// <summary>What a block says, without its looks.</summary>
internal static partial class BlockText
{
    public static bool HasText(Block block) => block switch
    {
        Heading h => h.Text.Count > 0,
        Paragraph p => p.Text.Count > 0,
        ListBlock l => l.Items.Count > 0,
        Quote q => q.Blocks.Count > 0,
        Box b => b.Blocks.Count > 0,
        Table t => t.Rows.Any(r => r.Any(c => c.Blocks.Count > 0)),
        _ => true,
    };

    public static string Of(IEnumerable<Run> text) => string.Concat(text.Select(r => r.Text));

    /// <summary>Plain text, one line for each paragraph, heading, list item and cell.</summary>
    public static IEnumerable<string> Lines(IEnumerable<Block> blocks) => blocks.SelectMany(block => block switch
    {
        Heading h => [Of(h.Text)],
        Paragraph p => Of(p.Text).Split('\n'),
        ListBlock l => l.Items.SelectMany(Lines),
        Quote q => Lines(q.Blocks).Concat(new[] { string.Join(", ", new[] { q.Speaker, q.Role }.OfType<string>()) }.Where(s => s.Length > 0)),
        Box b => Lines(b.Blocks),
        // Of an image its caption, or what it shows
        Reference { MediaId: not null } r => (r.Caption ?? r.Alt) is { } said ? [said] : Array.Empty<string>(),
        Table t => new[] { Of(t.Caption) }.Where(c => c.Length > 0).Concat(t.Rows.SelectMany(r => r.SelectMany(c => Lines(c.Blocks)))),
        _ => Array.Empty<string>(),
    });

    /// <summary>Where its links lead.</summary>
    public static IEnumerable<string> Links(IEnumerable<Block> blocks) => blocks.SelectMany(block => block switch
    {
        Heading h => Links(h.Text),
        Paragraph p => Links(p.Text),
        ListBlock l => l.Items.SelectMany(Links),
        Quote q => Links(q.Blocks),
        Box b => Links(b.Blocks),
        Table t => Links(t.Caption).Concat(t.Rows.SelectMany(r => r.SelectMany(c => Links(c.Blocks)))),
        _ => [],
    });

    private static IEnumerable<string> Links(IReadOnlyList<Run> text) => text.Select(r => r.Marks.Link).OfType<string>();

    /// <summary>The text of the paragraphs, one after the other, as one line of runs.</summary>
    public static IReadOnlyList<Run> RunsOf(IEnumerable<Block> blocks) =>
        [.. blocks.OfType<Paragraph>().SelectMany((p, i) => i == 0 ? p.Text : [new Run(" ", Marks.None), .. p.Text])];

    public static IReadOnlyList<Run> OneLine(IReadOnlyList<Run> text) =>
        Typography.Runs(text.Select(r => r with { Text = r.Text.Replace('\n', ' ') }), lang: "");

    /// <summary>Neighbours of one look as one run.</summary>
    public static IReadOnlyList<Run> Merged(IEnumerable<Run> text)
    {
        var merged = new List<Run>();
        foreach (var run in text)
        {
            if (merged is [.., var last] && last.Marks == run.Marks) merged[^1] = last with { Text = last.Text + run.Text };
            else merged.Add(run);
        }
        return merged;
    }

    /// <summary>What is left of a text after its first characters, which stand in its first run.</summary>
    public static IReadOnlyList<Run> Without(int characters, IReadOnlyList<Run> text)
    {
        var rest = text.Prepend(text[0] with { Text = text[0].Text[characters..] }).Where((_, i) => i != 1).ToList();
        while (rest.Count > 0 && rest[0].Text.TrimStart(' ', '\u00A0', '\n') is var trimmed && trimmed.Length < Math.Max(1, rest[0].Text.Length))
        {
            if (trimmed.Length == 0) rest.RemoveAt(0);
            else rest[0] = rest[0] with { Text = trimmed };
        }
        return rest;
    }

    /// <summary>A paragraph that begins with a bullet, without it.</summary>
    public static IReadOnlyList<Block> WithoutBullet(IReadOnlyList<Block> blocks)
    {
        while (blocks is [Paragraph { Text: [var first, ..] } paragraph, ..] && TextLists.BulletLength(first.Text) is > 0 and var length)
        {
            var text = Without(length, paragraph.Text);
            blocks = text.Count > 0 ? [new Paragraph(text), .. blocks.Skip(1)] : [.. blocks.Skip(1)];
        }
        return blocks;
    }

    public static string? ReferenceOf(string? target) => target is not null && ReferencePattern().IsMatch(target) ? target : null;

    [GeneratedRegex(@"^(?:deadline|media|article|event):[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ReferencePattern();
}
