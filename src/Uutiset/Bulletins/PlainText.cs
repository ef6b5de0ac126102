using System.Text;
using Uutiset.Vocabulary.Body;

namespace Uutiset.Bulletins;

/// <summary>HTML as the text part of a mail says it: the same content, addresses written out after their words.</summary>
internal static class PlainText
{
    public static string? Of(string? html, string lang)
    {
        if (html is null) return null;
        var text = new StringBuilder();
        foreach (var block in HtmlCleaner.Read(html, lang)) Write(block, "", text);
        return text.Length == 0 ? null : text.ToString().Trim();
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
                for (var i = 0; i < list.Items.Count; i++)
                    text.Append(indent).Append(list.Ordered ? $"{i + 1}. " : "- ").AppendJoin(' ', BlockText.Lines(list.Items[i])).Append('\n');
                text.Append('\n');
                break;
            default:
                foreach (var line in BlockText.Lines([block])) text.Append(indent).Append(line).Append('\n');
                text.Append('\n');
                break;
        }
    }

    private static string Of(IEnumerable<Run> runs) => string.Concat(runs.Select(r => r.Marks.Link is { } link && link != r.Text ? $"{r.Text} ({link})" : r.Text));

    private static void Line(string indent, string line, StringBuilder text) =>
        text.Append(indent).Append(line.Replace("\n", "\n" + indent, StringComparison.Ordinal)).Append("\n\n");
}
