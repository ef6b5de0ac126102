using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Data;
using Uutiset.Themes;
using Uutiset.Vocabulary;
using Uutiset.Vocabulary.Body;

namespace Uutiset.Site.Menus;

/// <param name="Target">A section's path, "page:" and a page's id, or an address.</param>
internal sealed record MenuDraft(string Target, string? Label, string? LabelSv, string? LabelEn);

/// <summary>Changes the menus of header and footer. The first change of a menu begins with what stood there by itself.</summary>
internal sealed class Menus(NewsDb db, IDatabaseEngine engine, Audit audit)
{
    public const string Page = "page:";
    private const int Most = 12;
    private const int Longest = 60;

    public async Task<IReadOnlyList<FieldError>> AddAsync(MenuName menu, MenuDraft draft, Actor actor, CancellationToken ct)
    {
        var (target, errors) = ((draft.Target ?? "").Trim(), new List<FieldError>());
        string? Line(string field, string? text, string lang)
        {
            var line = Typography.LineOrNull(text, lang);
            if (line?.Length > Longest) errors.Add(new(field, $"Enintään {Longest} merkkiä.", $"Högst {Longest} tecken.", $"At most {Longest} characters."));
            return line;
        }
        var entry = new MenuEntry { Menu = menu, LabelFi = Line("label", draft.Label, "fi"), LabelSv = Line("labelSv", draft.LabelSv, "sv"), LabelEn = Line("labelEn", draft.LabelEn, "en") };
        if (SiteSections.Find(target) is { } section) entry.Section = section.Path;
        else if (target.StartsWith(Page, StringComparison.Ordinal))
            entry.ArticleId = Guid.TryParse(target[Page.Length..], out var page) ? await db.Articles.Where(a => a.PublicId == page && a.Type == ArticleType.Page).Select(a => (long?)a.Id).SingleOrDefaultAsync(ct) : null;
        else entry.Address = SafeAddress.Of(target) is { } address && (address[0] == '/' || SafeAddress.IsWeb(address)) ? address : null;
        if (entry is { Section: null, ArticleId: null, Address: null })
            errors.Add(new("target", "Valitse osio tai sivu tai kirjoita osoite, esimerkiksi https://www.example.fi.", "Välj en avdelning eller sida, eller skriv en adress, till exempel https://www.example.fi.", "Choose a section or a page, or write an address such as https://www.example.fi."));
        if (entry.LabelFi is null && (entry.Address is not null || entry.LabelSv is not null || entry.LabelEn is not null))
            errors.Add(new("label", "Kirjoita nimi suomeksi.", "Skriv namnet på finska.", "Write the name in Finnish."));
        if (errors.Count > 0) return errors;
        return await AloneAsync<IReadOnlyList<FieldError>>(async () =>
        {
            var entries = await EntriesAsync(menu, ct);
            if (entries.Count >= Most) return [new("target", $"Valikossa on enintään {Most} kohtaa. Poista ensin jokin.", $"En meny har högst {Most} punkter. Ta bort någon först.", $"A menu has at most {Most} lines. Remove one first.")];
            if (entries.Exists(e => e.Key == entry.Key)) return [new("target", "Tämä on jo valikossa.", "Den här finns redan i menyn.", "The menu has this already.")];
            entries.Add(entry);
            db.Add(entry);
            await SaveAsync(menu, entries, "menu.added", Written(entry), actor, ct);
            return [];
        }, ct);
    }

