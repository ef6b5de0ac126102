using System.Globalization;
using System.Security.Claims;
using System.Text;
using Uutiset.Desk;

namespace Uutiset.Vocabulary.Desk;

/// <summary>Terms in the desk's search, by any label or synonym; each leads to the articles that have it.</summary>
internal static class TermSearch
{
    public static async Task<IReadOnlyList<DeskFrontRow>> FindAsync(IServiceProvider services, ClaimsPrincipal user, string typed, CancellationToken ct)
    {
        var text = services.GetRequiredService<DeskText>();
        var words = WrittenWord.AllOf(typed).Select(w => Plain(w.Lower)).ToList();
        var index = await services.GetRequiredService<Terms>().IndexAsync(ct);
        return [.. index.Active.Where(t => t.Labels.Concat(t.Synonyms).Select(Plain).Any(label => words.TrueForAll(w => label.Contains(w, StringComparison.Ordinal))))
            .OrderBy(t => t.Label.In(text.Lang).Length).Take(DeskSearchKind.Taken)
            .Select(t => new DeskFrontRow("/desk/articles" + QueryString.Create("tag", t.Slug), t.Label.In(text.Lang), text["lists.scheme." + t.Scheme]))];
    }

    // The whole vocabulary is at hand, so that "ikaihmiset" may find "ikäihmiset"
    private static string Plain(string text) =>
        string.Concat(text.ToLowerInvariant().Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark));
}
