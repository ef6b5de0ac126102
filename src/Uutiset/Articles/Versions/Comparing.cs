using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Uutiset.Articles.Versions;

/// <summary>A field that differs between two drafts.</summary>
internal sealed record ComparedField(string Field, IReadOnlyList<ComparedLine> Lines);

/// <summary>A line before and after. Null: there is none on that side. Both the same text when nothing changed in it.</summary>
internal sealed record ComparedLine(IReadOnlyList<ComparedWords>? Before, IReadOnlyList<ComparedWords>? After, bool Changed);

internal sealed record ComparedWords(string Text, bool Changed);

/// <summary>What became of a text, in words: letter by letter a new ending would look like a riddle.</summary>
internal static class Comparing
{
    private static readonly SideBySideDiffBuilder Builder = new(new Differ(), [' ', '\u00A0', '.', ',', ';', ':', '!', '?', '(', ')', '”', '/', '⟨', '⟩']);

    /// <summary>The fields that differ, in the order of the form.</summary>
    public static IReadOnlyList<ComparedField> Of(IReadOnlyList<FieldLines> before, IReadOnlyList<FieldLines> after) =>
        [.. before.Zip(after).Where(f => !f.First.Lines.SequenceEqual(f.Second.Lines)).Select(f => new ComparedField(f.First.Field, Lines(f.First.Lines, f.Second.Lines)))];

    public static IReadOnlyList<ComparedLine> Lines(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var model = Builder.BuildDiffModel(string.Join('\n', before), string.Join('\n', after), ignoreWhitespace: false);
        return [.. model.OldText.Lines.Zip(model.NewText.Lines).Select(pair => new ComparedLine(Side(pair.First), Side(pair.Second), pair.Second.Type != ChangeType.Unchanged))];
    }

    private static List<ComparedWords>? Side(DiffPiece line)
    {
        if (line.Type == ChangeType.Imaginary || line.Text is null) return null;
        if (line.Type != ChangeType.Modified) return [new(line.Text, line.Type != ChangeType.Unchanged)];
        var words = new List<ComparedWords>();
        foreach (var piece in line.SubPieces.Where(p => p.Text is not null))
        {
            var changed = piece.Type is not (ChangeType.Unchanged or ChangeType.Imaginary);
            if (words is [.., var last] && last.Changed == changed) words[^1] = last with { Text = last.Text + piece.Text };
            else words.Add(new(piece.Text, changed));
        }
        return words;
    }
}
