namespace Uutiset.Articles.Translations;

internal static class ReadersVersion
{
    /// <summary>
    /// One version of each item, for a list whose reader speaks one language: theirs where it is among these, otherwise the original. What
    /// belongs to no item, or whose original is not among these, stands as it is: a version that has another tag or writer hides nothing.
    /// </summary>
    public static IQueryable<Article> OneVersionEach(this IQueryable<Article> articles, string lang) =>
        articles.Where(a => a.Lang == lang && !a.EasyLanguage && a.TranslationOfId == null
            || !articles.Any(v => v.Id != a.Id && v.Lang == lang && !v.EasyLanguage && (v.TranslationOfId == (a.TranslationOfId ?? a.Id) || v.Id == a.TranslationOfId))
            && (a.TranslationOfId == null || a.Lang == lang && !a.EasyLanguage || !articles.Any(v => v.Id == a.TranslationOfId)));

    /// <summary>Texts in a language: those written in it, and those with a summary in it that have no full version.</summary>
    public static IQueryable<Article> ReadableIn(this IQueryable<Article> articles, IQueryable<Article> visible, string lang) =>
        articles.Where(a => a.Lang == lang
            || a.Summaries.Any(s => s.Lang == lang) && !visible.Any(v => v.Lang == lang && !v.EasyLanguage && (v.TranslationOfId == (a.TranslationOfId ?? a.Id) || v.Id == a.TranslationOfId)));
}
