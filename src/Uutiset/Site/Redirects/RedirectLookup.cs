using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Site.Redirects;

/// <summary>Whether an address at which nothing stands is led on.</summary>
internal sealed class RedirectLookup(NewsDb db)
{
    /// <returns>Null when nobody has led it on; a target of null means gone.</returns>
    public async Task<(string? To, bool Found)> FindAsync(HttpRequest request, CancellationToken ct)
    {
        var (path, query) = (request.Path.Value ?? "/", request.QueryString.Value ?? "");
        if (path.Length + query.Length > RedirectPath.MaxLength) return default;
        var (whole, bare) = (RedirectPath.Of(path, query), RedirectPath.Of(path, ""));
        var (lang, plain) = RedirectPath.WithoutPrefix(bare);
        // The most exact first
        string[] asked = [whole, bare, .. lang == "fi" ? [] : new[] { RedirectPath.WithoutPrefix(whole).Path, plain }];
        var found = await db.Redirects.AsNoTracking().Where(r => asked.Contains(r.FromPath)).Select(r => new { r.FromPath, r.ToAddress }).ToListAsync(ct);
        if (found.MinBy(r => Array.IndexOf(asked, r.FromPath)) is not { } redirect) return default;
        if (redirect.ToAddress is not { } to) return (null, true);
        if (Array.IndexOf(asked, redirect.FromPath) >= 2 && RedirectPath.IsOurs(to) && RedirectPath.WithoutPrefix(to).Lang == "fi") to = Press.At(lang, to);
        // A target without a page of its own must not send its reader round and round
        return RedirectPath.IsOurs(to) && RedirectPath.Of(to) is { } end && (end == whole || end == bare) ? default : (to, true);
    }
}

/// <summary>"There is nothing here", unless an editor has led the address on.</summary>
internal sealed class OrElsewhere(Func<IResult> nothing, Func<IResult> gone) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (to, found) = await httpContext.RequestServices.GetRequiredService<RedirectLookup>().FindAsync(httpContext.Request, httpContext.RequestAborted);
        if (!found)
        {
            await nothing().ExecuteAsync(httpContext);
        }
        else if (to is null)
        {
            await gone().ExecuteAsync(httpContext);
        }
        else
        {
            // Browsers keep a 301 for ever unless they are told to ask again: an editor's slip must be mendable
            httpContext.Response.Headers.CacheControl = "public, no-cache";
            await Results.Redirect(to, permanent: true).ExecuteAsync(httpContext);
        }
    }
}
