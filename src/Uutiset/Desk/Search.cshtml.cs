using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Uutiset.Accounts;
using Uutiset.Vocabulary.Body;

namespace Uutiset.Desk;

/// <summary>One field for everything: what every room finds, kind by kind.</summary>
[Needs(Permission.DeskRead)]
internal sealed class SearchModel(IEnumerable<DeskSearchKind> kinds) : PageModel
{
    public const int Longest = 200;

    // One letter is found everywhere
    private const int Shortest = 2;

    [FromQuery(Name = "q")]
    public string? Typed { get; set; }

    public bool IsAsked => Typed is { Length: >= Shortest };

    public IReadOnlyList<Found> Kinds { get; private set; } = [];

    internal sealed record Found(DeskSearchKind Kind, IReadOnlyList<DeskFrontRow> Rows, bool HasMore);

    public async Task OnGetAsync(CancellationToken ct)
    {
        Typed = (Typed ?? "").Trim();
        Typed = Typography.Cut(Typed, Longest);
        if (!IsAsked) return;
        var found = new List<Found>();
        // One after another: they share the request's database connection
        foreach (var kind in kinds.Where(k => User.Has(k.Permission)).OrderBy(k => k.Order))
        {
            var rows = await kind.Find(HttpContext.RequestServices, User, Typed, ct);
            if (rows.Count > 0) found.Add(new Found(kind, [.. rows.Take(DeskSearchKind.Most)], rows.Count > DeskSearchKind.Most));
        }
        Kinds = found;
    }
}
