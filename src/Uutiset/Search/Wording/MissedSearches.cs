using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Finnish;
using Uutiset.Vocabulary;

namespace Uutiset.Search.Wording;

/// <summary>Counts searches that found nothing, for editors. Whatever could say something of a person is not kept at all.</summary>
internal sealed class MissedSearches(IDbContextFactory<NewsDb> databases, TimeProvider clock)
{
    public const int KeptDays = 365;

    private const int MostWords = 4, Longest = 60, MostRows = 20_000, MostRemembered = 10_000;

    // A telephone number, an identity code, an account: a year has four digits and stays
    private const int MostDigits = 4;

    // Somebody who tries the same again has still missed it once
    private static readonly TimeSpan Same = TimeSpan.FromMinutes(30);

    // In memory, under a key of this process: no address can be found out from what is kept
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentDictionary<string, DateTimeOffset> seen = new();

    public async Task NoteAsync(ArchiveQuery query, ArchivePage page, IPAddress? from, CancellationToken ct)
    {
        // Under a filter it may be the filter that finds nothing
        var filtered = query is not { Tag: null, Audience: null, Series: null, Region: null, Author: null, Type: null, Lang: null, From: null, To: null };
        if (filtered || page.Page > 1 || page.As == SearchedAs.Typed && page.Total > 0 || page.As is SearchedAs.Joined or SearchedAs.Corrected) return;
        if (Words(query.Q) is not { } words || !IsFirst(words, from)) return;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.MissedSearches.CountAsync(ct) >= MostRows) return;
        var day = clock.Today();
        await db.Database.ExecuteSqlAsync(
            $"insert into missed_search (words, day, count) values ({words}, {day}, 1) on conflict (day, words) do update set count = missed_search.count + 1", ct);
    }

    /// <summary>Those that were searched from two places at least: what only one person ever typed may tell of that person.</summary>
    public static async Task<IReadOnlyList<MissedWords>> SinceAsync(NewsDb db, DateOnly first, int most, CancellationToken ct)
    {
        var rows = await db.MissedSearches.Where(m => m.Day >= first).GroupBy(m => m.Words).Select(g => new { Words = g.Key, Count = g.Sum(m => m.Count), Last = g.Max(m => m.Day) })
            .Where(m => m.Count > 1).OrderByDescending(m => m.Count).ThenBy(m => m.Words).Take(most).ToListAsync(ct);
        return [.. rows.Select(r => new MissedWords(r.Words, r.Count, r.Last))];
    }

    public async Task<int> ForgetAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var before = clock.Today().AddDays(-KeptDays);
        return await db.MissedSearches.Where(m => m.Day < before).ExecuteDeleteAsync(ct);
    }

    /// <returns>Lower case with single spaces; null for what is not kept.</returns>
    public static string? Words(string? typed)
    {
        if (typed is null || typed.Length > Longest || typed.Count(char.IsDigit) > MostDigits || typed.Contains('@', StringComparison.Ordinal) || typed.Contains("//", StringComparison.Ordinal)) return null;
        var words = SearchQuery.Parse(typed).Terms.Where(t => !t.IsExcluded).SelectMany(t => t.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(Folding.Lower).ToList();
        return words.Count is > 0 and <= MostWords ? string.Join(' ', words) : null;
    }

    private bool IsFirst(string words, IPAddress? from)
    {
        var now = clock.GetUtcNow();
        if (seen.Count >= MostRemembered) seen.Clear();
        var mark = Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{from} {words}")));
        if (seen.TryGetValue(mark, out var at) && now - at < Same) return false;
        seen[mark] = now;
        return true;
    }
}

internal sealed record MissedWords(string Words, int Count, DateOnly Last);
