using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;

namespace Uutiset.Exchange.Contacts;

/// <summary>
/// Tries and takes lists behind the desk, one after the other, and goes on after the batch where a killed process left off: what is
/// stored after each batch is how far it has come, and a batch that was stored without it changes nothing when it is read again.
/// </summary>
internal sealed class UploadRunner(IServiceScopeFactory scopes, UploadFolder folder, DeskTexts texts, TimeProvider clock, ILogger<UploadRunner> log) : HeldWork<ContactUpload>(scopes, clock, log)
{
    private readonly IServiceScopeFactory scopes = scopes;
    private readonly TimeProvider clock = clock;

    protected override TimeSpan Hold => TimeSpan.FromMinutes(2);

    protected override Expression<Func<ContactUpload, bool>> IsAtWork => u => u.State == UploadState.Trying || u.State == UploadState.Running;

    /// <returns>False: it was not in a state to be begun, as when a button is pressed twice.</returns>
    public async Task<bool> BeginAsync(ContactUpload upload, bool dry, Actor actor, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<NewsDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var begun = db.ContactUploads.Where(u => u.Id == upload.Id && (dry ? u.State == UploadState.Chosen : u.State == UploadState.Tried || u.State == UploadState.Failed));
        // After a failure it goes on where it stopped
        var goesOn = upload.State == UploadState.Failed;
        if (await begun.ExecuteUpdateAsync(s => s.SetProperty(u => u.State, dry ? UploadState.Trying : UploadState.Running)
            .SetProperty(u => u.ById, actor.UserId).SetProperty(u => u.By, actor.Name).SetProperty(u => u.DoneRows, u => goesOn ? u.DoneRows : 0).SetProperty(u => u.ReportBytes, u => goesOn ? u.ReportBytes : 0)
            .SetProperty(u => u.Confirmed, u => goesOn ? u.Confirmed : 0).SetProperty(u => u.Asked, u => goesOn ? u.Asked : 0).SetProperty(u => u.Unchanged, u => goesOn ? u.Unchanged : 0)
            .SetProperty(u => u.Barred, u => goesOn ? u.Barred : 0).SetProperty(u => u.Refused, u => goesOn ? u.Refused : 0), ct) == 0) return false;
        if (!dry)
        {
            scope.ServiceProvider.GetRequiredService<Audit>().Write(db, actor, "contact.imported", $"contacts:{upload.PublicId}", $"{upload.FileName}; {upload.System}; {upload.Rows} rows");
            await db.SaveChangesAsync(ct);
        }
        await transaction.CommitAsync(ct);
        Wake();
        return true;
    }

    // The page says where it stopped; somebody looks and lets it go on
    protected override Task StopAsync(long id, CancellationToken ct) =>
        InDbAsync(db => db.ContactUploads.Where(u => u.Id == id).ExecuteUpdateAsync(s => s.SetProperty(u => u.State, u => u.State == UploadState.Trying ? UploadState.Untried : UploadState.Failed), ct));

    protected override async Task RunAsync(long id, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, uploads) = (scope.ServiceProvider.GetRequiredService<NewsDb>(), scope.ServiceProvider.GetRequiredService<Uploads>());
        var upload = await db.ContactUploads.AsNoTracking().SingleAsync(u => u.Id == id, ct);
        var (look, _) = await uploads.LookAsync(upload, ct);
        var plan = look is null ? null : Uploads.PlanOf(upload, look).Plan;
        await using var file = folder.Open(upload.PublicId);
        if (plan is null || file is null) throw new FileNotFoundException("The list is there no more");
        var dry = upload.State == UploadState.Trying;
        // What has been tried is only remembered while it is tried: a trial that broke off begins again
        var before = dry ? new ContactUpload() : upload;
        var by = new Actor(upload.By, upload.ById, PublisherId: await db.Users.Where(u => u.Id == upload.ById).Select(u => u.PublisherId).FirstOrDefaultAsync(ct));
        await using var report = await RefusalReport.OpenAsync(folder.ReportOf(upload.PublicId), before.ReportBytes, texts, upload.Lang, ct);
        await scope.ServiceProvider.GetRequiredService<ContactImport>().RunAsync(file, plan with { IsDry = dry, Skip = before.DoneRows }, upload.PublisherId, by, async (sofar, refused) =>
        {
            var bytes = await report.WriteAsync(refused, ct);
            var until = HeldUntilUtc;
            await InDbAsync(d => d.ContactUploads.Where(u => u.Id == id).ExecuteUpdateAsync(s => s.SetProperty(u => u.DoneRows, before.DoneRows + sofar.Rows).SetProperty(u => u.ReportBytes, bytes).SetProperty(u => u.HeldUntilUtc, until)
                .SetProperty(u => u.Confirmed, before.Confirmed + sofar.Confirmed).SetProperty(u => u.Asked, before.Asked + sofar.Asked).SetProperty(u => u.Unchanged, before.Unchanged + sofar.Unchanged)
                .SetProperty(u => u.Barred, before.Barred + sofar.Barred).SetProperty(u => u.Refused, before.Refused + sofar.RefusedCount), ct));
        }, ct);
        var (state, now) = (dry ? UploadState.Tried : UploadState.Done, clock.GetUtcNow().UtcDateTime);
        await InDbAsync(d => d.ContactUploads.Where(u => u.Id == id).ExecuteUpdateAsync(s => s.SetProperty(u => u.State, state).SetProperty(u => u.DoneUtc, now), ct));
    }
}
