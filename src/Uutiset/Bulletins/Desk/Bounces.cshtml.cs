using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Mailing;
using Uutiset.Mailing.Bounces;

namespace Uutiset.Bulletins.Desk;

/// <summary>What came back and whom it touches; and sendings of which so many failed that a person has to say whose fault it is.</summary>
[Needs(Permission.SubscribersRead)]
internal sealed class BouncesModel(NewsDb db, BounceList list, Consequences consequences, Audit audit, DeskText text) : PageModel
{
    public const string Href = "/desk/bounces";
    private const int PageSize = 50;

    public ListFilters Filters { get; private set; } = null!;

    public IReadOnlyList<BounceRow> Rows { get; private set; } = [];

    public IReadOnlyList<HeldSending> Held { get; private set; } = [];

    public IReadOnlyList<BounceWeek> Weeks { get; private set; } = [];

    public int Total { get; private set; }

    public int Number { get; private set; }

    public int Pages => PageLinks.Count(Total, PageSize);

    public bool MayAnswer => User.Has(Permission.BulletinsSend) && User.Has(Permission.SubscribersWrite);

    public bool MayHandOver(BounceRow row) => User.Has(Permission.SubscribersWrite) && row is { DecidesFor: not null, IsGone: false };

    public bool MayLift(BounceRow row) => User.Has(Permission.SubscribersManage) && row.Suppression is not null;

    public string Told(IReadOnlyList<BounceWeek> weeks) => $"{text["bounces.weeks"]}: {string.Join("; ", weeks.Select(w => $"{text.Date(w.FromUtc)}: {text.Number(w.Failed)} / {text.Number(w.Complaints)}"))}";

    public async Task OnGetAsync(CancellationToken ct)
    {
        var (query, actor) = (Request.Query, Actor.Of(User));
        FilterField words = FilterField.Words("q", text["bounces.words"], query),
            verdict = FilterField.Choice("verdict", text["bounces.what"], query, Enum.GetValues<Verdict>().Select(v => new FilterOption(v.ToString(), text["bounces.verdict." + v])));
        Filters = new ListFilters(Href, text["bounces.filter"], [words, verdict]);
        var found = list.Find(words.Value, Enum.TryParse<Verdict>(verdict.Value, out var only) ? only : null, actor);
        Total = await found.CountAsync(ct);
        Number = Math.Clamp(FilterField.Page(query), 1, Pages);
        Rows = await list.RowsAsync(found, (Number - 1) * PageSize, PageSize, ct);
        Held = await list.HeldAsync(actor, ct);
        Weeks = await list.WeeksAsync(actor, ct);
    }

    public async Task<IActionResult> OnPostAnswerAsync(long dispatch, HoldAnswer answer, CancellationToken ct)
    {
        if (!MayAnswer) return Forbid();
        var actor = Actor.Of(User);
        if (!Enum.IsDefined(answer) || !ModelState.IsValid) return BadRequest();
        if ((await list.HeldAsync(actor, ct)).FirstOrDefault(h => h.DispatchId == dispatch) is { } held && await consequences.AnswerAsync(dispatch, answer, actor.Name, ct))
        {
            audit.Write(db, actor, "dispatch.hold", $"bulletin:{held.BulletinId}", answer.ToString());
            await db.SaveChangesAsync(ct);
            await consequences.DrawAsync(ct);
            this.Notice(text["bounces.answered." + answer]);
        }
        return Redirect(Href);
    }
}
