using Uutiset.Accounts;
using Uutiset.Data;

namespace Uutiset.Desk.Picks;

/// <summary>A kind of thing that forms choose by name; a room registers its own as a singleton.</summary>
/// <param name="Name">As in the address: <c>/desk/pick/organisation</c>.</param>
/// <param name="Find">At most <see cref="Most"/> with all the words, those of exactly that name first, in one command.</param>
/// <param name="Named">Those of these ids, in one command.</param>
internal sealed record PickKind(
    string Name,
    Permission Permission,
    Func<NewsDb, string, DeskText, CancellationToken, Task<IReadOnlyList<Picked>>> Find,
    Func<NewsDb, IReadOnlyList<Guid>, DeskText, CancellationToken, Task<IReadOnlyList<Picked>>> Named)
{
    public const int Most = 10;

    // One letter is found everywhere
    public const int Shortest = 2;

    public const int Longest = 200;
}
