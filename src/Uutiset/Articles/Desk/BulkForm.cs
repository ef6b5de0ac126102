using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Uutiset.Articles.Bulk;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Desk;

/// <summary>What somebody wants to do to many articles at once, as the list's form posts it.</summary>
internal sealed class BulkForm
{
    public const string Chosen = "chosen";
    public const string Page = "page";
    public const string All = "all";

    public string Scope { get; set; } = Chosen;
    public BulkKind What { get; set; }
    /// <summary>Labels or slugs, separated by commas.</summary>
    public string Tags { get; set; } = "";
    public string Region { get; set; } = "";
    public Guid? Owner { get; set; }
    /// <summary>"id:version" of the rows that are ticked, and of all that the page shows.</summary>
    public List<string> Ticked { get; set; } = [];
    public List<string> Shown { get; set; } = [];

    /// <summary>Articles with the version that the list showed; null: all that were found.</summary>
    public IReadOnlyDictionary<Guid, int>? Versions()
    {
        if (Scope == All) return null;
        var versions = new Dictionary<Guid, int>();
        foreach (var row in (Scope == Page ? Shown : Ticked).Take(BulkPlanning.Most))
            if (row.Split(':') is [var id, var version] && Guid.TryParse(id, out var guid) && int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) versions[guid] = number;
        return versions;
    }

    /// <returns>What the change is stored with, or the field that will not do and why.</returns>
    public async Task<(string? Value, string Field, string Error, string? Word)> ValueAsync(NewsDb db, TermIndex terms, CancellationToken ct)
    {
        switch (What)
        {
            case BulkKind.AddTags or BulkKind.RemoveTags:
                var words = Tags.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
                if (words.Length == 0) return (null, nameof(Tags), "lists.bulk.tags.missing", null);
                if (Array.Find(words, w => terms.Find(w) is null) is { } unknown) return (null, nameof(Tags), "lists.bulk.tags.unknown", unknown);
                return (string.Join(';', words.Select(w => terms.Find(w)!.Slug).Distinct()), "", "", null);
            case BulkKind.AddRegion or BulkKind.SetRegion:
                if (What == BulkKind.SetRegion && Region == ListAsked.Nationwide) return ("", "", "", null);
                return Regions.Find(Region) is { } region ? (region.Code, "", "", null) : (null, nameof(Region), "lists.bulk.region.missing", null);
            default:
                var owner = await db.Users.Where(u => u.PublicId == Owner && !u.Disabled).Select(u => (long?)u.Id).SingleOrDefaultAsync(ct);
                return owner is { } id ? (id.ToString(CultureInfo.InvariantCulture), "", "", null) : (null, nameof(Owner), "lists.bulk.owner.missing", null);
        }
    }
}
