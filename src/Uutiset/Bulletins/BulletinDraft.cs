using System.Text.Json.Serialization;

namespace Uutiset.Bulletins;

/// <summary>What may be edited: the desk's form and the API's body.</summary>
internal sealed record BulletinDraft
{
    public IReadOnlyList<BulletinDraftText> Variants { get; init; } = [];

    public IReadOnlyList<BulletinDraftItem> Items { get; init; } = [];

    public Audience Audience { get; init; } = Audience.Everybody;

    /// <summary>Id of the publisher in whose name it is sent, and whose subscribers get it. Null: the sender's own one, or the site's first; of a saved bulletin, as it was.</summary>
    public Guid? PublisherId { get; init; }

    /// <summary>Slug or label. Who follows one series gets the bulletins of that one; null: of none, for those alone who get them all.</summary>
    public string? Series { get; init; }
}

/// <summary>One language. Without a subject it is unfinished and is not sent.</summary>
internal sealed record BulletinDraftText(string Lang, string Subject, string? Preheader = null, string? IntroHtml = null);

/// <param name="Heading">Null: the article's own title.</param>
internal sealed record BulletinDraftItem(Guid ArticleId, string? Heading = null, string? NoteHtml = null)
{
    /// <summary>For people who read the answer; ignored when sent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ArticleTitle { get; init; }
}
