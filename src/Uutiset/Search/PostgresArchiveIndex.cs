using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Finnish;

namespace Uutiset.Search;

/// <summary>A tsvector made from the same analysis, with weights A title, B tags, C lead and byline, D body.</summary>
internal sealed class PostgresArchiveIndex(Analysis analysis) : IArchiveIndex
{
    // ts_rank_cd takes weights up to 1 and, for single terms, adds up exactly one of them per place: times 6 it is Score's tf.
    // Doubled braces, since the text passes through a format string.
    private static readonly string FieldWeights = string.Create(CultureInfo.InvariantCulture,
        $"'{{{{{Score.Body / Score.Title:R},{Score.Lead / Score.Title:R},{Score.Tags / Score.Title:R},1}}}}'::float4[]");

    public void Prepare(SearchDocument document)
    {
        var vector = new TsVector();
        vector.Add(analysis.Tokens(document.Title, document.Languages), 'A');
        vector.Add(analysis.Tokens(document.Tags, document.Languages), 'B');
        vector.Add(analysis.Tokens(document.Lead, document.Languages), 'C');
        vector.Add(analysis.Tokens(document.Byline, document.Languages), 'C');
        vector.Add(analysis.Tokens(document.Body, document.Languages), 'D');
        document.Terms = vector.ToString();
    }

    public IQueryable<ArchiveMatch> Matches(NewsDb db, ArchiveDemand demand)
    {
        var arguments = new List<object>();
        var where = new List<string>();
        var needed = demand.Clauses.Where(c => !c.IsBonus).Select(Query).ToList();
        if (needed.Count > 0) where.Add($"d.vector @@ {Argument(string.Join(demand.IsAny ? " | " : " & ", needed))}::tsquery");
        if (demand.Excluded.Count > 0) where.Add($"not d.vector @@ {Argument(string.Join(" | ", demand.Excluded.Select(Query)))}::tsquery");
        var of = "search_document d" + (where.Count == 0 ? "" : " where " + string.Join(" and ", where));
        // Without the fence the planner walks from the newest article on, and reads all of them when the word is rare
        if (demand.IsGathered) return Asked($"select m.id as \"Id\", 0::float8 as \"Score\" from (select d.id from {of} offset 0) m");
        var score = demand.Clauses.Count == 0 ? "0::float8" : $"({string.Join(" + ", demand.Clauses.Select(Scored))}) * {Fresh()}";
        return Asked($"select d.id as \"Id\", {score} as \"Score\" from {of}");

        IQueryable<ArchiveMatch> Asked(string sql) => db.Database.SqlQueryRaw<ArchiveMatch>(sql, [.. arguments]);

        string Argument(object value)
        {
            arguments.Add(value);
            return $"{{{arguments.Count - 1}}}";
        }

        string Scored(DemandClause clause)
        {
            var tf = string.Join(" + ", clause.Alternatives.SelectMany(Counted));
            return $"(select {Number(clause.Idf)} * t.tf * {Number(Score.K1 + 1)} / (t.tf + {Number(Score.K1)} * ({Number(1 - Score.B)} + {Number(Score.B / Score.AverageWords)} * d.words)) from (select {tf} as tf) t)";
        }

        // *palvelu has hundreds of terms: those of one weight are counted in one walk through the vector
        IEnumerable<string> Counted(DemandAlternative alternative) => alternative.IsPhrase ? [Weighed(alternative.Weight, Query(alternative))]
            : alternative.Words.SelectMany(w => w.IsTruncated
                ? w.Terms.GroupBy(t => t.Weight).Select(g => Weighed(alternative.Weight * g.Key, string.Join(" | ", g.Select(Term))))
                : w.Groups.Select(g => $"greatest({string.Join(", ", g.Select(t => Weighed(alternative.Weight * t.Weight, Term(t))))})"));

        string Weighed(double weight, string query) => $"{Number(weight)} * {TermFrequency(query)}";

        string TermFrequency(string query) => $"{Number(Score.Title)} * ts_rank_cd({FieldWeights}, d.vector, {Argument(query)}::tsquery)";

        string Fresh() => $"(1 + {Number(Score.Freshness)} * power(2, -greatest(0, {Argument(demand.NowSeconds)} - (d.id >> {SearchDocument.CounterBits})) / {Number(Score.HalfLifeSeconds)}))";
    }

    public async Task<IReadOnlyList<string>> TermsAsync(NewsDb db, string pattern, int most, CancellationToken ct) =>
        await db.Database.SqlQuery<string>($"select term as \"Value\" from search_term where term like {pattern} escape '\\' order by length(term), term collate \"C\" limit {most}").ToListAsync(ct);

    private static string Number(double value) => value.ToString("0.0##################", CultureInfo.InvariantCulture) + "::float8";

    private static string Query(DemandClause clause) => "(" + string.Join(" | ", clause.Alternatives.Select(Query)) + ")";

    private static string Query(DemandAlternative alternative) =>
        "(" + string.Join(alternative.IsPhrase ? " <-> " : " & ", alternative.Words.Select(w => "(" + string.Join(" | ", w.Terms.Select(Term)) + ")")) + ")";

    private static string Term(DemandTerm term) => TsVector.Quoted(term.Text) + (term.IsPrefix ? ":*" : "");
}
