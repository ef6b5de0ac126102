using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Articles;
using Uutiset.Articles.Bulk;
using Uutiset.Bulletins;
using Uutiset.Data;
using Uutiset.Desk.Changing;
using Uutiset.Mailing;
using Uutiset.Mailing.Bounces;
using Uutiset.Media;
using Uutiset.Subscribers;
using Uutiset.Tests.Accounts;

namespace Uutiset.Tests.Browser;

/// <summary>Every page of the desk, read from the routes, each with something on it: a new page is looked at without anybody thinking of it.</summary>
internal static class DeskPages
{
    // What a page looks like in another of its states
    private static readonly string[] States =
    [
        "/desk/search?q=avustus", "/desk/search?q=eil%C3%B6ydy", "/desk/articles?q=avustus&region=none", "/desk/articles?q=eil%C3%B6ydy", "/desk/deadlines?show=past", "/desk/media?q=eil%C3%B6ydy",
        "/desk/subscribers?q=eil%C3%B6ydy", "/desk/subscribers?state=Active", "/desk/subscribers/contacts?q=eil%C3%B6ydy", "/desk/segments/new?count=true", "/desk/olematon",
    ];

    public static async Task<IReadOnlyList<string>> AllAsync(DemoNewsroom newsroom)
    {
        var things = await Things.MakeAsync(newsroom, null, "15");
        var plain = things;
        var (sent, mail) = await newsroom.InDbAsync(async db =>
        {
            things = things with
            {
                Article = await db.Articles.Where(a => a.Slug == "valtionavustusten-hakuaika-jatkuu").Select(a => a.PublicId).SingleAsync(),
                Opening = await db.Openings.OrderBy(o => o.Id).Select(o => o.PublicId).FirstAsync(),
                Person = await db.People.OrderBy(p => p.Id).Select(p => p.PublicId).FirstAsync(),
                Organisation = await db.Organisations.Where(o => !o.IsPublisher && o.Listed).OrderBy(o => o.Id).Select(o => o.PublicId).FirstAsync(),
                Project = await db.Projects.OrderBy(p => p.Id).Select(p => p.PublicId).FirstAsync(),
                Media = await db.MediaItems.Where(m => m.Kind == MediaKind.Image).OrderBy(m => m.Id).Select(m => m.PublicId).FirstAsync(),
                Term = await db.Terms.Where(t => t.Slug == "digipalvelut").Select(t => t.PublicId).SingleAsync(),
            };
            var changed = await db.Articles.SingleAsync(a => a.PublicId == things.Article);
            (await db.BulkChanges.SingleAsync(c => c.PublicId == things.Change)).Rows.Add(new BulkChangeRow { ItemId = changed.Id, Title = changed.Title, State = ChangeRowState.Done });
            await db.SaveChangesAsync();
            await ReturnAsync(db, newsroom.Clock.GetUtcNow().UtcDateTime);
            return (await db.Bulletins.Where(b => b.Number == 1).Select(b => b.PublicId).SingleAsync(), newsroom.Services.GetRequiredService<MailDrop>().Names(1)[0]);
        });
        var seat = await newsroom.InDbAsync(db => db.Contacts.AsNoTracking().Include(c => c.Subscription!.Organisation).Where(c => c.State == ContactState.Confirmed && c.Subscription!.OrganisationId != null).OrderBy(c => c.Id).FirstAsync());
        var patterns = newsroom.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is not null).Select(e => e.RoutePattern.RawText!.TrimStart('/')).Where(p => p == "desk" || p.StartsWith("desk/", StringComparison.Ordinal)).Distinct().Order().ToList();
        return [.. patterns.Select(p => "/" + Filled(p)), .. States];

        string Filled(string pattern) => pattern switch
        {
            "desk/bulletins/{id:guid}/progress" => $"desk/bulletins/{sent}/progress?only=accepted",
            "desk/bulletins/{id:guid}/proof" => $"desk/bulletins/{sent}/proof",
            "desk/bulletins/{id:guid}/preview" => $"desk/bulletins/{sent}/preview",
            "desk/organisations/{id:guid}/merge" => $"desk/organisations/{plain.Organisation}/merge?into={things.Organisation}",
            "desk/terms/{id:guid}/merge" => $"desk/terms/{plain.Term}/merge?into={things.Term}",
            "desk/regions/{code}" => "desk/regions/14",
            "desk/subscribers/{id:guid}" => $"desk/subscribers/{seat.Subscription!.Organisation!.PublicId}",
            "desk/subscribers/contacts/{id:guid}/stop" => $"desk/subscribers/contacts/{seat.PublicId}/stop",
            "desk/subscribers/contacts/{id:guid}/hand-over" => $"desk/subscribers/contacts/{seat.PublicId}/hand-over",
            "desk/mail-drop/{name}" => "desk/mail-drop/" + mail,
            _ => pattern.Replace("{id:guid}", things.Of(pattern)?.ToString() ?? "{id:guid}", StringComparison.Ordinal).Replace("{kind}", "article", StringComparison.Ordinal),
        };
    }

    /// <summary>One message of each kind has come back, and so many that somebody is asked whose fault it is.</summary>
    private static async Task ReturnAsync(NewsDb db, DateTime now)
    {
        // Several walks share a newsroom
        if (await db.Bounces.AnyAsync()) return;
        var sent = await db.Deliveries.Where(d => d.DispatchId != null && db.Contacts.Any(c => c.Id == d.ContactId && c.Subscription!.OrganisationId != null)).OrderBy(d => d.Id).Take(4).ToListAsync();
        db.Bounces.AddRange(sent.Zip(Enum.GetValues<Verdict>(), (d, v) => new Bounce
        {
            DeliveryId = d.Id, DispatchId = d.DispatchId, Kind = v == Verdict.Complaint ? ReportKind.Complaint : ReportKind.Failed, Verdict = v, Status = "5.1.1", Words = "smtp; 550 5.1.1 No such mailbox",
            Source = "maildir", AtUtc = now, ReceivedUtc = now, WeighedUtc = now,
        }));
        db.DispatchHolds.Add(new DispatchHold { DispatchId = sent[0].DispatchId!.Value, AtUtc = now, Failed = 12, Settled = 100 });
        await db.SaveChangesAsync();
    }
}
