using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.People;

namespace Uutiset.Subscribers;

/// <summary>
/// An organisation that a stranger named on a form. Anybody can type any name, so it never joins the one that has the name
/// already: it would show them its wishes, or let them end its subscription. It becomes an unlisted organisation of its own,
/// and an editor sees that the two look alike.
/// </summary>
internal static class TypedOrganisation
{
    private static readonly string[] LegalForms = ["ry", "rf", "sr", "stiftelse", "säätiö"];

    public static Organisation New(string name)
    {
        var organisation = new Organisation { Name = Tidy(name) };
        // Its page is not public, so its address may be plain; listing it gives it a readable one
        organisation.Slug = organisation.PublicId.ToString();
        return organisation;
    }

    public static async Task<long?> FindLookalikeAsync(NewsDb db, string name, CancellationToken ct)
    {
        var key = Key(name);
        // SQLite folds only ASCII, so names are compared here; 11,000 of them are read in about 15 ms
        await foreach (var known in db.Organisations.OrderByDescending(o => o.Listed).ThenBy(o => o.Id).Select(o => new { o.Id, o.Name, o.NameSv }).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (Key(known.Name) == key || known.NameSv is { } sv && Key(sv) == key) return known.Id;
        }
        return null;
    }

    /// <summary>One line, one kind of blank, and none of the invisible characters that come with pasting: mails refuse those that turn the direction of text.</summary>
    public static string Tidy(string name) => string.Join(' ', string.Concat(name.Normalize().Where(c => char.GetUnicodeCategory(c) != UnicodeCategory.Format))
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>"Helmenkulma ry", "helmenkulma r.y." and "HELMENKULMA" are one name.</summary>
    public static string Key(string name)
    {
        var words = Tidy(name).ToUpperInvariant().Replace(".", "", StringComparison.Ordinal).Split(' ');
        var bare = words.Where(w => !LegalForms.Contains(w, StringComparer.OrdinalIgnoreCase)).ToArray();
        return string.Concat((bare.Length > 0 ? bare : words).SelectMany(w => w).Where(char.IsLetterOrDigit));
    }
}
