using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.Media;

namespace Uutiset.Articles;

/// <summary>Captions of a recording: there, missing, or not needed (no speech, or a text with the same content beside it).</summary>
internal enum Captions { Present, Missing, NotNeeded }

/// <summary>Whether everybody can read a file (A11Y-11). Nobody having said so is a third state.</summary>
internal enum Accessibility { Accessible, NotAccessible }

/// <summary>Slides, a memo, a recording: an address or a file of ours, seen for as long as it says.</summary>
internal sealed class Attachment
{
    /// <summary>A recording of a live event that is kept longer needs captions (A11Y-12).</summary>
    public const int DaysWithoutCaptions = 14;

    public long ArticleId { get; set; }
    public int Position { get; set; }
    public Guid? MediaId { get; set; }
    public MediaItem? Media { get; set; }
    public string? Url { get; set; }
    public string Title { get; set; } = "";
    /// <summary>slides, memo, plan, form, video, other.</summary>
    public string Kind { get; set; } = "other";
    public IReadOnlyList<Presenter> Presenters { get; set; } = [];
    public int? Pages { get; set; }
    /// <summary>Language of the material, when it is known.</summary>
    public string? Lang { get; set; }
    public DateOnly? AvailableFrom { get; set; }
    /// <summary>The last day on which it may be seen.</summary>
    public DateOnly? AvailableUntil { get; set; }
    public Captions? Captions { get; set; }
    /// <summary>The day by which the missing captions come.</summary>
    public DateOnly? CaptionsUntil { get; set; }
    /// <summary>Caption files (WebVTT) of the library, one for each language.</summary>
    public Guid? CaptionsFi { get; set; }
    public Guid? CaptionsSv { get; set; }
    public Guid? CaptionsEn { get; set; }
    /// <summary>The image that stands in a recording's place until it plays.</summary>
    public Guid? PosterId { get; set; }
    /// <summary>What is said in a recording, as a file of the library or at an address.</summary>
    public Guid? TranscriptId { get; set; }
    public string? TranscriptUrl { get; set; }
    public Accessibility? Accessibility { get; set; }
    /// <summary>Of a file at an outside address, as somebody wrote it: "PDF".</summary>
    public string? FileType { get; set; }
    /// <summary>Bytes of a file at an outside address.</summary>
    public long? FileSize { get; set; }
    public long? EventId { get; set; }
    public Event? Event { get; set; }

    public const string Video = "video";

    public IEnumerable<(string Lang, Guid Id)> CaptionFiles =>
        new[] { ("fi", CaptionsFi), ("sv", CaptionsSv), ("en", CaptionsEn) }.Where(c => c.Item2 is not null).Select(c => (c.Item1, c.Item2!.Value));

    /// <summary>The files that stand around the recording: they come and go with it.</summary>
    public IEnumerable<Guid> Around => CaptionFiles.Select(c => c.Id).Concat(new[] { PosterId, TranscriptId }.OfType<Guid>());

    /// <summary>Outside its days the address is told nowhere: no page, no API, no mail.</summary>
    public bool IsAvailableOn(DateOnly today) => !(AvailableFrom > today) && !(AvailableUntil < today);

    /// <summary>A recording without captions that is kept past the fourteenth day.</summary>
    public static bool LacksCaptions(string kind, Captions? captions, DateOnly from, DateOnly? until) =>
        kind == Video && (captions is null or Articles.Captions.Missing) && (until is null || until.Value.DayNumber - from.DayNumber > DaysWithoutCaptions);

    internal sealed class Mapping : IEntityTypeConfiguration<Attachment>
    {
        public void Configure(EntityTypeBuilder<Attachment> attachment)
        {
            attachment.HasKey(a => new { a.ArticleId, a.Position });
            attachment.Ignore(a => a.CaptionFiles).Ignore(a => a.Around);
            attachment.HasIndex(a => a.AvailableUntil);
            attachment.HasOne(a => a.Media).WithMany().HasForeignKey(a => a.MediaId).HasPrincipalKey(m => m.PublicId).OnDelete(DeleteBehavior.ClientNoAction);
            attachment.HasOne(a => a.Event).WithMany().HasForeignKey(a => a.EventId).OnDelete(DeleteBehavior.SetNull);
            attachment.Property(a => a.Presenters).HasConversion(
                p => JsonSerializer.Serialize(p, ArticleDraft.Json), t => JsonSerializer.Deserialize<List<Presenter>>(t, ArticleDraft.Json)!,
                new ValueComparer<IReadOnlyList<Presenter>>((a, b) => a!.SequenceEqual(b!), p => p.Count, p => p));
        }
    }
}

/// <summary>Who gave a presentation, with title and organisation as they were then.</summary>
internal sealed record Presenter(string? Name, string? Title = null, string? Organisation = null)
{
    /// <summary>"Name, title, organisation", as people write it: for the form, no field of the API. Older revisions hold it and are read past it.</summary>
    [JsonIgnore]
    public string Line => Organisation is null ? string.Join(", ", new[] { Name, Title }.OfType<string>()) : Title is null ? $"{Name}, , {Organisation}" : $"{Name}, {Title}, {Organisation}";

    /// <summary>The first part is the name, the last of three or more the organisation, what lies between the title.</summary>
    public static Presenter? Read(string? line)
    {
        var parts = (line ?? "").Split(',').Select(p => p.Trim()).ToArray();
        if (parts[0].Length == 0) return null;
        return parts.Length < 3
            ? new Presenter(parts[0], parts.Length == 2 && parts[1].Length > 0 ? parts[1] : null)
            : new Presenter(parts[0], string.Join(", ", parts[1..^1]) is { Length: > 0 } title ? title : null, parts[^1].Length > 0 ? parts[^1] : null);
    }

    public override string ToString() => string.Join(", ", new[] { Name, Title, Organisation }.OfType<string>());
}

/// <summary>What was reminded of: an attachment whose last day is near ("ending"), or a recording whose captions are late ("captions").</summary>
internal sealed class AttachmentReminder
{
    public long ArticleId { get; set; }
    public string Title { get; set; } = "";
    public string Kind { get; set; } = "";
    public DateOnly Day { get; set; }
    public DateTime SentUtc { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<AttachmentReminder>
    {
        public void Configure(EntityTypeBuilder<AttachmentReminder> reminder)
        {
            reminder.HasKey(r => new { r.ArticleId, r.Title, r.Kind, r.Day });
            reminder.HasOne<Article>().WithMany().HasForeignKey(r => r.ArticleId);
        }
    }
}
