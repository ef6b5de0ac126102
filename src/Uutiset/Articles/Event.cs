using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Articles;

/// <summary>Something that happens at a place and time. A day alone is enough (time null).</summary>
internal sealed class Event
{
    public long Id { get; set; }
    public Guid PublicId { get; set; } = Guid.CreateVersion7();
    /// <summary>The article in which its details are written. Others tell it and leave it as it is.</summary>
    public long? ArticleId { get; set; }
    public Article? Article { get; set; }
    public string Title { get; set; } = "";
    public DateOnly StartsOn { get; set; }
    public TimeOnly? StartsAt { get; set; }
    public DateOnly? EndsOn { get; set; }
    public TimeOnly? EndsAt { get; set; }
    public string? Place { get; set; }
    /// <summary>The region it is in; null: the regions of its article.</summary>
    public string? RegionCode { get; set; }
    /// <summary>Programme, invitation: a page about it.</summary>
    public string? Url { get; set; }
    /// <summary>Where one takes part from afar.</summary>
    public string? OnlineUrl { get; set; }
    public string? RegistrationUrl { get; set; }
    public DateOnly? RegistrationUntil { get; set; }
    public DateTime SavedUtc { get; set; }
    /// <summary>Rises with every change, for calendars that follow it.</summary>
    public int Version { get; set; } = 1;

    public DateOnly LastDay => EndsOn ?? StartsOn;

    internal sealed class Mapping : IEntityTypeConfiguration<Event>
    {
        public void Configure(EntityTypeBuilder<Event> happening)
        {
            happening.Ignore(e => e.LastDay);
            happening.HasIndex(e => e.PublicId).IsUnique();
            happening.HasOne(e => e.Article).WithMany().HasForeignKey(e => e.ArticleId).OnDelete(DeleteBehavior.SetNull);
            happening.HasOne<RegionRow>().WithMany().HasForeignKey(e => e.RegionCode).OnDelete(DeleteBehavior.Restrict);
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

internal static class EventReading
{
    /// <summary>Told by any of the articles. By way of the few rows that tell one: PostgreSQL would else go through all articles for them.</summary>
    public static IQueryable<Event> ToldBy(this IQueryable<Event> events, NewsDb db, IQueryable<Article> articles) =>
        events.Where(e => db.Set<ArticleEvent>().Any(r => r.EventId == e.Id && articles.Any(a => a.Id == r.ArticleId)));

    /// <summary>Those of articles that this person sees. One that its article no longer tells keeps its row, for those who were sent it.</summary>
    public static IQueryable<Event> SeenEvents(this ArticleReach reach, NewsDb db) => db.Events.AsNoTracking().ToldBy(db, reach.Seen(db.Articles));

    /// <summary>The articles by which this person sees them, the first one first, and where each is read or edited.</summary>
    public static async Task<ILookup<long, ToldLine>> TellingAsync(this ArticleReach reach, NewsDb db, IReadOnlyCollection<Event> events, CancellationToken ct)
    {
        var ids = events.Select(e => e.Id).ToList();
        return (await (from row in db.Set<ArticleEvent>()
                       join told in reach.Told(reach.Seen(db.Articles.AsNoTracking())) on row.ArticleId equals told.Article.Id
                       where ids.Contains(row.EventId)
                       orderby row.ArticleId
                       select new { row.EventId, told.Line }).ToListAsync(ct)).ToLookup(t => t.EventId, t => t.Line);
    }
}
