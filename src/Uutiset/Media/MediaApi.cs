using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Accounts;
using Uutiset.Accounts.Api;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Media;

/// <summary><c>/api/v1/media</c>.</summary>
internal static class MediaApi
{
    public static void MapMediaApi(this WebApplication app)
    {
        var limit = new RequestSizeLimitAttribute(app.Services.GetRequiredService<IOptions<MediaOptions>>().Value.MaxRequestBytes);
        var api = app.MapApi("/media", "Media");
        api.MapGet("/", ListAsync).Needs(Permission.MediaWrite).WithSummary("The library, newest first; ?kind=image|document|video|audio").Produces<Paged<MediaJson>>();
        api.MapGet("/{id:guid}", OneAsync).AllowAnonymous().WithSummary("One file; without a key those that something public uses").Produces<MediaJson>();
        api.MapPost("/", AddAsync).Needs(Permission.MediaWrite).WithMetadata(limit).Accepts<MediaUpload>("multipart/form-data")
            .WithSummary("Adds a file; 200 with the item when the same bytes are there already").Produces<MediaJson>(StatusCodes.Status201Created).Produces<MediaJson>();
        api.MapPut("/{id:guid}", SaveAsync).Needs(Permission.MediaWrite).WithSummary("Says what the file is: alternative texts, credit, focal point").Produces<MediaJson>();
        api.MapDelete("/{id:guid}", RemoveAsync).Needs(Permission.MediaWrite).WithSummary("Removes a file that nothing uses; otherwise 409 with the places").Produces(StatusCodes.Status204NoContent);
    }

    /// <summary>The parts of the multipart body, as the document shows them. Beside the file, each field of MediaDraft may be a part.</summary>
    internal sealed record MediaUpload(IFormFile File, string? AltFi, string? AltSv, string? AltEn, bool? Decorative, string? Caption, string? Credit, string? Licence, string? Lang);

    private static async Task<IResult> ListAsync([FromQuery] string? kind, [AsParameters] Paging paging, NewsDb db, IOptions<SiteOptions> site, CancellationToken ct)
    {
        var items = db.MediaItems.AsNoTracking();
        if (kind is not null)
        {
            if (!Enum.TryParse<MediaKind>(kind, ignoreCase: true, out var wanted) || !Enum.IsDefined(wanted))
                return Problems.Of(StatusCodes.Status400BadRequest, "A filter could not be understood; see errors.", new Dictionary<string, string[]> { ["kind"] = ["use image, document, video or audio"] });
            items = items.Where(m => m.Kind == wanted);
        }
        var total = await items.CountAsync(ct);
        var page = await items.OrderByDescending(m => m.CreatedUtc).ThenByDescending(m => m.Id).Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        return Results.Ok(paging.Of(page.ConvertAll(m => MediaJson.Of(m, site.Value.Absolute, forEditors: true)), total));
    }

    private static async Task<IResult> OneAsync(Guid id, HttpContext http, NewsDb db, MediaUses uses, IOptions<SiteOptions> site, CancellationToken ct)
    {
        http.Response.Headers.Vary = "Authorization";
        var isEditor = http.User.Has(Permission.MediaWrite);
        var item = await db.MediaItems.AsNoTracking().SingleOrDefaultAsync(m => m.PublicId == id, ct);
        if (item is null || !isEditor && await uses.ReachAsync(id, ct) != MediaReach.Open) return Problems.NotFound("file");
        return Etags.OkOrNotModified(http, MediaJson.Of(item, site.Value.Absolute, isEditor), Etags.Of(item.Version, isEditor ? "desk" : null));
    }

    private static async Task<IResult> AddAsync(HttpContext http, Uploading uploading, IOptions<SiteOptions> site, CancellationToken ct)
    {
        if (!http.Request.HasFormContentType) return Problems.Of(StatusCodes.Status415UnsupportedMediaType, "Send the file as multipart/form-data.");
        IFormCollection form;
        try
        {
            form = await http.Request.ReadFormAsync(ct);
        }
        // The limit of a part, or a boundary that never comes
        catch (InvalidDataException e)
        {
            return Problems.Of(StatusCodes.Status400BadRequest, e.Message);
        }
        if (form.Files is not [var file]) return Problems.Invalid("file", "send one file, as the part \"file\"");
        var (draft, wrong) = Draft(form);
        if (wrong is not null) return Problems.Invalid(wrong, "is not of the right type");
        await using var content = file.OpenReadStream();
        var outcome = await uploading.AddAsync(file.FileName, content, draft, Actor.Of(http.User), ct);
        switch (outcome)
        {
            case UploadOutcome.Refused refused:
                return Problems.Invalid(FieldError.ByField(refused.Errors, ApiLanguage.Of(http)));
            case UploadOutcome.Known known:
                return Results.Ok(Told(http, known.Item, site));
            default:
                var item = ((UploadOutcome.Added)outcome).Item;
                return Results.Created($"/api/v1/media/{item.PublicId}", Told(http, item, site));
        }
    }

    private static async Task<IResult> SaveAsync(Guid id, MediaDraft draft, HttpContext http, Describing describing, IOptions<SiteOptions> site, CancellationToken ct)
    {
        if (Etags.Expected(http, out var refusal) is not { } version) return refusal!;
        return await describing.SaveAsync(id, draft, version, Actor.Of(http.User), ct) switch
        {
            MediaOutcome.Done done => Results.Ok(Told(http, done.Item, site)),
            MediaOutcome.Refused refused => Problems.Invalid(FieldError.ByField(refused.Errors, ApiLanguage.Of(http))),
            MediaOutcome.Conflict => Etags.Outdated(),
            _ => Problems.NotFound("file"),
        };
    }

    private static async Task<IResult> RemoveAsync(Guid id, HttpContext http, Describing describing, IOptions<SiteOptions> site, CancellationToken ct)
    {
        if (Etags.Expected(http, out var refusal) is not { } version) return refusal!;
        return await describing.RemoveAsync(id, version, Actor.Of(http.User), ct) switch
        {
            MediaOutcome.Done => Results.NoContent(),
            MediaOutcome.InUse used => Problems.Of(StatusCodes.Status409Conflict, "The file is used; take it away from there first.",
                new Dictionary<string, string[]> { ["usedIn"] = [.. used.Places.Select(p => $"{p.Title} {site.Value.Absolute(p.Href)}")] }),
            MediaOutcome.Conflict => Etags.Outdated(),
            _ => Problems.NotFound("file"),
        };
    }

    private static MediaJson Told(HttpContext http, MediaItem item, IOptions<SiteOptions> site)
    {
        http.Response.Headers.ETag = Etags.Of(item.Version, "desk");
        return MediaJson.Of(item, site.Value.Absolute, forEditors: true);
    }

    private static (MediaDraft Draft, string? Wrong) Draft(IFormCollection form)
    {
        string? wrong = null;
        var draft = new MediaDraft
        {
            AltFi = form["altFi"], AltSv = form["altSv"], AltEn = form["altEn"], Caption = form["caption"], Credit = form["credit"], Licence = form["licence"],
            ConsentNote = form["consentNote"], Lang = form["lang"], Pages = Number("pages"), FocalX = Number("focalX") ?? 50, FocalY = Number("focalY") ?? 50,
            Decorative = form["decorative"].ToString() is { Length: > 0 } word && (bool.TryParse(word, out var yes) ? yes : Wrong("decorative")),
        };
        return (draft, wrong);

        int? Number(string field) => form[field].ToString() is not { Length: > 0 } text ? null
            : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : Wrong(field) ? null : null;

        bool Wrong(string field)
        {
            wrong = field;
            return false;
        }
    }
}
