using System.Security.Claims;
using Uutiset.Accounts;

namespace Uutiset.Desk;

/// <summary>A kind of thing that the desk's search finds, such as articles; a room registers its own as a singleton.</summary>
/// <param name="Title">Key of the heading.</param>
/// <param name="Find">
/// What the person may see of what was asked for, the best first, in a number of SQL commands that does not grow with what is found. At most
/// <see cref="Most"/> rows and one more, which says that there are others. The services are the request's.
/// </param>
/// <param name="All">The room's own list with the same words, where it has one.</param>
internal sealed record DeskSearchKind(
    string Title,
    Permission Permission,
    int Order,
    Func<IServiceProvider, ClaimsPrincipal, string, CancellationToken, Task<IReadOnlyList<DeskFrontRow>>> Find,
    Func<string, string>? All = null)
{
    public const int Most = 8;

    /// <summary>How many to read.</summary>
    public const int Taken = Most + 1;

    /// <summary>An address of a room's list, with what was typed as its <c>q</c>.</summary>
    public static Func<string, string> ListAt(string path) => typed => path + QueryString.Create("q", typed);
}
