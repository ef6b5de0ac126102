using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Site.Tree;

/// <summary>Puts standing pages in their places, and begins new ones there.</summary>
internal sealed class Placing(NewsDb db, Drafting drafting, Audit audit, TimeProvider clock)
{
    private const int Deepest = 5;

    /// <summary>A draft with a title: the text is written, reviewed and published like any article.</summary>
    /// <param name="under">The page above; null: at the top.</param>
    public async Task<(Guid? Id, IReadOnlyList<FieldError> Errors)> AddAsync(string title, string lang, Guid? under, Actor actor, CancellationToken ct)
    {
        var tree = await PageTree.ReadAsync(db, Now, ct);
        var parent = under is { } above ? tree.All.FirstOrDefault(n => n.Original.PublicId == above) : null;
        if (under is not null && parent is null) return (null, [NoSuchPlace]);
        if (parent is not null && parent.Depth + 1 >= Deepest) return (null, [TooDeep]);
        if (string.IsNullOrWhiteSpace(title)) return (null, [new("title", "Kirjoita sivun otsikko.", "Skriv sidans rubrik.", "Write the title of the page.")]);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var outcome = await drafting.CreateAsync(new ArticleDraft { Type = ArticleType.Page, Lang = lang, Title = title }, mayPublish: true, actor, ct);
        if (outcome is not Outcome.Done done) return (null, outcome is Outcome.Refused refused ? refused.Errors : [NoSuchPlace]);
        // Those that nobody has placed stand after all others: the new one would come before them
        await PlaceAsync(Siblings(tree, parent), parent, ct);
        db.PagePlaces.Add(new PagePlace { ArticleId = done.Article.Id, ParentId = parent?.Id, Position = Siblings(tree, parent).Count });
        audit.Write(db, actor, "page.added", Drafting.Target(done.Article), $"{title}; {Name(parent)}");
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return (done.Article.PublicId, []);
    }

    /// <returns>Null when there is no such page.</returns>
    public async Task<IReadOnlyList<FieldError>?> MoveUnderAsync(Guid page, Guid? under, Actor actor, CancellationToken ct)
    {
        var tree = await PageTree.ReadAsync(db, Now, ct);
        if (tree.All.FirstOrDefault(n => n.Original.PublicId == page) is not { } node || !actor.SpeaksFor(node.Original.PublisherId)) return null;
        var parent = under is { } above ? tree.All.FirstOrDefault(n => n.Original.PublicId == above) : null;
        if (under is not null && parent is null) return [NoSuchPlace];
        if (parent is not null && tree.IsWithin(parent, node)) return [new("under", "Sivu ei voi olla oman alasivunsa alla.", "En sida kan inte ligga under sin egen undersida.", "A page cannot be below its own page.")];
        if (parent is not null && parent.Depth + Height(node) >= Deepest) return [TooDeep];
        if (parent?.Id == node.ParentId) return [];
        await PlaceAsync([.. Siblings(tree, parent), node], parent, ct);
        audit.Write(db, actor, "page.moved", $"article:{page}", $"{Name(tree.Above(node) is [.., var former] ? former : null)} -> {Name(parent)}");
        db.Changed("pages");
        await db.SaveChangesAsync(ct);
        return [];
    }

    /// <param name="steps">-1: before the one above it in the list, 1: after the one below.</param>
    /// <returns>False when there is no such page.</returns>
    public async Task<bool> ShiftAsync(Guid page, int steps, Actor actor, CancellationToken ct)
    {
        var tree = await PageTree.ReadAsync(db, Now, ct);
        if (tree.All.FirstOrDefault(n => n.Original.PublicId == page) is not { } node || !actor.SpeaksFor(node.Original.PublisherId)) return false;
        var parent = tree.Above(node) is [.., var nearest] ? nearest : null;
        var siblings = tree.Siblings(node).ToList();
        var (from, to) = (siblings.IndexOf(node), Math.Clamp(siblings.IndexOf(node) + steps, 0, siblings.Count - 1));
        if (from == to) return true;
        siblings.RemoveAt(from);
        siblings.Insert(to, node);
        await PlaceAsync(siblings, parent, ct);
        audit.Write(db, actor, "page.moved", $"article:{page}", FormattableString.Invariant($"{Name(parent)}: {from + 1} -> {to + 1}"));
        db.Changed("pages");
        await db.SaveChangesAsync(ct);
        return true;
    }

    private async Task PlaceAsync(IReadOnlyList<PageNode> siblings, PageNode? parent, CancellationToken ct)
    {
        var ids = siblings.Select(s => s.Id).ToList();
        var places = await db.PagePlaces.Where(p => ids.Contains(p.ArticleId)).ToDictionaryAsync(p => p.ArticleId, ct);
        foreach (var (position, sibling) in siblings.Index())
        {
            if (!places.TryGetValue(sibling.Id, out var place)) db.PagePlaces.Add(place = new PagePlace { ArticleId = sibling.Id });
            (place.ParentId, place.Position) = (parent?.Id, position);
        }
    }

    private static IReadOnlyList<PageNode> Siblings(PageTree tree, PageNode? parent) => parent?.Children ?? tree.Top;

    private static int Height(PageNode node) => 1 + node.Children.Select(Height).DefaultIfEmpty().Max();

    private static string Name(PageNode? node) => node?.Original.Title ?? "/";

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private static readonly FieldError NoSuchPlace = new("under", "Ylempää sivua ei enää ole.", "Den övre sidan finns inte längre.", "The page above is no longer there.");

    private static readonly FieldError TooDeep = new("under", $"Sivuja voi olla enintään {Deepest} sisäkkäin.", $"Högst {Deepest} nivåer av sidor.", $"At most {Deepest} levels of pages.");
}
