using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Site.Redirects;

/// <summary>Adds, changes and removes redirects. One never leads to another, and never in a circle: what would be a chain is stored as one step.</summary>
internal sealed class Redirecting(NewsDb db, IDatabaseEngine engine, Audit audit, IOptions<SiteOptions> site, TimeProvider clock)
{
    // Chains are stored flat, so one step is the rule; it ends a circle that a careless hand made in the database
    private const int Longest = 20;

    public async Task<(Redirect? Redirect, IReadOnlyList<FieldError> Errors)> AddAsync(RedirectDraft draft, Actor actor, CancellationToken ct)
    {
        var redirect = new Redirect();
        var errors = await SaveAsync(redirect, draft, actor, ct);
        return (errors.Count == 0 ? redirect : null, errors);
    }

    /// <param name="redirect">New, or tracked and of the version that the caller saw.</param>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else has changed it since.</exception>
    public Task<IReadOnlyList<FieldError>> SaveAsync(Redirect redirect, RedirectDraft draft, Actor actor, CancellationToken ct) =>
        AloneAsync(() => SaveAloneAsync(redirect, draft, actor, ct), ct);

    private async Task<IReadOnlyList<FieldError>> SaveAloneAsync(Redirect redirect, RedirectDraft draft, Actor actor, CancellationToken ct)
    {
        var (before, isNew) = (Written(redirect), redirect.Id == 0);
        if (RedirectPath.Of(draft.From) is not { } from) return [WrongSource];
        if (await db.Redirects.AsNoTracking().AnyAsync(r => r.FromPath == from && r.Id != redirect.Id, ct)) return [Taken];
        string? to = null;
        if (!string.IsNullOrWhiteSpace(draft.To))
        {
            if (RedirectPath.Target(draft.To, site.Value) is not { } target) return [WrongTarget];
            var (end, error) = await EndAsync(from, target, redirect.Id, ct);
            if (error is not null) return [error];
            if (await CirclesInAsync(from, target, redirect.Id, ct)) return [Circle(1)];
            to = end;
        }
        (redirect.FromPath, redirect.ToAddress, redirect.SavedUtc, redirect.SavedBy) = (from, to, clock.GetUtcNow().UtcDateTime, actor.Name);
        if (isNew) db.Add(redirect);
        else redirect.Version++;
        audit.Write(db, actor, isNew ? "redirect.added" : "redirect.changed", Target(redirect), isNew ? Written(redirect) : $"{before} => {Written(redirect)}");
        db.Changed("redirects");
        await db.SaveChangesAsync(ct);
        if (to is not null) await ShortenAsync(from, to, redirect.Id, actor, ct);
        return [];
    }

    public Task RemoveAsync(Redirect redirect, Actor actor, CancellationToken ct) => AloneAsync(async () =>
    {
        await db.Entry(redirect).ReloadAsync(ct);
        // Somebody else took it away at the same moment
        if (db.Entry(redirect).State == EntityState.Detached) return false;
        db.Remove(redirect);
        audit.Write(db, actor, "redirect.removed", Target(redirect), Written(redirect));
        db.Changed("redirects");
        await db.SaveChangesAsync(ct);
        return true;
    }, ct);

    // Of two who lead a to b and b to a at once, the second must find the first one's
    private Task<T> AloneAsync<T>(Func<Task<T>> work, CancellationToken ct) => db.AloneAsync(engine, Held.Redirects, work, ct);

    /// <summary>Follows what stands already: other redirects, and former addresses of articles and terms.</summary>
    private async Task<(string To, FieldError? Error)> EndAsync(string from, string to, long own, CancellationToken ct)
    {
        for (var step = 0; step < Longest && RedirectPath.IsOurs(to); step++)
        {
            var asked = RedirectPath.AskedOf(to);
            var stored = await db.Redirects.AsNoTracking().Where(r => r.Id != own).FromAnyOfAsync(asked, ct);
            // The one that will answer when a reader comes, this one among them
            var next = asked.FirstOrDefault(a => a.From == from || stored.ContainsKey(a.From));
            var (path, lang) = asked[^1];
            if (next.From == from) return (to, Circle(step));
            if (next.From is not null)
            {
                if (stored[next.From] is not { } further) return (to, GoneTarget);
                to = RedirectPath.In(next.Lang, further);
            }
            else if (await CurrentAsync(path, ct) is { } current && current != path) to = Press.At(lang, current);
            else return (to, null);
        }
        return (to, RedirectPath.IsOurs(to) ? Circle(Longest) : null);
    }

    /// <summary>An address without a language leads on in every language: there it may meet one that was led on for that language alone.</summary>
    private async Task<bool> CirclesInAsync(string from, string target, long own, CancellationToken ct)
    {
        if (!RedirectPath.IsOurs(target) || RedirectPath.WithoutPrefix(from).Lang != "fi" || RedirectPath.WithoutPrefix(target).Lang != "fi") return false;
        foreach (var lang in Languages.All.Where(l => l != "fi"))
            if ((await EndAsync(RedirectPath.Under(lang, from), Press.At(lang, target), own, ct)).Error is { } error && error != GoneTarget) return true;
        return false;
    }

