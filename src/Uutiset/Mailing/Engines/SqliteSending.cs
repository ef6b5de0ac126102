using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Mailing.Engines;

/// <summary>One serving process, held by the folder's lock file: whoever else leased something is dead.</summary>
internal sealed class SqliteSending : ISendingEngine
{
    public string SkipLocked => "";

    public string ForUpdate => "";

    public string Rows(string parameter, params string[] columns) => "select " + string.Join(", ", columns.Select((c, i) => $"value ->> {i} as {c.Split(' ')[0]}")) + $" from json_each({parameter})";

    // As the driver writes it
    public string Written(DateTime utc) => utc.ToString("yyyy-MM-dd HH:mm:ss.FFF", System.Globalization.CultureInfo.InvariantCulture);

    // The file's inode: of the handle that is open already, since closing another one would drop SQLite's locks on the file
    public Task<string?> HomeAsync(NewsDb db, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (!OperatingSystem.IsLinux()) return Task.FromResult<string?>(null);
        var database = Path.GetFullPath(db.Database.GetDbConnection().DataSource);
        var handle = new DirectoryInfo("/proc/self/fd").EnumerateFiles().FirstOrDefault(f => f.LinkTarget == database);
        if (handle is null) return Task.FromResult<string?>(null);
        return Task.FromResult(File.ReadLines($"/proc/self/fdinfo/{handle.Name}").FirstOrDefault(l => l.StartsWith("ino:", StringComparison.Ordinal))?["ino:".Length..].Trim());
    }

    public Task AddUpAsync(NewsDb db, CancellationToken ct) => Task.CompletedTask;

    public Task HoldAsync(NewsDb db, string node, CancellationToken ct) => Task.CompletedTask;

    public Task<bool> IsGoneAsync(NewsDb db, string node, CancellationToken ct) => Task.FromResult(true);
}
