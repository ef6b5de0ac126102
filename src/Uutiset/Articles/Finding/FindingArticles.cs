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
    /// Articles whose title or lead has all the words: any inflection of them, a part of a compound, a synonym, the beginning of a word
    /// that is still being typed. Quotes, <c>-word</c> and <c>word*</c> as in the archive, but quoted words may stand apart. The newest
    /// title and lead, for those who may read them; for others the public ones.
    /// </summary>
    public static IQueryable<Article> WithWords(this IQueryable<Article> articles, NewsDb db, ArticleReach reach, Analysis analysis, string? typed)
    {
        var text = (typed ?? "").Trim();
        foreach (var clause in analysis.Query(text.Length > LongestText ? text[..LongestText] : text).Clauses.Take(MostWords))
        {
            if (clause.IsExcluded)
            {
                var (unwanted, unshown) = Having(db, clause.Alternatives[0].Words.SelectMany(Patterns));
                articles = reach.Saying(articles, a => !unwanted.Contains(a.Id), a => !unshown.Contains(a.Id));
                continue;
            }
            var synonyms = clause.Alternatives.Skip(1).Where(a => a.Words.Count == 1).SelectMany(a => Patterns(a.Words[0])).ToList();
            foreach (var word in clause.Alternatives[0].Words.Take(MostWords))
            {
                var (wanted, shown) = Having(db, [.. Patterns(word), .. Beginning(word), .. clause.Alternatives[0].Words.Count == 1 ? synonyms : []]);
                articles = reach.Saying(articles, a => wanted.Contains(a.Id), a => shown.Contains(a.Id));
            }
        }
        return articles;
    }

    // A chain of ORs: a list to search in would be a table of its own for the database, built again for each row
    private static (IQueryable<long> Newest, IQueryable<long> Shown) Having(NewsDb db, IEnumerable<string> patterns)
    {
        var all = patterns.Distinct().ToList();
        // What contains another one finds nothing more
        var shortest = all.FindAll(p => !all.Exists(q => q != p && p.Contains(q, StringComparison.Ordinal)));
        return (In(nameof(WorkingText.Words)), In(nameof(WorkingText.PublicWords)));

        IQueryable<long> In(string column)
        {
            var text = Expression.Parameter(typeof(WorkingText), "t");
            var any = shortest.Select(p => Says(Expression.Property(text, column), p)).Aggregate(Expression.OrElse);
            return db.WorkingTexts.Where(Expression.Lambda<Func<WorkingText, bool>>(any, text)).Select(t => t.ArticleId);
        }

        // As a captured variable, so that it becomes a parameter and one compiled query serves all words. strpos() of PostgreSQL takes half the time of LIKE
        static Expression Says(Expression words, string pattern)
        {
            Expression<Func<string>> value = () => pattern;
            return Expression.GreaterThanOrEqual(Expression.Call(words, nameof(string.IndexOf), null, value.Body), Expression.Constant(0));
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
