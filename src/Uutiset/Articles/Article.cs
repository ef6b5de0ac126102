using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.Accounts;
using Uutiset.Articles.Finding;
using Uutiset.Articles.Translations;
using Uutiset.Articles.Versions;
using Uutiset.Media;
using Uutiset.People;
using Uutiset.Vocabulary;

namespace Uutiset.Articles;

internal enum ArticleType { News, Announcement, Event, Call, Recruitment, Page, Correction }

internal enum ArticleStatus { Draft, InReview, Scheduled, Published, Withdrawn, Expired }

internal enum DatePrecision { Minute, Day, Month, Unknown }

/// <summary>
/// What the public sees. Site, search, feeds, API and bulletins read this row and its joins and nothing else: they are
/// filled by publishing only. What editors work on is an <see cref="ArticleDraft"/> in the newest <see cref="Revision"/>.
/// </summary>
internal sealed class Article
{
    public long Id { get; set; }
    public Guid PublicId { get; set; } = Guid.CreateVersion7();
    public ArticleType Type { get; set; }
    public ArticleStatus Status { get; set; }
    public string Lang { get; set; } = "fi";
    /// <summary>In easy language (selkokieli).</summary>
    public bool EasyLanguage { get; set; }
    public string Slug { get; set; } = "";
    public string Title { get; set; } = "";
    public string? ShortTitle { get; set; }
    public string Lead { get; set; } = "";
    public string Excerpt { get; set; } = "";
    public string BodyHtml { get; set; } = "";
    public DateTime? PublishedUtc { get; set; }
    public DatePrecision PublishedPrecision { get; set; }
    /// <summary>The last change of substance that the public saw; drives "Päivitetty", feeds and sitemap.</summary>
    public DateTime? UpdatedUtc { get; set; }
    public DateTime? ExpiresUtc { get; set; }
    public DateOnly? ReviewBy { get; set; }
    /// <summary>When somebody last looked at the text and found that it still holds; readers are told the day.</summary>
    public DateTime? LastCheckedUtc { get; set; }
    /// <summary>A promise to come back to the matter, kept by an article that <see cref="LinkKind.Follows"/> this one.</summary>
    public string? FollowUp { get; set; }
    public DateOnly? FollowUpBy { get; set; }
    public string? SourceId { get; set; }
    public long? PublisherId { get; set; }
    public Organisation? Publisher { get; set; }
    public long? ProjectId { get; set; }
    /// <summary>The original of the published text; that of the newest saved one is <see cref="Translation"/>'s.</summary>
    public long? TranslationOfId { get; set; }
    public Translation? Translation { get; set; }
    public Guid? HeroMediaId { get; set; }
    public MediaItem? HeroMedia { get; set; }

    /// <summary>Title of the newest revision: the desk lists drafts by it before the public columns are filled.</summary>
    public string WorkingTitle { get; set; } = "";
    public int WorkingRevision { get; set; }
    /// <summary>Whose article it is by its newest text: who speaks for another publisher neither changes it nor sees it before it is public.</summary>
    public long? WorkingPublisherId { get; set; }
    public int? PublicRevision { get; set; }
    public DateTime? PublishAtUtc { get; set; }
    /// <summary>Whether what comes out at that hour is a small correction of what is public; null: the texts themselves tell.</summary>
    public bool? PublishAtMinor { get; set; }
    public DateTime CreatedUtc { get; set; }
    public DateTime SavedUtc { get; set; }
    public long? OwnerId { get; set; }
    public string SavedBy { get; set; } = "";
    /// <summary>Concurrency token: rises with every save, publication and withdrawal. The ETag outside.</summary>
    public int Version { get; set; } = 1;

    public List<Byline> Bylines { get; set; } = [];
    public List<ArticleTerm> Terms { get; set; } = [];
    public List<ArticleRegion> Regions { get; set; } = [];
    public List<ArticleLink> Links { get; set; } = [];
    public List<Attachment> Attachments { get; set; } = [];
    public List<ArticleDeadline> Deadlines { get; set; } = [];
    public List<ArticleEvent> Events { get; set; } = [];
    public List<Correction> Corrections { get; set; } = [];
    public List<ArticleMedia> Media { get; set; } = [];
    public List<ArticleSummary> Summaries { get; set; } = [];
    public List<ArticleContact> Contacts { get; set; } = [];
    public List<ArticleMention> Mentions { get; set; } = [];
    public List<ArticleQuote> Quotes { get; set; } = [];
    public WorkingText? WorkingText { get; set; }
    public List<Filing> Filings { get; set; } = [];

    /// <summary>The last change of what the public reads here: a new text, or a new day of a deadline that it tells (as far as those are loaded).</summary>
    public DateTime? ChangedUtc => Deadlines.Select(d => d.Deadline?.MovedUtc).Where(moved => moved > PublishedUtc).Append(UpdatedUtc).Max();

