using Microsoft.AspNetCore.Mvc.RazorPages;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk.Changing;
using Uutiset.Subscribers.Roll.Changing;

namespace Uutiset.Subscribers.Desk;

/// <summary>The latest changes of many subscriptions at once, from where each can be looked at and undone.</summary>
[Needs(Permission.SubscribersWrite)]
internal sealed class ChangesModel(NewsDb db, ChangeWords words) : PageModel
{
    public IReadOnlyList<ChangeListed> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var rows = new List<ChangeListed>();
        foreach (var (change, done) in await Actor.Of(User).Own(db.SubscriberChanges, c => c.PublisherId).LatestAsync<SubscriberChange, SubscriberChangeRow>(ct))
            rows.Add(new ChangeListed(change, await words.OfAsync(change, ct), ChangeWords.Href + change.PublicId, done));
        Rows = rows;
    }
}
