using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Vocabulary;

namespace Uutiset.Media.Desk;

/// <summary>The library: what is there, adding to it, and the list that the editor's picker asks for.</summary>
[Needs(Permission.MediaWrite)]
internal sealed class IndexModel(NewsDb db, Uploading uploading, ImageMaking images, IOptions<MediaOptions> options, DeskText text) : PageModel
{
    private const int PageSize = 24;
    private const int Offered = 24;

    [FromQuery(Name = "kind")]
    public string? Kind { get; set; }

    [FromQuery(Name = "q")]
    public string? Words { get; set; }

    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    /// <summary>Texts for the files that are sent, when they are few enough to share them.</summary>
    [BindProperty]
    public MediaForm Form { get; set; } = new();

    public int Total { get; private set; }

    public int Pages => PageLinks.Count(Total, PageSize);

    public IReadOnlyList<MediaItem> Items { get; private set; } = [];

    public bool IsFiltered => Kind is { Length: > 0 } || Words is { Length: > 0 };

    public bool TakesImages => images.IsPossible;

    public MediaOptions Limits => options.Value;

    internal sealed record Offer(Guid Id, string Name, string Note, string? Thumbnail, string Alt, bool Speaks, int? Pages, string Href);

    /// <summary>Two commands: how many there are, and this page of them.</summary>
    public async Task OnGetAsync(CancellationToken ct)
    {
        var items = Filtered();
        Total = await items.CountAsync(ct);
        Number = Math.Clamp(Number, 1, Pages);
        Items = await items.OrderByDescending(m => m.CreatedUtc).ThenByDescending(m => m.Id).Skip((Number - 1) * PageSize).Take(PageSize).ToListAsync(ct);
    }

    /// <summary>What the picker shows: the newest that fit.</summary>
    public async Task<JsonResult> OnGetPickAsync(CancellationToken ct) =>
        new((await Filtered().OrderByDescending(m => m.CreatedUtc).ThenByDescending(m => m.Id).Take(Offered).ToListAsync(ct)).ConvertAll(Offering));

    public async Task<IActionResult> OnPostAsync(List<IFormFile> files, CancellationToken ct)
    {
        ModelState.Clear();
        if (files.Count == 0) ModelState.AddModelError("files", text["media.upload.none"]);
        if (files.Count > options.Value.MaxFilesAtOnce) ModelState.AddModelError("files", text["media.upload.many", options.Value.MaxFilesAtOnce]);
        var (added, known) = (new List<MediaItem>(), new List<MediaItem>());
        if (ModelState.IsValid)
        {
            foreach (var file in files) await AddAsync(file, added, known, ct);
        }
        if (Request.Headers.Accept.ToString().Contains("application/json", StringComparison.Ordinal)) return Told([.. added, .. known]);
        if (!ModelState.IsValid)
        {
            await OnGetAsync(ct);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
        this.Notice(string.Join(' ', new[] { added.Count > 0 ? text.Count("media.added", added.Count) : "", known.Count > 0 ? text.Count("media.known", known.Count) : "" }).Trim());
        // One file: its texts are asked for next
        return added is [var only] ? RedirectToPage("/Media/Desk/Edit", new { id = only.PublicId }) : RedirectToPage();
    }

    public string Note(MediaItem item) => MediaWords.Note(item, text);

    public string Href(int page) => QueryString.Create("page", page.ToString(CultureInfo.InvariantCulture)).Add("kind", Kind ?? "").Add("q", Words ?? "").ToString();

    private async Task AddAsync(IFormFile file, List<MediaItem> added, List<MediaItem> known, CancellationToken ct)
    {
        await using var content = file.OpenReadStream();
        switch (await uploading.AddAsync(file.FileName, content, Form.Draft(), Actor.Of(User), ct))
        {
            case UploadOutcome.Added a: added.Add(a.Item); break;
            case UploadOutcome.Known k: known.Add(k.Item); break;
            case UploadOutcome.Refused refused:
                foreach (var error in refused.Errors) ModelState.AddModelError("files", $"{file.FileName}: {error.Message.In(text.Lang)}");
                break;
        }
    }

    private JsonResult Told(List<MediaItem> items) => new(new
    {
        Items = items.ConvertAll(Offering),
        Errors = ModelState.SelectMany(e => e.Value!.Errors).Select(e => e.ErrorMessage),
    })
    { StatusCode = ModelState.IsValid ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity };

    private Offer Offering(MediaItem m) =>
        new(m.PublicId, m.OriginalName, Note(m), m.ThumbnailPath, m.AltOrOther(text.Lang), m.Decorative || m.AltOrOther(text.Lang).Length > 0, m.Pages, $"/desk/media/{m.PublicId}");

    private IQueryable<MediaItem> Filtered()
    {
        var items = db.MediaItems.AsNoTracking();
        if (Kind == "silent") items = items.Where(m => m.Kind == MediaKind.Image && !m.Decorative && m.AltFi == null && m.AltSv == null && m.AltEn == null);
        else if (Kind == "file") items = items.Where(m => m.Kind != MediaKind.Image);
        else if (Enum.TryParse<MediaKind>(Kind, ignoreCase: true, out var kind) && Enum.IsDefined(kind)) items = items.Where(m => m.Kind == kind);
        return items.WithWords(Words);
    }
}
