using Uutiset.People;

namespace Uutiset.Articles.Translations;

/// <summary>What a translation begins with: everything that is a fact, nothing that is a text.</summary>
internal static class CarriedOver
{
    public static ArticleDraft Of(SourceText source, string lang, bool easyLanguage)
    {
        var draft = source.Draft;
        return new ArticleDraft
        {
            Lang = lang,
            EasyLanguage = easyLanguage,
            TranslationOf = source.PublicId,
            Type = draft.Type,
            // A title that everybody has, such as that of change agents, is known in three languages
            Authors = [.. draft.Authors.Select(a => a with { Title = Roles.In(a.Title, lang) })],
            Contacts = [.. draft.Contacts.Select(c => c with { Title = Roles.In(c.Title, lang) })],
            Organisations = draft.Organisations,
            Tags = draft.Tags,
            Audiences = draft.Audiences,
            Regions = draft.Regions,
            // Addresses outside have words of their own to be read by: those are text
            Related = [.. draft.Related.Where(r => r.ArticleId is not null)],
            // The file stays what it is: readers are told that it is in another language
            Attachments = [.. draft.Attachments.Select(a => a with { Lang = a.Lang ?? (lang == draft.Lang ? null : draft.Lang) })],
            // The original moves the day; a version tells it
            Deadlines = [.. draft.Deadlines.Select(d => d.Supersedes is { } former ? new DraftDeadline(former) : d)],
            Events = draft.Events,
            ExpiresAt = draft.ExpiresAt,
            ReviewBy = draft.ReviewBy,
            ProjectId = draft.ProjectId,
            PublisherId = draft.PublisherId,
            HeroMediaId = draft.HeroMediaId,
        };
    }
}
