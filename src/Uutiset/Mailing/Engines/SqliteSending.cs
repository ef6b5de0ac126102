using System.Data.Common;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Mailing.Engines;

/// <summary>One serving process, held by the folder's lock file: whoever else leased something is dead.</summary>
internal sealed partial class SqliteSending : ISendingEngine
{
    public string SkipLocked => "";

    public string ForUpdate => "";

    public RowStatement Rows(NewsDb db, string sql, params string[] columns)
    {
        string[] names = [.. columns.Select(c => c.Split(' ')[0])];
        return new OneByOne(db, sql.Replace("{rows}", "(select " + string.Join(", ", names.Select(n => $"@{n} as {n}")) + ") as given", StringComparison.Ordinal), names);
    }

    public async Task<IAsyncDisposable> RoomAsync(NewsDb db, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"PRAGMA cache_size = -65536", ct);
        return new Room(db);
    }

    public Task<string?> HomeAsync(NewsDb db, CancellationToken ct) =>
        ct.IsCancellationRequested ? Task.FromCanceled<string?>(ct) : Task.FromResult(BirthOf(Path.GetFullPath(db.Database.GetDbConnection().DataSource)));

    public Task AddUpAsync(NewsDb db, CancellationToken ct) => Task.CompletedTask;

    public Task HoldAsync(NewsDb db, string node, CancellationToken ct) => Task.CompletedTask;

    public Task<bool> IsGoneAsync(NewsDb db, string node, CancellationToken ct) => Task.FromResult(true);

    /// <summary>
    /// The file's inode and the moment in which it came into being (statx(2): a number may be given again, the two together are not), which no copy
    /// shares. The file is not opened: closing it would drop SQLite's locks on it.
    /// </summary>
    private static string? BirthOf(string file)
    {
        const int InWorkingFolder = -100;
        const uint InodeAndBirth = 0x900;
        Span<byte> told = stackalloc byte[256];
        try
        {
            if (!OperatingSystem.IsLinux() || Statx(InWorkingFolder, file, 0, InodeAndBirth, told) != 0) return null;
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
        var knowsBirth = (MemoryMarshal.Read<uint>(told) & 0x800) != 0;
        var (inode, seconds, nanoseconds) = (MemoryMarshal.Read<ulong>(told[32..]), MemoryMarshal.Read<long>(told[80..]), MemoryMarshal.Read<uint>(told[88..]));
        return knowsBirth ? string.Create(CultureInfo.InvariantCulture, $"{inode}:{seconds}.{nanoseconds:D9}") : inode.ToString(CultureInfo.InvariantCulture);
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, Span<byte> told);

    // The usual two megabytes hold a fiftieth of what the indexes of a million deliveries touch, and the rest would go to the file and back
    private sealed class Room(NewsDb db) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await db.Database.ExecuteSqlAsync($"PRAGMA cache_size = -2000", CancellationToken.None);
    }

    /// <summary>Within the process a statement costs less than the parsing of many rows.</summary>
    private sealed class OneByOne(NewsDb db, string sql, IReadOnlyList<string> names) : RowStatement(db, sql)
    {
        protected override Task PrepareAsync(DbCommand command, IReadOnlyList<object?[]> rows, CancellationToken ct)
        {
            foreach (var name in names) ((SqliteCommand)command).Parameters.AddWithValue("@" + name, DBNull.Value);
            return command.PrepareAsync(ct);
        }

        protected override async Task RunAsync(DbCommand command, IReadOnlyList<object?[]> rows, List<long> returned, CancellationToken ct)
        {
            foreach (var row in rows)
            {
                for (var i = 0; i < row.Length; i++) command.Parameters[i].Value = row[i] ?? DBNull.Value;
                if (await command.ExecuteScalarAsync(ct) is long id) returned.Add(id);
            }
        }
    }
}
