using Microsoft.EntityFrameworkCore;
using Uutiset.Articles;
using Uutiset.Data;
using Uutiset.Finnish;
using Uutiset.Vocabulary;

namespace Uutiset.Search;

/// <summary>
/// What else there is to read: by shared themes (a rare one says more), shared words of title and lead, region, and nearness
/// in time. A fixed number of SQL commands, whatever the article.
/// </summary>
internal sealed class Related(IDbContextFactory<NewsDb> databases, Analysis analysis, TimeProvider clock)
{
    // The newest ones that share a term or a region; scoring them takes some milliseconds
    private const int MostCandidates = 200;

    // Proposals, tried on the seeds: a shared theme decides, shared words choose among those that have it
    private const double RegionWeight = 1, WordWeight = 1.5, TimeWeight = .75, AudienceWeight = .2, OtherLanguage = .4, Least = 1;
    private const double HalfLifeDays = 365;

    // Said of half of all candidates, a word tells nothing
    private const int CommonWordShare = 2;

    private sealed record Candidate(
        long Id, Guid PublicId, string Slug, string Title, string Lead, string Excerpt, string Lang, ArticleType Type, DateTime PublishedUtc, DatePrecision Precision);

    private sealed record Traits(HashSet<long> Terms, HashSet<string> Regions, Dictionary<string, string> Words);

    /// <param name="except">Articles that stand there already, chosen by the editor.</param>
    /// <returns>Best first; empty for an article that nothing fits.</returns>
    public async Task<IReadOnlyList<RelatedArticle>> OfAsync(long articleId, int most, IReadOnlyCollection<long> except, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var visible = db.Articles.AsNoTracking().VisibleAt(now);
        if (await Candidates(visible.Where(a => a.Id == articleId)).FirstOrDefaultAsync(ct) is not { } article) return [];
        var candidates = await CandidatesAsync(db, visible, articleId, [.. except], ct);
        var all = candidates.Select(c => c.Id).Append(articleId).ToList();
        var terms = (await db.Set<ArticleTerm>().AsNoTracking().Where(t => all.Contains(t.ArticleId) && t.Term!.State == TermState.Active).Include(t => t.Term).ToListAsync(ct)).ToLookup(t => t.ArticleId);
        var regions = (await db.Set<ArticleRegion>().AsNoTracking().Where(r => all.Contains(r.ArticleId)).ToListAsync(ct)).ToLookup(r => r.ArticleId);
        var own = terms[articleId].Select(t => t.TermId).ToList();
        var having = await visible.SelectMany(a => a.Terms).Where(t => own.Contains(t.TermId)).GroupBy(t => t.TermId).ToDictionaryAsync(g => g.Key, g => g.Count(), ct);
        var articles = await visible.CountAsync(ct);

        Traits Of(Candidate c) => new([.. terms[c.Id].Select(t => t.TermId)], [.. Regions.Expand(regions[c.Id].Select(r => r.RegionCode))], Words(c));
        var traits = candidates.Append(article).ToDictionary(c => c.Id, Of);
        var saying = traits.Values.SelectMany(t => t.Words.Keys).CountBy(w => w).ToDictionary();
        var weights = terms[articleId].ToDictionary(t => t.Term!, t => (t.Term!.Scheme == TermScheme.Audience ? AudienceWeight : 1) * (1 + Score.Idf(articles, having.GetValueOrDefault(t.TermId))));
        return [.. candidates.Select(c => Scored(article, c, traits, weights, saying)).Where(r => r.Score >= Least && r.Reasons.Count > 0)
            .OrderByDescending(r => r.Score).ThenByDescending(r => r.PublishedUtc).ThenBy(r => r.Id).Take(most)];
    }

