using System.Globalization;
using System.Text;

namespace Uutiset.Vocabulary.Body;

/// <summary>Writes blocks as the HTML that is stored. What it can write is the whole allow-list.</summary>
internal static class BodyWriter
{
    public static string Write(IReadOnlyList<Block> blocks)
    {
        var html = new StringBuilder();
        foreach (var block in blocks) Write(block, html);
        return html.ToString();
    }

    private static void Write(Block block, StringBuilder html)
    {
        switch (block)
        {
            case Heading h:
                Element(html, FormattableString.Invariant($"h{h.Level}"), () => Text(h.Text, html));
                break;
            case Paragraph p:
                Element(html, "p", () => Text(p.Text, html));
                break;
            case ListBlock list:
                Element(html, list.Ordered ? "ol" : "ul", () =>
                {
                    foreach (var item in list.Items) Element(html, "li", () => Inner(item, html));
                });
                break;
            case Quote quote:
                html.Append("<blockquote");
                Attribute(html, "data-speaker", quote.Speaker);
                Attribute(html, "data-role", quote.Role);
                html.Append('>').Append(Write(quote.Blocks)).Append("</blockquote>");
                break;
            case Box box:
                html.Append("<aside");
                Attribute(html, "data-block", box.Kind);
                Attribute(html, "data-region", box.Region);
                html.Append('>').Append(Write(box.Blocks)).Append("</aside>");
                break;
            case Reference reference:
                html.Append("<div");
                Attribute(html, "data-ref", reference.Target);
                Attribute(html, "data-caption", reference.Caption);
                Attribute(html, "data-alt", reference.Alt);
                html.Append("></div>");
                break;
            case Table table:
                Write(table, html);
                break;
        }
    }

    /// <summary>An item or cell that begins with a paragraph carries its text bare, as people write lists.</summary>
    private static void Inner(IReadOnlyList<Block> blocks, StringBuilder html)
    {
        var bare = blocks is [Paragraph, ..] && !blocks.Skip(1).Any(b => b is Paragraph);
        if (bare) Text(((Paragraph)blocks[0]).Text, html);
        html.Append(Write(bare ? [.. blocks.Skip(1)] : blocks));
    }

    private static void Write(Table table, StringBuilder html) => Element(html, "table", () =>
    {
        if (table.Caption.Count > 0) Element(html, "caption", () => Text(table.Caption, html));
        var heads = table.Rows.TakeWhile(r => r.All(c => c.IsHeading)).Count();
        Rows("thead", table.Rows.Take(heads), html);
        Rows("tbody", table.Rows.Skip(heads), html);
    });

    private static void Rows(string group, IEnumerable<IReadOnlyList<Cell>> rows, StringBuilder html)
    {
        if (!rows.Any()) return;
        Element(html, group, () =>
        {
            foreach (var row in rows)
            {
                html.Append("<tr>");
                foreach (var cell in row) Write(cell, group == "thead", html);
                html.Append("</tr>");
            }
        });
    }

    private static void Write(Cell cell, bool head, StringBuilder html)
    {
        var name = cell.IsHeading ? "th" : "td";
        html.Append('<').Append(name);
        if (cell.IsHeading) Attribute(html, "scope", head ? "col" : "row");
        if (cell.Columns > 1) Attribute(html, "colspan", cell.Columns.ToString(CultureInfo.InvariantCulture));
        if (cell.Rows > 1) Attribute(html, "rowspan", cell.Rows.ToString(CultureInfo.InvariantCulture));
        html.Append('>');
        Inner(cell.Blocks, html);
        html.Append("</").Append(name).Append('>');
    }

    private static void Text(IReadOnlyList<Run> text, StringBuilder html)
    {
        for (var i = 0; i < text.Count;)
        {
            // Neighbours with one address are one link, whatever is bold within it
            var link = text[i].Marks.Link;
            var end = i + 1;
            while (link is not null && end < text.Count && text[end].Marks.Link == link) end++;
            if (link is not null)
            {
                html.Append("<a");
                Attribute(html, "href", link);
                if (SafeAddress.IsWeb(link)) Attribute(html, "rel", "noopener");
                html.Append('>');
            }
            for (; i < end; i++) Marked(text[i], html);
            if (link is not null) html.Append("</a>");
        }
    }

    private static void Marked(Run run, StringBuilder html)
    {
        if (run.Marks.Strong) html.Append("<strong>");
        if (run.Marks.Emphasis) html.Append("<em>");
        html.Append(Escaped(run.Text).Replace("\n", "<br>", StringComparison.Ordinal));
        if (run.Marks.Emphasis) html.Append("</em>");
        if (run.Marks.Strong) html.Append("</strong>");
    }

    private static void Element(StringBuilder html, string name, Action content)
    {
        html.Append('<').Append(name).Append('>');
        content();
        html.Append("</").Append(name).Append('>');
    }

    private static void Attribute(StringBuilder html, string name, string? value)
    {
        if (value is not null) html.Append(' ').Append(name).Append("=\"").Append(Escaped(value).Replace("\"", "&quot;", StringComparison.Ordinal)).Append('"');
    }

    private static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
