using System.Linq.Expressions;
using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Accounts;

/// <summary>
/// Who speaks for which publisher (S14, ASVS 8.4.1). An account or key that is bound to one makes, sees and changes what is its
/// publisher's and nobody else's; one that is not bound, and every administrator, speaks for the whole site. This is the one place: an
/// object that an address names is looked at before its page or route runs (<see cref="OwnPublisherOnly"/>), a list is narrowed by
/// <see cref="Own{T}"/>, and what rooms ask each other by <see cref="Asker"/>.
/// </summary>
internal static class Speaking
{
    public const string Claim = "publisher";

    /// <summary>A key of the whole site's, whatever it asks for: it cannot be held to one publisher.</summary>
    public const string WholeSite = "admin";

    /// <param name="publisher">Null: of no publisher that anybody is bound to.</param>
    public static bool SpeaksFor(this Actor actor, long? publisher) => actor.PublisherId is null || actor.PublisherId == publisher;

    /// <summary>Those of the rows that are of the publisher for whom somebody speaks.</summary>
    public static IQueryable<T> Own<T>(this Actor actor, IQueryable<T> rows, Expression<Func<T, long?>> publisher)
    {
        if (actor.PublisherId is not { } own) return rows;
        // As a captured variable, so that it becomes a parameter of the query
        Expression<Func<long?>> value = () => own;
        return rows.Where(Expression.Lambda<Func<T, bool>>(Expression.Equal(publisher.Body, value.Body), publisher.Parameters));
    }

    /// <summary>The site's publishers, the first one first.</summary>
    public static IQueryable<PublisherChoice> Publishers(this NewsDb db) =>
        db.Organisations.AsNoTracking().Where(o => o.IsPublisher).OrderBy(o => o.Id).Select(o => new PublisherChoice { Id = o.Id, PublicId = o.PublicId, Slug = o.Slug, Name = o.Name });

    /// <summary>What a form may offer: all publishers to somebody of the whole site, nothing where there is only one.</summary>
    public static async Task<IReadOnlyList<PublisherChoice>> PublishersToChooseAsync(this NewsDb db, Actor actor, CancellationToken ct)
    {
        if (actor.PublisherId is not null) return [];
        var all = await db.Publishers().ToListAsync(ct);
        return all.Count > 1 ? all : [];
    }

    /// <summary>Whose something new becomes: the actor's own publisher's, or the chosen one's, or the site's first one's.</summary>
    /// <param name="chosen">Null: not said.</param>
    /// <returns>Null when there is no such publisher, or it is not the actor's to speak for.</returns>
    public static async Task<PublisherChoice?> PublisherForAsync(this NewsDb db, Actor actor, Guid? chosen, CancellationToken ct)
    {
        var publishers = db.Publishers();
        if (actor.PublisherId is { } own) publishers = publishers.Where(p => p.Id == own);
        return await (chosen is { } id ? publishers.Where(p => p.PublicId == id) : publishers).FirstOrDefaultAsync(ct);
    }

    public static void AddSpeaking(this IServiceCollection services)
    {
        services.AddScoped<Asker>();
        services.AddScoped<IAuthorizationHandler, OwnPublisherCheck>();
    }
}

/// <summary>Set by its properties, so that a query can go on asking of them.</summary>
internal sealed record PublisherChoice
{
    public long Id { get; init; }
    public Guid PublicId { get; init; }
    public string Slug { get; init; } = "";
    public string Name { get; init; } = "";
}

/// <summary>A kind of object with a publisher, that addresses name by its id; a room registers its own as singletons.</summary>
/// <param name="Path">What stands before the id: "desk/articles/".</param>
internal sealed record SpokenObject(string Path, Func<NewsDb, Guid, IQueryable<long?>> PublisherOf);

/// <summary>Who asks, for questions between rooms that carry no person along. Outside a request it is the program itself.</summary>
internal sealed class Asker(IHttpContextAccessor http)
{
    /// <summary>Null: the program.</summary>
    public ClaimsPrincipal? User => http.HttpContext?.User is { Identity.IsAuthenticated: true } user ? user : null;

    public Actor Actor => User is { } user ? Actor.Of(user) : Actor.System;
}

/// <summary>Part of every permission: the object that the address names is the publisher's for whom somebody speaks.</summary>
internal sealed class OwnPublisherOnly : IAuthorizationRequirement;

/// <summary>Marks a route or page whose matter is the whole site's, and no single publisher's.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class OfWholeSiteAttribute : Attribute;

internal sealed class OwnPublisherCheck(NewsDb db, IEnumerable<SpokenObject> kinds) : AuthorizationHandler<OwnPublisherOnly>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, OwnPublisherOnly requirement)
    {
        var actor = Actor.Of(context.User);
        if (actor.PublisherId is null || context.Resource is HttpContext http && await MayAsync(actor, http, http.RequestAborted)) context.Succeed(requirement);
    }

    private async Task<bool> MayAsync(Actor actor, HttpContext http, CancellationToken ct)
    {
        if (http.GetEndpoint() is not RouteEndpoint route) return false;
        if (route.Metadata.GetMetadata<OfWholeSiteAttribute>() is not null) return false;
        var pattern = route.RoutePattern.RawText!.TrimStart('/');
        if (!Guid.TryParse(http.GetRouteValue("id")?.ToString(), out var id)) return true;
        if (kinds.FirstOrDefault(k => pattern.StartsWith(k.Path + "{", StringComparison.Ordinal)) is not { } kind) return true;
        var publishers = await kind.PublisherOf(db, id).Take(1).ToListAsync(ct);
        // What is not there yet the page itself answers for
        return publishers.Count == 0 || actor.SpeaksFor(publishers[0]);
    }
}
