using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers;

/// <summary>The choices of a reader as the forms show them, and as they come back.</summary>
internal static class WishChoices
{
    private static readonly Localized[] LanguageNames = [new("Suomi"), new("Svenska"), new("English")];

    public static Themes.Pages.Wishes Show(TermIndex terms, Wishes chosen, string lang) => new(
        [.. Regions.All.Select(r => new Choice(r.Code, r.Short.In(lang), chosen.Regions.Contains(r.Code)))],
        [.. Themes(terms, chosen).Select(t => new Choice(t.Slug, t.Label.In(lang), chosen.TermIds.Contains(t.Id)))],
        [.. Languages.All.Zip(LanguageNames, (code, name) => new Choice(code, name.Fi, chosen.Lang == code))],
        [Of("immediate", FormWording.Immediate, chosen.Frequency == Frequency.Immediate, lang), Of("weekly", FormWording.Weekly, chosen.Frequency == Frequency.Weekly, lang),
            Of("monthly", FormWording.Monthly, chosen.Frequency == Frequency.Monthly, lang)],
        [Of("html", FormWording.Html, chosen.Format == MailFormat.Html, lang), Of("text", FormWording.Text, chosen.Format == MailFormat.Text, lang)]);

    /// <returns>Null when something was sent that the form does not offer.</returns>
    public static Wishes? Read(IFormCollection form, TermIndex terms, string pageLang)
    {
        var regions = form["regions"].Select(code => Regions.Find(code)?.Code).ToList();
        var tags = form["tags"].Select(slug => terms.Find(slug)?.Id).ToList();
        var lang = form["lang"].FirstOrDefault() ?? pageLang;
        if (regions.Contains(null) || tags.Contains(null) || !Languages.IsKnown(lang)
            || !Reads<Frequency>(form["frequency"], out var frequency) || !Reads<MailFormat>(form["format"], out var format)) return null;
        return new Wishes([.. regions.OfType<string>().Distinct()], [.. tags.OfType<long>().Distinct()], lang, frequency, format);
    }

    // What a list or another program has chosen is shown beside the themes: saved without it, it would be lost unseen
    private static IEnumerable<TermEntry> Themes(TermIndex terms, Wishes chosen) =>
        terms.Active.Where(t => t.Scheme == TermScheme.Theme).Concat(chosen.TermIds.Select(terms.Find).OfType<TermEntry>()).DistinctBy(t => t.Id);

    // Left out means the first: at once, formatted
    private static bool Reads<T>(string? word, out T value) where T : struct, Enum
    {
        value = default;
        return string.IsNullOrEmpty(word) || char.IsLetter(word[0]) && Enum.TryParse(word, ignoreCase: true, out value);
    }

    private static Choice Of(string value, Localized name, bool chosen, string lang) => new(value, name.In(lang), chosen);
}
