using System.Security.Claims;
using Uutiset.Accounts;

namespace Uutiset.Desk;

/// <summary>A line of the desk's menu; a room registers its own as a singleton.</summary>
/// <param name="Text">Key of the text.</param>
/// <param name="Order">The four lowest that a person may use are the phone's bottom bar.</param>
/// <param name="Icon">Name of a symbol in <c>icons.svg</c>.</param>
internal sealed record DeskMenuItem(string Text, string Href, Permission Permission, int Order, string Icon)
{
    /// <summary>The line that a page stands under: of several whose addresses it begins with, the one that says most.</summary>
    public static DeskMenuItem? Current(IEnumerable<DeskMenuItem> menu, PathString path) =>
        menu.Where(i => i.Href == "/desk" ? path == "/desk" : path.StartsWithSegments(i.Href, StringComparison.Ordinal)).MaxBy(i => i.Href.Length);
}

/// <summary>Something to begin with, as a button on the desk's front page: "Write news". The lowest order that a person may do is the primary one.</summary>
internal sealed record DeskAction(string Text, string Href, Permission Permission, int Order);

/// <summary>A list on the desk's front page, such as "my drafts"; a room registers its own as a singleton.</summary>
/// <param name="Title">Key of the heading.</param>
/// <param name="Empty">Key of what to say, and what to do next, when there is nothing.</param>
/// <param name="Load">At most six rows, in a fixed number of SQL commands. The services are the request's.</param>
/// <param name="HidesWhenEmpty">Nothing to say when there is nothing: its heading alone would be noise.</param>
internal sealed record DeskFrontList(
    string Title,
    string Empty,
    Permission Permission,
    int Order,
    Func<IServiceProvider, ClaimsPrincipal, CancellationToken, Task<IReadOnlyList<DeskFrontRow>>> Load,
    bool HidesWhenEmpty = false);

/// <summary>What needs a look again, on the desk's page of reviews; a room registers its own as a singleton.</summary>
/// <param name="Load">At most <see cref="Most"/> rows, the most urgent first, in a fixed number of SQL commands.</param>
internal sealed record DeskReviewList(
    string Title,
    Permission Permission,
    int Order,
    Func<IServiceProvider, ClaimsPrincipal, CancellationToken, Task<IReadOnlyList<DeskFrontRow>>> Load)
{
    public const int Most = 100;
}

/// <param name="Note">Small type after the title: date, state, count.</param>
internal sealed record DeskFrontRow(string Href, string Title, string? Note = null, string? Lang = null)
{
    /// <summary>On the page of reviews: one button that says that it was looked at.</summary>
    public DeskRowCheck? Check { get; init; }
}

/// <summary>A small form beside a row: "looked at, still right, next by this day". It posts <c>Version</c> and <c>Next</c>.</summary>
/// <param name="Button">Key of the text.</param>
/// <param name="Next">The day that it offers.</param>
/// <param name="Version">Of what the list showed, so that nobody vouches for what they have not seen.</param>
internal sealed record DeskRowCheck(string Action, string Button, DateOnly Next, int Version);
