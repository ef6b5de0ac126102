using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Api;
using Uutiset.Data;
using Uutiset.Mail;

namespace Uutiset.Mailing;

/// <summary><c>/api/v1/suppressions</c>: addresses that get no mail, whoever asks. Kept as keyed hashes, so a list shows none; ask for one by <c>?email=</c>.</summary>
internal static class SuppressionApi
{
    private static readonly string[] Reasons = ["objected", "bounced", "complained", "manual"];

    public sealed record SuppressionJson(string Key, string Reason, DateTime At, string? Note, string By);

    public sealed record SuppressionRequest(string? Email, string? Reason, string? Note);

    public static void MapSuppressionApi(this WebApplication app)
    {
        // An address that gets no mail gets none from anybody: who speaks for one publisher cannot say so for the others
        var api = app.MapApi("/suppressions", "Contacts").WithMetadata(new OfWholeSite());
        api.MapGet("/", ListAsync).Needs(Permission.SubscribersRead).WithSummary("Suppressed addresses as keyed hashes, the newest first; ?email= asks for one");
        api.MapPost("/", AddAsync).Needs(Permission.SubscribersWrite).WithSummary("Suppresses an address; what is queued for it is not sent").Produces<SuppressionJson>(StatusCodes.Status201Created);
    }

    private static async Task<IResult> ListAsync(string? email, [AsParameters] Paging paging, NewsDb db, AddressKeys keys, CancellationToken ct)
    {
        var key = email is null ? null : keys.Of(email);
        var rows = db.Suppressions.AsNoTracking().Where(s => key == null || s.AddressKey == key);
        var page = await rows.OrderByDescending(s => s.AtUtc).ThenBy(s => s.AddressKey).Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        return Results.Ok(paging.Of<SuppressionJson>(page.ConvertAll(Json), await rows.CountAsync(ct)));
    }

    private static async Task<IResult> AddAsync(SuppressionRequest request, HttpContext http, NewsDb db, AddressKeys keys, Audit audit, TimeProvider clock, CancellationToken ct)
    {
        if (!Mailbox.TryCreate(request.Email?.Trim(), out var mailbox, out _)) return Problems.Invalid("email", "is no mail address");
        var reason = request.Reason ?? "manual";
        if (!Reasons.Contains(reason)) return Problems.Invalid("reason", $"must be one of {string.Join(", ", Reasons)}");
        if (request.Note?.Length > 500) return Problems.Invalid("note", "may have 500 characters at most");
        var key = keys.Of(mailbox.Address);
        var actor = Actor.Of(http.User);
        var row = new Suppression { AddressKey = key, Reason = reason, Note = request.Note, AtUtc = clock.GetUtcNow().UtcDateTime, By = actor.Name };
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // One statement, so that of two requests at the same moment the second waits for the first and then finds its row
        if (await db.Database.ExecuteSqlAsync(
            $"insert into suppression (address_key, reason, at_utc, note, \"by\") values ({key}, {reason}, {row.AtUtc}, {row.Note}, {row.By}) on conflict do nothing", ct) == 0)
            return Results.Ok(Json(await db.Suppressions.AsNoTracking().FirstOrDefaultAsync(s => s.AddressKey == key, ct) ?? row));
        audit.Write(db, actor, "suppression.added", $"suppression:{key[..12]}", reason);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return Results.Created($"/api/v1/suppressions?email={Uri.EscapeDataString(mailbox.Address)}", Json(row));
    }

    private static SuppressionJson Json(Suppression row) => new(row.AddressKey, row.Reason, row.AtUtc, row.Note, row.By);
}
