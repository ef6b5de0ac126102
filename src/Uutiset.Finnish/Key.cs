namespace Uutiset.Finnish;

/// <summary>How a key was won from the word in the text. The order is the order of trust.</summary>
public enum KeyKind
{
    /// <summary>The word's base form; of an ambiguous word the one that the form itself spells, else the first analysis.</summary>
    Typed,

    /// <summary>Another base form of an ambiguous word, or the verb of a participle, or an unknown word's own form and stem.</summary>
    OtherBase,

    /// <summary>A compound that the text leaves half unsaid: <c>mielenterveyspalvelu</c> in ”mielenterveys- ja päihdepalvelut”.</summary>
    Coordination,

    /// <summary>A part of a compound, or several neighbouring parts of it: <c>järjestö</c> in ”järjestönäkökulma”.</summary>
    Part,

    /// <summary>A name or unknown word without its diacritics: <c>astrom</c> for ”Åström”. Known words are found by restoring ä and ö in the query.</summary>
    Folded,

    /// <summary>Stem of a Swedish or English word, without diacritics and after the language's two letters: <c>svforening</c> for ”föreningarna”.</summary>
    Stem,
}

/// <summary>One key under which a word is found.</summary>
/// <param name="Text">Lower case, NFC, without hyphens and apostrophes, at most <see cref="MaxLength"/> characters.</param>
/// <param name="Kind">How it was won.</param>
public readonly record struct Key(string Text, KeyKind Kind)
{
    /// <summary>Longest key in UTF-16 units; longer ones (no words, but pasted data) are cut alike in text and query.</summary>
    public const int MaxLength = 64;

    /// <summary>Whether two keys of the same text are one: a folded key or a stem is no base form that happens to be written like it.</summary>
    internal bool IsLike(KeyKind kind) => Kind == kind || !IsMarked(Kind) && !IsMarked(kind);

    internal static bool IsMarked(KeyKind kind) => kind is KeyKind.Folded or KeyKind.Stem;

    /// <summary>The key as an index stores it: parts carry <c>+</c>, folded keys <c>~</c> and stems <c>^</c>, so that ranking can tell them from base forms.</summary>
    public string Term => Kind switch
    {
        KeyKind.Part => "+" + Text,
        KeyKind.Folded => "~" + Text,
        KeyKind.Stem => "^" + Text,
        _ => Text,
    };
}
