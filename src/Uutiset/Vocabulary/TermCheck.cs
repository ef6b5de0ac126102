using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Vocabulary.Body;

namespace Uutiset.Vocabulary;

/// <summary>A draft that holds, tidied: every field as it will be stored.</summary>
internal sealed record CheckedTerm(TermScheme Scheme, string LabelFi, string? LabelSv, string? LabelEn, string? Slug, string Synonyms, long? BroaderId, string? Uri, Introduction Introduction);

/// <summary>Whether a term can be as somebody wants it: each word names one term, and the hierarchy has no circles.</summary>
internal sealed partial class TermCheck(NewsDb db)
{
    private const int Longest = 100;
    private const int MostSynonyms = 30;
    // Deeper than any thesaurus; it ends a circle that a careless hand made in the database
    private const int Deepest = 20;

    public static readonly FieldError SlugTaken =
        new("slug", "Toisella asiasanalla on jo tämä osoite.", "Ett annat ämnesord har redan den här adressen.", "Another term has this address already.");

    /// <param name="term">The one that is changed; null for a new one.</param>
    public async Task<(CheckedTerm? Term, IReadOnlyList<FieldError> Errors)> OfAsync(Term? term, TermDraft draft, CancellationToken ct)
    {
        var errors = new List<FieldError>();
        var all = await db.Terms.AsNoTracking().OrderBy(t => t.Id).ToListAsync(ct);
        var (fi, sv, en) = (Typography.Line(draft.Label, "fi"), Typography.LineOrNull(draft.LabelSv, "sv"), Typography.LineOrNull(draft.LabelEn, "en"));
        var scheme = draft.Scheme ?? term?.Scheme;
        if (scheme is null) errors.Add(new("scheme", "Valitse ryhmä: aihe, kohderyhmä, sarja tai ohjelma.", "Välj en grupp: ämne, målgrupp, serie eller program.", "Choose a group: theme, audience, series or programme."));
        if (fi.Length == 0) errors.Add(new("label", "Kirjoita nimi suomeksi.", "Skriv namnet på finska.", "Write the name in Finnish."));
        var words = new Words([.. all.Where(t => term is null || t.Id != term.Id && t.MergedIntoId != term.Id)], errors);
        foreach (var (field, word) in new[] { ("label", fi), ("labelSv", sv), ("labelEn", en) }) words.Take(field, word);
        var synonyms = Synonyms(draft, [fi, sv, en], words, errors);
        var slug = Slug(term, draft, fi, all, errors);
        var broader = Broader(term, draft, scheme, all, errors);
        if (term is not null && term.Scheme != scheme && (term.Scheme == TermScheme.Series || scheme == TermScheme.Series))
            errors.Add(new("scheme", "Sarja ei muutu muuksi eikä muu sarjaksi: tilaukset ja tiedotteet kuuluvat sarjoihin.",
                "En serie blir inte något annat, och inget annat blir en serie: prenumerationer och utskick hör till serier.", "A series stays one, and nothing else becomes one: subscriptions and bulletins belong to series."));
        if (term is not null && term.Scheme != scheme && all.Exists(t => t.BroaderId == term.Id))
            errors.Add(new("scheme", "Tällä on suppeampia asiasanoja. Siirrä ne ensin muualle.", "Det här har smalare ämnesord. Flytta dem först.", "It has narrower terms. Move those first."));
        var uri = SafeAddress.OfWeb(draft.Uri);
        if (!string.IsNullOrWhiteSpace(draft.Uri) && (uri is null || uri.Length > 300))
            errors.Add(new("uri", "Kirjoita osoite kokonaan, esimerkiksi http://www.yso.fi/onto/yso/p1810.", "Skriv hela adressen, till exempel http://www.yso.fi/onto/yso/p1810.", "Write the whole address, such as http://www.yso.fi/onto/yso/p1810."));
        var introduction = (term?.Introduction ?? new()).With(draft.IntroductionHtml, draft.IntroductionSvHtml, draft.IntroductionEnHtml, errors.Add);
        return errors.Count > 0 ? (null, errors) : (new CheckedTerm(scheme!.Value, fi, sv, en, slug, string.Join(';', synonyms), broader, uri, introduction), []);
    }

