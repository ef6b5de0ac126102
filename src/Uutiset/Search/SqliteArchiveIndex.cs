using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Uutiset.Data;
using Uutiset.Finnish;

namespace Uutiset.Search;

/// <summary>FTS5, fed by triggers on search_document and read through our tokenizer.</summary>
internal sealed class SqliteArchiveIndex : IArchiveIndex
{
    public void Prepare(SearchDocument document) => document.Terms = null;

    public IQueryable<ArchiveMatch> Matches(NewsDb db, ArchiveDemand demand)
    {
        var excluded = string.Join(" OR ", demand.Excluded.Select(c => Clause(c, 0, new())));
        if (demand.Clauses.Count == 0)
        {
            return excluded.Length == 0
                ? db.Database.SqlQuery<ArchiveMatch>($"select id as \"Id\", 0.0 as \"Score\" from search_document")
                : db.Database.SqlQuery<ArchiveMatch>($"select id as \"Id\", 0.0 as \"Score\" from search_document where id not in (select rowid from search_index where search_index match {excluded})");
        }
        var making = new Fts5Score.PlanMaking();
        var match = Match(demand, making);
        var plan = making.Plan(demand).Write();
        return excluded.Length == 0
            ? db.Database.SqlQuery<ArchiveMatch>($"select search_index.rowid as \"Id\", archive_score(search_index, {plan}, d.words) as \"Score\" from search_index join search_document d on d.id = search_index.rowid where search_index match {match}")
            : db.Database.SqlQuery<ArchiveMatch>($"select search_index.rowid as \"Id\", archive_score(search_index, {plan}, d.words) as \"Score\" from search_index join search_document d on d.id = search_index.rowid where search_index match {match} and search_index.rowid not in (select rowid from search_index where search_index match {excluded})");
    }

    public async Task<IReadOnlyList<string>> TermsAsync(NewsDb db, string pattern, int most, CancellationToken ct) =>
        await db.Database.SqlQuery<string>($"select term as \"Value\" from search_vocabulary where term like {pattern} escape '\\' order by length(term), term limit {most}").ToListAsync(ct);

    // What is needed first, then the bonus as an alternative that the needed ones imply: it is counted without demanding anything
    private static string Match(ArchiveDemand demand, Fts5Score.PlanMaking plan)
    {
        var needed = demand.Clauses.Index().Where(c => !c.Item.IsBonus).Select(c => Clause(c.Item, c.Index, plan)).ToList();
        var match = "(" + string.Join(demand.IsAny ? " OR " : " AND ", needed) + ")";
        foreach (var (index, bonus) in demand.Clauses.Index().Where(c => c.Item.IsBonus)) match += " OR " + Clause(bonus, index, plan);
        return match;
    }

    private static string Clause(DemandClause clause, int index, Fts5Score.PlanMaking plan) =>
        "(" + string.Join(" OR ", clause.Alternatives.Select(a => Alternative(a, index, plan))) + ")";

    private static string Alternative(DemandAlternative alternative, int clause, Fts5Score.PlanMaking plan)
    {
        if (alternative.IsPhrase)
        {
            plan.Add(clause, [alternative.Weight]);
            return string.Join(" + ", alternative.Words.Select(w => Quoted(string.Join(Fts5Tokenizer.Separator, w.Terms.Select(t => t.Text)))));
        }
        return "(" + string.Join(" AND ", alternative.Words.Select(w => Word(w, alternative.Weight, clause, plan))) + ")";
    }

    private static string Word(DemandWord word, double weight, int clause, Fts5Score.PlanMaking plan)
    {
        var groups = word.Groups.ToList();
        foreach (var group in groups) plan.Add(clause, group.Select(t => weight * t.Weight));
        return "(" + string.Join(" OR ", groups.SelectMany(g => g).Select(t => Quoted(t.Text) + (t.IsPrefix ? " *" : ""))) + ")";
    }

    private static string Quoted(string text) => "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}

/// <summary>A connection without our tokenizer must not touch the index, so every one gets it as it opens.</summary>
internal sealed class TokenizerOnConnections(Analysis analysis) : DbConnectionInterceptor
{
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Register(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Register(connection);
        return Task.CompletedTask;
    }

    private void Register(DbConnection connection)
    {
        if (connection is SqliteConnection sqlite) Fts5.Register(sqlite, analysis);
    }
}