    private async Task<string?> CurrentAsync(string path, CancellationToken ct) => path.Split('/') switch
    {
        ["", "uutiset", var slug] => await db.ArticleSlugs.Where(s => s.Slug == slug).Select(s => "/uutiset/" + s.Article!.Slug).FirstOrDefaultAsync(ct),
        ["", "organisaatiot", var slug] => await db.FormerOrganisations.Where(f => f.Slug == slug).Select(f => "/organisaatiot/" + f.Heir!.Slug).FirstOrDefaultAsync(ct),
        ["", "aiheet", var slug] => await db.Terms.Where(t => t.Slug == slug && t.MergedIntoId != null).Join(db.Terms, t => t.MergedIntoId, h => h.Id, (_, h) => "/aiheet/" + h.Slug).FirstOrDefaultAsync(ct),
        ["", var slug] => await db.ArticleSlugs.Where(s => s.Slug == slug && s.Article!.Type == ArticleType.Page).Select(s => "/" + s.Article!.Slug).FirstOrDefaultAsync(ct),
        _ => null,
    };

    /// <summary>Whatever led to the address that leads on now, leads to its end at once.</summary>
    private async Task ShortenAsync(string from, string to, long own, Actor actor, CancellationToken ct)
    {
        // A target is escaped, may have a query and a language, and is looked up without them: no comparison of the database's
        var targets = await db.Redirects.AsNoTracking().Where(r => r.Id != own && EF.Functions.Like(r.ToAddress!, "/%")).Select(r => new { r.Id, r.ToAddress }).ToListAsync(ct);
        var through = targets.Select(r => (r.Id, Asked: RedirectPath.AskedOf(r.ToAddress!).FirstOrDefault(a => a.From == from))).Where(r => r.Asked.From is not null).ToDictionary(r => r.Id, r => r.Asked.Lang);
        if (through.Count == 0) return;
        var ids = through.Keys.ToList();
        foreach (var earlier in await db.Redirects.Where(r => ids.Contains(r.Id)).ToListAsync(ct))
        {
            var before = Written(earlier);
            // In its language it may lead further than in Finnish
            var (end, error) = await EndAsync(earlier.FromPath, RedirectPath.In(through[earlier.Id], to), earlier.Id, ct);
            if (error is not null || end == earlier.ToAddress) continue;
            earlier.ToAddress = end;
            earlier.Version++;
            audit.Write(db, actor, "redirect.changed", Target(earlier), $"{before} => {Written(earlier)}");
        }
        await db.SaveChangesAsync(ct);
    }

    private static string Target(Redirect redirect) => $"redirect:{redirect.PublicId}";

    private static string Written(Redirect redirect) => $"{redirect.FromPath} -> {redirect.ToAddress ?? "410"}";

    private static readonly FieldError WrongSource = new("from",
        "Kirjoita sivuston vanha osoite, esimerkiksi /vanha/sivu. Etusivua, toimitusta ja rajapintaa ei voi ohjata.",
        "Skriv en gammal adress på webbplatsen, till exempel /gammal/sida. Startsidan, redaktionen och gränssnittet kan inte ledas om.",
        "Write an old address of the site, such as /old/page. The front page, the desk and the API cannot be redirected.");

    private static readonly FieldError WrongTarget = new("to",
        "Kirjoita sivuston osoite, esimerkiksi /uutiset/uusi-sivu, tai koko verkko-osoite.", "Skriv en adress på webbplatsen, till exempel /uutiset/ny-sida, eller en hel webbadress.",
        "Write an address of the site, such as /uutiset/new-page, or a whole web address.");

    private static readonly FieldError Taken = new("from", "Tästä osoitteesta on jo ohjaus. Muuta sitä.", "Den här adressen leds redan om. Ändra den omledningen.", "This address is redirected already. Change that redirect.");

    private static readonly FieldError GoneTarget = new("to", "Kohde on merkitty poistetuksi. Valitse osoite, jossa on sivu.", "Målet är märkt som borttaget. Välj en adress där det finns en sida.", "The target is marked as gone. Choose an address that has a page.");

    private static FieldError Circle(int steps) => steps == 0
        ? new("to", "Osoite ohjaisi itseensä.", "Adressen skulle leda till sig själv.", "The address would lead to itself.")
        : new("to", "Kohde ohjaa takaisin tähän osoitteeseen, joten lukija kiertäisi kehää.", "Målet leder tillbaka till den här adressen, så läsaren skulle gå i cirkel.", "The target leads back to this address: a reader would go in a circle.");
}
