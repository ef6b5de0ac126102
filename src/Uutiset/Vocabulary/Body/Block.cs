namespace Uutiset.Vocabulary.Body;

/// <summary>
/// A body as what it means, not as markup: the cleaner reads any HTML into these and writes the HTML itself, so that nothing
/// which is not named here can get through. Text lies flat in runs with marks, so inline markup cannot nest wrongly either.
/// </summary>
internal abstract record Block;

internal sealed record Heading(int Level, IReadOnlyList<Run> Text) : Block;

internal sealed record Paragraph(IReadOnlyList<Run> Text) : Block;

/// <param name="FromText">Made of lines that began with a bullet or a number; neighbours of that kind are one list.</param>
internal sealed record ListBlock(bool Ordered, IReadOnlyList<IReadOnlyList<Block>> Items, bool FromText = false) : Block;

internal sealed record Quote(string? Speaker, string? Role, IReadOnlyList<Block> Blocks) : Block;

/// <param name="Kind">fact, contact, funding or region.</param>
/// <param name="Region">Of a region box: the code of the region that it is about.</param>
internal sealed record Box(string Kind, IReadOnlyList<Block> Blocks, string? Region = null) : Block;

/// <summary>Filled when the page is made: "deadline:ID", "media:ID", "article:ID", "event:ID".</summary>
/// <param name="Caption">Of an image, instead of its own.</param>
/// <param name="Alt">Of an image, instead of its own.</param>
internal sealed record Reference(string Target, string? Caption = null, string? Alt = null) : Block
{
    public Guid? MediaId => Target.StartsWith("media:", StringComparison.Ordinal) ? Guid.Parse(Target.AsSpan(6)) : null;
}

internal sealed record Table(IReadOnlyList<Run> Caption, IReadOnlyList<IReadOnlyList<Cell>> Rows) : Block;

internal sealed record Cell(bool IsHeading, int Columns, int Rows, IReadOnlyList<Block> Blocks);

/// <summary>Text of one look. A line break is the text "\n".</summary>
internal sealed record Run(string Text, Marks Marks);

internal sealed record Marks(bool Strong = false, bool Emphasis = false, string? Link = null)
{
    public static readonly Marks None = new();
}
