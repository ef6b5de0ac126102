using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Desk.Changing;
using Uutiset.Subscribers.Roll.Changing;

namespace Uutiset.Subscribers.Desk;

/// <summary>One change of many subscriptions: what it would do, how far it has come, what it left alone and why, and undoing it.</summary>
[Needs(Permission.SubscribersWrite)]
internal sealed class ChangeModel(NewsDb db, ChangeRunner<SubscriberChange, SubscriberChangeRow> runner, ChangeWords words, DeskText text, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public SubscriberChange Change { get; private set; } = null!;

    public string What { get; private set; } = "";

    public ChangeView View { get; private set; } = null!;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await db.SubscriberChanges.AsNoTracking().SingleOrDefaultAsync(c => c.PublicId == Id, HttpContext.RequestAborted) is not { } change) context.Result = NotFound();
        else
        {
            Change = change;
            await next();
        }
    }

    public async Task OnGetAsync(CancellationToken ct)
    {
        What = await words.OfAsync(Change, ct);
        var rows = db.SubscriberChangeRows.AsNoTracking().Where(r => r.ChangeId == Change.Id);
        var counts = await rows.GroupBy(r => r.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var leftState = ChangeView.LeftState(Change);
        var left = await (from r in rows
                          where r.State == leftState
                          orderby r.ItemId
                          join s in db.Subscriptions on r.ItemId equals s.Id into found
                          from s in found.DefaultIfEmpty()
                          select new { r.Reason, Id = (Guid?)s!.Organisation!.PublicId, s.Organisation.Name }).Take(ChangeView.MostNamed).ToListAsync(ct);
        View = new ChangeView(Change, counts, clock.GetUtcNow().UtcDateTime, "subscribers", ChangeWords.Href + Id, RollDesk.Organisations)
        {
            IsGrave = Change.Kind == ChangeKind.End,
            Notes = Change.State == ChangeState.Planned && counts.ContainsKey(ChangeRowState.Planned) ? [text["subscribers.plan." + Change.Kind]] : [],
            LeftAlone = left.ConvertAll(l => new ChangeLeft(l.Name ?? "–", l.Id is { } id ? $"/desk/subscribers/{id}" : null, null, (l.Reason ?? ChangeReason.Gone).ToString())),
        };
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await runner.CarryOutAsync(Change, Actor.Of(User), ct);
        return Redirect(ChangeWords.Href + Id);
    }

    public async Task<IActionResult> OnPostUndoAsync(CancellationToken ct)
    {
        if (!Change.MayBeUndoneAt(clock.GetUtcNow().UtcDateTime)) this.Notice(text["lists.undo.late"]);
        else await runner.UndoAsync(Change, Actor.Of(User), ct);
        return Redirect(ChangeWords.Href + Id);
    }
}
