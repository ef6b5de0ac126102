using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Mail.Smtp;
using Uutiset.Mailing.Sending;

namespace Uutiset.Mailing.Bounces;

/// <summary>Writes failures down, and stops a sending of which too many fail.</summary>
internal static class BounceRows
{
    private const int LongestWords = 1000;

    /// <summary>A refusal while sending, in the sender's own transaction; what follows is drawn outside of it.</summary>
    public static async Task RefusedAsync(NewsDb db, Settlement settled, string? words, CancellationToken ct)
    {
        var said = settled.Result.Words.Code;
        await AddAsync(db, settled.Mail.Id, settled.Mail.DispatchId, new BounceReport(ReportKind.Failed, EnhancedStatus.Parse(said), words, settled.AtUtc, "smtp"), settled.AtUtc, ct);
    }

    /// <returns>False: it had been told before, and nothing is written.</returns>
    public static async Task<bool> AddAsync(NewsDb db, long delivery, long? dispatch, BounceReport report, DateTime nowUtc, CancellationToken ct)
    {
        if (Verdicts.Of(report.Kind, report.Status) is not { } verdict) return false;
        var (kind, word, status, words, at, now) = (Word(report.Kind), Word(verdict), report.Status?.ToString(), Cut(report.Words), Millisecond(report.AtUtc), Millisecond(nowUtc));
        // One statement: of two that tell the same at once the second waits, and then finds it written
        if (await db.Database.ExecuteSqlAsync(
            $"""
            insert into bounce (delivery_id, dispatch_id, kind, verdict, status, words, source, at_utc, received_utc)
            values ({delivery}, {dispatch}, {kind}, {word}, {status}, {words}, {report.Source}, {at}, {now}) on conflict do nothing
            """, ct) == 0) return false;
        if (dispatch is { } sending && verdict is (Verdict.Hard or Verdict.Fault)) await WatchAsync(db, sending, now, ct);
        return true;
    }

    private static async Task WatchAsync(NewsDb db, long dispatch, DateTime now, CancellationToken ct)
    {
        var failed = await db.Bounces.CountAsync(b => b.DispatchId == dispatch && (b.Verdict == Verdict.Hard || b.Verdict == Verdict.Fault), ct);
        // The other count reads a big sending's index: it is made at each tenth failure
        if (failed < HardShare.Least || failed % HardShare.Least != 0) return;
        var settled = await db.Deliveries.CountAsync(d => d.DispatchId == dispatch && (d.State == DeliveryState.Accepted || d.State == DeliveryState.Rejected), ct);
        if (!HardShare.IsTooMuch(failed, settled)) return;
        if (await db.Database.ExecuteSqlAsync(
            $"insert into dispatch_hold (dispatch_id, at_utc, failed, settled) values ({dispatch}, {now}, {failed}, {settled}) on conflict do nothing", ct) == 0) return;
        await DispatchControl.HoldAsync(db, dispatch, $"{failed} / {settled}: permanent failures (over 5 %)", now, ct);
    }

    private static string Word(Enum word) => JsonNamingPolicy.CamelCase.ConvertName(word.ToString());

    private static string? Cut(string? words) => words is { Length: > LongestWords } ? words[..LongestWords] : words;

    // As every stored instant; this statement passes the converter by
    private static DateTime Millisecond(DateTime utc) => new(utc.Ticks - utc.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
}
