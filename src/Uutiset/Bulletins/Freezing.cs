using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.Mailing.Engines;
using Uutiset.Subscribers;
using Uutiset.Vocabulary;

namespace Uutiset.Bulletins;

internal enum FreezeOutcome { Done, NotFound, Outdated, AlreadySending, Refused }

internal sealed record Frozen(FreezeOutcome Outcome, Dispatch? Dispatch = null, IReadOnlyList<Obstacle>? Obstacles = null);

/// <summary>
/// The one way to send: number, contents, recipients and exclusions come into being in one transaction, or nothing does. What follows is
/// the sender's, and it never looks at the bulletin again.
/// </summary>
internal sealed class Freezing(
    NewsDb db, IDatabaseEngine engine, ISendingEngine sending, Composing composing, Rendering rendering, Compiling compiling, Readiness readiness, Audit audit, SenderSignal signal, TimeProvider clock)
{
    // Two bulletins frozen at one moment may reach for the same number; the unique index lets one of them through
    private const int Tries = 3;

    /// <param name="version">The version that the sender has read; null: whichever stands.</param>
    /// <param name="sendAtUtc">Null or past: at once.</param>
    public async Task<Frozen> FreezeAsync(Guid id, int? version, DateTime? sendAtUtc, Actor actor, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var transaction = await db.Database.BeginTransactionAsync(ct);
                var frozen = await FreezeOnceAsync(id, version, sendAtUtc, actor, ct);
                if (frozen.Outcome == FreezeOutcome.Done) await transaction.CommitAsync(ct);
                if (frozen.Dispatch?.State == DispatchState.Sending) signal.Ring();
                return frozen;
            }
            catch (DbUpdateException) when (attempt < Tries)
            {
                // Somebody else was faster with this bulletin or with its number: look again at what stands there now
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task<Frozen> FreezeOnceAsync(Guid id, int? version, DateTime? sendAtUtc, Actor actor, CancellationToken ct)
    {
        if (await composing.LoadAsync(id, ct) is not { } bulletin) return new(FreezeOutcome.NotFound);
        if (await db.Dispatches.AsNoTracking().FirstOrDefaultAsync(d => d.BulletinId == bulletin.Id && d.Kind == DispatchKind.First, ct) is { } earlier)
            return new(FreezeOutcome.AlreadySending, earlier);
        if (version is { } seen && seen != bulletin.Version) return new(FreezeOutcome.Outdated);
        var obstacles = await readiness.ObstaclesAsync(bulletin, ct);
        if (obstacles.Any(o => o.Stops)) return new(FreezeOutcome.Refused, Obstacles: obstacles);

        var now = clock.GetUtcNow().UtcDateTime;
        var later = sendAtUtc > now;
        bulletin.Number = (await db.Bulletins.MaxAsync(b => b.Number, ct) ?? 0) + 1;
        // Two of one series at one moment have taken the same number, too, and one of them begins again
        if (bulletin.SeriesId is { } series)
            bulletin.IssueNumber = (await db.Bulletins.Where(b => b.SeriesId == series && b.PublisherId == bulletin.PublisherId).MaxAsync(b => b.IssueNumber, ct) ?? 0) + 1;
        bulletin.SentUtc = later ? sendAtUtc : now;
        bulletin.Stage = BulletinStage.Approved;
        bulletin.Version++;
        var dispatch = new Dispatch
        {
            BulletinId = bulletin.Id,
            State = later ? DispatchState.Scheduled : DispatchState.Sending,
            SendAtUtc = later ? sendAtUtc!.Value : now,
            StartedUtc = later ? null : now,
            By = actor.Name,
        };
        db.Dispatches.Add(dispatch);
        await db.SaveChangesAsync(ct);
        var variants = await VariantsAsync(bulletin, dispatch, now, ct);
        await engine.HoldContactsAsync(db, ct);
        if (!await RecipientsAsync(bulletin, dispatch, variants, ct)) return new(FreezeOutcome.Refused, Obstacles: [new Obstacle(ObstacleKind.Nobody)]);
        db.Changed($"bulletin:{bulletin.Id}", "bulletins");
        audit.Write(db, actor, "bulletin.dispatched", $"bulletin:{id}", $"number {bulletin.Number}, {dispatch.Frozen} recipients, {dispatch.Excluded} excluded");
        await db.SaveChangesAsync(ct);
        return new(FreezeOutcome.Done, dispatch);
    }

    private async Task<Dictionary<(string, MailFormat), Variant>> VariantsAsync(Bulletin bulletin, Dispatch dispatch, DateTime now, CancellationToken ct)
    {
        var articles = await rendering.ArticlesAsync(bulletin, ct);
        var publisher = await Publisher.OfAsync(db, bulletin.PublisherId, ct);
        var made = new Dictionary<(string, MailFormat), Variant>();
        foreach (var text in Readiness.Finished(bulletin))
        {
            foreach (var format in Enum.GetValues<MailFormat>())
            {
                var (message, rendered) = compiling.Compile(bulletin.Number, publisher, format, "", reader => rendering.Render(bulletin, text, articles, publisher, reader));
                var content = Outbox.ContentOf(message, now);
                db.MailContents.Add(content);
                await db.SaveChangesAsync(ct);
                var variant = new Variant
                {
                    BulletinId = bulletin.Id, DispatchId = dispatch.Id, Lang = text.Lang, Format = format, Subject = text.Subject, Preheader = text.Preheader,
                    WebHtml = rendered.WebHtml, Text = rendered.Text, ContentId = content.Id,
                };
                db.Variants.Add(variant);
                await db.SaveChangesAsync(ct);
                db.VariantItems.AddRange(articles.In(text.Lang).Select((told, i) => new VariantItem { VariantId = variant.Id, Position = i, ArticleId = told.Article.Id, Revision = told.Article.PublicRevision ?? 0 }));
                made[(text.Lang, format)] = variant;
            }
        }
        return made;
    }

    private async Task<bool> RecipientsAsync(Bulletin bulletin, Dispatch dispatch, Dictionary<(string, MailFormat), Variant> variants, CancellationToken ct)
    {
        var languages = variants.Keys.Select(k => k.Item1).ToHashSet();
        var themes = await db.Terms.AsNoTracking().ToDictionaryAsync(t => t.Id, ct);
        // Its hour and not this moment: a mail that was frozen on Friday for Monday would lie in the inbox under Friday's
        await using var room = await sending.RoomAsync(db, ct);
        await using var queue = await BulkQueue.OpenAsync(db, sending, ct);
        var exclusions = new ExclusionQueue(db, dispatch.Id);
        var candidates = new Recipients(db, clock).WeighAsync(Audience.Parse(bulletin.Audience), bulletin.PublisherId, bulletin.SeriesId, languages, Dates.DayOf(dispatch.SendAtUtc), null, ct);
        await foreach (var candidate in candidates)
        {
            if (candidate.Reason is { } reason)
            {
                await exclusions.AddAsync(candidate.ContactId, candidate.AddressKey, reason, ct);
                continue;
            }
            var variant = variants[(candidate.Lang, candidate.Format)];
            var why = MailWording.Reason(candidate.Organisation, candidate.Regions, candidate.Terms.Select(t => themes[t].Label.In(candidate.Lang)), candidate.Lang);
            await queue.AddAsync(new FrozenRow(
                variant.Id, variant.ContentId, candidate.ContactId, candidate.Email, candidate.AddressKey,
                compiling.Fill(candidate.ContactId, candidate.TokenVersion, why, candidate.Lang)), ct);
        }
        await queue.FileAsync(dispatch.Id, dispatch.SendAtUtc, ct);
        await exclusions.FlushAsync(ct);
        (dispatch.Frozen, dispatch.Excluded) = (queue.Count, exclusions.Count);
        return queue.Count > 0;
    }
}
