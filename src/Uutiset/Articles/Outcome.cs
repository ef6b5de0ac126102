using Uutiset.Vocabulary;

namespace Uutiset.Articles;

/// <summary>What became of an attempt to save, publish or withdraw. Refusals are values, not exceptions.</summary>
internal abstract record Outcome
{
    public sealed record Done(Article Article) : Outcome;

    public sealed record Refused(IReadOnlyList<FieldError> Errors) : Outcome;

    /// <summary>Somebody saved in between: nothing was changed, and this is what they saved.</summary>
    public sealed record Conflict(int Version, ArticleDraft Theirs, string By, DateTime SavedUtc) : Outcome;

    public sealed record Missing : Outcome;
}
