using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Uutiset.Articles.Versions;

namespace Uutiset.Articles.Desk;

/// <summary>Two texts side by side, with the names of the sides.</summary>
internal sealed record ComparedView(IReadOnlyList<ComparedField> Fields, string Before, string After, string Lang)
{
    private const int Around = 1;

    /// <summary>The changed lines with a line on either side. Null stands for lines that are the same and left out.</summary>
    public static IEnumerable<ComparedLine?> Near(ComparedField field)
    {
        var lines = field.Lines;
        var left = false;
        for (var i = 0; i < lines.Count; i++)
        {
            var near = Enumerable.Range(i - Around, 2 * Around + 1).Any(n => n >= 0 && n < lines.Count && lines[n].Changed);
            if (near) yield return lines[i];
            else if (!left) yield return null;
            left = !near;
        }
    }

    /// <summary>The words with their marks and nothing between them: a blank that a template leaves would stand in the text.</summary>
    public static IHtmlContent Marked(IReadOnlyList<ComparedWords>? words, string mark)
    {
        var html = new HtmlContentBuilder();
        foreach (var word in words ?? [])
        {
            if (!word.Changed)
            {
                html.Append(word.Text);
                continue;
            }
            var tag = new TagBuilder(mark);
            tag.InnerHtml.Append(word.Text);
            html.AppendHtml(tag);
        }
        return html;
    }
}
