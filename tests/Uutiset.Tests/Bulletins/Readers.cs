using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Articles;
using Uutiset.Bulletins;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.People;
using Uutiset.Subscribers;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Bulletins;

/// <summary>Subscriptions, seats and articles straight in the database, as the rooms that own them would leave them.</summary>
internal static class Readers
{
    public static async Task<Organisation> PublisherAsync(NewsDb db)
    {
        if (await db.Organisations.OrderBy(o => o.Id).FirstOrDefaultAsync(o => o.IsPublisher) is { } publisher) return publisher;
        publisher = new Organisation { Slug = "jarjestouutiset", Name = "Järjestöuutisten toimitus", Address = "Esimerkkikatu 1, 00100 Helsinki", Email = "toimitus@example.org", IsPublisher = true, Listed = true };
        db.Add(publisher);
        await db.SaveChangesAsync();
        return publisher;
    }

    public static async Task<Subscription> SubscriptionAsync(
        Newsroom room, string? organisation = null, string type = "association", string[]? regions = null, string[]? terms = null, bool ended = false) =>
        await room.InDbAsync(async db =>
        {
            var publisher = await PublisherAsync(db);
            var now = room.Clock.GetUtcNow().UtcDateTime;
            var subscription = new Subscription
            {
                PublisherId = publisher.Id,
                CreatedUtc = now,
                EndedUtc = ended ? now : null,
                Organisation = organisation is null ? null : new Organisation { Slug = Guid.CreateVersion7().ToString("N"), Name = organisation, Type = type },
                Regions = [.. (regions ?? []).Select(r => new SubscriptionRegion { RegionCode = r })],
            };
            foreach (var slug in terms ?? []) subscription.Terms.Add(new SubscriptionTerm { TermId = (await TermAsync(db, slug)).Id });
            db.Add(subscription);
            await db.SaveChangesAsync();
            return subscription;
        });

    public static Task<Contact> ContactAsync(Newsroom room, Subscription subscription, string email, Action<Contact>? adjust = null, string[]? regions = null, string[]? terms = null) =>
        room.InDbAsync(async db =>
        {
            var contact = new Contact
            {
                SubscriptionId = subscription.Id,
                Email = email,
                AddressKey = room.Services.GetRequiredService<AddressKeys>().Of(email),
                State = ContactState.Confirmed,
                CreatedUtc = room.Clock.GetUtcNow().UtcDateTime,
                ConfirmedUtc = room.Clock.GetUtcNow().UtcDateTime,
                Regions = [.. (regions ?? []).Select(r => new ContactRegion { RegionCode = r })],
            };
            foreach (var slug in terms ?? []) contact.Terms.Add(new ContactTerm { TermId = (await TermAsync(db, slug)).Id });
            adjust?.Invoke(contact);
            db.Add(contact);
            await db.SaveChangesAsync();
            return contact;
        });

    public static async Task<Term> TermAsync(NewsDb db, string slug)
    {
        if (await db.Terms.SingleOrDefaultAsync(t => t.Slug == slug) is { } term) return term;
        term = new Term { Slug = slug, LabelFi = slug, Scheme = TermScheme.Theme };
        db.Add(term);
        await db.SaveChangesAsync();
        return term;
    }

    public static Task<Article> ArticleAsync(Newsroom room, string title, string body = "<p>Teksti.</p>", ArticleStatus status = ArticleStatus.Published) =>
        room.InDbAsync(async db =>
        {
            var now = room.Clock.GetUtcNow().UtcDateTime;
            var article = new Article
            {
                Title = title, WorkingTitle = title, Slug = "a" + Guid.CreateVersion7().ToString("N"), Excerpt = "Lyhyt johdanto: " + title, Lead = "Johdanto", BodyHtml = body,
                Status = status, PublishedUtc = now.AddMinutes(-5), CreatedUtc = now, SavedUtc = now, PublicRevision = 1, WorkingRevision = 1,
                Bylines = [new Byline { Name = "Maija Muutos" }], Regions = [new ArticleRegion { RegionCode = "14" }],
            };
            db.Add(article);
            await db.SaveChangesAsync();
            return article;
        });

    /// <summary>Everybody to whom the audience says anything about these contacts, by address.</summary>
    public static Task<Dictionary<string, ExclusionReason?>> WeighAsync(Newsroom room, Audience audience, params string[] variants) =>
        room.InDbAsync(async db =>
        {
            var publisher = await PublisherAsync(db);
            var all = await new Recipients(db, room.Clock).WeighAsync(audience, publisher.Id, null, variants, CancellationToken.None).ToListAsync();
            return all.GroupBy(c => c.Email).ToDictionary(g => g.Key, g => g.Last().Reason);
        });

    public static async Task<Guid> BulletinAsync(Newsroom room, BulletinDraft draft)
    {
        await using var scope = room.Services.CreateAsyncScope();
        await PublisherAsync(scope.ServiceProvider.GetRequiredService<NewsDb>());
        var made = await scope.ServiceProvider.GetRequiredService<Composing>().CreateAsync(draft, new("Testaaja"), CancellationToken.None);
        Assert.True(made.Outcome == ComposeOutcome.Done, string.Join("; ", made.Errors?.Select(e => e.ToString()) ?? []));
        return made.Bulletin!.PublicId;
    }

    public static async Task<Frozen> FreezeAsync(Newsroom room, Guid bulletin, int? version = null, DateTime? sendAtUtc = null)
    {
        await using var scope = room.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Freezing>().FreezeAsync(bulletin, version, sendAtUtc, new("Testaaja"), CancellationToken.None);
    }
}
