using Uutiset.Finnish;
using Uutiset.Vocabulary;
using Uutiset.Vocabulary.Body;

namespace Uutiset.Articles;

/// <summary>Tags, audiences and regions of a draft: slugs, labels or synonyms come in, slugs and codes go out.</summary>
internal sealed class DraftTerms(Terms terms, DraftErrors errors)
{
    private const int Most = 30;
    private const int LongestLabel = 100;

    public async Task<ArticleDraft> ResolveAsync(ArticleDraft draft, bool propose, CancellationToken ct)
    {
        if (draft.Tags.Count > Most) errors.TooMany("tags", draft.Tags.Count, Most);
        if (draft.Audiences.Count > Most) errors.TooMany("audiences", draft.Audiences.Count, Most);
        var found = new List<(string Slug, TermScheme Scheme)>();
        foreach (var (word, field, at) in draft.Tags.Take(Most).Select((w, i) => (w, "tags", i)).Concat(draft.Audiences.Take(Most).Select((w, i) => (w, "audiences", i))))
        {
            var text = Typography.Line(word, draft.Lang);
            if (text.Length == 0) continue;
            var index = await terms.IndexAsync(ct);
            var term = index.Find(text);
            if (term is not null) found.Add((term.Slug, term.Scheme));
            // Said no to: what is imported or stood in the draft drops it, whoever types it is told that it is not there
            else if (index.WasRejected(text) && (propose || text == Slug.From(text, "aihe"))) continue;
            else if (propose && text.Length <= LongestLabel) found.Add(await ProposeAsync(text, field, draft.Lang, ct));
            else Unknown($"{field}[{at}]", text.Length > LongestLabel ? text[..LongestLabel] + "…" : text, index.Nearest(text, draft.Lang));
        }
        return draft with
        {
            // An audience among the tags is an audience: old sites kept them in one list
            Tags = [.. found.Where(f => f.Scheme != TermScheme.Audience).Select(f => f.Slug).Distinct()],
            Audiences = [.. found.Where(f => f.Scheme == TermScheme.Audience).Select(f => f.Slug).Distinct()],
            Regions = Regions(draft.Regions),
        };
    }

    private async Task<(string Slug, TermScheme Scheme)> ProposeAsync(string label, string field, string lang, CancellationToken ct)
    {
        var scheme = field == "audiences" ? TermScheme.Audience : TermScheme.Theme;
        var term = await terms.ProposeAsync(label, lang, Slug.From(label, "aihe"), scheme, ct);
        return (term.Slug, term.Scheme);
    }

    // The nearest ones in the language of the text: that is how its tags are written
    private void Unknown(string field, string text, IReadOnlyList<string> near)
    {
        var list = string.Join(" · ", near);
        errors.Add(field,
            $"Asiasanaa ”{text}” ei ole." + (near.Count > 0 ? $" Tarkoititko: {list}?" : ""),
            $"Ämnesordet ”{text}” finns inte." + (near.Count > 0 ? $" Menade du: {list}?" : ""),
            $"There is no tag “{text}”." + (near.Count > 0 ? $" Nearest: {list}." : ""));
    }

    private List<string> Regions(IReadOnlyList<string> given)
    {
        var codes = new List<string>();
        for (var i = 0; i < given.Count && i < 100; i++)
        {
            if (Vocabulary.Regions.Find(given[i].Trim()) is { } region) codes.Add(region.Code);
            else errors.Add($"regions[{i}]",
                $"Aluekoodia ”{Shown(given[i])}” ei ole. Koodit ovat 01–21, 90 (Helsinki) ja HUS.",
                $"Områdeskoden ”{Shown(given[i])}” finns inte. Koderna är 01–21, 90 (Helsingfors) och HUS.",
                $"There is no region code “{Shown(given[i])}”. The codes are 01–21, 90 (Helsinki) and HUS.");
        }
        return [.. codes.Distinct().Order(StringComparer.Ordinal)];

        static string Shown(string code) => code.Length > 20 ? code[..20] + "…" : code;
    }
}
