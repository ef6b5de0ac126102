using System.Globalization;
using AngleSharp.Dom;

namespace Uutiset.Vocabulary.Body;

/// <summary>Rows and cells of a table, whatever row groups it had.</summary>
internal sealed class TableReader(Func<IElement, IReadOnlyList<Block>> inside)
{
    private const int MaxSpan = 50;

    public Table Read(IElement table)
    {
        var caption = table.Children.FirstOrDefault(c => c.LocalName == "caption");
        var rows = table.Children.SelectMany(c => c.LocalName == "tr" ? [c] : c.Children.Where(r => r.LocalName == "tr"))
            .Select(Cells).Where(cells => cells.Count > 0).ToList();
        // A row that nobody filled in says nothing; where a cell reaches over several rows, each of them counts
        if (!rows.Exists(cells => cells.Any(c => c.Rows > 1))) rows.RemoveAll(cells => cells.All(c => c.Blocks.Count == 0));
        return new Table(caption is null ? [] : BlockText.OneLine(BlockText.RunsOf(inside(caption))), rows);
    }

    private IReadOnlyList<Cell> Cells(IElement row) =>
        [.. row.Children.Where(c => c.LocalName is "td" or "th").Select(c => new Cell(c.LocalName == "th", Span(c, "colspan"), Span(c, "rowspan"), inside(c)))];

    private static int Span(IElement cell, string attribute) =>
        int.TryParse(cell.GetAttribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? Math.Clamp(n, 1, MaxSpan) : 1;
}
