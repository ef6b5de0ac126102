using System.Linq.Expressions;
using Uutiset.Data;
using Uutiset.Finnish;

namespace Uutiset.Articles.Finding;

internal static class FindingArticles
{
    // Each word is a comparison of every row
    private const int MostWords = 8;
    private const int LongestText = 200;

    // Shorter beginnings begin half the words there are
    private const int ShortestBeginning = 3;

    /// <summary>
    /// Articles whose newest title or lead has all the words: any inflection of them, a part of a compound, a synonym, the beginning of a
    /// word that is still being typed. Quotes, <c>-word</c> and <c>word*</c> as in the archive, but quoted words may stand apart.
    /// </summary>
    public static IQueryable<Article> WithWords(this IQueryable<Article> articles, NewsDb db, Analysis analysis, string? typed)
    {
        var text = (typed ?? "").Trim();
        foreach (var clause in analysis.Query(text.Length > LongestText ? text[..LongestText] : text).Clauses.Take(MostWords))
        {
            if (clause.IsExcluded)
            {
                var unwanted = Having(db, clause.Alternatives[0].Words.SelectMany(Patterns));
                articles = articles.Where(a => !unwanted.Contains(a.Id));
                continue;
            }
            var synonyms = clause.Alternatives.Skip(1).Where(a => a.Words.Count == 1).SelectMany(a => Patterns(a.Words[0])).ToList();
            foreach (var word in clause.Alternatives[0].Words.Take(MostWords))
            {
                var wanted = Having(db, [.. Patterns(word), .. Beginning(word), .. clause.Alternatives[0].Words.Count == 1 ? synonyms : []]);
                articles = articles.Where(a => wanted.Contains(a.Id));
            }
        }
        return articles;
    }

    // A chain of ORs: a list to search in would be a table of its own for the database, built again for each row
    private static IQueryable<long> Having(NewsDb db, IEnumerable<string> patterns)
    {
        var all = patterns.Distinct().ToList();
        // What contains another one finds nothing more
        var shortest = all.FindAll(p => !all.Exists(q => q != p && p.Contains(q, StringComparison.Ordinal)));
        var text = Expression.Parameter(typeof(WorkingText), "t");
        var words = Expression.Property(text, nameof(WorkingText.Words));
        var any = shortest.Select(Says).Aggregate(Expression.OrElse);
        return db.WorkingTexts.Where(Expression.Lambda<Func<WorkingText, bool>>(any, text)).Select(t => t.ArticleId);

        // As a captured variable, so that it becomes a parameter and one compiled query serves all words
        Expression Says(string pattern)
        {
            Expression<Func<string>> value = () => pattern;
            return Expression.Call(words, nameof(string.Contains), null, value.Body);
        }
    }

    private static IEnumerable<string> Patterns(QueryWord word) => word.Match switch
    {
        WordMatch.Whole => word.Terms.Select(t => $" {t} "),
        WordMatch.Prefix => [$" {word.Keys[0].Text}", $" +{word.Keys[0].Text}"],
        WordMatch.Suffix => [$"{word.Keys[0].Text} "],
        _ => [word.Keys[0].Text],
    };

    private static IEnumerable<string> Beginning(QueryWord word) =>
        word.Match == WordMatch.Whole && Folding.Key(word.Text) is { Length: >= ShortestBeginning } form ? [$" {form}"] : [];
}
