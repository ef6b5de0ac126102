using DiffPlex;
using Uutiset.Vocabulary.Body;

namespace Uutiset.Articles.Versions;

internal enum Side { Mine, Theirs, Both }

/// <summary>A place where two texts that grew from the same one differ.</summary>
/// <param name="Field">The form's field; several parts may be of the body.</param>
/// <param name="Suggested">The side that changed; what only one person touched needs no thought.</param>
/// <param name="BothChanged">Nobody but a person can say which is right.</param>
internal sealed record MergePart(string Field, IReadOnlyList<string> Mine, IReadOnlyList<string> Theirs, Side Suggested, bool BothChanged);

/// <summary>
/// Two people's texts put together: field by field, and the body block by block. Parts are always found in the same order, so that a
/// choice is known by its number.
/// </summary>
internal sealed class Merging(ArticleDraft? root, ArticleDraft mine, ArticleDraft theirs, DraftLines lines)
{
    private readonly IReadOnlyList<string> rootBlocks = Blocks(root);
    private readonly IReadOnlyList<FieldLines> myLines = lines.Of(mine), theirLines = lines.Of(theirs), rootLines = root is null ? [] : lines.Of(root);

    public IReadOnlyList<MergePart> Parts() => [.. FieldParts().Select(p => p.Part).Concat(Hunks().Where(h => h.Differs).Select(BodyPart))];

    /// <param name="choices">One for each part, in order; a missing one is what was suggested.</param>
    public ArticleDraft Merge(IReadOnlyList<Side> choices)
    {
        var merged = mine;
        var number = 0;
        foreach (var (part, field) in FieldParts())
            if (Chosen(part, choices, number++) == Side.Theirs) merged = field.Take(merged, theirs);
        var body = new List<string>();
        foreach (var hunk in Hunks())
        {
            var side = hunk.Differs ? Chosen(BodyPart(hunk), choices, number++) : Side.Mine;
            if (side is Side.Theirs or Side.Both) body.AddRange(hunk.Theirs);
            if (side is Side.Mine or Side.Both) body.AddRange(hunk.Mine);
        }
        // Whoever let a vague link stand saw their own text only
        return merged with { BodyHtml = body.Count == 0 ? null : string.Concat(body), KeepsVagueLinks = mine.KeepsVagueLinks && theirs.KeepsVagueLinks };
    }

    private static Side Chosen(MergePart part, IReadOnlyList<Side> choices, int number) => number < choices.Count ? choices[number] : part.Suggested;

    private sealed record Field(string Name, Func<ArticleDraft, ArticleDraft, ArticleDraft> Take);

    // "links" and "related" lie in one list of the draft
    private static readonly Field[] Fields =
    [
        new("title", (d, t) => d with { Title = t.Title }),
        new("shortTitle", (d, t) => d with { ShortTitle = t.ShortTitle }),
        new("lead", (d, t) => d with { Lead = t.Lead }),
        new("excerpt", (d, t) => d with { Excerpt = t.Excerpt }),
        new("authors", (d, t) => d with { Authors = t.Authors }),
        new("contacts", (d, t) => d with { Contacts = t.Contacts }),
        new("hero", (d, t) => d with { HeroMediaId = t.HeroMediaId }),
        new("tags", (d, t) => d with { Tags = t.Tags }),
        new("audiences", (d, t) => d with { Audiences = t.Audiences }),
        new("regions", (d, t) => d with { Regions = t.Regions }),
        new("related", (d, t) => d with { Related = [.. t.Related.Where(r => r.ArticleId is not null), .. d.Related.Where(r => r.ArticleId is null)] }),
        new("links", (d, t) => d with { Related = [.. d.Related.Where(r => r.ArticleId is not null), .. t.Related.Where(r => r.ArticleId is null)] }),
        new("organisations", (d, t) => d with { Organisations = t.Organisations }),
        new("attachments", (d, t) => d with { Attachments = t.Attachments }),
        new("deadlines", (d, t) => d with { Deadlines = t.Deadlines }),
        new("events", (d, t) => d with { Events = t.Events }),
        new("followUp", (d, t) => d with { FollowUp = t.FollowUp, FollowUpBy = t.FollowUpBy }),
        new("publisher", (d, t) => d with { PublisherId = t.PublisherId }),
        new("project", (d, t) => d with { ProjectId = t.ProjectId }),
        new("expiresAt", (d, t) => d with { ExpiresAt = t.ExpiresAt }),
        new("reviewBy", (d, t) => d with { ReviewBy = t.ReviewBy }),
        new("lastCheckedAt", (d, t) => d with { LastCheckedAt = t.LastCheckedAt }),
        new("publishedAt", (d, t) => d with { PublishedAt = t.PublishedAt, PublishedPrecision = t.PublishedPrecision }),
        new("type", (d, t) => d with { Type = t.Type }),
        new("summaries", (d, t) => d with { Summaries = t.Summaries }),
        new("lang", (d, t) => d with { Lang = t.Lang, EasyLanguage = t.EasyLanguage }),
        new("slug", (d, t) => d with { Slug = t.Slug }),
    ];

