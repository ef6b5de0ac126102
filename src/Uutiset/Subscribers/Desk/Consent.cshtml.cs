using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Uutiset.Accounts;
using Uutiset.Desk;
using Uutiset.Subscribers.Ledger;

namespace Uutiset.Subscribers.Desk;

/// <summary>The consent of one contact as a story that can be printed and filed.</summary>
[Needs(Permission.SubscribersRead)]
internal sealed class ConsentModel(ConsentStory stories, DeskText text) : PageModel
{
    public static string Href(Guid contact) => $"{RollDesk.Contacts}/{contact}/consent";

    public Guid Id { get; private set; }

    public Story Story { get; private set; } = null!;

    /// <summary>The address, or what is said in its place once it is gone.</summary>
    public string Whom => Story.Who[0].Value;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        // The nil id is shared by lines of addresses that never had a seat
        if (id == Guid.Empty || await stories.OfContactAsync(id, text.Lang, ct) is not { } story) return NotFound();
        // The lines outlive the contact; whose it was nobody can tell then, and they are for those who speak for the whole site
        if (!story.IsOfContact && Actor.Of(User).PublisherId is not null) return NotFound();
        (Id, Story) = (id, story);
        return Page();
    }
}
