namespace Uutiset.Vocabulary;

/// <summary>What may be edited of a term: the desk's form and the body of <c>POST</c> and <c>PUT /tags</c>.</summary>
internal sealed record TermDraft
{
    /// <summary>theme, audience, series or programme. Null: the one that it has; a new term must say it.</summary>
    public TermScheme? Scheme { get; init; }

    public string? Label { get; init; }

    public string? LabelSv { get; init; }

    public string? LabelEn { get; init; }

    /// <summary>Null: made of the label, or the one that it has.</summary>
    public string? Slug { get; init; }

    public IReadOnlyList<string>? Synonyms { get; init; } = [];

    /// <summary>Slug of the wider term.</summary>
    public string? Broader { get; init; }

    /// <summary>The same thing in a vocabulary outside: an address.</summary>
    public string? Uri { get; init; }

    /// <summary>HTML for the page, before the articles. Null: as before; empty: none.</summary>
    public string? IntroductionHtml { get; init; }

    public string? IntroductionSvHtml { get; init; }

    public string? IntroductionEnHtml { get; init; }
}
