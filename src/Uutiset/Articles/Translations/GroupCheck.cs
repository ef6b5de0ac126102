using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Vocabulary.Body;

namespace Uutiset.Articles.Translations;

/// <summary>Looks at what a draft says about other languages: the item that it is a version of, and its summaries.</summary>
internal sealed class GroupCheck(NewsDb db, DraftContext context, DraftErrors errors)
{
    private const int MostSummaries = 5;

    /// <summary>Null: the draft is no version of another article.</summary>
    public SourceText? Source { get; private set; }

    /// <summary>Events that the text before told together with another original. Leaving that one, the article gets events of its own.</summary>
    public IReadOnlySet<Guid> LeftEvents { get; private set; } = new HashSet<Guid>();

    public async Task<ArticleDraft> CheckAsync(ArticleDraft draft, CancellationToken ct)
    {
        var own = context.Article?.Id ?? 0;
        if (draft.TranslationOf is { } named) Source = await SourceText.FindAsync(db, named, ct);
        // Another publisher's text is not this one's to translate; a version that was tied to it already stays tied
        if (Source is not null && context.Previous?.TranslationOf != Source.PublicId && !(context.By ?? Actor.System).SpeaksFor(Source.PublisherId)) Source = null;
        var versions = own == 0 ? [] : await SourceText.PlacesAsync(db, own, ct);
        if (context.Previous?.TranslationOf is { } former && former != Source?.PublicId && await SourceText.FindAsync(db, former, ct) is { } left)
            LeftEvents = left.Draft.Events.Select(e => e.EventId).OfType<Guid>().ToHashSet();
        if (draft.TranslationOf is not null && (Source is null || Source.Id == own))
        {
            Source = null;
            errors.Unknown("translationOf", "Juttua, jonka käännös tämä on,", "Artikeln som detta översätter", "The article that this translates");
        }
        else if (Source is not null && versions.Count > 0)
            errors.Add("translationOf", "Tällä jutulla on omia kieliversioita. Irrota ne ensin.", "Artikeln har egna språkversioner. Lösgör dem först.", "The article has versions of its own. Unlink them first.");
        if ((Source?.Taken ?? versions).Any(t => t.ArticleId != own && t.Lang == draft.Lang && t.EasyLanguage == draft.EasyLanguage)) Taken(errors, "lang");
        return draft with { TranslationOf = Source?.PublicId ?? draft.TranslationOf, Summaries = Summaries(draft) };
    }

    public static void Taken(DraftErrors errors, string field) => errors.Add(field, "Jutusta on jo versio tällä kielellä.", "Artikeln har redan en version på det språket.", "The item has a version in this language already.");

    private List<DraftSummary>? Summaries(ArticleDraft draft)
    {
        var rows = (draft.Summaries ?? []).Where(s => s is not null && (!string.IsNullOrWhiteSpace(s.Title) || !string.IsNullOrWhiteSpace(s.Text))).ToList();
        if (rows.Count > MostSummaries) errors.TooMany("summaries", rows.Count, MostSummaries);
        var clean = new List<DraftSummary>();
        foreach (var (row, i) in rows.Take(MostSummaries).Select((row, i) => (row, i)))
        {
            var field = FormattableString.Invariant($"summaries[{i}]");
            var lang = row.Lang ?? "";
            if (!DraftCheck.ContentLanguages.Contains(lang)) errors.Add(field + ".lang", "Kieltä ei tunneta.", "Språket är okänt.", "The language is not known.");
            else if (lang == draft.Lang) errors.Add(field + ".lang", "Tiivistelmä on muulla kielellä kuin juttu itse.", "Sammanfattningen är på ett annat språk än artikeln.", "A summary is in another language than the article.");
            else if (clean.Exists(s => s.Lang == lang)) errors.Add(field + ".lang", "Kullakin kielellä voi olla yksi tiivistelmä.", "Varje språk kan ha en sammanfattning.", "Each language may have one summary.");
            var (title, text) = (Line(field + ".title", row.Title, lang, DraftCheck.LongestTitle), Line(field + ".text", row.Text, lang, DraftSummary.Longest));
            if (title is null) errors.Missing(field + ".title", "Tiivistelmän otsikko", "Sammanfattningens rubrik", "The title of the summary");
            if (text is null) errors.Missing(field + ".text", "Tiivistelmän teksti", "Sammanfattningens text", "The text of the summary");
            clean.Add(new DraftSummary(lang, title, text));
        }
        return clean.Count == 0 ? null : clean;
    }

    // A text far beyond the bound is not even looked at
    private string? Line(string field, string? text, string lang, int longest) =>
        text?.Length > longest * 4 ? errors.WithinOrNull(field, text, longest) : errors.WithinOrNull(field, Typography.LineOrNull(text, lang), longest);
}
