using System.Text.Json.Serialization;

namespace Uutiset.Bulletins;

/// <summary>What may be edited: the desk's form and the API's body.</summary>
internal sealed record BulletinDraft
{
    public IReadOnlyList<BulletinDraftText> Variants { get; init; } = [];

    public IReadOnlyList<BulletinDraftItem> Items { get; init; } = [];

    public Audience Audience { get; init; } = Audience.Everybody;
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
