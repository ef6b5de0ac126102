using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Http;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Exchange.Contacts;

namespace Uutiset.Exchange.Desk;

/// <summary>One list: choosing its columns, trying it, taking it, and its report.</summary>
[Needs(Permission.SubscribersWrite), EnableRateLimiting(RateLimits.Export)]
internal sealed class UploadModel(NewsDb db, Uploads uploads, UploadRunner runner, UploadFolder folder, DeskTexts texts, DeskText text) : PageModel
{
    private const int LongestSample = 30;
    private ContactFile? look;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public string? System { get; set; }

    public ContactUpload Upload { get; private set; } = null!;

    public IReadOnlyList<string> Headers => look?.Headers ?? [];

    public ContactColumns? Columns { get; private set; }

    public IReadOnlyList<RefusedLine> Refused { get; private set; } = [];

    public IReadOnlyList<(string Verdict, int Count)> Counts =>
        [("confirmed", Upload.Confirmed), ("asked", Upload.Asked), ("unchanged", Upload.Unchanged), ("barred", Upload.Barred), ("refused", Upload.Refused)];

    /// <summary>Columns that tell nothing here; those of a source system are read by it.</summary>
    public string Unused => string.Join(", ", Headers.Where((_, i) => !ContactColumns.All.Any(f => Columns?[f] == i)));

    public string SamplesOf(int column) => string.Join(" · ", look!.First.Where(r => column < r.Count && r[column].Trim().Length > 0).Take(3).Select(r => r[column].Trim() is { Length: > LongestSample } far ? far[..LongestSample] + "…" : r[column].Trim()));

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await db.ContactUploads.AsNoTracking().SingleOrDefaultAsync(u => u.PublicId == Id, HttpContext.RequestAborted) is not { } upload) context.Result = NotFound();
        else
        {
            Upload = upload;
            await next();
        }
    }

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    public IActionResult OnGetCsv() => global::System.IO.File.Exists(folder.ReportOf(Id)) ? PhysicalFile(folder.ReportOf(Id), MediaTypeNames.Text.Csv, "report.csv") : NotFound();

    public async Task<IActionResult> OnPostLookAsync(CancellationToken ct) => await ChooseAsync(ct) ?? Redirect(Here);

    public async Task<IActionResult> OnPostTryAsync(CancellationToken ct)
    {
        if (await ChooseAsync(ct) is { } refused) return refused;
        await runner.BeginAsync(Upload, dry: true, Actor.Of(User), ct);
        return Redirect(Here);
    }

    public async Task<IActionResult> OnPostRunAsync(CancellationToken ct)
    {
        await runner.BeginAsync(Upload, dry: false, Actor.Of(User), ct);
        return Redirect(Here);
    }

    public async Task<IActionResult> OnPostBackAsync(CancellationToken ct)
    {
        await db.ContactUploads.Where(u => u.Id == Upload.Id && (u.State == UploadState.Tried || u.State == UploadState.Untried)).ExecuteUpdateAsync(s => s.SetProperty(u => u.State, UploadState.Chosen), ct);
        return Redirect(Here);
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken ct)
    {
        if (Upload.IsAtWork) return Redirect(Here);
        await uploads.RemoveAsync(Upload, ct);
        this.Notice(text["intake.removed"]);
        return Redirect(ImportModel.Href);
    }

    // By name, and only fields that there are: a binder's dictionary would take every field of the form
    private IEnumerable<string> Posted() => ContactColumns.All.Select(ContactColumns.NameOf).Where(f => Request.Form.ContainsKey($"Map[{f}]"))
        .Select(f => $"{f}={Request.Form[$"Map[{f}]"].ToString().ReplaceLineEndings(" ")}");

    private string Here => $"{ImportModel.Href}/{Id}";

    /// <returns>Null when the choice is stored.</returns>
    private async Task<IActionResult?> ChooseAsync(CancellationToken ct)
    {
        if (Upload.State != UploadState.Chosen) return Redirect(Here);
        var before = Upload.System;
        if (SourceSystem.Find(System) is { } system) Upload.System = system.Name;
        // Who chose another system has not chosen the columns of the page that they had before them
        Upload.Map = before == Upload.System ? string.Join('\n', Posted()) : "";
        Upload.Lang = text.Lang;
        if ((await uploads.LookAsync(Upload, ct)).File is { } file && Uploads.PlanOf(Upload, file).Problem is { } problem)
        {
            ModelState.AddModelError(problem.Code == "email" ? "map-email" : "", problem.In(texts, text.Lang));
            await LoadAsync(ct);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
        await db.ContactUploads.Where(u => u.Id == Upload.Id && u.State == UploadState.Chosen)
            .ExecuteUpdateAsync(s => s.SetProperty(u => u.System, Upload.System).SetProperty(u => u.Map, Upload.Map).SetProperty(u => u.Lang, Upload.Lang), ct);
        return null;
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        if (Upload.State == UploadState.Chosen)
        {
            look = (await uploads.LookAsync(Upload, ct)).File;
            if (look is not null) Columns = Uploads.PlanOf(Upload, look).Plan?.Columns ?? ContactColumns.Guess(look.Headers, SourceSystem.Find(Upload.System)!);
        }
        else Refused = await RefusalReport.FirstAsync(folder.ReportOf(Id), ct);
    }
}
