using System.Net;
using Npgsql;

namespace Uutiset.Tests.Operations;

public abstract class HealthTests(Newsroom newsroom)
{
    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    public async Task A_site_that_lacks_nothing_says_so(string path) => Assert.Equal("Healthy", await newsroom.Client.GetStringAsync(path));

    public sealed class OnSqlite(SqliteNewsroom newsroom) : HealthTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : HealthTests(newsroom), IClassFixture<PostgresNewsroom>;
}

public sealed class WithoutVoikkoNewsroom : SqliteNewsroom
{
    protected override async Task<Dictionary<string, string?>> SettingsAsync() => new(await base.SettingsAsync()) { ["Search:VoikkoPath"] = "libvoikko-that-is-not-there.so" };
}

public sealed class WithoutVoikkoTests(WithoutVoikkoNewsroom newsroom) : IClassFixture<WithoutVoikkoNewsroom>
{
    [Fact]
    public async Task A_site_without_voikko_serves_and_says_what_to_install()
    {
        using var answer = await newsroom.Client.GetAsync("/readyz");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var lines = (await answer.Content.ReadAsStringAsync()).Split('\n');
        Assert.Equal("Degraded", lines[0]);
        Assert.Contains("apt-get install libvoikko1 voikko-fi", Assert.Single(lines[1..]), StringComparison.Ordinal);
    }
}

public sealed class WithoutDatabaseTests
{
    [Fact]
    public async Task A_node_that_has_lost_its_database_lives_but_is_not_ready()
    {
        var newsroom = new LosingNewsroom();
        await newsroom.InitializeAsync();
        await newsroom.LoseDatabaseAsync();

        Assert.Equal("Healthy", await newsroom.Client.GetStringAsync("/healthz"));
        using var answer = await newsroom.Client.GetAsync("/readyz");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("Unhealthy\ndatabase: does not answer", await answer.Content.ReadAsStringAsync());
        await newsroom.DisposeAsync();
    }

    private sealed class LosingNewsroom : Newsroom
    {
        private string connection = "";

        protected override async Task<IEnumerable<KeyValuePair<string, string?>>> EngineAsync()
        {
            connection = await PostgresServer.NewDatabaseAsync();
            return [new("Data:Engine", "postgres"), new("Data:Connection", connection)];
        }

        public async Task LoseDatabaseAsync()
        {
            var own = new NpgsqlConnectionStringBuilder(connection);
            var lost = own.Database;
            own.Database = "postgres";
            await using var source = NpgsqlDataSource.Create(own);
            await using var command = source.CreateCommand($"drop database \"{lost}\" with (force)");
            await command.ExecuteNonQueryAsync();
        }
    }
}
