using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles.Translations;
using Uutiset.Data;
using Uutiset.Vocabulary;
using Uutiset.Vocabulary.Body;

namespace Uutiset.Articles;

/// <summary>Whose draft it is and what they may do.</summary>
/// <param name="Article">Null for a new one.</param>
/// <param name="Previous">The newest revision; ids that it allotted may come back.</param>
/// <param name="MayPublish">Without it publishedAt is passed over (S15).</param>
/// <param name="Propose">An import keeps unknown tags as proposed terms.</param>
/// <param name="By">Who writes; null: the program itself, for any publisher.</param>
/// <param name="ComesOut">It is published with this save, or at an hour that has been set: what publication asks for is asked now.</param>
internal sealed record DraftContext(Article? Article = null, ArticleDraft? Previous = null, bool MayPublish = false, bool Propose = false, bool ComesOut = false, Actor? By = null);

/// <param name="Source">The original, when it is a version of another article.</param>
internal sealed record CheckedDraft(ArticleDraft Draft, IReadOnlyList<FieldError> Errors, SourceText? Source = null)
{
    /// <summary>Whose article it is: the named publisher's, or the site's first one's.</summary>
    public long? PublisherId { get; init; }

    public bool IsGood => Errors.Count == 0;
}

/// <summary>Puts a draft into the form in which it is stored (clean body, NFC, slugs for tags, ids for what is new) and says what will not do.</summary>
internal sealed class DraftCheck(NewsDb db, Terms terms, PublicationCheck publication, TimeProvider clock)
{
    public const int LongestTitle = 300;
    private const int LongestLead = 3000;
    /// <summary>What fits on a line of a mail and on a card.</summary>
    private const int LongestShortTitle = 60;
    private const int Tries = 5;

    /// <summary>What an article may be written in: more than the interface speaks.</summary>
    public static IReadOnlyList<string> ContentLanguages => Languages.OfContent;

    public async Task<CheckedDraft> CheckAsync(ArticleDraft given, DraftContext context, CancellationToken ct)
    {
        var result = await CheckOnceAsync(given, context, ct);
        if (!context.Propose) return result;
        // Terms come with the text that brought them, or not at all
        for (var attempt = 1; result.IsGood && !await terms.KeepProposedAsync(ct); attempt++)
        {
            if (attempt == Tries) throw new InvalidOperationException("Proposed terms meet others of their slug again and again");
            result = await CheckOnceAsync(given, context, ct);
        }
        if (!result.IsGood) terms.ForgetProposed();
        return result;
    }

    private async Task<CheckedDraft> CheckOnceAsync(ArticleDraft given, DraftContext context, CancellationToken ct)
    {
        var errors = new DraftErrors();
        var draft = Text(WithoutNulls(given), errors);
        draft = await new DraftTerms(terms, errors).ResolveAsync(draft, context.Propose, ct);
        if (context.Previous is { } previous) draft = Recognition.Of(draft, previous);
        var group = new GroupCheck(db, context, errors);
        draft = await group.CheckAsync(draft, ct);
        (draft, var publisher) = await SpokenAsync(draft, context, errors, ct);
        var targets = await DraftTargets.LoadAsync(db, await terms.IndexAsync(ct), draft, ct);
        if (context.By is { PublisherId: not null } by) targets = targets with { Articles = await KnownAsync(by, targets.Articles, context.Previous, ct) };
        draft = new DraftParts(targets, context, errors, group).Check(draft);
        draft = Dates(draft, context, errors);
        await UniqueAsync(draft, context.Article?.Id ?? 0, errors, ct);
        return new CheckedDraft(draft, errors.Found.Count == 0 && context.ComesOut
            ? await publication.ErrorsAsync(draft, isImported: context.Propose, context.By, ct) : errors.Found, group.Source)
        {
            PublisherId = draft.PublisherId is { } named ? targets.Organisations.GetValueOrDefault(named)?.Id : publisher,
        };
    }

