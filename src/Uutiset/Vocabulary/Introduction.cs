using Uutiset.Vocabulary.Body;

namespace Uutiset.Vocabulary;

/// <summary>What editors say of a region, a term, a person or an organisation on its page, in the languages of the interface: clean HTML.</summary>
internal sealed record Introduction(string? Fi = null, string? Sv = null, string? En = null)
{
    /// <summary>Some screens of text; more is an article.</summary>
    private const int Longest = 20_000;

    /// <summary>As a page in this language shows it, with the language that it is in: another one is better than none.</summary>
    public (string Html, string Lang)? In(string lang)
    {
        foreach (var (written, html) in new[] { (lang, lang == "sv" ? Sv : lang == "en" ? En : Fi), ("fi", Fi), ("sv", Sv), ("en", En) })
            if (html is not null) return (html, written);
        return null;
    }

    /// <summary>With what somebody sent. Null is as before, for who knows of no introductions; blank is none.</summary>
    public Introduction With(string? fi, string? sv, string? en, Action<FieldError> wrong) =>
        new(One("introductionHtml", fi, "fi", Fi, wrong), One("introductionSvHtml", sv, "sv", Sv, wrong), One("introductionEnHtml", en, "en", En, wrong));

    private static string? One(string field, string? sent, string lang, string? before, Action<FieldError> wrong)
    {
        if (sent is null) return before;
        if (sent.Length <= Longest && HtmlCleaner.IsWithinBounds(sent)) return HtmlCleaner.Clean(sent, lang) is { Length: > 0 } clean ? clean : null;
        wrong(new(field, "Teksti on liian pitkä. Kirjoita pidemmästä asiasta juttu.", "Texten är för lång. Skriv en artikel om en längre sak.", "The text is too long. Write an article of a longer matter."));
        return before;
    }
}