    private static RelatedArticle Scored(
        Candidate article, Candidate other, Dictionary<long, Traits> traits, Dictionary<Term, double> weights, Dictionary<string, int> saying)
    {
        var (own, its) = (traits[article.Id], traits[other.Id]);
        var reasons = weights.Where(w => its.Terms.Contains(w.Key.Id))
            .Select(w => (Weight: w.Value, Reason: new RelatedReason(w.Key.Scheme == TermScheme.Audience ? RelatedBy.Audience : RelatedBy.Tag, w.Key.Slug, w.Key.Label))).ToList();
        var words = own.Words.Keys.Where(w => its.Words.ContainsKey(w) && saying[w] * CommonWordShare <= traits.Count)
            .OrderByDescending(w => Score.Idf(traits.Count, saying[w])).ThenBy(w => w, StringComparer.Ordinal).ToList();
        if (words.Count > 0)
        {
            var strength = words.Sum(w => Score.Idf(traits.Count, saying[w])) / Math.Sqrt(own.Words.Count + its.Words.Count);
            reasons.Add((WordWeight * strength, new RelatedReason(RelatedBy.Words, string.Join(' ', words.Take(3)), new Localized(string.Join(", ", words.Take(3).Select(w => its.Words[w]))))));
        }
        // A region of one's own says more than one of the five that HUS stands for
        if (own.Regions.FirstOrDefault(its.Regions.Contains) is { } region)
            reasons.Add((RegionWeight / Math.Sqrt(Math.Min(own.Regions.Count, its.Regions.Count)), new RelatedReason(RelatedBy.Region, region, Regions.Find(region)!.Short)));
        var time = TimeWeight * Math.Pow(2, -Math.Abs((article.PublishedUtc - other.PublishedUtc).TotalDays) / HalfLifeDays);
        var score = (reasons.Sum(r => r.Weight) + time) * (article.Lang == other.Lang ? 1 : OtherLanguage);
        return new RelatedArticle(other.PublicId, other.Slug, Article.PathOf(other.Type, other.Slug), other.Title, other.Excerpt.Length > 0 ? other.Excerpt : other.Lead,
            other.Lang, other.Type, other.PublishedUtc, other.Precision, [.. reasons.OrderByDescending(r => r.Weight).Select(r => r.Reason)], Math.Round(score, 3));
    }

    private static Task<List<Candidate>> CandidatesAsync(NewsDb db, IQueryable<Article> visible, long articleId, long[] except, CancellationToken ct)
    {
        var terms = db.Set<ArticleTerm>().Where(t => t.ArticleId == articleId && t.Term!.Scheme != TermScheme.Audience && t.Term.State == TermState.Active).Select(t => t.TermId);
        var regions = db.Set<ArticleRegion>().Where(r => r.ArticleId == articleId).Select(r => r.RegionCode);
        return Candidates(visible
            .Where(a => a.Id != articleId && a.Type != ArticleType.Page && !except.Contains(a.Id))
            // Not the same item in another language
            .Where(a => !db.Articles.Any(o => o.Id == articleId && (o.TranslationOfId ?? o.Id) == (a.TranslationOfId ?? a.Id)))
            .Where(a => a.Terms.Any(t => terms.Contains(t.TermId)) || a.Regions.Any(r => regions.Contains(r.RegionCode)))
            .OrderByDescending(a => a.PublishedUtc).ThenByDescending(a => a.Id).Take(MostCandidates)).ToListAsync(ct);
    }

    private static IQueryable<Candidate> Candidates(IQueryable<Article> articles) => articles.Select(a => new Candidate(
        a.Id, a.PublicId, a.Slug, a.Title, a.Lead, a.Excerpt, a.Lang, a.Type, a.PublishedUtc!.Value, a.PublishedPrecision));

    // Base forms of title and lead, with the form that the text has; two letters are no topic
    private Dictionary<string, string> Words(Candidate candidate)
    {
        var text = candidate.Title + "\n" + candidate.Lead;
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var token in analysis.Tokens(text, candidate.Lang))
        {
            if (token.Keys[0].Text is { Length: > 2 } word) words.TryAdd(word, text.Substring(token.Start, token.Length));
        }
        return words;
    }
}
