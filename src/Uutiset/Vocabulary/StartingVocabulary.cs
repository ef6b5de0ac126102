using CsvHelper;
using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Vocabulary;

/// <summary>The regions, and the themes and audiences a new site starts with.</summary>
internal sealed class StartingVocabulary : IStartingRows
{
    public async Task AddMissingAsync(NewsDb db, CancellationToken ct)
    {
        var known = await db.Regions.Select(r => r.Code).ToListAsync(ct);
        db.Regions.AddRange(Regions.All.Where(r => !known.Contains(r.Code)).Select(r => new RegionRow { Code = r.Code }));
        // An editor may have merged or renamed themes since: only an empty vocabulary is filled
        if (!await db.Terms.AnyAsync(ct)) db.Terms.AddRange(Read());
        await db.SaveChangesAsync(ct);
    }

    private static IEnumerable<Term> Read()
    {
        using var csv = CsvReader.Create(typeof(Regions).Assembly.GetManifestResourceStream("Uutiset.Vocabulary.terms.csv")!);
        while (csv.Read())
        {
            yield return new Term
            {
                Scheme = Enum.Parse<TermScheme>(csv.GetString("scheme"), ignoreCase: true),
                Slug = csv.GetString("slug"),
                LabelFi = csv.GetString("fi"),
                LabelSv = csv.GetString("sv"),
                LabelEn = csv.GetString("en"),
                Synonyms = csv.GetString("synonyms"),
            };
        }
    }
}
