using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Desk.Picks;

namespace Uutiset.Desk;

/// <summary>What a form posts beside its fields, so that a colleague's change can be held against it; shown by <c>_FormConflict.cshtml</c>.</summary>
internal sealed class FormMerge
{
    /// <summary>The fields as the form was filled, as JSON: tells who changed what. Only ever a hint, for it comes back from the browser.</summary>
    public string? Before { get; set; }

    /// <summary>The colleague's version that somebody has looked at.</summary>
    public int? Seen { get; set; }

    /// <summary>By field, <c>mine</c> or <c>theirs</c>.</summary>
    public Dictionary<string, string> Choice { get; set; } = [];

    /// <summary>Who saved meanwhile and when, as far as the log remembers.</summary>
    public (string? By, DateTime? AtUtc) Saved { get; private set; }

    public IReadOnlyList<FormDifference> Differences { get; private set; } = [];

    /// <summary>What ids in fields are called, for the page to fill in.</summary>
    [BindNever]
    public IReadOnlyDictionary<Guid, string> Names { get; set; } = new Dictionary<Guid, string>();

    /// <summary>What keys in fields are called.</summary>
    [BindNever]
    public IReadOnlyDictionary<string, string> Words { get; set; } = new Dictionary<string, string>();

    /// <summary>Ids in the fields of either side.</summary>
    public IEnumerable<Guid?> Named => Differences.SelectMany(d => FormMerging.IdsIn(d.Mine).Concat(FormMerging.IdsIn(d.Theirs))).Select(id => (Guid?)id);

    public void Start(object form) => (Before, Seen, Choice) = (FormMerging.Json(form), null, []);

    public void Contest(int seen, (string? By, DateTime? AtUtc) saved, IReadOnlyList<FormDifference> differences) => (Seen, Saved, Differences) = (seen, saved, differences);
}

/// <summary>A page whose form is filled from a row that somebody else may save meanwhile.</summary>
internal interface IMergedForm
{
    /// <summary>Of the row that the form was filled from: somebody else's change is not overwritten unseen.</summary>
    int Version { get; set; }

    FormMerge Merge { get; }

    ModelStateDictionary ModelState { get; }
}

/// <summary>A field that a colleague saved otherwise than it stands in somebody's form.</summary>
/// <param name="Label">Key of its label.</param>
/// <param name="TakesTheirs">What is chosen; null while nobody has, since both changed it.</param>
internal sealed record FormDifference(string Field, string Label, object? Mine, object? Theirs, bool? TakesTheirs);

/// <summary>
/// What forms do whose row a colleague saved after they were opened: both are shown field by field, somebody chooses, and only then is
/// anything saved. The form keeps what was typed, whatever is chosen, until that moment.
/// </summary>
internal sealed class FormMerging(NewsDb db, IEnumerable<PickKind> kinds, DeskText text)
{
    /// <summary>Whether nobody saved meanwhile, or everything that differs is chosen; otherwise the page tells what is left to choose: <see cref="FormMerge.Differences"/>.</summary>
    /// <param name="mine">What was typed; gets the colleague's fields that were chosen.</param>
    /// <param name="theirs">The same form, filled from the row as it is now.</param>
    /// <param name="version">Of that row.</param>
    /// <param name="targets">The names under which the audit log tells who changed it.</param>
    /// <param name="labels">The fields that may be chosen, by name, with the keys of their labels; of all others mine stands.</param>
    public async Task<bool> SettleAsync<TForm>(IMergedForm page, TForm mine, TForm theirs, int version, string[] targets, IReadOnlyDictionary<string, string> labels, CancellationToken ct) where TForm : class
    {
        if (page.Version == version) return true;
        var merge = page.Merge;
        var before = Read<TForm>(merge.Before);
        var differences = labels.Select(l => Differ(typeof(TForm).GetProperty(l.Key)!, l.Value, merge.Seen == version ? merge.Choice : [], mine, theirs, before)).OfType<FormDifference>().ToList();
        var looked = merge.Seen == version && differences.TrueForAll(d => d.TakesTheirs is not null);
        if (differences.Count > 0 && !looked)
        {
            var last = await db.AuditEvents.AsNoTracking().Where(e => targets.Contains(e.Object)).OrderByDescending(e => e.Id).Select(e => new { e.AtUtc, Who = (string?)e.Content!.Who }).FirstOrDefaultAsync(ct);
            merge.Contest(version, (last?.Who, last?.AtUtc), differences);
            page.ModelState.AddModelError("", "desk.merge.error");
            return false;
        }
        foreach (var difference in differences.Where(d => d.TakesTheirs == true)) typeof(TForm).GetProperty(difference.Field)!.SetValue(mine, difference.Theirs);
        // From here on the form stands on the colleague's text
        merge.Start(theirs);
        page.Version = version;
        // Or the fields would show what was typed, and not what was chosen
        if (page.ModelState.IsValid) page.ModelState.Clear();
        return true;
    }

