using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Subscribers.Ledger;

/// <summary>One line of the ledger; <c>text</c> is exactly what was shown, <c>textHash</c> its SHA-256.</summary>
/// <param name="Seq">Its number in the chain of all lines.</param>
/// <param name="Hash">Of its link: made of the line and of the hash before it, under the site's own key.</param>
internal sealed record ConsentJson(ConsentKind Kind, DateTime At, string Method, string Actor, string? FormUrl, string? TextHash, string? Text, string? Detail, long? Seq, string? Hash);

internal static class ConsentLines
{
    /// <summary>In the order in which they were written.</summary>
    public static Task<List<ConsentJson>> ToJsonAsync(this IQueryable<ConsentEvent> lines, NewsDb db, CancellationToken ct) =>
        (from line in lines.AsNoTracking()
         join link in db.ConsentLinks.AsNoTracking() on line.Id equals link.EventId into links
         from link in links.DefaultIfEmpty()
         orderby line.Id
         select new ConsentJson(line.Kind, line.AtUtc, line.Method, line.Actor, line.FormUrl, line.TextHash, db.ConsentTexts.Where(t => t.Hash == line.TextHash).Select(t => t.Text).FirstOrDefault(), line.Words!.Text,
             link == null ? null : link.Seq, link == null ? null : link.Hash)).ToListAsync(ct);
}
