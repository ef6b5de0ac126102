using System.Security.Claims;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Uutiset.Accounts;
using Uutiset.Data;

namespace Uutiset.Desk.Picks;

/// <param name="Name">The field's whole name, such as Form.OrganisationId.</param>
/// <param name="Many">Any number of them; otherwise one or none.</param>
/// <param name="Free">Words that nothing is called stand: the form takes them as a name.</param>
internal sealed record PickField(string Name, string Kind, Pick Pick, bool Many = false, bool Free = false);

/// <summary>Looks up what was typed into a form's pick fields, and the names of what is chosen there.</summary>
internal sealed class Picking(IEnumerable<PickKind> kinds, NewsDb db, DeskText text)
{
    // Each is a search through all names; a form of a person has one or two
    private const int MostLookUps = 20;

    /// <summary>For the field's script: what the words find.</summary>
    public async Task<IResult> FoundAsync(ClaimsPrincipal user, string kind, string? words, CancellationToken ct)
    {
        if (kinds.FirstOrDefault(k => k.Name == kind) is not { } known) return Results.NotFound();
        return user.Has(known.Permission) ? Results.Json(await FindAsync(kind, words ?? "", ct)) : Results.Forbid();
    }

    public async Task<IReadOnlyList<Picked>> FindAsync(string kind, string words, CancellationToken ct) =>
        words.Trim() is { Length: >= PickKind.Shortest and <= PickKind.Longest } typed ? await KindOf(kind).Find(db, typed, text, ct) : [];

    /// <summary>
    /// Words that are one thing's whole name choose it; others are asked about, with what they find. Words that were looked up and answered
    /// with a choice stand.
    /// </summary>
    /// <param name="searched">The field whose look-up button was pressed: it shows what is found and refuses nothing.</param>
    public async Task SettleAsync(IReadOnlyList<PickField> fields, ModelStateDictionary state, string? searched, CancellationToken ct)
    {
        var left = MostLookUps;
        foreach (var field in fields)
        {
            var (pick, isSearched) = (field.Pick, field.Name == searched);
            if (pick.IsTypedAnew && !field.Many) pick.Ids.Clear();
            var isOpen = pick.Words is not null && pick.Typed.Length > 0 && (pick.IsTypedAnew || !field.Many && pick.Ids.Count == 0);
            if (!isOpen && !(isSearched && pick.Typed.Length > 0)) continue;
            var found = left-- > 0 ? await FindAsync(field.Kind, pick.Typed, ct) : [];
            var named = found.Where(f => f.Title.Equals(pick.Typed, StringComparison.OrdinalIgnoreCase)).ToList();
            if (isOpen && !isSearched && named.Count == 1)
            {
                if (!pick.Ids.Contains(named[0].Id)) pick.Ids.Add(named[0].Id);
                pick.Words = null;
                continue;
            }
            pick.Found = found;
            if (isOpen && !isSearched && (found.Count > 0 || !field.Free)) state.AddModelError(field.Name, found.Count == 0 ? "pick.none" : field.Free ? "pick.choose.free" : "pick.choose");
        }
    }

    /// <summary>The names of all that is chosen, in one command for each kind of thing.</summary>
    public async Task NameAsync(IReadOnlyList<PickField> fields, CancellationToken ct)
    {
        foreach (var kind in fields.Where(f => f.Pick.Ids.Count > 0).GroupBy(f => f.Kind))
        {
            var ids = kind.SelectMany(f => f.Pick.Ids).Distinct().ToList();
            var names = (await KindOf(kind.Key).Named(db, ids, text, ct)).ToDictionary(p => p.Id);
            foreach (var field in kind) field.Pick.Chosen = [.. field.Pick.Ids.Select(id => names.GetValueOrDefault(id) ?? new Picked(id, "–", text.Lang, ""))];
        }
        foreach (var (_, _, pick, many, _) in fields)
        {
            if (many && pick.Found.Count == 0 && !pick.IsTypedAnew) pick.Words = null;
            if (!many && pick.Found.Count == 0 && pick.Chosen.Count > 0) pick.Words = pick.Chosen[0].Title;
            // Words that found nothing have chosen nothing: the next save asks again
            pick.Shown = many && pick.Found.Count == 0 ? null : pick.Words;
        }
    }

    private PickKind KindOf(string name) => kinds.First(k => k.Name == name);
}
