using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Mailing;

namespace Uutiset.Bulletins;

/// <summary>Pause, resume, cancel and watch a bulletin's sending, for the desk and the API alike.</summary>
internal sealed class DispatchVerbs(NewsDb db, IDbContextFactory<NewsDb> databases, DispatchControl control, Audit audit, TimeProvider clock)
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <returns>Null: there is no such dispatch. False: not in its present state.</returns>
    public async Task<bool?> ActAsync(Guid bulletin, string verb, Actor actor, CancellationToken ct)
    {
        if (await db.FirstDispatchAsync(bulletin, ct) is not { } dispatch) return null;
        return await control.TogetherAsync(db, async () =>
        {
            var done = verb switch
            {
                "pause" => await DispatchControl.PauseAsync(db, dispatch.Id, ct),
                "resume" => await control.ResumeAsync(db, dispatch.Id, ct),
                "cancel" => await control.CancelAsync(db, dispatch.Id, ct),
                _ => throw new ArgumentOutOfRangeException(nameof(verb), verb, "pause, resume or cancel"),
            };
            if (!done) return false;
            audit.Write(db, actor, "dispatch." + verb, $"bulletin:{bulletin}");
            await db.SaveChangesAsync(ct);
            return true;
        }, ct);
    }

    /// <param name="deliveries">Null: all that are in doubt.</param>
    /// <param name="verb">resend, leave or delivered.</param>
    /// <returns>Null: there is no such dispatch. Otherwise how many it met: none when it was not in doubt any more, or may not be sent again.</returns>
    public async Task<int?> SettleDoubtAsync(Guid bulletin, IReadOnlyCollection<long>? deliveries, string verb, Actor actor, CancellationToken ct)
    {
        if (await db.FirstDispatchAsync(bulletin, ct) is not { } dispatch) return null;
        var met = 0;
        await control.TogetherAsync(db, async () =>
        {
            // Begun again, it counts again
            met = 0;
            var answered = new List<long>();
            foreach (var delivery in deliveries?.Distinct().Order().Select(d => (long?)d) ?? [null])
            {
                var now = await control.SettleDoubtAsync(db, dispatch.Id, delivery, verb, actor.Name, ct);
                met += now;
                if (now > 0 && delivery is { } one) answered.Add(one);
            }
            if (met == 0) return false;
            audit.Write(db, actor, "dispatch.doubt." + verb, $"bulletin:{bulletin}", WhichOnes(answered, met));
            await db.SaveChangesAsync(ct);
            return true;
        }, ct);
        return met;
    }

    private static string WhichOnes(List<long> answered, int met) => answered switch
    {
        [] => FormattableString.Invariant($"{met} deliveries"),
        [var one] => FormattableString.Invariant($"delivery {one}"),
        _ => FormattableString.Invariant($"{met} deliveries: {string.Join(", ", answered)}"),
    };

    public async Task<DispatchCounts?> CountsAsync(Guid bulletin, CancellationToken ct) =>
        await db.FirstDispatchAsync(bulletin, ct) is { } dispatch ? await DispatchCounts.ReadAsync(db, dispatch.Id, clock.GetUtcNow().UtcDateTime, ct) : null;

    /// <summary>Counts each second until the sending is over, the watcher leaves or the site stops.</summary>
    public async IAsyncEnumerable<DispatchCounts> WatchAsync(Guid bulletin, IHostApplicationLifetime life, [EnumeratorCancellation] CancellationToken ct)
    {
        // An open stream would hold up the site's stop for as long as the server is willing to wait
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct, life.ApplicationStopping);
        while (!end.IsCancellationRequested)
        {
            DispatchCounts? counts;
            // A connection of its own for a moment, not one held for as long as somebody watches
            await using (var now = await databases.CreateDbContextAsync(ct))
                counts = await now.FirstDispatchAsync(bulletin, ct) is { } dispatch ? await DispatchCounts.ReadAsync(now, dispatch.Id, clock.GetUtcNow().UtcDateTime, ct) : null;
            if (counts is null) yield break;
            yield return counts;
            if (counts.IsOver) yield break;
            await Task.Delay(Tick, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
