using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Operations;
using Uutiset.Tests.Accounts;
using Uutiset.Tests.Site;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Operations;

/// <summary>Whom a reminder reaches when the article's owner left, or never was a person.</summary>
public abstract class CaretakerTests(Newsroom newsroom)
{
    private static string Address() => $"{Guid.NewGuid():N}@example.fi";

    [Fact]
    public async Task What_nobody_owns_any_more_is_reminded_of_to_the_editors_of_its_publisher_and_without_any_to_administrators()
    {
        var (first, second) = await newsroom.TwoPublishersAsync();
        var (editor, bound, agent, admin, gone) = (Address(), Address(), Address(), Address(), Address());
        foreach (var (role, email, publisher) in new[] { (Role.Editor, editor, (long?)null), (Role.Editor, bound, second.Id), (Role.Agent, agent, null), (Role.Admin, admin, null), (Role.Agent, gone, null) })
            (await newsroom.SignedInAsync(role, email, publisher)).Dispose();
        var (left, here) = (await AccountAsync(gone), await AccountAsync(agent));
        await DisableAsync(gone);

        Assert.Equal([editor], await RemindedAsync(a => a.WorkingPublisherId = first.Id));
        Assert.Equal([editor], await RemindedAsync(a => (a.OwnerId, a.WorkingPublisherId) = (left, first.Id)));
        Assert.Equal([bound], await RemindedAsync(a => (a.OwnerId, a.WorkingPublisherId) = (left, second.Id)));
        Assert.Equal([agent], await RemindedAsync(a => a.OwnerId = here));
        await DisableAsync(editor);
        Assert.Equal([admin], await RemindedAsync(a => a.WorkingPublisherId = first.Id));
    }

    /// <summary>Addresses that hear of a material that ends in a week, each once.</summary>
    private async Task<string[]> RemindedAsync(Action<Article> adjust)
    {
        var before = await newsroom.InDbAsync(db => db.Deliveries.Select(d => d.Id).ToListAsync());
        await newsroom.PrintAsync("Kenenkään juttu", a =>
        {
            a.Attachments.Add(new Attachment { Title = "Diat", Kind = "slides", Url = "https://example.org/d.pdf", AvailableUntil = newsroom.Clock.Today().AddDays(3) });
            adjust(a);
        });
        for (var time = 0; time < 2; time++)
        {
            await using var scope = newsroom.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<MaterialReminding>().RemindAsync(CancellationToken.None);
        }
        return await newsroom.InDbAsync(db => db.Deliveries.Where(d => !before.Contains(d.Id)).Select(d => d.Address).ToArrayAsync());
    }

    private Task<long> AccountAsync(string email) => newsroom.InDbAsync(db => db.Users.Where(u => u.Email == email).Select(u => u.Id).SingleAsync());

    private async Task DisableAsync(string email) => await newsroom.InDbAsync(db => db.Users.Where(u => u.Email == email).ExecuteUpdateAsync(row => row.SetProperty(u => u.Disabled, true)));

    public sealed class OnSqlite(SqliteNewsroom newsroom) : CaretakerTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : CaretakerTests(newsroom), IClassFixture<PostgresNewsroom>;
}
