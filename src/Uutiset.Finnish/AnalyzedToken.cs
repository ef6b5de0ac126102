namespace Uutiset.Finnish;

/// <summary>One word of a text with every key under which it can be found.</summary>
/// <param name="Start">Offset of its first UTF-16 unit in the original text.</param>
/// <param name="Length">Length in the original text, soft hyphens and case ending included, an elliptic hyphen (”sosiaali-”) not.</param>
/// <param name="Position">Ordinal of the word in the text, from 0, without gaps; all its keys stand at this position.</param>
/// <param name="Keys">At least one, the typed base form first, no text twice.</param>
public sealed record AnalyzedToken(int Start, int Length, int Position, IReadOnlyList<Key> Keys);
