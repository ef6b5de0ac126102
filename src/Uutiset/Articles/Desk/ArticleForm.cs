using Uutiset.Desk.Picks;
using Uutiset.People.Desk;

namespace Uutiset.Articles.Desk;

/// <summary>What the article page posts: text as people type it. Nothing else of a request is bound, so status, owner and publication date cannot be smuggled in (S15).</summary>
internal sealed class ArticleForm
{
    public ArticleType Type { get; set; }
    public string Lang { get; set; } = "fi";
    public bool EasyLanguage { get; set; }
    public string Title { get; set; } = "";
    public string ShortTitle { get; set; } = "";
    public string Slug { get; set; } = "";
    public Pick ProjectId { get; set; } = new();
    /// <summary>Null: as it was. The form asks for it where there are several, of who speaks for all of them.</summary>
    public Guid? PublisherId { get; set; }
    public string Lead { get; set; } = "";
    public string Excerpt { get; set; } = "";
    public string BodyHtml { get; set; } = "";
    public Guid? HeroMediaId { get; set; }
    public string ExpiresAt { get; set; } = "";
    public string ReviewBy { get; set; } = "";
    public string LastCheckedAt { get; set; } = "";
    /// <summary>Of a text that was published elsewhere before: a day, a day and an hour, or a month.</summary>
    public string PublishedAt { get; set; } = "";
    /// <summary>Nobody knows when it was published; the day, if there is one, is the earliest possible.</summary>
    public bool PublishedUnknown { get; set; }
    public string FollowUp { get; set; } = "";
    public string FollowUpBy { get; set; } = "";
    public bool KeepsVagueLinks { get; set; }
    public List<AuthorRow> Authors { get; set; } = [];
    public List<ContactRow> Contacts { get; set; } = [];
    public List<MentionRow> Organisations { get; set; } = [];
    public List<string> Tags { get; set; } = [];
    public List<string> Audiences { get; set; } = [];
    public List<string> Regions { get; set; } = [];
    public List<RelatedRow> Related { get; set; } = [];
    public List<LinkRow> Links { get; set; } = [];
    public List<AttachmentRow> Attachments { get; set; } = [];
    public List<DeadlineRow> Deadlines { get; set; } = [];
    public List<EventRow> Events { get; set; } = [];
    public List<ToldEventRow> ToldEvents { get; set; } = [];
    public List<SummaryRow> Summaries { get; set; } = [];

    /// <summary>The fields that choose by name, as the page calls them. A writer whom no page is about is a name.</summary>
    public IReadOnlyList<PickField> Picks() =>
    [
        new("Form.ProjectId", PeoplePicks.Project, ProjectId),
        .. Authors.Select((a, i) => new PickField(FormattableString.Invariant($"Form.Authors[{i}].PersonId"), PeoplePicks.Person, a.PersonId, Free: true)),
        .. Contacts.Select((c, i) => new PickField(FormattableString.Invariant($"Form.Contacts[{i}].PersonId"), PeoplePicks.Person, c.PersonId, Free: true)),
    ];

    /// <summary>Rows that nobody filled in are no rows; the numbers in messages count the others.</summary>
    public void DropBlankRows()
    {
        Authors.RemoveAll(r => r.IsBlank);
        Contacts.RemoveAll(r => r.IsBlank);
        Organisations.RemoveAll(r => r.IsBlank);
        Tags.RemoveAll(string.IsNullOrWhiteSpace);
        Related.RemoveAll(r => r.IsBlank);
        Links.RemoveAll(r => r.IsBlank);
        Attachments.RemoveAll(r => r.IsBlank);
        Deadlines.RemoveAll(r => r.IsBlank);
        Events.RemoveAll(r => r.IsBlank);
        ToldEvents.RemoveAll(r => r.IsBlank);
        Summaries.RemoveAll(r => r.IsBlank);
    }
}

internal abstract class FormRow
{
    /// <summary>Nothing was typed or picked; what is chosen from a list of few says nothing yet. A row that is not blank is kept or refused with words, never dropped.</summary>
    public abstract bool IsBlank { get; }

    protected static bool Empty(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
            if (!string.IsNullOrWhiteSpace(text)) return false;
        return true;
    }
}

internal class AuthorRow : FormRow
{
    public Pick PersonId { get; set; } = new();
    public string Name { get; set; } = "";
    public string Title { get; set; } = "";
    public string Organisation { get; set; } = "";
    public string Project { get; set; } = "";
    public string Phone { get; set; } = "";
    public string Email { get; set; } = "";

    public override bool IsBlank => PersonId.IsBlank && Empty(Name, Title, Organisation, Project, Phone, Email);
}

/// <summary>Who tells more: filled in like a writer.</summary>
internal sealed class ContactRow : AuthorRow;

/// <summary>An organisation that the text tells of: found by searching (OrganisationId), or by its exact name when there is no script.</summary>
internal sealed class MentionRow : FormRow
{
    public Guid? OrganisationId { get; set; }
    public string Name { get; set; } = "";

