using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Tests.Accounts;

/// <summary>The tables of a chain as somebody has them who may do anything in the database; afterwards they are guarded again.</summary>
internal sealed class ChainGuards : IAsyncDisposable
{
    private readonly Newsroom newsroom;
    private readonly IReadOnlyList<string> setAgain;

    private ChainGuards(Newsroom newsroom, IReadOnlyList<string> setAgain) => (this.newsroom, this.setAgain) = (newsroom, setAgain);

    public static async Task<ChainGuards> LiftAsync(Newsroom newsroom, string chain)
    {
        var (lift, set) = await newsroom.InDbAsync(db => OfAsync(db, chain));
        var guards = new ChainGuards(newsroom, set);
        foreach (var sql in lift) await guards.SqlAsync(sql);
        return guards;
    }

    /// <param name="chain">What its tables begin with.</param>
    public static async Task<(IReadOnlyList<string> Lift, IReadOnlyList<string> Set)> OfAsync(NewsDb db, string chain)
    {
        if (db.Database.ProviderName!.Contains("Sqlite", StringComparison.Ordinal))
        {
            var triggers = await db.Database.SqlQuery<string>($"select name || char(10) || sql as \"Value\" from sqlite_master where type = 'trigger' and tbl_name like {chain + "_%"}").ToListAsync();
            return (triggers.ConvertAll(t => $"drop trigger {t.Split('\n')[0]}"), triggers.ConvertAll(t => t.Split('\n', 2)[1]));
        }
        var tables = await db.Database.SqlQuery<string>($"select distinct event_object_table::text as \"Value\" from information_schema.triggers where event_object_table like {chain + "_%"}").ToListAsync();
        return (tables.ConvertAll(t => $"alter table {t} disable trigger user"), tables.ConvertAll(t => $"alter table {t} enable trigger user"));
    }

    public Task<int> SqlAsync(string sql) => newsroom.InDbAsync(db => db.Database.ExecuteSqlRawAsync(sql));

    public async ValueTask DisposeAsync()
    {
        foreach (var sql in setAgain) await SqlAsync(sql);
    }
}
