using System.Text;

namespace Uutiset.Vocabulary.Body;

/// <summary>HTML as the text part of a mail says it: the same content, addresses written out after their words.</summary>
internal static class PlainText
{
    public static string? Of(string? html, string lang)
    {
        if (html is null) return null;
        return Of(HtmlCleaner.Read(html, lang)) is { Length: > 0 } text ? text : null;
    }

    public static string Of(IEnumerable<Block> blocks)
    {
        var text = new StringBuilder();
        foreach (var block in blocks) Write(block, "", text);
        return text.ToString().Trim();
    }

    private static void Write(Block block, string indent, StringBuilder text)
    {
        switch (block)
        {
            case Heading h: Line(indent, Of(h.Text), text); break;
            case Paragraph p: Line(indent, Of(p.Text), text); break;
            case Quote q:
                foreach (var inner in q.Blocks) Write(inner, indent + "  ", text);
                if (q.Speaker is { } speaker) Line(indent + "  – ", q.Role is { } role ? $"{speaker}, {role}" : speaker, text);
                break;
            case Box b:
                foreach (var inner in b.Blocks) Write(inner, indent, text);
                break;
            case ListBlock list:
                List(list, indent, text);
                text.Append('\n');
                break;
            case Table table:
                if (table.Caption.Count > 0) Line(indent, Of(table.Caption), text);
                foreach (var row in table.Rows) text.Append(indent).AppendJoin(" | ", row.Select(c => string.Join(' ', c.Blocks.SelectMany(Inner)))).Append('\n');
                text.Append('\n');
                break;
            default:
                foreach (var line in BlockText.Lines([block])) text.Append(indent).Append(line).Append('\n');
                text.Append('\n');
                break;
        }
    }

    /// <summary>A list in a list stands under its item, further in.</summary>
    private static void List(ListBlock list, string indent, StringBuilder text)
    {
        for (var i = 0; i < list.Items.Count; i++)
        {
            var (words, below) = (list.Items[i].Where(b => b is not ListBlock).SelectMany(Inner), list.Items[i].OfType<ListBlock>());
            var mark = list.Ordered ? FormattableString.Invariant($"{i + 1}. ") : "- ";
            text.Append(indent).Append(mark).AppendJoin(' ', words).Append('\n');
            foreach (var inner in below) List(inner, indent + new string(' ', mark.Length), text);
        }
    }

    private static IEnumerable<string> Inner(Block block) => block is Paragraph p ? [Of(p.Text)] : BlockText.Lines([block]);

    private static string Of(IEnumerable<Run> runs) => string.Concat(runs.Select(r => r.Marks.Link is { } link && link != r.Text ? $"{r.Text} ({link})" : r.Text));

    private static void Line(string indent, string line, StringBuilder text) =>
        text.Append(indent).Append(line.Replace("\n", "\n" + indent, StringComparison.Ordinal)).Append("\n\n");
}
