using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Uutiset.Accounts;
using Uutiset.Mailing;

namespace Uutiset.Bulletins.Desk;

[Needs(Permission.MailDropRead)]
internal sealed class MailDropMailModel(MailDrop drop) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Name { get; set; } = "";

    public DroppedMail Mail { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await drop.ReadAsync(Name, ct) is not { } bytes) return NotFound();
        Mail = DroppedMail.Read(bytes);
        return Page();
    }
}

internal static class MailDropFrame
{
    // Links open in a window of their own: that is how a confirmation link is tried without a mail server
    private const string ContentPolicy =
        "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

    public static void MapMailDropFrame(this WebApplication app) =>
        app.MapGet("/desk/mail-drop/{name}/html", async (string name, MailDrop drop, HttpContext http, CancellationToken ct) =>
        {
            if (await drop.ReadAsync(name, ct) is not { } bytes || DroppedMail.Read(bytes).Html is not { } html) return Results.NotFound();
            http.Response.Headers.ContentSecurityPolicy = ContentPolicy;
            return Results.Text(WithTarget(html), "text/html; charset=utf-8");
        }).Needs(Permission.MailDropRead).ExcludeFromDescription();

    private static string WithTarget(string html) =>
        html.Replace("<head>", "<head><base target=\"_blank\">", StringComparison.OrdinalIgnoreCase);
}
