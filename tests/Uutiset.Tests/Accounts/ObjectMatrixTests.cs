using System.Net;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles;

namespace Uutiset.Tests.Accounts;

/// <summary>
/// Every address of the desk that takes an id, and every handler of its page, against one's own object and somebody else's of another region:
/// an agent is let in to the first and stopped at the second (S13, S14). What a form sends beside its fields changes nothing (S15).
/// </summary>
public abstract class ObjectMatrixTests(Newsroom newsroom)
{
    private const string Own = "14";
    private const string Other = "05";

    /// <summary>Where an agent may look at what others made, and changes nothing: the newsroom reads its bulletins, files and places to influence together.</summary>
    private static readonly HashSet<string> Readable =
    [
        "desk/bulletins/{id:guid}/preview", "desk/bulletins/{id:guid}/preview/html", "desk/bulletins/{id:guid}/progress", "desk/bulletins/{id:guid}/events",
        "desk/media/{id:guid}", "desk/openings/{id:guid}", "desk/received/{kind}/{id:guid}",
    ];

    /// <summary>Buttons of a page that agents may open, which are for editors.</summary>
    private static readonly HashSet<string> ForEditors =
        ["desk/articles/{id:guid}/review Approve", "desk/articles/{id:guid}/review Return", "desk/articles/{id:guid}/review Schedule", "desk/bulletins/{id:guid}/progress "];

    private Task<List<Door>> DoorsAsync() => Doors.OfTheDeskAsync(newsroom);

    [Fact]
    public async Task Every_address_with_an_id_has_its_object_here()
    {
        var things = await Things.MakeAsync(newsroom, null, Other);
        Assert.Empty((await DoorsAsync()).Where(d => things.Of(d.Pattern) is null).Select(d => d.Pattern));
        Assert.Empty(Readable.Except((await DoorsAsync()).Select(d => d.Pattern)));
        Assert.Empty(ForEditors.Except((await DoorsAsync()).Select(d => d.Name)));
    }

    [Fact]
    public async Task An_agent_opens_their_own_and_is_stopped_at_what_is_others()
    {
        // Account 1, as whose the forms would pass things off: nobody's below
        using var bystander = await newsroom.SignedInAsync(Role.Editor);
        var (agent, id, own) = await Things.OwnerAsync(newsroom, Role.Agent, Own);
        using var browser = agent;
        var (colleague, _, others) = await Things.OwnerAsync(newsroom, Role.Agent, Other);
        colleague.Dispose();
        var token = await agent.FormTokenAsync("/desk/account");
        var before = await GuardedAsync();
        var wrong = new List<string>();
        foreach (var door in (await DoorsAsync()).Where(d => Permissions.Of(Role.Agent).Contains(d.Needs)))
        {
            var theirs = await Doors.AskAsync(agent, token, door, others);
            var open = door.Method == "GET" && Readable.Contains(door.Pattern);
            if ((theirs == HttpStatusCode.Forbidden) == open || theirs == HttpStatusCode.InternalServerError) wrong.Add($"others' {door.Method} {door.Name}: {theirs}");
        }
        Assert.Equal(before, await GuardedAsync());
        foreach (var door in (await DoorsAsync()).Where(d => Permissions.Of(Role.Agent).Contains(d.Needs)))
        {
            var mine = await Doors.AskAsync(agent, token, door, own);
            if ((mine == HttpStatusCode.Forbidden) != ForEditors.Contains(door.Name) || mine == HttpStatusCode.InternalServerError) wrong.Add($"own {door.Method} {door.Name}: {mine}");
        }
        Assert.Empty(wrong);
        Assert.Equal(before, await GuardedAsync());
        Assert.Equal(ArticleStatus.Draft, await newsroom.InDbAsync(db => db.Articles.Where(a => a.PublicId == own.Article && a.OwnerId == id).Select(a => a.Status).SingleAsync()));
        Assert.Empty(newsroom.Failures);
    }

    [Theory]
    [InlineData(nameof(Role.Editor))]
    [InlineData(nameof(Role.Admin))]
    public async Task Editors_and_administrators_open_what_anybody_made(string role)
    {
        var (editor, _, _) = await Things.OwnerAsync(newsroom, Enum.Parse<Role>(role), Own);
        using var browser = editor;
        var others = await Things.MakeAsync(newsroom, null, Other);
        var token = await editor.FormTokenAsync("/desk/account");
        var before = await GuardedAsync();
        var wrong = new List<string>();
        foreach (var door in (await DoorsAsync()).Where(d => Permissions.Of(Enum.Parse<Role>(role)).Contains(d.Needs) && !d.Pattern.EndsWith("/leaving", StringComparison.Ordinal) 
            // Who planned a change carries it out
            && d.Name != "desk/articles/changes/{id:guid} "))
        {
            if (await Doors.AskAsync(editor, token, door, others) is (HttpStatusCode.Forbidden or HttpStatusCode.InternalServerError) and var status) wrong.Add($"{door.Method} {door.Name}: {status}");
        }
        Assert.Empty(wrong);
        Assert.Equal(before, await GuardedAsync());
    }

    /// <summary>What no form may set, of everything there is.</summary>
    private Task<string> GuardedAsync() => newsroom.InDbAsync(async db => string.Join('\n',
    [
        .. (await db.Users.OrderBy(u => u.Id).Select(u => new { u.Id, u.Role, u.Disabled }).ToListAsync()).Select(u => u.ToString()!),
        .. (await db.Articles.OrderBy(a => a.Id).Select(a => new { a.Id, a.OwnerId, a.Status, a.PublishedUtc, a.PublicRevision }).ToListAsync()).Select(a => a.ToString()!),
        .. (await db.Organisations.OrderBy(o => o.Id).Select(o => new { o.Id, o.IsPublisher }).ToListAsync()).Select(o => o.ToString()!),
        .. (await db.People.OrderBy(p => p.Id).Select(p => new { p.Id, p.UserId }).ToListAsync()).Select(p => p.ToString()!),
        .. (await db.Bulletins.OrderBy(b => b.Id).Select(b => new { b.Id, b.CreatedById, b.Stage, b.Number, b.PublisherId }).ToListAsync()).Select(b => b.ToString()!),
        FormattableString.Invariant($"files {await db.MediaItems.CountAsync(m => m.Sha256 == "0" || m.UploaderId == 1)}"),
        .. (await db.Openings.OrderBy(o => o.Id).Select(o => new { o.Id, o.OwnerId }).ToListAsync()).Select(o => o.ToString()!),
    ]));

    public sealed class OnSqlite(SqliteNewsroom newsroom) : ObjectMatrixTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : ObjectMatrixTests(newsroom), IClassFixture<PostgresNewsroom>;
}
