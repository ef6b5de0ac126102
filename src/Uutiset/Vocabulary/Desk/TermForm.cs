using Uutiset.Vocabulary.Body;

namespace Uutiset.Vocabulary.Desk;

/// <summary>What the term's page posts, as typed.</summary>
internal sealed class TermForm
{
    public TermScheme? Scheme { get; set; }
    public string Label { get; set; } = "";
    public string LabelSv { get; set; } = "";
    public string LabelEn { get; set; } = "";
    public string Slug { get; set; } = "";
    /// <summary>One a line.</summary>
    public string Synonyms { get; set; } = "";
    public string Broader { get; set; } = "";
    public string Uri { get; set; } = "";
    /// <summary>As plain text, like the other two.</summary>
    public string IntroductionHtml { get; set; } = "";
    public string IntroductionSvHtml { get; set; } = "";
    public string IntroductionEnHtml { get; set; } = "";
    /// <summary>Whoever types or imports the old name still means this term.</summary>
    public bool KeepsOldName { get; set; } = true;

    /// <summary>What a colleague may have saved otherwise, with the keys of the labels.</summary>
    public static readonly IReadOnlyDictionary<string, string> Labels = new Dictionary<string, string>
    {
        [nameof(Label)] = "terms.labelFi", [nameof(LabelSv)] = "terms.labelSv", [nameof(LabelEn)] = "terms.labelEn", [nameof(Synonyms)] = "terms.synonyms", [nameof(Scheme)] = "terms.scheme",
        [nameof(Broader)] = "terms.broader", [nameof(Slug)] = "terms.slug", [nameof(Uri)] = "terms.uri", [nameof(IntroductionHtml)] = "introduction", [nameof(IntroductionSvHtml)] = "introduction.sv",
        [nameof(IntroductionEnHtml)] = "introduction.en",
    };

    public static TermForm Of(Term term, string? broader) => new()
    {
        Scheme = term.Scheme, Label = term.LabelFi, LabelSv = term.LabelSv ?? "", LabelEn = term.LabelEn ?? "", Slug = term.Slug,
        Synonyms = string.Join('\n', term.SynonymList), Broader = broader ?? "", Uri = term.Uri ?? "",
        IntroductionHtml = PlainText.Of(term.IntroductionHtml, "fi") ?? "",
        IntroductionSvHtml = PlainText.Of(term.IntroductionSvHtml, "sv") ?? "",
        IntroductionEnHtml = PlainText.Of(term.IntroductionEnHtml, "en") ?? "",
    };

    /// <param name="term">As it was before; null for a new one.</param>
    public TermDraft Draft(Term? term) => new()
    {
        Scheme = Scheme, Label = Label, LabelSv = LabelSv, LabelEn = LabelEn, Slug = Slug, Broader = Broader, Uri = Uri,
        IntroductionHtml = TypedText.Markup(IntroductionHtml, "fi", term?.Introduction.Fi) ?? "",
        IntroductionSvHtml = TypedText.Markup(IntroductionSvHtml, "sv", term?.Introduction.Sv) ?? "",
        IntroductionEnHtml = TypedText.Markup(IntroductionEnHtml, "en", term?.Introduction.En) ?? "",
        Synonyms = [.. Synonyms.Split(['\n', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            .. KeepsOldName && term is not null && TermIndex.Key(term.LabelFi) != TermIndex.Key(Label) ? new[] { term.LabelFi } : []],
    };
}

internal static class TermOrder
{
    /// <summary>Themes first: the database knows schemes by their names, not by their order.</summary>
    public static IOrderedQueryable<Term> InOrder(this IQueryable<Term> terms) =>
        terms.OrderBy(t => t.Scheme == TermScheme.Theme ? 0 : t.Scheme == TermScheme.Audience ? 1 : t.Scheme == TermScheme.Series ? 2 : 3);
}
