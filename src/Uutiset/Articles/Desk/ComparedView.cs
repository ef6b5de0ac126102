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
}
