using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

using Uutiset.Vocabulary;

namespace Uutiset.Articles;

/// <summary>Derived, never stored. Extended: moved at least once, and still open.</summary>
internal enum DeadlineStatus { Announced, Extended, Closed }

/// <summary>
/// A closing date shared by every article that tells it. Moving one keeps its id and leaves the former state behind as a
/// row of its own that it supersedes, so the chain is the history.
/// </summary>
internal sealed class Deadline
{
    public long Id { get; set; }
    public Guid PublicId { get; set; } = Guid.CreateVersion7();
    public string Title { get; set; } = "";
    public DateOnly? Opens { get; set; }
    /// <summary>Day, or Month when no more is known of the opening.</summary>
    public DatePrecision OpensPrecision { get; set; } = DatePrecision.Day;
    /// <summary>Null while nobody knows; then Opens is told, and Precision is Unknown.</summary>
    public DateOnly? Closes { get; set; }
    public TimeOnly? ClosesAt { get; set; }
    public DatePrecision Precision { get; set; } = DatePrecision.Day;
    public string? SourceUrl { get; set; }
    public long? SupersedesId { get; set; }
    public Deadline? Supersedes { get; set; }
    public DateTime SavedUtc { get; set; }
    /// <summary>When this became the day, by moving; null on the first state of all.</summary>
    public DateTime? MovedUtc { get; set; }
    public string? MovedBy { get; set; }
    public int Version { get; set; } = 1;

    /// <summary>Former states, the latest first; as far as they were loaded (<see cref="DeadlineHistory"/>).</summary>
    public IEnumerable<Deadline> Former
    {
        get
        {
            for (var former = Supersedes; former is not null; former = former.Supersedes) yield return former;
        }
    }

    /// <summary>Closed after its time of day, or after the whole day or month when no time is told; never while the closing is not known.</summary>
    public bool IsClosedAt(DateTime nowUtc) => this switch
    {
        { Closes: null } => false,
        { Closes: { } day, Precision: DatePrecision.Month } => day < MonthOf(Dates.DayOf(nowUtc)),
        { Closes: { } day, ClosesAt: { } time } => Dates.ToUtc(day, time) <= nowUtc,
        _ => Closes < Dates.DayOf(nowUtc),
    };

    /// <summary><see cref="IsClosedAt"/> for the database, which pages by it.</summary>
    /// <param name="closed">False: those that are not.</param>
    public static Expression<Func<Deadline, bool>> ClosedAt(DateTime nowUtc, bool closed)
    {
        var local = Dates.InHelsinki(nowUtc);
        var (today, time) = (DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
        var month = MonthOf(today);
        return d => closed == (d.Closes != null
            && (d.Precision == DatePrecision.Month ? d.Closes < month : d.Closes < today || d.Closes == today && d.ClosesAt != null && d.ClosesAt <= time));
    }

    /// <summary>It may be shut still: the day is ahead, or the month is not over.</summary>
    public bool OpensAfter(DateOnly today) => OpensPrecision == DatePrecision.Month ? Opens >= MonthOf(today) : Opens > today;

    private static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);

    public DeadlineStatus StatusAt(DateTime nowUtc) =>
        IsClosedAt(nowUtc) ? DeadlineStatus.Closed : SupersedesId is null && Supersedes is null ? DeadlineStatus.Announced : DeadlineStatus.Extended;

    internal sealed class Mapping : IEntityTypeConfiguration<Deadline>
    {
        public void Configure(EntityTypeBuilder<Deadline> deadline)
        {
            deadline.Ignore(d => d.Former);
            deadline.Property(d => d.Version).IsConcurrencyToken();
            deadline.HasIndex(d => d.PublicId).IsUnique();
            deadline.HasIndex(d => d.Closes);
            deadline.HasOne(d => d.Supersedes).WithMany().HasForeignKey(d => d.SupersedesId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

internal sealed class ArticleDeadline
{
    public long ArticleId { get; set; }
    public int Position { get; set; }
    public long DeadlineId { get; set; }
    public Deadline? Deadline { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ArticleDeadline>
    {
        public void Configure(EntityTypeBuilder<ArticleDeadline> row)
        {
            row.HasKey(r => new { r.ArticleId, r.Position });
            row.HasOne(r => r.Deadline).WithMany().HasForeignKey(r => r.DeadlineId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