    /// <summary>What the ids in the fields of either side are called.</summary>
    /// <param name="others">Names that no field is picked by.</param>
    public async Task NameAsync(FormMerge merge, IEnumerable<(Guid Id, string Name)> others, CancellationToken ct)
    {
        var ids = merge.Named.OfType<Guid>().Distinct().ToList();
        if (ids.Count == 0) return;
        var names = others.ToDictionary(o => o.Id, o => o.Name);
        foreach (var kind in kinds) foreach (var named in await kind.Named(db, ids, text, ct)) names.TryAdd(named.Id, named.Title);
        merge.Names = names;
    }

    private static FormDifference? Differ(PropertyInfo field, string label, Dictionary<string, string> chosen, object mine, object theirs, object? before)
    {
        var (my, their) = (field.GetValue(mine), field.GetValue(theirs));
        if (Plain(my) == Plain(their)) return null;
        var former = before is null ? null : Plain(field.GetValue(before));
        // Only mine has changed
        if (former == Plain(their)) return null;
        bool? takesTheirs = chosen.TryGetValue(field.Name, out var side) && side is "mine" or "theirs" ? side == "theirs" : former == Plain(my) ? true : null;
        return new FormDifference(field.Name, label, my, their, takesTheirs);
    }

    /// <summary>Two of these are equal when the fields say the same: a browser sends other line ends, and ticks in the order of the page.</summary>
    private static string Plain(object? value) => value switch
    {
        null => "",
        string text => text.ReplaceLineEndings("\n").Trim(),
        IEnumerable<string> words => string.Join('\n', words.Order(StringComparer.Ordinal)),
        IEnumerable<Guid> ids => string.Join('\n', ids.Order()),
        _ => JsonSerializer.Serialize(value).Replace("\\r\\n", "\\n", StringComparison.Ordinal),
    };

    internal static string Json(object form) => JsonSerializer.Serialize(form, form.GetType());

    /// <summary>All ids in a field, in its rows too.</summary>
    internal static IEnumerable<Guid> IdsIn(object? value) => value switch
    {
        Guid id => [id],
        null or string => [],
        Pick pick => pick.Ids,
        IEnumerable rows => rows.Cast<object?>().SelectMany(IdsIn),
        _ => Written(value.GetType()).SelectMany(p => IdsIn(p.GetValue(value))),
    };

    /// <summary>What can be typed into a row; none of a number or a day.</summary>
    internal static IEnumerable<PropertyInfo> Written(Type row) => row.IsClass
        ? row.GetProperties().Where(p => p.SetMethod is { IsPublic: true } && !p.IsDefined(typeof(HiddenInputAttribute)) && !p.IsDefined(typeof(JsonIgnoreAttribute))) : [];

    private static TForm? Read<TForm>(string? json) where TForm : class
    {
        try
        {
            return string.IsNullOrEmpty(json) ? null : JsonSerializer.Deserialize<TForm>(json);
        }
        catch (JsonException)
        {
            // Somebody's own browser made it unreadable: then nobody knows who changed what, and everything is asked
            return null;
        }
    }
}
