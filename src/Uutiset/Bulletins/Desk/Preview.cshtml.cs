using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Uutiset.Accounts;

namespace Uutiset.Bulletins.Desk;

[Needs(Permission.BulletinsWrite)]
internal sealed class PreviewModel(Composing composing, Previewing previewing) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Lang { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Part { get; set; }

    /// <summary>The way back: to the form, or for an agent who looks at somebody else's, to the list.</summary>
    public string Back { get; private set; } = "/desk/bulletins";

    public bool AsText => Part == "text";

    public IReadOnlyList<string> Langs { get; private set; } = [];

    public Rendered? Rendered { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await composing.LoadAsync(Id, ct) is not { } bulletin) return NotFound();
        if (User.MayEdit(bulletin)) Back = $"/desk/bulletins/{Id}";
        Langs = [.. Readiness.Finished(bulletin).Select(t => t.Lang)];
        Lang = Langs.Contains(Lang ?? "") ? Lang : Langs.Count > 0 ? Langs[0] : null;
        Rendered = Lang is null ? null : await previewing.RenderAsync(Id, Lang, ct);
        return Page();
    }
}

/// <summary>What the page shows in its frame.</summary>
internal static class PreviewFrame
{
    public static void MapPreviewFrame(this WebApplication app) =>
        app.MapGet("/desk/bulletins/{id:guid}/preview/html", async (Guid id, string? lang, HttpContext http, Previewing previewing, CancellationToken ct) =>
        {
            if (await previewing.RenderAsync(id, lang ?? "fi", ct) is not { } rendered) return Results.NotFound();
            http.Response.Headers.ContentSecurityPolicy = Previewing.ContentPolicy;
            return Results.Text(rendered.Html, "text/html; charset=utf-8");
        }).Needs(Permission.BulletinsWrite).ExcludeFromDescription();
}
