using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts.Auditing;
using Uutiset.Data;

namespace Uutiset.Subscribers.Ledger;

/// <param name="Before">The hash of the link before this one; null for the first.</param>
internal sealed record ConsentStep(ConsentLink? Link, string? Before, ConsentEvent? Row, ConsentDetail? Words)
{
    /// <summary>What was shown; only for the lines of one contact.</summary>
    public ConsentText? Text { get; init; }
    /// <summary>Why the line does not fit; null when it does.</summary>
    public string? Fault { get; init; }
}

/// <summary>Follows the chain of the consent ledger from its beginning and makes every hash again; or that of one contact's lines.</summary>
internal sealed class ConsentVerifying(NewsDb db, ConsentChain chain)
{
    /// <param name="Intact">The text still gives the hash under which it was kept.</param>
    private sealed record KnownText(ConsentChain.Shown Shown, bool Intact);

    // One for each wording that was ever shown, without its words
    private readonly Dictionary<string, KnownText> texts = [];

    /// <param name="known">A head that was printed before; null for none.</param>
    public Task<ChainVerdict> VerifyAsync(string? known, CancellationToken ct) =>
        db.ConsentLinks.FollowAsync(db.ConsentEvents.Select(e => e.Id), known, async (links, ct) => (await ReadAsync(links, ct)).ConvertAll(s => s.InChain), ct);

    /// <summary>
    /// The lines of one contact, oldest first, each against its link and that one against the link before it, with what was shown. A few
    /// commands, however long the ledger is; that nothing is missing between them only the whole chain can tell.
    /// </summary>
    public async Task<IReadOnlyList<ConsentStep>> StepsOfAsync(IQueryable<ConsentEvent> lines, CancellationToken ct)
    {
        var steps = await ReadAsync(db.ConsentLinks.Where(l => lines.Any(e => e.Id == l.EventId)).OrderBy(l => l.Seq), ct);
        var strays = await lines.AsNoTracking().Include(e => e.Words).Where(e => !db.ConsentLinks.Any(l => l.EventId == e.Id)).OrderBy(e => e.Id).ToListAsync(ct);
        var hashes = lines.Select(e => e.TextHash);
        var shown = await db.ConsentTexts.AsNoTracking().Where(t => hashes.Contains(t.Hash)).ToDictionaryAsync(t => t.Hash, ct);
        return
        [
            .. steps.Select(s => s.Step with { Text = s.Step.Row!.TextHash is { } hash ? shown.GetValueOrDefault(hash) : null, Fault = s.InChain.Broken(s.Step.Link!.Seq - 1, s.Step.Before ?? ChainVerdict.Beginning) }),
            .. strays.Select(e => new ConsentStep(null, null, e, e.Words) { Text = e.TextHash is { } hash ? shown.GetValueOrDefault(hash) : null, Fault = ChainStep.Stray(e.Id) }),
        ];
    }

    /// <summary>The last link of all: printed and kept elsewhere, it shows later that no line was cut off.</summary>
    public async Task<string?> HeadAsync(CancellationToken ct)
    {
        var last = await db.ConsentLinks.AsNoTracking().OrderByDescending(l => l.Seq).FirstOrDefaultAsync(ct);
        return last is null ? null : ChainVerdict.HeadOf(last.Seq, last.Hash);
    }

    private async Task<List<(ConsentStep Step, ChainStep InChain)>> ReadAsync(IQueryable<ConsentLink> links, CancellationToken ct)
    {
        var steps = await (from link in links.AsNoTracking()
                           join line in db.ConsentEvents.AsNoTracking() on link.EventId equals line.Id into lines
                           from row in lines.DefaultIfEmpty()
                           join said in db.ConsentDetails.AsNoTracking() on link.EventId equals said.EventId into details
                           from words in details.DefaultIfEmpty()
                           orderby link.Seq
                           select new ConsentStep(link, db.ConsentLinks.Where(l => l.Seq == link.Seq - 1).Select(l => l.Hash).FirstOrDefault(), row, words)).ToListAsync(ct);
        await LearnAsync(steps, ct);
        var erased = await ErasedAsync(steps, ct);
        return steps.ConvertAll(s => (s, s.Row is { } row
            ? new ChainStep(s.Link!, ChainStep.Named(row.Id, row.AtUtc, row.Kind), before => Fault(s.Link!, row, s.Words, before, erased)) : new ChainStep(s.Link!, null, _ => null)));
    }

    private async Task LearnAsync(List<ConsentStep> steps, CancellationToken ct)
    {
        var missing = steps.Select(s => s.Row?.TextHash).OfType<string>().Where(h => !texts.ContainsKey(h)).Distinct().ToList();
        if (missing.Count == 0) return;
        foreach (var text in await db.ConsentTexts.AsNoTracking().Where(t => missing.Contains(t.Hash)).ToListAsync(ct))
            texts[text.Hash] = new KnownText(new ConsentChain.Shown(text.Lang, text.FirstShownUtc), ConsentLedger.HashOf(text.Text) == text.Hash);
    }

    /// <summary>Of whom words are gone: the last line that says that the person was erased. It is in the chain itself, so its word can be taken.</summary>
    private async Task<Dictionary<string, long>> ErasedAsync(List<ConsentStep> steps, CancellationToken ct)
    {
        var keys = steps.Where(s => s is { Row: not null, Words: null, Link.ContentHash.Length: > 0 }).Select(s => s.Row!.AddressKey).Distinct().ToList();
        if (keys.Count == 0) return [];
        return await (from line in db.ConsentEvents
                      join link in db.ConsentLinks on line.Id equals link.EventId
                      where line.Kind == ConsentKind.Erased && keys.Contains(line.AddressKey)
                      group link.Seq by line.AddressKey into told
                      select new { told.Key, Seq = told.Max() }).ToDictionaryAsync(t => t.Key, t => t.Seq, ct);
    }

    private string? Fault(ConsentLink link, ConsentEvent row, ConsentDetail? words, string before, Dictionary<string, long> erased)
    {
        var shown = row.TextHash is { } text ? texts.GetValueOrDefault(text) : null;
        return words is null && link.ContentHash.Length > 0 && erased.GetValueOrDefault(row.AddressKey) <= link.Seq ? "its words are gone, and no later line says that the person was erased"
            : words is not null && ConsentChain.HashOf(words) != link.ContentHash ? "its words were changed"
            : row.TextHash is not null && shown is null ? "the text that it names is gone"
            : shown is { Intact: false } ? "the text that was shown was changed"
            : chain.Link(before, link.Seq, row, shown?.Shown, link.ContentHash) != link.Hash ? "it was changed, or its link" : null;
    }
}
