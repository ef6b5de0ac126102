using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Subscribers.Joining;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Desk;

/// <summary>Who asks to join an organisation, and which organisations subscribers have named themselves.</summary>
[Needs(Permission.SubscribersWrite)]
internal sealed class JoiningModel(NewsDb db, JoinRequests requests, TypedOrganisations typed, DeskText text, TimeProvider clock) : PageModel
{
    public const string Href = "/desk/subscribers/joining";
    private const int Most = 50;

    internal sealed record TypedRow(Guid Id, string Name, string? BusinessId, DateTime CreatedUtc, string Email, Guid? Resembles, string? ResemblesName);

    public IReadOnlyList<JoiningRow> Waiting { get; private set; } = [];
    public IReadOnlyList<TypedRow> Typed { get; private set; } = [];
    public int WaitingTotal { get; private set; }
    public int TypedTotal { get; private set; }
    /// <summary>Requests of the last year that nobody answered in time.</summary>
    public int Unanswered { get; private set; }

    public Task OnGetAsync(CancellationToken ct) => ReadAsync(ct);

    public async Task<IActionResult> OnPostAnswerAsync(Guid request, bool accept, CancellationToken ct)
    {
        var actor = Actor.Of(User);
        var answered = await requests.AnswerAsync(actor.Own(JoinRequests.Waiting(db), j => j.Contact!.Subscription!.PublisherId), request, accept, Answerer.Of(actor), ct);
        return Done(answered is null ? text["joining.gone"] : text[accept ? "joining.accepted" : "joining.refused", answered.Organisation!.Name]);
    }

    public async Task<IActionResult> OnPostListAsync(Guid organisation, CancellationToken ct)
    {
        var (listed, errors) = await typed.ListAsync(organisation, Actor.Of(User), ct);
        if (listed is not null) return Done(text["joining.listed", listed.Name]);
        // What its record lacks is written on its own page
        return errors.Count > 0 ? Redirect($"/desk/organisations/{organisation}") : Done(text["joining.gone"]);
    }

    public async Task<IActionResult> OnPostApartAsync(Guid organisation, CancellationToken ct) =>
        Done(text[await typed.TellApartAsync(organisation, Actor.Of(User), ct) ? "joining.toldApart" : "joining.gone"]);

    /// <summary>Until when its owners may answer; null: it is the editors' turn.</summary>
    public string? OwnersUntil(JoiningRow row) =>
        row.HasOwner && row.AskedUtc.AddDays(JoinRequests.OwnersDays) is var until && until > clock.GetUtcNow().UtcDateTime ? Dates.Day(until, text.Lang) : null;

    private RedirectResult Done(string notice)
    {
        this.Notice(notice);
        return Redirect(Href);
    }

    private async Task ReadAsync(CancellationToken ct)
    {
        var (waiting, year) = (JoiningRow.Of(db, Actor.Of(User), clock.Today()), clock.GetUtcNow().UtcDateTime.AddYears(-1));
        Unanswered = await Actor.Of(User).Own(db.UnansweredJoins, u => u.PublisherId).CountAsync(u => u.EndedUtc > year, ct);
        (Waiting, WaitingTotal) = (await waiting.OrderBy(r => r.AskedUtc).Take(Most).ToListAsync(ct), await waiting.CountAsync(ct));
        var named = typed.Of(Actor.Of(User)).AsNoTracking();
        TypedTotal = await named.CountAsync(ct);
        Typed = await named.OrderBy(s => s.ResemblesId == null).ThenByDescending(s => s.Id).Take(Most).Select(s => new TypedRow(
            s.Organisation!.PublicId, s.Organisation.Name, s.TypedBusinessId, s.CreatedUtc, s.Contacts.Where(c => c.State == ContactState.Confirmed).OrderBy(c => c.Id).Select(c => c.Email).First(),
            db.Organisations.Where(o => o.Id == s.ResemblesId).Select(o => (Guid?)o.PublicId).FirstOrDefault(), db.Organisations.Where(o => o.Id == s.ResemblesId).Select(o => o.Name).FirstOrDefault())).ToListAsync(ct);
    }
}