    // Who speaks for one publisher writes its articles and no others, and it is named in them; who names none means the site's first one
    private async Task<(ArticleDraft Draft, long? PublisherId)> SpokenAsync(ArticleDraft draft, DraftContext context, DraftErrors errors, CancellationToken ct)
    {
        var by = context.By ?? Actor.System;
        if (by.PublisherId is null && draft.PublisherId is not null) return (draft, null);
        var publisher = await db.PublisherForAsync(by, draft.PublisherId, ct);
        if (publisher is null)
            errors.Add("publisherId", "Voit tehdä juttuja vain oman julkaisijasi nimissä.", "Du kan göra artiklar bara i din egen utgivares namn.", "You can make articles only in the name of your own publisher.");
        return (by.PublisherId is null ? draft : draft with { PublisherId = publisher?.PublicId ?? draft.PublisherId }, publisher?.Id);
    }

    // Another publisher's draft is not there to be linked to, by which its title could be read; what the text linked to before may stay
    private async Task<IReadOnlyDictionary<Guid, long>> KnownAsync(Actor by, IReadOnlyDictionary<Guid, long> articles, ArticleDraft? previous, CancellationToken ct)
    {
        var ids = articles.Keys.ToList();
        var known = await db.Articles.OwnOrPublic(by).Where(a => ids.Contains(a.PublicId)).Select(a => a.PublicId).ToHashSetAsync(ct);
        known.UnionWith(previous?.Related.Select(r => r.ArticleId).OfType<Guid>() ?? []);
        return articles.Where(a => known.Contains(a.Key)).ToDictionary();
    }

    // "tags": null in JSON is no tags
    private static ArticleDraft WithoutNulls(ArticleDraft d) => d with
    {
        Authors = Rows(d.Authors), Tags = Rows(d.Tags), Audiences = Rows(d.Audiences), Regions = Rows(d.Regions),
        Contacts = Rows(d.Contacts), Organisations = Rows(d.Organisations),
        Related = Rows(d.Related), Attachments = Rows(d.Attachments), Deadlines = Rows(d.Deadlines), Events = Rows(d.Events),
    };

    private static IReadOnlyList<T> Rows<T>(IReadOnlyList<T>? rows) => rows is null ? [] : [.. rows.Where(r => r is not null)];

    private static ArticleDraft Text(ArticleDraft draft, DraftErrors errors)
    {
        var lang = draft.Lang ?? "fi";
        if (!ContentLanguages.Contains(lang))
            errors.Add("lang", $"Kieltä ”{lang}” ei tunneta. Käytä jotakin näistä: {string.Join(", ", ContentLanguages)}.",
                $"Språket ”{lang}” är okänt. Använd ett av dessa: {string.Join(", ", ContentLanguages)}.",
                $"The language “{lang}” is unknown. Use one of {string.Join(", ", ContentLanguages)}.");
        var title = Short("title", draft.Title, LongestTitle);
        if (title.Length == 0) errors.Missing("title", "Otsikko", "Rubriken", "The title");
        var body = draft.BodyHtml;
        if (body is not null && !HtmlCleaner.IsWithinBounds(body))
        {
            errors.Add("bodyHtml", "Leipäteksti on liian suuri tai liian syvälle sisäkkäistä. Enintään 2 megatavua tekstiä mahtuu.",
                "Brödtexten är för stor eller för djupt nästlad. Högst 2 megabyte text ryms.", "The body is too large or nested too deeply. At most 2 megabytes of text fit.");
            body = null;
        }
        return draft with
        {
            Lang = lang,
            Title = title,
            ShortTitle = OrNull(Short("shortTitle", draft.ShortTitle, LongestShortTitle)),
            Lead = OrNull(Short("lead", draft.Lead, LongestLead)),
            FollowUp = OrNull(Short("followUp", draft.FollowUp, LongestTitle)),
            Excerpt = OrNull(Short("excerpt", draft.Excerpt, Excerpts.Longest)),
            BodyHtml = OrNull(HtmlCleaner.Clean(body, lang)),
            Slug = OrNull((draft.Slug ?? "").Trim()),
            SourceId = OrNull(Short("sourceId", draft.SourceId, 200)),
        };

        // A text far beyond the bound is not even looked at
        string Short(string field, string? text, int longest) =>
            text?.Length > longest * 4 ? errors.Within(field, text, longest) : errors.Within(field, Typography.Line(text, lang), longest);
    }