    /// <summary>
    /// The former text that readers may open from a correction; none when that correction, or a later one, hides what was told until then:
    /// what must not be read may have stood in the texts before as well. A standing page has no addresses for its former texts.
    /// </summary>
    public int? FormerOf(Correction correction) =>
        Type != ArticleType.Page && Corrections.TrueForAll(c => c.ShowsFormer || c.AtUtc < correction.AtUtc) ? correction.FormerRevision : null;

    public bool HasUnpublishedChanges => PublicRevision is { } n && n != WorkingRevision;

    /// <summary>The text's language for lang attributes and hreflang.</summary>
    public string LanguageTag => ContentTag.Of(Lang, EasyLanguage);

    /// <summary>Key of the versions of one item, for what shows links between them.</summary>
    public long GroupId => TranslationOfId ?? Id;

    public string Path => PathOf(Type, Slug);

    public static string PathOf(ArticleType type, string slug) => type == ArticleType.Page ? "/" + slug : "/uutiset/" + slug;

    internal sealed class Mapping : IEntityTypeConfiguration<Article>
    {
        public void Configure(EntityTypeBuilder<Article> article)
        {
            article.Ignore(a => a.ChangedUtc).Ignore(a => a.HasUnpublishedChanges).Ignore(a => a.Path).Ignore(a => a.LanguageTag).Ignore(a => a.GroupId);
            article.Property(a => a.Version).IsConcurrencyToken();
            article.HasIndex(a => a.PublicId).IsUnique();
            article.HasIndex(a => a.SourceId).IsUnique();
            article.HasIndex(a => new { a.Status, a.PublishedUtc });
            article.HasIndex(a => a.SavedUtc);
            article.HasIndex(a => new { a.Status, a.ReviewBy });
            article.HasIndex(a => a.PublishAtUtc);
            article.HasOne(a => a.Publisher).WithMany().HasForeignKey(a => a.PublisherId).OnDelete(DeleteBehavior.Restrict);
            article.HasOne<Organisation>().WithMany().HasForeignKey(a => a.WorkingPublisherId).OnDelete(DeleteBehavior.Restrict);
            article.HasOne<Project>().WithMany().HasForeignKey(a => a.ProjectId).OnDelete(DeleteBehavior.Restrict);
            article.HasOne<Article>().WithMany().HasForeignKey(a => a.TranslationOfId).OnDelete(DeleteBehavior.SetNull);
            article.HasOne(a => a.Translation).WithOne().HasForeignKey<Translation>(t => t.ArticleId).OnDelete(DeleteBehavior.Cascade);
            article.HasOne<User>().WithMany().HasForeignKey(a => a.OwnerId).OnDelete(DeleteBehavior.SetNull);
            // Known outside by its public id, like every file; no constraint in the database, where older drafts may name what is not there
            article.HasOne(a => a.HeroMedia).WithMany().HasForeignKey(a => a.HeroMediaId).HasPrincipalKey(m => m.PublicId).OnDelete(DeleteBehavior.ClientNoAction);
            article.HasMany(a => a.Media).WithOne().HasForeignKey(m => m.ArticleId);
            article.HasMany(a => a.Bylines).WithOne().HasForeignKey(b => b.ArticleId);
            article.HasMany(a => a.Terms).WithOne().HasForeignKey(t => t.ArticleId);
            article.HasMany(a => a.Regions).WithOne().HasForeignKey(r => r.ArticleId);
            article.HasMany(a => a.Links).WithOne().HasForeignKey(l => l.ArticleId);
            article.HasMany(a => a.Attachments).WithOne().HasForeignKey(l => l.ArticleId);
            article.HasMany(a => a.Deadlines).WithOne().HasForeignKey(d => d.ArticleId);
            article.HasMany(a => a.Events).WithOne().HasForeignKey(e => e.ArticleId);
            article.HasMany(a => a.Contacts).WithOne().HasForeignKey(c => c.ArticleId);
            article.HasMany(a => a.Mentions).WithOne().HasForeignKey(m => m.ArticleId);
            article.HasMany(a => a.Quotes).WithOne(q => q.Article).HasForeignKey(q => q.ArticleId);
            article.HasMany(a => a.Corrections).WithOne().HasForeignKey(c => c.ArticleId);
        }
    }
}

internal static class PublicArticles
{
    /// <summary>The one definition of what the public may see. Every public surface starts from it.</summary>
    public static IQueryable<Article> VisibleAt(this IQueryable<Article> articles, DateTime nowUtc) =>
        articles.Where(a => a.Status == ArticleStatus.Published && a.PublishedUtc <= nowUtc && (a.ExpiresUtc == null || a.ExpiresUtc > nowUtc));
}
