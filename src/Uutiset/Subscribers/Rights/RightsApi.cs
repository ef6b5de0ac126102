using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Api;
using Uutiset.Data;

namespace Uutiset.Subscribers.Rights;

/// <summary>A person's rights over the whole site, whichever of its publishers they read: so neither route is one publisher's.</summary>
internal static class RightsApi
{
    public static void MapRightsApi(this IEndpointRouteBuilder app)
    {
        var contacts = app.MapApi("/contacts", "Contacts").WithMetadata(new OfWholeSiteAttribute());
        contacts.MapGet("/{id:guid}/data", TellAsync).Needs(Permission.SubscribersManage).WithSummary("All that is known of the contact's address (GDPR 15, 20)").Produces<PersonData>();
        contacts.MapDelete("/{id:guid}/data", EraseAsync).Needs(Permission.SubscribersManage)
            .WithSummary("Erases all that is known of the contact's address (GDPR 17); a keyed hash stays and keeps it out").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> TellAsync(Guid id, HttpContext http, NewsDb db, Telling telling, Audit audit, CancellationToken ct)
    {
        if (await KeyAsync(db, id, ct) is not { } key) return Problems.NotFound("contact");
        var told = await telling.TellAsync(key, ct);
        audit.Write(db, Actor.Of(http.User), "contact.told", Erasing.Reference(key));
        await db.SaveChangesAsync(ct);
        return Results.Ok(told);
    }

    private static async Task<IResult> EraseAsync(Guid id, HttpContext http, NewsDb db, Erasing erasing, CancellationToken ct)
    {
        if (await KeyAsync(db, id, ct) is not { } key) return Problems.NotFound("contact");
        var actor = Actor.Of(http.User);
        await erasing.EraseAsync(key, Door.Of("api", actor), actor, ct);
        return Results.NoContent();
    }

    private static Task<string?> KeyAsync(NewsDb db, Guid id, CancellationToken ct) => db.Contacts.Where(c => c.PublicId == id).Select(c => c.AddressKey).FirstOrDefaultAsync(ct);
}
