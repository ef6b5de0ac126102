using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.Vocabulary;

namespace Uutiset.Bulletins;

/// <summary>A bulletin as the API promises it.</summary>
/// <param name="PublisherId">In whose name it is sent.</param>
/// <param name="Series">Slug; null: of none.</param>
/// <param name="IssueNumber">Which one of the publisher's bulletins of the series, given together with the number.</param>
/// <param name="State">draft, inApproval or approved; once it is on its way scheduled, sending, paused, sent or cancelled.</param>
internal sealed record BulletinJson(
    Guid Id, int? Number, string State, int Version, string? Url, IReadOnlyList<BulletinDraftText> Variants, IReadOnlyList<BulletinDraftItem> Items, Audience Audience,
    DateTime CreatedAt, DateTime UpdatedAt, DateTime? SentAt, Guid PublisherId, string? Series, int? IssueNumber)
{
    public static BulletinJson Of(Bulletin bulletin, DispatchState? dispatch, SiteOptions site, TermIndex terms)
    {
        var draft = Composing.DraftOf(bulletin, terms);
        return new(
            bulletin.PublicId, bulletin.Number, StateOf(bulletin.Stage, dispatch), bulletin.Version,
            bulletin.Number is { } n ? site.Absolute(Rendering.WebPath(n)) : null, draft.Variants, draft.Items, draft.Audience,
            bulletin.CreatedUtc, bulletin.SavedUtc, bulletin.SentUtc, bulletin.Publisher!.PublicId, draft.Series, bulletin.IssueNumber);
    }

    public static string StateOf(BulletinStage stage, DispatchState? dispatch)
    {
        var word = dispatch?.ToString() ?? stage.ToString();
        return char.ToLowerInvariant(word[0]) + word[1..];
    }
}

internal static class Dispatched
{
    /// <summary>The bulletin's own sending; additions and corrections come later and have rows of their own.</summary>
    public static Task<Dispatch?> FirstDispatchAsync(this NewsDb db, long bulletin, CancellationToken ct) =>
        db.Dispatches.AsNoTracking().FirstOrDefaultAsync(d => d.BulletinId == bulletin && d.Kind == DispatchKind.First, ct);

    public static Task<Dispatch?> FirstDispatchAsync(this NewsDb db, Guid bulletin, CancellationToken ct) =>
        db.Dispatches.AsNoTracking().FirstOrDefaultAsync(d => d.Kind == DispatchKind.First && db.Bulletins.Any(b => b.Id == d.BulletinId && b.PublicId == bulletin), ct);
}
