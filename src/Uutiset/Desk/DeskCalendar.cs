using System.Security.Claims;
using Uutiset.Accounts;

namespace Uutiset.Desk;

/// <summary>Something that the desk's calendar shows, such as scheduled articles; a room registers its own as a singleton.</summary>
/// <param name="Kind">Key of the word that stands before each row: "Juttu", "Määräaika".</param>
/// <param name="Load">What falls on the days from-to, both included, in a fixed number of SQL commands. The services are the request's.</param>
internal sealed record DeskCalendarSource(
    string Kind,
    Permission Permission,
    int Order,
    Func<IServiceProvider, ClaimsPrincipal, DateOnly, DateOnly, CancellationToken, Task<IReadOnlyList<DeskCalendarRow>>> Load);

internal sealed record DeskCalendarRow(DateOnly Day, TimeOnly? Time, string Title, string? Href, string? Lang = null);
