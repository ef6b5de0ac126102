using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Site.Settings;
using Uutiset.Site.Standing;
using Uutiset.Subscribers;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Site.Desk;

/// <summary>The record of processing activities, to be printed and filed, and what to do when something has gone wrong (DP-11).</summary>
[Needs(Permission.SiteManage)]
internal sealed class ProcessingModel(NewsDb db, Press press, IOptions<SubscribersOptions> subscribers, IOptions<AuditOptions> audit, DeskText text, TimeProvider clock) : PageModel
{
    public const string Href = "/desk/settings/processing";

    public Imprint Controller => press.Frame(text.Lang).Imprint;

    public SiteFacts Facts { get; private set; } = null!;

    public IReadOnlyList<Activity> Activities { get; private set; } = [];

    public DateOnly Today => clock.Today();

    public async Task OnGetAsync(CancellationToken ct)
    {
        Facts = await KeepingFacts.ReadAsync(db, ct);
        Activities = ProcessingRecord.Activities(new(subscribers.Value, audit.Value.KeepMonths));
    }
}