    private static List<string> Synonyms(TermDraft draft, string?[] labels, Words words, List<FieldError> errors)
    {
        var own = labels.OfType<string>().Select(TermIndex.Key).ToHashSet();
        var synonyms = (draft.Synonyms ?? []).Select(s => Typography.Line(s?.Replace(';', ' '), "fi")).Where(s => s.Length > 0).DistinctBy(TermIndex.Key).Where(s => !own.Contains(TermIndex.Key(s))).ToList();
        if (synonyms.Count > MostSynonyms)
            errors.Add(new("synonyms", $"Synonyymejä on enintään {MostSynonyms}.", $"Högst {MostSynonyms} synonymer.", $"At most {MostSynonyms} synonyms."));
        foreach (var synonym in synonyms.Take(MostSynonyms)) words.Take("synonyms", synonym);
        return synonyms;
    }

    private static string? Slug(Term? term, TermDraft draft, string label, List<Term> all, List<FieldError> errors)
    {
        if (string.IsNullOrWhiteSpace(draft.Slug)) return term is null && label.Length > 0 ? Finnish.Slug.From(label, "aihe") : null;
        var slug = draft.Slug.Trim();
        if (slug.Length > Finnish.Slug.MaxLength || !SlugShape().IsMatch(slug))
            errors.Add(new("slug", "Osoitteessa voi olla pieniä kirjaimia a–z, numeroita ja yhdysmerkkejä.", "Adressen kan innehålla små bokstäver a–z, siffror och bindestreck.", "An address may have small letters a–z, digits and hyphens."));
        else if (all.Exists(t => t.Slug == slug && t.Id != term?.Id && (term is null || t.MergedIntoId != term.Id || !t.IsFormerAddress)))
            errors.Add(SlugTaken);
        return slug;
    }

    private static long? Broader(Term? term, TermDraft draft, TermScheme? scheme, List<Term> all, List<FieldError> errors)
    {
        if (string.IsNullOrWhiteSpace(draft.Broader)) return null;
        var broader = all.Find(t => t.Slug == draft.Broader.Trim() && t is { State: TermState.Active, MergedIntoId: null });
        if (broader is null || scheme is not null && broader.Scheme != scheme)
        {
            errors.Add(new("broader", "Laajempaa asiasanaa ei ole tässä ryhmässä.", "Det bredare ämnesordet finns inte i den här gruppen.", "There is no such wider term in this group."));
            return null;
        }
        var above = broader;
        for (var step = 0; step < Deepest && above is not null && above.Id != term?.Id; step++) above = all.Find(t => t.Id == above.BroaderId);
        if (above is not null)
            errors.Add(new("broader", "Asiasana ei voi olla oman suppeamman asiasanansa alla.", "Ett ämnesord kan inte ligga under sitt eget smalare ämnesord.", "A term cannot be below its own narrower term."));
        return broader.Id;
    }

    /// <summary>Every word names one term, or whoever types it would get one or the other by chance.</summary>
    private sealed class Words(IReadOnlyList<Term> others, List<FieldError> errors)
    {
        public void Take(string field, string? word)
        {
            if (string.IsNullOrEmpty(word)) return;
            if (word.Length > Longest)
            {
                errors.Add(new(field, $"Enintään {Longest} merkkiä.", $"Högst {Longest} tecken.", $"At most {Longest} characters."));
                return;
            }
            var key = TermIndex.Key(word);
            var owner = others.FirstOrDefault(t => t.Words.Any(w => TermIndex.Key(w) == key));
            if (owner is null) return;
            var heir = owner.MergedIntoId is { } id ? others.FirstOrDefault(t => t.Id == id) ?? owner : owner;
            errors.Add(heir.State switch
            {
                TermState.Proposed => new(field, $"”{word}” on jo ehdotettu. Ota ehdotus käyttöön tai yhdistä se.", $"”{word}” har redan föreslagits. Godkänn eller slå ihop förslaget.", $"“{word}” is proposed already. Accept or merge the proposal."),
                TermState.Rejected => new(field, $"”{word}” on hylätty aiemmin. Ota se käyttöön hylätyistä.", $"”{word}” har avvisats tidigare. Ta det i bruk bland de avvisade.", $"“{word}” was rejected earlier. Accept it among the rejected ones."),
                _ => new(field, $"”{word}” on jo asiasanalla {heir.LabelFi}.", $"”{word}” hör redan till ämnesordet {heir.Label.In("sv")}.", $"“{word}” belongs to the term {heir.Label.In("en")} already."),
            });
        }
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex SlugShape();
}
