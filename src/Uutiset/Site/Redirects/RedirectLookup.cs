using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Site.Redirects;

/// <summary>Whether an editor has led an address on.</summary>
internal sealed class RedirectLookup(NewsDb db)
{
    /// <summary>For an address at which nothing stands.</summary>
    /// <returns>Not found when nobody has led it on; a target of null means gone.</returns>
    public Task<(string? To, bool Found)> FindAsync(HttpRequest request, CancellationToken ct) => FindAsync(request, byQuery: false, ct);

    /// <summary>For an address whose path has a page, and whose query means something else: of those led on only the ones that name it.</summary>
    public Task<(string? To, bool Found)> FindByQueryAsync(HttpRequest request, CancellationToken ct) => FindAsync(request, byQuery: true, ct);

    private async Task<(string? To, bool Found)> FindAsync(HttpRequest request, bool byQuery, CancellationToken ct)
    {
        var (path, query) = (request.Path.Value ?? "/", request.QueryString.Value ?? "");
        if (path.Length + query.Length > RedirectPath.MaxLength) return default;
        var asked = RedirectPath.Asked(path, query).Where(a => !byQuery || a.From.Contains('?', StringComparison.Ordinal)).ToList();
        // ?q=%00: no stored form has such a character, and PostgreSQL would not even compare it
        if (asked.Count == 0 || asked[0].From.Any(char.IsControl)) return default;
        var found = await db.Redirects.AsNoTracking().FromAnyOfAsync(asked, ct);
        if (asked.FirstOrDefault(a => found.ContainsKey(a.From)) is not { From: { } from, Lang: var lang }) return default;
        if (found[from] is not { } target) return (null, true);
        var to = RedirectPath.In(lang, target);
        // A target without a page of its own must not send its reader round and round
        return RedirectPath.IsOurs(to) && RedirectPath.AskedOf(to).Any(a => a.From == from) ? default : (to, true);
    }
}

internal static class RedirectRows
{
    /// <summary>Targets by their sources, in one command.</summary>
    public static Task<Dictionary<string, string?>> FromAnyOfAsync(this IQueryable<Redirect> rows, IEnumerable<(string From, string Lang)> asked, CancellationToken ct)
    {
        var froms = asked.Select(a => a.From).ToList();
        return rows.Where(r => froms.Contains(r.FromPath)).ToDictionaryAsync(r => r.FromPath, r => r.ToAddress, ct);
    }
}

/// <summary>"There is nothing here", unless an editor has led the address on.</summary>
internal sealed class OrElsewhere(Func<IResult> nothing, Func<IResult> gone) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (to, found) = await httpContext.RequestServices.GetRequiredService<RedirectLookup>().FindAsync(httpContext.Request, httpContext.RequestAborted);
        await (!found ? nothing() : to is null ? gone() : new Elsewhere(to)).ExecuteAsync(httpContext);
    }
}

internal sealed class Elsewhere(string to) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        // Browsers keep a 301 for ever unless they are told to ask again: an editor's slip must be mendable
        httpContext.Response.Headers.CacheControl = "public, no-cache";
        return Results.Redirect(to, permanent: true).ExecuteAsync(httpContext);
    }
}

/// <summary>
/// An old site's addresses may differ in their query alone: /?p=123 would show the front page. One that an editor has led on with its query
/// goes where it leads, though a page stands at its path. An address without a query costs nothing.
/// </summary>
internal sealed class ElsewhereByQuery(string lang, Press press) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!http.Request.QueryString.HasValue) return await next(context);
        var (to, found) = await http.RequestServices.GetRequiredService<RedirectLookup>().FindByQueryAsync(http.Request, http.RequestAborted);
        return !found ? await next(context) : to is null ? NotFoundPages.ShowGone(http, lang, press) : new Elsewhere(to);
    }
}
