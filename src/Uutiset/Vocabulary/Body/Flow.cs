namespace Uutiset.Vocabulary.Body;

/// <summary>Collects text into paragraphs and paragraphs into blocks, while the reader walks.</summary>
internal sealed class Flow(string lang)
{
    private readonly List<Block> blocks = [];
    private readonly List<Run> runs = [];

    public void Text(string text, Marks marks) => runs.Add(new Run(text.Replace('\n', ' '), marks));

    public void Break(Marks marks) => runs.Add(new Run("\n", marks));

    public void Add(Block block) => Add([block]);

    public void Add(IEnumerable<Block> more)
    {
        EndParagraph();
        blocks.AddRange(more.Where(BlockText.HasText));
    }

    public void EndParagraph()
    {
        foreach (var text in TextLists.Paragraphs(Typography.Runs(runs, lang)))
            blocks.Add(new Paragraph(BlockText.Merged(AutoLinks.In(text))));
        runs.Clear();
    }

    public IReadOnlyList<Block> Done()
    {
        EndParagraph();
        return TextLists.Found(blocks);
    }
}
