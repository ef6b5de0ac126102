using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.Subscribers.Rights;

namespace Uutiset.Exchange.Contacts;

/// <summary>Lists that were sent through the desk, from their coming to their removal.</summary>
internal sealed partial class Uploads(NewsDb db, UploadFolder folder, AddressKeys addresses, TimeProvider clock) : IPersonLists
{
    public async Task<(ContactUpload? Upload, FileProblem? Problem)> AddAsync(Stream content, string fileName, long publisher, string lang, Actor actor, CancellationToken ct)
    {
        var upload = new ContactUpload { PublisherId = publisher, FileName = Path.GetFileName(fileName), Lang = lang, ById = actor.UserId, By = actor.Name, CreatedUtc = clock.GetUtcNow().UtcDateTime };
        if (upload.FileName.Length > 200) upload.FileName = upload.FileName[..200];
        var kept = false;
        try
        {
            await folder.KeepAsync(upload.PublicId, content, ct);
            var (look, problem) = await LookAsync(upload, whole: true, ct);
            if (look is null) return (null, problem);
            (upload.Rows, upload.System) = (look.Rows, SourceSystem.Guess(look.Headers).Name);
            db.ContactUploads.Add(upload);
            await db.SaveChangesAsync(ct);
            kept = true;
            return (upload, null);
        }
        finally
        {
            if (!kept) folder.Remove(upload.PublicId);
        }
    }

    /// <summary>It could be read to its end when it came, and nobody changes it.</summary>
    public Task<(ContactFile? File, FileProblem? Problem)> LookAsync(ContactUpload upload, CancellationToken ct) => LookAsync(upload, whole: false, ct);

    private async Task<(ContactFile? File, FileProblem? Problem)> LookAsync(ContactUpload upload, bool whole, CancellationToken ct)
    {
        await using var file = folder.Open(upload.PublicId);
        return file is null ? (null, new("gone")) : await ContactFile.LookAsync(file, whole, ct);
    }

    public static (ImportPlan? Plan, FileProblem? Problem) PlanOf(ContactUpload upload, ContactFile look) =>
        ImportPlan.Of(look, SourceSystem.Find(upload.System), upload.Mapped, upload.FileName, upload.Lang);

    /// <returns>How many lists are older than they may be, and gone now.</returns>
    public async Task<int> ForgetAsync(CancellationToken ct)
    {
        var before = clock.GetUtcNow().UtcDateTime - ContactUpload.Kept;
        var old = await db.ContactUploads.AsNoTracking().Where(u => u.CreatedUtc < before).ToListAsync(ct);
        foreach (var upload in old) await RemoveAsync(upload, ct);
        // Whoever was cut off before the row was written left a file that no row tells of
        var known = (await db.ContactUploads.Select(u => u.PublicId).ToListAsync(ct)).ToHashSet();
        foreach (var stray in folder.Before(clock.GetUtcNow().UtcDateTime.AddDays(-1)).Where(id => !known.Contains(id))) folder.Remove(stray);
        return old.Count;
    }

    public async Task<IReadOnlyList<ListData>> TellAsync(string addressKey, CancellationToken ct) =>
        [.. (await HoldingAsync(addressKey, ct)).Select(u => new ListData(u.CreatedUtc, u.FileName, u.CreatedUtc + ContactUpload.Kept))];

    /// <summary>A list that names somebody who is to be forgotten goes as a whole: it is a copy, which whoever sent it has.</summary>
    public async Task<int> EraseAsync(string addressKey, CancellationToken ct)
    {
        var holding = await HoldingAsync(addressKey, ct);
        foreach (var upload in holding) await RemoveAsync(upload, ct);
        return holding.Count;
    }

    public async Task RemoveAsync(ContactUpload upload, CancellationToken ct)
    {
        // The row last: as long as it is there, what did not go is tried again
        folder.Remove(upload.PublicId);
        await db.ContactUploads.Where(u => u.Id == upload.Id).ExecuteDeleteAsync(ct);
    }

    // No index tells who stands in a list, and none should: the few that there are in a week are read
    private async Task<List<ContactUpload>> HoldingAsync(string addressKey, CancellationToken ct)
    {
        var holding = new List<ContactUpload>();
        foreach (var upload in await db.ContactUploads.AsNoTracking().OrderBy(u => u.Id).ToListAsync(ct))
            if (await HoldsAsync(upload, addressKey, ct)) holding.Add(upload);
        return holding;
    }

    // In whichever cell: which column tells the address may not have been chosen yet, and a file without a header begins with somebody's row
    private async Task<bool> HoldsAsync(ContactUpload upload, string addressKey, CancellationToken ct)
    {
        if ((await LookAsync(upload, ct)).File is not { } look || folder.Open(upload.PublicId) is not { } file) return false;
        await using (file)
        {
            using var csv = look.Open(file);
            if (look.Headers.Any(h => Names(h, addressKey))) return true;
            while (await csv.ReadAsync(ct))
                for (var i = 0; i < csv.FieldCount; i++)
                    if (Names(csv.GetString(i), addressKey)) return true;
        }
        return false;
    }

    private bool Names(string cell, string addressKey) =>
        cell.Contains('@') && AddressLike().Matches(cell).Select(m => m.Value).Append(cell).Any(written => WrittenAddress.Read(written) is { } email && addresses.Of(email) == addressKey);

    // What may stand around one: "Kaisu <kaisu@example.fi>", {"email":"kaisu@example.fi"}
    [GeneratedRegex("""[^\s<>"';,|(){}\[\]=:]+@[^\s<>"';,|(){}\[\]=:]+""")]
    private static partial Regex AddressLike();
}
