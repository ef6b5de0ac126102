using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Uutiset.Accounts.Auditing;
using Uutiset.Data;
using Uutiset.Tests.Subscribers;

namespace Uutiset.Tests.Accounts;

/// <summary>A chain holds while several nodes write, and shows what an intruder with the database in hand did to it (ASVS 16.4.2).</summary>
public abstract class ChainTests(Newsroom newsroom)
{
    private protected Newsroom Newsroom { get; } = newsroom;

    /// <summary>"audit": what its tables begin with.</summary>
    protected abstract string Name { get; }

    private protected abstract Task<ChainVerdict> VerifyAsync(IServiceProvider services, string? head);

    /// <summary>One row with that mark, which the caller saves.</summary>
    private protected abstract void Write(IServiceProvider services, NewsDb db, string mark);

    /// <summary>The marks of those that are in the chain, in their order.</summary>
    private protected abstract Task<List<string>> LinkedAsync(NewsDb db, string mark);

    private protected async Task<ChainVerdict> VerifyAsync(string? head = null)
    {
        await using var scope = Newsroom.Services.CreateAsyncScope();
        return await VerifyAsync(scope.ServiceProvider, head);
    }

    private protected async Task WriteAsync(IServiceProvider services, string mark, int rows = 1, bool commit = true)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<NewsDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        for (var i = 0; i < rows; i++)
        {
            Write(scope.ServiceProvider, db, mark);
            await db.SaveChangesAsync();
        }
        if (commit) await transaction.CommitAsync();
    }

    /// <summary>The verdict after somebody did this who may do anything in the database. Nothing of it stays.</summary>
    private protected async Task<ChainVerdict> AfterAsync(string harm)
    {
        await using var scope = Newsroom.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<NewsDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        foreach (var sql in (await ChainGuards.OfAsync(db, Name)).Lift.Append(harm)) await db.Database.ExecuteSqlRawAsync(sql);
        return await VerifyAsync(scope.ServiceProvider, null);
    }

    private protected async Task FoundAsync(string harm, params string[] told)
    {
        var broken = (await AfterAsync(harm)).Broken;
        Assert.True(broken is not null && told.All(words => broken.Contains(words, StringComparison.Ordinal)), $"{harm}: {broken ?? "not found"}");
    }

    private protected async Task RefusedAsync(string sql) =>
        Assert.Contains("append-only", (await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Newsroom.InDbAsync(db => db.Database.ExecuteSqlRawAsync(sql)))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Two_nodes_that_write_at_once_make_one_chain_without_a_gap()
    {
        var data = Newsroom.Services.GetRequiredService<IOptions<DataOptions>>().Value;
        await using var other = App.Build(builder =>
        {
            builder.Configuration.AddInMemoryCollection([new("Data:Engine", data.Engine.ToString()), new("Data:Connection", data.Connection), new("Data:Folder", data.Folder)]);
            builder.Services.AddSingleton<TimeProvider>(Newsroom.Clock);
        });
        await other.Services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, 24).Select(i => WriteAsync(i % 2 == 0 ? Newsroom.Services : other.Services, "rinnan" + i, rows: i % 3 + 1, commit: i % 8 != 0)));
        var expected = Enumerable.Range(0, 24).Where(i => i % 8 != 0).SelectMany(i => Enumerable.Repeat("rinnan" + i, i % 3 + 1));
        Assert.Equal(expected.Order(), (await Newsroom.InDbAsync(db => LinkedAsync(db, "rinnan"))).Order());
        var verdict = await VerifyAsync();
        Assert.Null(verdict.Broken);
        await WriteAsync(Newsroom.Services, "myöhemmin");
        Assert.Null((await VerifyAsync(verdict.Head)).Broken);
        Assert.Contains("not in the chain", (await VerifyAsync("1:abc")).Broken, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_is_saved_alone_has_its_link_and_one_that_was_rolled_back_to_a_savepoint_leaves_no_hole()
    {
        await Newsroom.InDbAsync(async db =>
        {
            // One row and no transaction of the caller's: the smallest save that there is
            Write(Newsroom.Services, db, "peräkkäin yksin");
            await db.SaveChangesAsync();
            await using var transaction = await db.Database.BeginTransactionAsync();
            await transaction.CreateSavepointAsync("ennen");
            Write(Newsroom.Services, db, "peräkkäin peruttu");
            await db.SaveChangesAsync();
            await transaction.RollbackToSavepointAsync("ennen");
            db.ChangeTracker.Clear();
            Write(Newsroom.Services, db, "peräkkäin pidetty");
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        });
        Assert.Equal(["peräkkäin yksin", "peräkkäin pidetty"], await Newsroom.InDbAsync(db => LinkedAsync(db, "peräkkäin")));
        Assert.Null((await VerifyAsync()).Broken);
    }

    [Fact]
    public async Task A_chain_that_somebody_emptied_or_cut_is_not_made_anew_by_the_next_start()
    {
        await WriteAsync(Newsroom.Services, "ennen", rows: 3);
        var link = $"{Name}_link";
        await using var guards = await ChainGuards.LiftAsync(Newsroom, Name);
        await guards.SqlAsync($"create table kept_links as select * from {link}");
        try
        {
            foreach (var cut in new[] { $"delete from {link} where seq = (select max(seq) from {link})", $"delete from {link}" })
            {
                await guards.SqlAsync(cut);
                await Newsroom.Get<Migrator>().MigrateAsync(CancellationToken.None);
                Assert.Contains("outside the chain", (await VerifyAsync()).Broken, StringComparison.Ordinal);
            }
            // What is written later does not cover it up
            await WriteAsync(Newsroom.Services, "jälkeen");
            Assert.Contains("outside the chain", (await VerifyAsync()).Broken, StringComparison.Ordinal);
        }
        finally
        {
            await guards.SqlAsync($"delete from {link}; insert into {link} select * from kept_links; drop table kept_links; delete from {Name}_{(Name == "audit" ? "content" : "detail")} where event_id not in (select event_id from {link}); delete from {Name}_event where id not in (select event_id from {link})");
        }
        Assert.Null((await VerifyAsync()).Broken);
        // Nor does anybody ask for it
        await RefusedAsync($"insert into unlinked_chain (name) values ('{Name}')");
    }
}
