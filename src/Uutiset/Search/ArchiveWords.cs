using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Finnish;

namespace Uutiset.Search;

/// <summary>The words of the archive for corrections, read again when articles came or went, on whichever node.</summary>
internal sealed class ArchiveWords(IArchiveIndex index, TimeProvider clock) : IDisposable
{
    private sealed record Known(Spelling Words, int Documents, long Newest, long At, TimeSpan Took);

    // An article that was changed shows neither in the count nor in the newest
    private static readonly TimeSpan Oldest = TimeSpan.FromMinutes(10);

    // A large archive's words take seconds to read: however busy it is, at most a twentieth of the time is spent on it. A small one's are
    // read as soon as it changes.
    private const int Rest = 20, Small = 5_000;

    private readonly SemaphoreSlim reading = new(1);
    private volatile Known? known;

    public async Task<Spelling> ReadAsync(NewsDb db, CancellationToken ct)
    {
        var documents = await db.SearchDocuments.CountAsync(ct);
        var newest = await db.SearchDocuments.OrderByDescending(d => d.Id).Select(d => d.Id).FirstOrDefaultAsync(ct);
        if (known is { } before && IsFresh(before, documents, newest)) return before.Words;
        await reading.WaitAsync(ct);
        try
        {
            if (known is { } other && IsFresh(other, documents, newest)) return other.Words;
            var began = clock.GetTimestamp();
            var terms = await index.TermsAsync(db, "%", 2 * Spelling.MostWords, ct);
            // What stands only within compounds is a word as well; a folded form (~) is another spelling of one that is there, and a stem (^) is no word
            var words = new Spelling(terms.Where(t => t[0] is not ('~' or '^')).Select(t => t.TrimStart('+')));
            known = new Known(words, documents, newest, clock.GetTimestamp(), clock.GetElapsedTime(began));
            return words;
        }
        finally
        {
            reading.Release();
        }
    }

    private bool IsFresh(Known was, int documents, long newest)
    {
        var age = clock.GetElapsedTime(was.At);
        return (was.Documents == documents && was.Newest == newest || documents > Small && age < Rest * was.Took) && age < Oldest;
    }

    public void Dispose() => reading.Dispose();
}
