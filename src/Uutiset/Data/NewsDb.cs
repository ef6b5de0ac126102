using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Accounts.Notices;
using Uutiset.Articles;
using Uutiset.Articles.Bulk;
using Uutiset.Articles.Finding;
using Uutiset.Articles.Openings;
using Uutiset.Articles.Translations;
using Uutiset.Articles.Versions;
using Uutiset.Articles.Workflow;
using Uutiset.Bulletins;
using Uutiset.Bulletins.Segmenting;
using Uutiset.Exchange.Contacts;
using Uutiset.Mailing;
using Uutiset.Mailing.Bounces;
using Uutiset.Media;
using Uutiset.People;
using Uutiset.Search;
using Uutiset.Search.Wording;
using Uutiset.Site.Menus;
using Uutiset.Site.Redirects;
using Uutiset.Site.Settings;
using Uutiset.Site.Tree;
using Uutiset.Subscribers;
using Uutiset.Subscribers.Joining;
using Uutiset.Subscribers.Moving;
using Uutiset.Subscribers.Rights;
using Uutiset.Subscribers.Roll.Changing;
using Uutiset.Subscribers.Seats;
using Uutiset.Vocabulary;

namespace Uutiset.Data;

/// <summary>Everything that is stored, on either engine. Rooms map their own entities; this names them.</summary>
internal sealed class NewsDb(DbContextOptions<NewsDb> options) : IdentityUserContext<User, long>(options)
{
    /// <summary>
    /// Finnish order (… z å ä ö): <c>EF.Functions.Collate(x.Name, NewsDb.FinnishOrder)</c>. Of our own making on both engines, since EF
    /// writes the name bare on SQLite, where PostgreSQL's ready-made fi-x-icu would be a subtraction.
    /// </summary>
    public const string FinnishOrder = "finnish";

    public DbSet<Term> Terms => Set<Term>();
    public DbSet<RegionRow> Regions => Set<RegionRow>();
    public DbSet<MediaItem> MediaItems => Set<MediaItem>();
    public DbSet<Person> People => Set<Person>();
    public DbSet<Membership> Memberships => Set<Membership>();
    public DbSet<Departure> Departures => Set<Departure>();
    public DbSet<Organisation> Organisations => Set<Organisation>();
    public DbSet<FormerOrganisation> FormerOrganisations => Set<FormerOrganisation>();
    public DbSet<Project> Projects => Set<Project>();
    public DbSet<Article> Articles => Set<Article>();
    public DbSet<ArticleSlug> ArticleSlugs => Set<ArticleSlug>();
    public DbSet<Byline> Bylines => Set<Byline>();
    public DbSet<Deadline> Deadlines => Set<Deadline>();
    public DbSet<Event> Events => Set<Event>();
    public DbSet<Opening> Openings => Set<Opening>();
    public DbSet<WorkingText> WorkingTexts => Set<WorkingText>();
    public DbSet<Filing> Filings => Set<Filing>();
    public DbSet<BulkChange> BulkChanges => Set<BulkChange>();
    public DbSet<BulkChangeRow> BulkChangeRows => Set<BulkChangeRow>();
    public DbSet<Revision> Revisions => Set<Revision>();
    public DbSet<Translation> Translations => Set<Translation>();
    public DbSet<Correction> Corrections => Set<Correction>();
    public DbSet<Autosave> Autosaves => Set<Autosave>();
    public DbSet<ArticleReview> ArticleReviews => Set<ArticleReview>();
    public DbSet<ArticleComment> ArticleComments => Set<ArticleComment>();
    public DbSet<PreviewLink> PreviewLinks => Set<PreviewLink>();
    public DbSet<Notice> Notices => Set<Notice>();
    public DbSet<Subscription> Subscriptions => Set<Subscription>();
    public DbSet<Contact> Contacts => Set<Contact>();
    public DbSet<SubscriberChange> SubscriberChanges => Set<SubscriberChange>();
    public DbSet<SubscriberChangeRow> SubscriberChangeRows => Set<SubscriberChangeRow>();
    public DbSet<ContactUpload> ContactUploads => Set<ContactUpload>();
    public DbSet<HandOver> HandOvers => Set<HandOver>();
    public DbSet<JoinRequest> JoinRequests => Set<JoinRequest>();
    public DbSet<UnansweredJoin> UnansweredJoins => Set<UnansweredJoin>();
    public DbSet<AddressChange> AddressChanges => Set<AddressChange>();
    public DbSet<AskedAddress> AskedAddresses => Set<AskedAddress>();
    public DbSet<ConsentEvent> ConsentEvents => Set<ConsentEvent>();
    public DbSet<ConsentDetail> ConsentDetails => Set<ConsentDetail>();
    public DbSet<ConsentText> ConsentTexts => Set<ConsentText>();
    public DbSet<ConsentLink> ConsentLinks => Set<ConsentLink>();
    public DbSet<Withdrawal> Withdrawals => Set<Withdrawal>();
    public DbSet<Bulletin> Bulletins => Set<Bulletin>();
    public DbSet<Segment> Segments => Set<Segment>();
    public DbSet<Variant> Variants => Set<Variant>();
    public DbSet<VariantItem> VariantItems => Set<VariantItem>();
    public DbSet<Exclusion> Exclusions => Set<Exclusion>();
    public DbSet<Dispatch> Dispatches => Set<Dispatch>();
    public DbSet<Throttle> Throttles => Set<Throttle>();
    public DbSet<SenderSession> SenderSessions => Set<SenderSession>();
    public DbSet<MailContent> MailContents => Set<MailContent>();
    public DbSet<Delivery> Deliveries => Set<Delivery>();
    public DbSet<Attempt> Attempts => Set<Attempt>();
    public DbSet<Bounce> Bounces => Set<Bounce>();
    public DbSet<DispatchHold> DispatchHolds => Set<DispatchHold>();
    public DbSet<Suppression> Suppressions => Set<Suppression>();
    public DbSet<Redirect> Redirects => Set<Redirect>();
    public DbSet<PagePlace> PagePlaces => Set<PagePlace>();
    public DbSet<MenuEntry> MenuEntries => Set<MenuEntry>();
    public DbSet<SiteFacts> SiteFacts => Set<SiteFacts>();
    public DbSet<SearchDocument> SearchDocuments => Set<SearchDocument>();
    public DbSet<Rebuild> Rebuilds => Set<Rebuild>();
    public DbSet<SynonymGroup> SynonymGroups => Set<SynonymGroup>();
    public DbSet<MissedSearch> MissedSearches => Set<MissedSearch>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<OneTimeToken> OneTimeTokens => Set<OneTimeToken>();
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();
    public DbSet<IdempotentAnswer> IdempotentAnswers => Set<IdempotentAnswer>();
    public DbSet<AuditEvent> AuditEvents => Set<AuditEvent>();
    public DbSet<AuditContent> AuditContents => Set<AuditContent>();
    public DbSet<AuditLink> AuditLinks => Set<AuditLink>();
    public DbSet<AuditErasure> AuditErasures => Set<AuditErasure>();
    public DbSet<UnlinkedChain> UnlinkedChains => Set<UnlinkedChain>();
    public DbSet<StoredKey> StoredKeys => Set<StoredKey>();
    public DbSet<Change> Changes => Set<Change>();
    public DbSet<Job> Jobs => Set<Job>();

