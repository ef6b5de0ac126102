using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Mailing.Engines;

namespace Uutiset.Mailing.Sending;

/// <summary>
/// How far a session of a sender has come, beside the database, in a file that is written after each commit of intents: so a database that
/// says less than the file is an older copy put back, and what it believes to wait may have been sent since.
/// </summary>
internal sealed class SessionMark(string folder, string node, ISendingEngine engine) : IDisposable
{
    private FileStream? file;
    private long intents;

    /// <summary>Asks whether this is the database in which the sessions before this one worked, all of it.</summary>
    /// <returns>True: an older copy, or a copy elsewhere. By the end of the caller's transaction it is taken for the one that it is.</returns>
    public async Task<bool> IsCopyAsync(NewsDb db, CancellationToken ct)
    {
        // Files first: a node that is at work writes its own after its commit
        var files = Files().ToDictionary(f => NodeOf(f), Read);
        var rows = await db.SenderSessions.ToDictionaryAsync(s => s.Node, ct);
        var home = await engine.HomeAsync(db, ct);
        var isCopy = false;
        foreach (var row in rows.Values.Where(r => home is not null && r.Home != home))
        {
            isCopy |= row.Home is not null;
            row.Home = home;
        }
        foreach (var (name, written) in files)
        {
            if (!rows.TryGetValue(name, out var row)) db.SenderSessions.Add(row = new SenderSession { Node = name, Intents = -1, Home = home });
            if (row.Intents >= written) continue;
            isCopy = true;
            row.Intents = written;
        }
        await db.SaveChangesAsync(ct);
        return isCopy;
    }

    /// <summary>Begins this session's mark and drops those of dead nodes: each file before its row, for a file without a row would be a copy's sign.</summary>
    public async Task BeginAsync(NewsDb db, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var dead = new List<string>();
        foreach (var name in await db.SenderSessions.Select(s => s.Node).ToListAsync(ct))
        {
            // A dead node's file may lie in another machine's folder, and be looked at when it starts again
            if (!File.Exists(FileOf(name)) || !await engine.IsGoneAsync(db, name, ct)) continue;
            File.Delete(FileOf(name));
            dead.Add(name);
        }
        await db.SenderSessions.Where(s => dead.Contains(s.Node)).ExecuteDeleteAsync(ct);
        var own = new SenderSession { Node = node, Home = await engine.HomeAsync(db, ct) };
        db.SenderSessions.Add(own);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        db.ChangeTracker.Clear();
        file = new FileStream(FileOf(node), FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
    }

    /// <summary>After a commit of intents. It need not survive power loss: what was not written then says less than the database, which is no sign of anything.</summary>
    public void Advance()
    {
        Span<byte> digits = stackalloc byte[20];
        (++intents).TryFormat(digits, out var length, provider: CultureInfo.InvariantCulture);
        RandomAccess.Write(file!.SafeFileHandle, digits[..length], 0);
    }

    public void Dispose() => file?.Dispose();

    private IEnumerable<string> Files() => Directory.EnumerateFiles(folder, "sender-*.mark");

    private string FileOf(string name) => Path.Combine(folder, $"sender-{name}.mark");

    private static string NodeOf(string path) => Path.GetFileNameWithoutExtension(path)["sender-".Length..];

    private static long Read(string path)
    {
        try
        {
            return long.TryParse(File.ReadAllText(path), NumberStyles.None, CultureInfo.InvariantCulture, out var written) ? written : 0;
        }
        catch (FileNotFoundException)
        {
            // Dropped meanwhile by another node
            return 0;
        }
    }
}
