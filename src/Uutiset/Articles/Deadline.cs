using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Uutiset.Articles;

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
    public DateOnly Closes { get; set; }
    public TimeOnly? ClosesAt { get; set; }
    public DatePrecision Precision { get; set; } = DatePrecision.Day;
    public string? SourceUrl { get; set; }
    public long? SupersedesId { get; set; }
    public Deadline? Supersedes { get; set; }
    public DateTime SavedUtc { get; set; }
    public int Version { get; set; } = 1;

    internal sealed class Mapping : IEntityTypeConfiguration<Deadline>
    {
        public void Configure(EntityTypeBuilder<Deadline> deadline)
        {
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

/// <summary>Something that happens at a place and time. A day alone is enough (time null).</summary>
internal sealed class Event
{
    public long Id { get; set; }
    public Guid PublicId { get; set; } = Guid.CreateVersion7();
    public string Title { get; set; } = "";
    public DateOnly StartsOn { get; set; }
    public TimeOnly? StartsAt { get; set; }
    public DateOnly? EndsOn { get; set; }
    public TimeOnly? EndsAt { get; set; }
    public string? Place { get; set; }
    public string? Url { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Event>
    {
        public void Configure(EntityTypeBuilder<Event> happening)
        {
            happening.HasIndex(e => e.PublicId).IsUnique();
            happening.HasIndex(e => e.StartsOn);
        }
    }
}

internal sealed class ArticleEvent
{
    public long ArticleId { get; set; }
    public int Position { get; set; }
    public long EventId { get; set; }
    public Event? Event { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ArticleEvent>
    {
        public void Configure(EntityTypeBuilder<ArticleEvent> row)
        {
            row.HasKey(r => new { r.ArticleId, r.Position });
            row.HasOne(r => r.Event).WithMany().HasForeignKey(r => r.EventId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
