using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Accounts.Notices;

/// <summary>
/// Who hears of what somebody has to see to: its owner while that account is open; otherwise the editors of its publisher, or those of the
/// whole site, or the administrators. What a key or an import made never had an owner, and what somebody left behind has none any more.
/// </summary>
internal sealed class Caretakers
{
    private readonly List<User> open;

    private Caretakers(List<User> open) => this.open = open;

    /// <param name="owners">Of all that will be asked for: one command for them and for those who stand in.</param>
    public static async Task<Caretakers> LoadAsync(NewsDb db, IReadOnlyCollection<long> owners, CancellationToken ct) => new(
        await db.Users.AsNoTracking().Where(u => !u.Disabled && u.Email != null && (owners.Contains(u.Id) || u.Role != Role.Agent)).OrderBy(u => u.Id).ToListAsync(ct));

    /// <param name="publisher">Whose matter it is: who speaks for another one hears nothing of it, owner or not.</param>
    public IReadOnlyList<User> Of(long? owner, long? publisher)
    {
        if (open.Find(u => u.Id == owner && (u.PublisherId is null || u.PublisherId == publisher)) is { } own) return [own];
        var editors = open.FindAll(u => u.Role == Role.Editor);
        if (publisher is not null && editors.FindAll(u => u.PublisherId == publisher) is { Count: > 0 } theirs) return theirs;
        if (editors.FindAll(u => u.PublisherId is null) is { Count: > 0 } everybodys) return everybodys;
        return open.FindAll(u => u.Role == Role.Admin);
    }
}
