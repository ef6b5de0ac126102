namespace Uutiset.Vocabulary.Body;

/// <summary>The page's title is the only first-level heading, and no level below it is skipped (WCAG 1.3.1).</summary>
internal static class HeadingLevels
{
    public static IReadOnlyList<Block> Mended(IReadOnlyList<Block> blocks)
    {
        var level = 1;
        return Mend(blocks, ref level);
    }

    private static List<Block> Mend(IReadOnlyList<Block> blocks, ref int level)
    {
        var result = new List<Block>();
        foreach (var block in blocks)
        {
            if (block is Heading heading) result.Add(heading with { Level = level = Math.Min(heading.Level, level + 1) });
            else if (block is Box box) result.Add(box with { Blocks = Mend(box.Blocks, ref level) });
            else result.Add(block);
        }
        return result;
    }
}
