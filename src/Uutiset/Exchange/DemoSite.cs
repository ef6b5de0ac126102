using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Data;
using Uutiset.Site.Menus;
using Uutiset.Site.Redirects;
using Uutiset.Site.Settings;
using Uutiset.Site.Tree;
using Uutiset.Vocabulary;

namespace Uutiset.Exchange;

/// <summary>What the sample newsroom's editors have done to the site around the articles: a page below another, a menu, an old address, a word to decide about.</summary>
internal sealed class DemoSite(NewsDb db, Placing placing, Menus menus, Redirecting redirecting, KeepingFacts keeping, Terms terms, TimeProvider clock)
{
    private const string Above = "muutosagentit-esittaytyvat";
    private const string Below = "nain-tavoitat-meidat";

    public async Task SeedAsync(Actor seeder, CancellationToken ct)
    {
        var pages = await db.Articles.Where(a => a.Slug == Above || a.Slug == Below).ToDictionaryAsync(a => a.Slug, a => a.PublicId, ct);
        Hold(await placing.MoveUnderAsync(pages[Below], pages[Above], seeder, ct) ?? []);
        Hold(await menus.AddAsync(MenuName.Footer, new MenuDraft(Menus.Page + pages[Above], null, null, null), seeder, ct));
        Hold((await redirecting.AddAsync(new RedirectDraft("/ajankohtaista", "/arkisto"), seeder, ct)).Errors);
        Hold((await redirecting.AddAsync(new RedirectDraft("/vanha/uutiskirje-2019", null), seeder, ct)).Errors);
        var facts = new FactsDraft
        {
            Tagline = new("Järjestöjen muutosagenttien uutiset hyvinvointialueilta", "Förändringsagenternas nyheter från välfärdsområdena", "News from the NGO change agents of the wellbeing services counties"),
            ResponsibleEditor = "Ritva Kaarnakari", AssessedOn = clock.Today().AddMonths(-2),
        };
        Hold((await keeping.SaveAsync(facts, 0, seeder, ct))?.Errors ?? []);
        var whole = await db.Terms.Where(t => t.Slug == "sote-uudistus").Select(t => (long?)t.Id).SingleOrDefaultAsync(ct);
        foreach (var part in await db.Terms.Where(t => t.Slug == "rakenneuudistus" || t.Slug == "tulevaisuuden-sote-keskus").ToListAsync(ct)) part.BroaderId = whole;
        await terms.ProposeAsync("Kokemustoiminta", "fi", "kokemustoiminta", TermScheme.Theme, ct);
        await terms.KeepProposedAsync(ct);
    }

    private static void Hold(IReadOnlyList<FieldError> errors)
    {
        if (errors.Count > 0) throw new InvalidOperationException(string.Join(' ', errors));
    }
}
