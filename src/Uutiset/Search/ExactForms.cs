using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Finnish;

namespace Uutiset.Search;

/// <summary>
/// Of two texts that are as good, the one with the very form that was typed comes first. The index knows base forms only, so the best hits
/// are read for it: a form in the index as well would make that half as large again.
/// </summary>
internal static class ExactForms
{
    /// <summary>How many of the best hits are looked at: three pages of them.</summary>
    public const int Window = 60;

    // Enough between equals, too little to lift a text over a better one
    private const double InTitle = .1, InText = .05;

    /// <summary>The same hits in their new order, with their new scores.</summary>
    public static async Task<List<ScoredDocument>> FirstAsync(NewsDb db, List<ScoredDocument> best, AnalyzedQuery asked, CancellationToken ct)
    {
        string[] forms = [.. asked.Clauses.Where(c => !c.IsExcluded).SelectMany(c => c.Alternatives[0].Words).Where(w => w.Match is WordMatch.Whole).Select(w => w.Text)];
        if (forms.Length == 0 || best.Count == 0) return best;
        var ids = best.ConvertAll(b => b.Id);
        var texts = await db.SearchDocuments.AsNoTracking().Where(d => ids.Contains(d.Id)).Select(d => new { d.Id, d.Title, d.Lead, d.Body }).ToDictionaryAsync(d => d.Id, ct);
        return [.. best.Select(b => texts.TryGetValue(b.Id, out var text) ? b with { Score = b.Score * (1 + forms.Average(f => Bonus(f, text.Title, text.Lead, text.Body))) } : b)
            .OrderByDescending(b => b.Score).ThenByDescending(b => b.Id)];
    }

    private static double Bonus(string form, string title, string lead, string body) => IsIn(form, title) ? InTitle : IsIn(form, lead) || IsIn(form, body) ? InText : 0;

    private static bool IsIn(string form, string text)
    {
        for (var at = text.IndexOf(form, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(form, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + form.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end]))) return true;
        }
        return false;
    }
}

internal sealed record ScoredDocument(long Id, double Score);