    private IEnumerable<(MergePart Part, Field Field)> FieldParts()
    {
        foreach (var field in Fields)
        {
            var (my, their) = (LinesOf(myLines, field), LinesOf(theirLines, field));
            if (my.SequenceEqual(their)) continue;
            var former = rootLines.Count == 0 ? null : LinesOf(rootLines, field);
            var (iChanged, theyChanged) = (former is null || !my.SequenceEqual(former), former is null || !their.SequenceEqual(former));
            yield return (new MergePart(field.Name, my, their, iChanged ? Side.Mine : Side.Theirs, iChanged && theyChanged), field);
        }
    }

    private static IReadOnlyList<string> LinesOf(IReadOnlyList<FieldLines> all, Field field) => all.First(l => l.Field == field.Name).Lines;

    private sealed record Hunk(IReadOnlyList<string> Mine, IReadOnlyList<string> Theirs, bool Differs);

    private IEnumerable<Hunk> Hunks()
    {
        var (my, their) = (Blocks(mine), Blocks(theirs));
        var at = 0;
        // A block is one line: no block's HTML has a line break in it
        foreach (var difference in new Differ().CreateLineDiffs(string.Join('\n', their), string.Join('\n', my), ignoreWhitespace: false).DiffBlocks)
        {
            if (difference.InsertStartB > at) yield return new Hunk([.. my.Take(new Range(at, difference.InsertStartB))], [], Differs: false);
            yield return new Hunk(
                [.. my.Skip(difference.InsertStartB).Take(difference.InsertCountB)], [.. their.Skip(difference.DeleteStartA).Take(difference.DeleteCountA)], Differs: true);
            at = difference.InsertStartB + difference.InsertCountB;
        }
        if (at < my.Count) yield return new Hunk([.. my.Skip(at)], [], Differs: false);
    }

    private MergePart BodyPart(Hunk hunk)
    {
        var (mineIsOld, theirsIsOld) = (IsOld(hunk.Mine), IsOld(hunk.Theirs));
        // Nothing on one side: either the other wrote something new there, or this one took something old away
        var suggested = hunk.Theirs.Count == 0 ? (mineIsOld ? Side.Theirs : Side.Mine) : hunk.Mine.Count == 0 ? (theirsIsOld ? Side.Mine : Side.Theirs)
            : mineIsOld && !theirsIsOld ? Side.Theirs : Side.Mine;
        var both = root is null || hunk.Mine.Count > 0 && hunk.Theirs.Count > 0 && !mineIsOld && !theirsIsOld;
        return new MergePart("body", [.. hunk.Mine.SelectMany(b => DraftLines.OfBody(b, mine.Lang))], [.. hunk.Theirs.SelectMany(b => DraftLines.OfBody(b, theirs.Lang))], suggested, both);
    }

    private bool IsOld(IReadOnlyList<string> blocks) => blocks.Count > 0 && blocks.All(rootBlocks.Contains);

    private static IReadOnlyList<string> Blocks(ArticleDraft? draft) =>
        draft?.BodyHtml is { } html && HtmlCleaner.IsWithinBounds(html) ? [.. HtmlCleaner.Read(html, draft.Lang).Select(b => BodyWriter.Write([b]).ReplaceLineEndings(" "))] : [];
}
