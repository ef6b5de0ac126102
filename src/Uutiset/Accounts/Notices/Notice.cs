using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.Data;

namespace Uutiset.Accounts.Notices;

/// <summary>What a person is told of: each has a sentence in the desk's texts, <c>notices.kind.X</c>, that takes a name.</summary>
internal enum NoticeKind { Assigned, ReviewAsked, Commented, GuestCommented, GuestApproved, Returned, Approved, Published, CameOut, DeadlineStays, SendingInDoubt, SendingStopped, SendingFailing }

/// <summary>One line for one person: somebody did something that concerns them. Shown in the desk, and mailed when they do not come there.</summary>
internal sealed class Notice
{
    public long Id { get; set; }
    public long UserId { get; set; }
    public NoticeKind Kind { get; set; }
    public string By { get; set; } = "";
    /// <summary>Where in the desk it leads.</summary>
    public string Path { get; set; } = "";
    /// <summary>For the desk's eyes only: unpublished titles go into no mail.</summary>
    public string Title { get; set; } = "";
    public string? Lang { get; set; }
    public DateTime AtUtc { get; set; }
    public DateTime? ReadUtc { get; set; }
    public DateTime? MailedUtc { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Notice>
    {
        public void Configure(EntityTypeBuilder<Notice> notice)
        {
            notice.HasIndex(n => new { n.UserId, n.ReadUtc });
            notice.HasIndex(n => n.AtUtc);
            notice.HasOne<User>().WithMany().HasForeignKey(n => n.UserId);
        }
    }
}

internal static class NoticeRows
{
    /// <summary>Read ones are kept for so long.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>Cannot wait until somebody comes to the desk.</summary>
    public static readonly NoticeKind[] Urgent = [NoticeKind.SendingInDoubt, NoticeKind.SendingStopped, NoticeKind.SendingFailing];

    public static IQueryable<Notice> UnreadOf(this NewsDb db, long userId) => db.Notices.AsNoTracking().Where(n => n.UserId == userId && n.ReadUtc == null);
}
