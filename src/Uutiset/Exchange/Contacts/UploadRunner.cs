using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;

namespace Uutiset.Exchange.Contacts;

/// <summary>
/// Tries and takes lists behind the desk, one after the other, and goes on after the batch where a killed process left off: what is
/// stored after each batch is how far it has come, and a batch that was stored without it changes nothing when it is read again.
/// </summary>
internal sealed partial class UploadRunner(IServiceScopeFactory scopes, UploadFolder folder, DeskTexts texts, TimeProvider clock, ILogger<UploadRunner> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Hold = TimeSpan.FromMinutes(2);
    private readonly SemaphoreSlim wake = new(0);

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
        wake.Release();
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await GoOnAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Failed(log, 0, e);
            }
            await wake.WaitAsync(Look, stoppingToken);
        }
    }

    /// <summary>Takes up every list that is begun and that nobody is at.</summary>
    public async Task GoOnAsync(CancellationToken ct)
    {
        foreach (var id in await InDbAsync(db => Waiting(db).OrderBy(u => u.Id).Select(u => u.Id).ToListAsync(ct)))
        {
            var until = clock.GetUtcNow().UtcDateTime + Hold;
            if (await InDbAsync(db => Waiting(db).Where(u => u.Id == id).ExecuteUpdateAsync(s => s.SetProperty(u => u.HeldUntilUtc, until), ct)) == 0) continue;
            try
            {
                await RunAsync(id, ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                // The page says where it stopped; somebody looks and lets it go on
                Failed(log, id, e);
                await InDbAsync(db => db.ContactUploads.Where(u => u.Id == id).ExecuteUpdateAsync(s => s.SetProperty(u => u.State, u => u.State == UploadState.Trying ? UploadState.Untried : UploadState.Failed), ct));
            }
            finally
            {
                // Also when the site is being stopped: otherwise the next start would wait for the hold to end
                await LetGoAsync(id, CancellationToken.None);
            }
        }
    }

    private async Task RunAsync(long id, CancellationToken ct)
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
            var until = clock.GetUtcNow().UtcDateTime + Hold;
            await InDbAsync(d => d.ContactUploads.Where(u => u.Id == id).ExecuteUpdateAsync(s => s.SetProperty(u => u.DoneRows, before.DoneRows + sofar.Rows).SetProperty(u => u.ReportBytes, bytes).SetProperty(u => u.HeldUntilUtc, until)
                .SetProperty(u => u.Confirmed, before.Confirmed + sofar.Confirmed).SetProperty(u => u.Asked, before.Asked + sofar.Asked).SetProperty(u => u.Unchanged, before.Unchanged + sofar.Unchanged)
                .SetProperty(u => u.Barred, before.Barred + sofar.Barred).SetProperty(u => u.Refused, before.Refused + sofar.RefusedCount), ct));
        }, ct);
        var (state, now) = (dry ? UploadState.Tried : UploadState.Done, clock.GetUtcNow().UtcDateTime);
        await InDbAsync(d => d.ContactUploads.Where(u => u.Id == id).ExecuteUpdateAsync(s => s.SetProperty(u => u.State, state).SetProperty(u => u.DoneUtc, now), ct));
    }

    private IQueryable<ContactUpload> Waiting(NewsDb db)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return db.ContactUploads.Where(u => (u.State == UploadState.Trying || u.State == UploadState.Running) && (u.HeldUntilUtc == null || u.HeldUntilUtc < now));
    }

    private Task<int> LetGoAsync(long id, CancellationToken ct) => InDbAsync(db => db.ContactUploads.Where(u => u.Id == id).ExecuteUpdateAsync(s => s.SetProperty(u => u.HeldUntilUtc, (DateTime?)null), ct));

    private async Task<T> InDbAsync<T>(Func<NewsDb, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<NewsDb>());
    }

    public override void Dispose()
    {
        wake.Dispose();
        base.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Contact list {Id} stopped")]
    private static partial void Failed(ILogger log, long id, Exception e);
}