    private ArticleDraft Dates(ArticleDraft draft, DraftContext context, DraftErrors errors)
    {
        var now = clock.GetUtcNow();
        // Given by somebody who may not publish, or after the first publication, it is no error: a client sends back what it read
        if (!context.MayPublish || context.Article?.PublishedUtc is not null) draft = draft with { PublishedAt = context.Previous?.PublishedAt, PublishedPrecision = context.Previous?.PublishedPrecision };
        // So is the address that was made of the title
        if (context.Previous is { Slug: null } && draft.Slug is not null && draft.Slug == context.Article?.Slug) draft = draft with { Slug = null };
        if (draft.PublishedAt > now)
            errors.Add("publishedAt", "Julkaisuaika ei voi olla tulevaisuudessa. Ajasta juttu julkaisemalla se tulevaan hetkeen.",
                "Publiceringstiden kan inte ligga i framtiden. Tidsinställ artikeln när du publicerar den.",
                "publishedAt cannot lie in the future. To schedule, publish with publishAt.");
        if (draft.PublishedAt?.Year is < 1950)
            errors.Add("publishedAt", "Julkaisuaika on liian kaukana menneisyydessä.", "Publiceringstiden ligger för långt tillbaka.", "publishedAt lies too far in the past.");
        if (draft.LastCheckedAt > now)
            errors.Add("lastCheckedAt", "Tarkistuspäivä ei voi olla tulevaisuudessa.", "Granskningsdagen kan inte ligga i framtiden.", "The day of the last check cannot lie in the future.");
        if (draft.LastCheckedAt?.Year is < 1950)
            errors.Add("lastCheckedAt", "Tarkistuspäivä on liian kaukana menneisyydessä.", "Granskningsdagen ligger för långt tillbaka.", "The day of the last check lies too far in the past.");
        if (draft.ExpiresAt is { } expires && (expires <= (draft.PublishedAt ?? context.Article?.PublishedUtc ?? DateTimeOffset.MinValue) || expires <= context.Article?.PublishAtUtc))
            errors.Add("expiresAt", "Juttu vanhenisi ennen julkaisuaan.", "Artikeln skulle upphöra innan den publiceras.", "The article would expire before its publication.");
        return draft;
    }

    private async Task UniqueAsync(ArticleDraft draft, long ownId, DraftErrors errors, CancellationToken ct)
    {
        if (draft.Slug is { } slug)
        {
            if (!ArticleSlugs.IsWellFormed(slug))
                errors.Add("slug", "Osoitteessa saa olla pieniä kirjaimia a–z, numeroita ja niiden välissä yhdysmerkkejä, enintään 80 merkkiä.",
                    "Adressen får ha små bokstäver a–z, siffror och bindestreck mellan dem, högst 80 tecken.",
                    "A slug has lower-case letters a–z, digits and single hyphens between them, at most 80 characters.");
            else if (draft.Type == ArticleType.Page && ArticleSlugs.IsReserved(slug) || await db.ArticleSlugs.AnyAsync(s => s.Slug == slug && s.ArticleId != ownId, ct))
                errors.Add("slug", "Osoite on jo käytössä.", "Adressen är redan i bruk.", "The slug is taken.");
        }
        if (draft.SourceId is { } source && await db.Articles.AnyAsync(a => a.SourceId == source && a.Id != ownId, ct))
            errors.Add("sourceId", "Samasta lähteestä on jo juttu.", "Det finns redan en artikel från samma källa.", "There is an article with this sourceId already.");
    }

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