    public override bool IsBlank => OrganisationId is null && Empty(Name);
}

/// <summary>An article of ours: found by searching (ArticleId), or by its address when there is no script.</summary>
internal sealed class RelatedRow : FormRow
{
    public Guid? ArticleId { get; set; }
    public string Title { get; set; } = "";
    public string Address { get; set; } = "";
    /// <summary>Related, or the one that this text goes on from, corrects or supersedes.</summary>
    public LinkKind Kind { get; set; } = LinkKind.Related;

    public override bool IsBlank => ArticleId is null && Empty(Address);
}

internal sealed class LinkRow : FormRow
{
    public string Title { get; set; } = "";
    public string Url { get; set; } = "";
    public LinkKind Kind { get; set; }
    public string Publisher { get; set; } = "";
    public string Date { get; set; } = "";

    public override bool IsBlank => Empty(Title, Url, Publisher, Date);
}

internal sealed class AttachmentRow : FormRow
{
    public string Title { get; set; } = "";
    public string Url { get; set; } = "";
    public Guid? MediaId { get; set; }
    public string Kind { get; set; } = "other";
    /// <summary>One a line: name, title, organisation.</summary>
    public string Presenters { get; set; } = "";
    public string Pages { get; set; } = "";
    public string Lang { get; set; } = "";
    public string AvailableFrom { get; set; } = "";
    public string AvailableUntil { get; set; } = "";
    public Captions? Captions { get; set; }
    public string CaptionsUntil { get; set; } = "";
    public Guid? CaptionsFi { get; set; }
    public Guid? CaptionsSv { get; set; }
    public Guid? CaptionsEn { get; set; }
    public Guid? PosterId { get; set; }
    public Guid? TranscriptId { get; set; }
    public string TranscriptUrl { get; set; } = "";
    public Accessibility? Accessibility { get; set; }
    /// <summary>Of a file at an outside address, with its size: "PDF" and "1,2 Mt".</summary>
    public string FileType { get; set; } = "";
    public string FileSize { get; set; } = "";
    public Guid? EventId { get; set; }
    /// <summary>Shown, not posted: a recording that is kept too long without captions.</summary>
    public bool LacksCaptions { get; init; }

    public bool HasRecording => Kind == Attachment.Video || CaptionsFi is not null || CaptionsSv is not null || CaptionsEn is not null || PosterId is not null || TranscriptId is not null
        || TranscriptUrl.Length > 0 || CaptionsUntil.Length > 0;

    public override bool IsBlank => MediaId is null && CaptionsFi is null && CaptionsSv is null && CaptionsEn is null && PosterId is null && TranscriptId is null
        && Empty(Title, Url, Presenters, Pages, AvailableFrom, AvailableUntil, CaptionsUntil, TranscriptUrl, FileType, FileSize);
}

/// <summary>One that exists (DeadlineId), or a new one.</summary>
internal sealed class DeadlineRow : FormRow
{
    public Guid? DeadlineId { get; set; }
    /// <summary>The one that this new day is given for; kept, since no field chooses it.</summary>
    public Guid? Supersedes { get; set; }
    public string Title { get; set; } = "";
    public string Opens { get; set; } = "";
    public string Closes { get; set; } = "";
    public string SourceUrl { get; set; } = "";

    public override bool IsBlank => DeadlineId is null && Supersedes is null && Empty(Title, Opens, Closes, SourceUrl);
}

internal sealed class EventRow : FormRow
{
    public Guid? EventId { get; set; }
    public string Title { get; set; } = "";
    public string Start { get; set; } = "";
    public string End { get; set; } = "";
    public string Place { get; set; } = "";
    public string Region { get; set; } = "";
    public string Url { get; set; } = "";
    public string OnlineUrl { get; set; } = "";
    public string RegistrationUrl { get; set; } = "";
    public string RegistrationUntil { get; set; } = "";
    /// <summary>Shown, not posted: the original of this translation tells it too, and it is changed there.</summary>
    public bool IsShared { get; init; }

    public override bool IsBlank => Empty(Title, Start, End, Place, Url, OnlineUrl, RegistrationUrl, RegistrationUntil);
}

/// <summary>An event that another article tells and writes: found by searching, or chosen from a list when there is no script.</summary>
internal sealed class ToldEventRow : FormRow
{
    public Guid? EventId { get; set; }
    public string Title { get; set; } = "";
    /// <summary>Shown, not posted: the article in which its details are written.</summary>
    public string WrittenIn { get; init; } = "";

    public override bool IsBlank => EventId is null;
}

/// <summary>A few sentences in another language.</summary>
internal sealed class SummaryRow : FormRow
{
    public string Lang { get; set; } = "sv";
    public string Title { get; set; } = "";
    public string Text { get; set; } = "";

    public override bool IsBlank => Empty(Title, Text);
}