    /// <param name="line">Its <see cref="MenuEntry.Key"/>.</param>
    /// <param name="seen"><see cref="StateOf"/> the menu that the editor saw: what stood above it there may stand elsewhere by now.</param>
    /// <returns>False: somebody has changed the menu meanwhile, and nothing was done.</returns>
    public Task<bool> ShiftAsync(MenuName menu, string line, int steps, string seen, Actor actor, CancellationToken ct) => AloneAsync(async () =>
    {
        var entries = await EntriesAsync(menu, ct);
        var at = entries.FindIndex(e => e.Key == line);
        if (at < 0 || StateOf(entries) != seen) return false;
        var to = at + steps;
        if (to < 0 || to >= entries.Count) return true;
        (entries[at], entries[to]) = (entries[to], entries[at]);
        await SaveAsync(menu, entries, "menu.moved", FormattableString.Invariant($"{Written(entries[to])}: {at + 1} -> {to + 1}"), actor, ct);
        return true;
    }, ct);

    /// <summary>Wherever the line stands by now: it is the one that was meant.</summary>
    /// <returns>False: somebody has removed it, or all others, meanwhile.</returns>
    public Task<bool> RemoveAsync(MenuName menu, string line, Actor actor, CancellationToken ct) => AloneAsync(async () =>
    {
        var entries = await EntriesAsync(menu, ct);
        var at = entries.FindIndex(e => e.Key == line);
        // The last one stays: without lines the menu would be the usual one again
        if (at < 0 || entries.Count == 1) return false;
        var gone = entries[at];
        entries.RemoveAt(at);
        if (gone.Id != 0) db.Remove(gone);
        else db.Entry(gone).State = EntityState.Detached;
        await SaveAsync(menu, entries, "menu.removed", Written(gone), actor, ct);
        return true;
    }, ct);

    /// <summary>Back to what the site shows by itself.</summary>
    /// <returns>False: somebody has changed the menu meanwhile, and that would be lost unseen.</returns>
    public Task<bool> ResetAsync(MenuName menu, string seen, Actor actor, CancellationToken ct) => AloneAsync(async () =>
    {
        var entries = await StoredAsync(menu, ct);
        if (entries.Count == 0) return true;
        if (StateOf(entries) != seen) return false;
        db.RemoveRange(entries);
        audit.Write(db, actor, "menu.reset", Target(menu), string.Join(", ", entries.Select(Written)));
        db.Changed("menus");
        await db.SaveChangesAsync(ct);
        return true;
    }, ct);

    /// <summary>Which lines stand in which order, as one short text for a form to bring back.</summary>
    public static string StateOf(IEnumerable<MenuEntry> entries) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', entries.Select(e => e.Key)))))[..16];

    // Of two who change an untouched menu at once, the second must find the lines that the first one stored
    private Task<T> AloneAsync<T>(Func<Task<T>> work, CancellationToken ct) => db.AloneAsync(engine, Held.Menus, work, ct);

    private Task<List<MenuEntry>> StoredAsync(MenuName menu, CancellationToken ct) => db.MenuEntries.Where(e => e.Menu == menu).OrderBy(e => e.Position).ThenBy(e => e.Id).ToListAsync(ct);

    /// <summary>The lines as they stand, tracked; of an untouched menu the usual ones, added to the context.</summary>
    private async Task<List<MenuEntry>> EntriesAsync(MenuName menu, CancellationToken ct)
    {
        var entries = await StoredAsync(menu, ct);
        if (entries.Count > 0) return entries;
        entries = [.. SiteSections.Usual(menu == MenuName.Header).Select(s => new MenuEntry { Menu = menu, Section = s.Path })];
        db.AddRange(entries);
        return entries;
    }

    private async Task SaveAsync(MenuName menu, List<MenuEntry> entries, string what, string detail, Actor actor, CancellationToken ct)
    {
        foreach (var (position, entry) in entries.Index()) entry.Position = position;
        audit.Write(db, actor, what, Target(menu), detail);
        db.Changed("menus");
        await db.SaveChangesAsync(ct);
    }

    private static string Target(MenuName menu) => "menu:" + menu.ToString().ToLowerInvariant();

    private static string Written(MenuEntry e) => (e.Section ?? e.Address ?? FormattableString.Invariant($"page {e.ArticleId}")) + (e.LabelFi is null ? "" : $" \"{e.LabelFi}\"");
}