    /// <summary>Tells page caches what the public will see differently once this transaction commits: "article:12", "term:3".</summary>
    public void Changed(params IEnumerable<string> keys) => Changes.Add(new Change { Keys = string.Join(' ', keys) });

    /// <summary>A save by <see cref="SaveManyAsync"/> is on its way.</summary>
    public bool SavesMany { get; private set; }

    /// <summary>As SaveChangesAsync, for hundreds of new rows at once, inside a transaction of the caller's: <see cref="ManyRows"/>.</summary>
    public async Task SaveManyAsync(CancellationToken ct)
    {
        if (Database.CurrentTransaction is null) throw new InvalidOperationException("Rows that are written table by table need a transaction around them");
        SavesMany = true;
        try
        {
            await SaveChangesAsync(ct);
        }
        finally
        {
            SavesMany = false;
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<DateTime>().HaveConversion<UtcInstant>();
        conventions.Properties<Guid>().HaveConversion<GuidText>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.HasCollation(FinnishOrder, locale: "fi", provider: "icu", deterministic: true);
        builder.ApplyConfigurationsFromAssembly(typeof(NewsDb).Assembly);
        builder.Entity<User>().ToTable("account");
        builder.Entity<IdentityUserClaim<long>>().ToTable("account_claim");
        builder.Entity<IdentityUserLogin<long>>().ToTable("account_login");
        builder.Entity<IdentityUserToken<long>>().ToTable("account_token");
        // The base class maps passkeys only when Identity's options are at hand; the schema has them from the first step
        builder.Entity<IdentityUserPasskey<long>>(passkey =>
        {
            passkey.ToTable("account_passkey");
            passkey.HasKey(p => p.CredentialId);
            passkey.Property(p => p.CredentialId).HasMaxLength(1024);
            passkey.HasOne<User>().WithMany().HasForeignKey(p => p.UserId);
            passkey.OwnsOne(p => p.Data).ToJson("data");
        });
        builder.UsePlainNames();
    }
}
