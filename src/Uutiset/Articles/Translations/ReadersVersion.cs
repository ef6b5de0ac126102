namespace Uutiset.Articles.Translations;

internal static class ReadersVersion
{
    /// <summary>
    /// One version of each item, for a list whose reader speaks one language: theirs where it is public, otherwise the original. What
    /// belongs to no item, or whose original is not public, stands as it is.
    /// </summary>
    public static IQueryable<Article> OneVersionEach(this IQueryable<Article> articles, IQueryable<Article> visible, string lang) =>
        articles.Where(a => a.Lang == lang && !a.EasyLanguage && a.TranslationOfId == null
            || !visible.Any(v => v.Id != a.Id && v.Lang == lang && !v.EasyLanguage && (v.TranslationOfId == (a.TranslationOfId ?? a.Id) || v.Id == a.TranslationOfId))
            && (a.TranslationOfId == null || a.Lang == lang && !a.EasyLanguage || !visible.Any(v => v.Id == a.TranslationOfId)));

    /// <summary>Texts in a language: those written in it, and those with a summary in it that have no full version.</summary>
    public static IQueryable<Article> ReadableIn(this IQueryable<Article> articles, IQueryable<Article> visible, string lang) =>
        articles.Where(a => a.Lang == lang
            || a.Summaries.Any(s => s.Lang == lang) && !visible.Any(v => v.Lang == lang && !v.EasyLanguage && (v.TranslationOfId == (a.TranslationOfId ?? a.Id) || v.Id == a.TranslationOfId)));
}
