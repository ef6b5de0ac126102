using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Uutiset.Accounts;

namespace Uutiset.Articles.Desk;

/// <summary>
/// Gives a new article its id before it exists: the first autosave or save creates it under that id, and a request that is sent twice,
/// since its answer got lost on the way, finds it there.
/// </summary>
[Needs(Permission.ArticlesWrite)]
internal sealed class NewModel : PageModel
{
    public IActionResult OnGet() => RedirectToPage("/Articles/Desk/Edit", new { id = Guid.CreateVersion7() });
}
