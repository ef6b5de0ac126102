using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.Accounts;
using Uutiset.Accounts.Notices;
using Uutiset.Data;

namespace Uutiset.Articles.Workflow;

internal enum ReviewState { Asked, Returned }

/// <summary>
/// An article that an editor is asked to look at, or that came back from one. One row for each article: it ends when the text is
/// published, scheduled or taken back, and the audit log keeps what happened.
/// </summary>
internal sealed class ArticleReview
{
    public long ArticleId { get; set; }
    public Article? Article { get; set; }
    public ReviewState State { get; set; }
    public long? ById { get; set; }
    public string By { get; set; } = "";
    public DateTime AskedUtc { get; set; }
    /// <summary>Who is asked to look; null: whoever has the time.</summary>
    public long? EditorId { get; set; }
    public User? Editor { get; set; }
    public string? Message { get; set; }
    public string? ReturnedBy { get; set; }
    public DateTime? ReturnedUtc { get; set; }
    public string? Note { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ArticleReview>
    {
        public void Configure(EntityTypeBuilder<ArticleReview> review)
        {
            review.HasKey(r => r.ArticleId);
            review.Property(r => r.ArticleId).ValueGeneratedNever();
            review.HasIndex(r => r.State);
            review.HasIndex(r => r.EditorId);
            review.HasIndex(r => r.ById);
            review.HasOne(r => r.Article).WithMany().HasForeignKey(r => r.ArticleId);
            review.HasOne<User>().WithMany().HasForeignKey(r => r.ById).OnDelete(DeleteBehavior.SetNull);
            review.HasOne(r => r.Editor).WithMany().HasForeignKey(r => r.EditorId).OnDelete(DeleteBehavior.SetNull);
        }
    }
}

internal static class Reviews
{
    public static Task<ArticleReview?> ReviewOfAsync(this NewsDb db, long articleId, CancellationToken ct) =>
        db.ArticleReviews.Include(r => r.Editor).SingleOrDefaultAsync(r => r.ArticleId == articleId, ct);

    /// <summary>The text comes out, or has an hour to come out at: the review is over, and the writer hears of it. The caller saves.</summary>
    public static async Task EndReviewAsync(this NewsDb db, Article article, Actor actor, DateTime nowUtc, CancellationToken ct)
    {
        var review = await db.ReviewOfAsync(article.Id, ct);
        if (review is not null) db.ArticleReviews.Remove(review);
        // Nobody approves at the hour itself: that was done before, and this tells that it has come out
        var kind = actor == Actor.System ? NoticeKind.CameOut : review is null ? NoticeKind.Published : NoticeKind.Approved;
        if (review is null && article.PublishAtUtc is { } hour && hour > nowUtc) return;
        foreach (var person in await Telling.HearingAsync(db, article, [article.OwnerId, review?.ById], ct))
            Telling.Tell(db, article, person, kind, actor, nowUtc);
    }
}
