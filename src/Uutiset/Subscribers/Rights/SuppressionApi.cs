using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Api;
using Uutiset.Data;
using Uutiset.Mailing;

namespace Uutiset.Subscribers.Rights;

/// <summary><c>/api/v1/suppressions</c>: addresses that get no mail, whoever asks. Kept as keyed hashes, so a list shows none; ask for one by <c>?email=</c>.</summary>
internal static class SuppressionApi
{
    private static readonly string[] Reasons = ["objected", "bounced", "complained", "manual"];

    public sealed record SuppressionJson(string Key, string Reason, DateTime At, string? Note, string By);

    public sealed record SuppressionRequest(string? Email, string? Reason, string? Note);

    public static void MapSuppressionApi(this IEndpointRouteBuilder app)
    {
        // An address that gets no mail gets none from anybody: who speaks for one publisher cannot say so for the others
        var api = app.MapApi("/suppressions", "Contacts").WithMetadata(new OfWholeSiteAttribute());
        api.MapGet("/", ListAsync).Needs(Permission.SubscribersRead).WithSummary("Suppressed addresses as keyed hashes, the newest first; ?email= asks for one");
        api.MapPost("/", AddAsync).Needs(Permission.SubscribersWrite).WithSummary("Suppresses an address; what is queued for it is not sent").Produces<SuppressionJson>(StatusCodes.Status201Created);
        api.MapDelete("/{key}", LiftAsync).Needs(Permission.SubscribersManage).WithSummary("Lifts a suppression; ?reason= says why, and stands in the consent ledger").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> ListAsync(string? email, [AsParameters] Paging paging, NewsDb db, AddressKeys keys, CancellationToken ct)
    {
        var key = email is null ? null : keys.Of(email);
        var rows = db.Suppressions.AsNoTracking().Where(s => key == null || s.AddressKey == key);
        var page = await rows.OrderByDescending(s => s.AtUtc).ThenBy(s => s.AddressKey).Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        return Results.Ok(paging.Of<SuppressionJson>(page.ConvertAll(Json), await rows.CountAsync(ct)));
    }

    private static async Task<IResult> AddAsync(SuppressionRequest request, HttpContext http, Suppressing suppressing, AddressKeys keys, CancellationToken ct)
    {
        if (WrittenAddress.Read(request.Email) is not { } email) return Problems.Invalid("email", "is no mail address");
        var reason = request.Reason ?? "manual";
        if (!Reasons.Contains(reason)) return Problems.Invalid("reason", $"must be one of {string.Join(", ", Reasons)}");
        if (request.Note?.Length > Suppressing.LongestReason) return Problems.Invalid("note", $"may have {Suppressing.LongestReason} characters at most");
        var actor = Actor.Of(http.User);
        var (row, added) = await suppressing.AddAsync(keys.Of(email), reason, request.Note, Door.Of("api", actor), actor, ct);
        return added ? Results.Created($"/api/v1/suppressions?email={Uri.EscapeDataString(email)}", Json(row)) : Results.Ok(Json(row));
    }

    private static async Task<IResult> LiftAsync(string key, string? reason, HttpContext http, Suppressing suppressing, CancellationToken ct)
    {
        if (reason?.Trim() is not { Length: > 0 and <= Suppressing.LongestReason } why) return Problems.Invalid("reason", $"must say why, in {Suppressing.LongestReason} characters at most");
        var actor = Actor.Of(http.User);
        return await suppressing.LiftAsync(key, why, Door.Of("api", actor), actor, ct) ? Results.NoContent() : Problems.NotFound("suppression");
    }

    private static SuppressionJson Json(Suppression row) => new(row.AddressKey, row.Reason, row.AtUtc, row.Note, row.By);
}
