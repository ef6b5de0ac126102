using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Exchange.Contacts;

namespace Uutiset.Exchange.Desk;

/// <summary>Sending a list of contacts, and the lists of the last week. Who speaks for one publisher sends and sees that publisher's.</summary>
[Needs(Permission.SubscribersWrite)]
internal sealed class ImportModel(NewsDb db, Uploads uploads, DeskTexts texts, DeskText text) : PageModel
{
    public const string Href = "/desk/subscribers/import";

    /// <summary>Some 200,000 rows of the widest export.</summary>
    public const long LargestFile = 64 * 1024 * 1024;

    private const int MostRows = 50;

    public IReadOnlyList<PublisherChoice> Publishers { get; private set; } = [];

    public IReadOnlyList<ContactUpload> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var actor = Actor.Of(User);
        Publishers = await db.PublishersToChooseAsync(actor, ct);
        Rows = await actor.Own(db.ContactUploads.AsNoTracking(), u => u.PublisherId).OrderByDescending(u => u.Id).Take(MostRows).ToListAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(IFormFile? file, Guid? publisher, CancellationToken ct)
    {
        ModelState.Clear();
        var actor = Actor.Of(User);
        if (file is null) ModelState.AddModelError("file", text["intake.file.missing"]);
        else if (await db.PublisherForAsync(actor, publisher, ct) is not { } whose) return Forbid();
        else
        {
            await using var content = file.OpenReadStream();
            var (upload, problem) = await uploads.AddAsync(content, file.FileName, whose.Id, text.Lang, actor, ct);
            if (upload is not null) return Redirect($"{Href}/{upload.PublicId}");
            ModelState.AddModelError("file", problem!.In(texts, text.Lang));
        }
        await OnGetAsync(ct);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
