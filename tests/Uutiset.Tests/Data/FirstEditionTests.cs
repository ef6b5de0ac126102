using System.Data.Common;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Reflection;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using Uutiset.Accounts.Auditing;
using Uutiset.Articles;
using Uutiset.Data;
using Uutiset.Subscribers.Ledger;
using Uutiset.Tests.People;

namespace Uutiset.Tests.Data;

/// <summary>
/// A database as the first edition left it: demo content, two sent bulletins, a draft, a scheduled and a withdrawn article, and a
/// published one that is being edited. Recorded once, never made again, so that every later schema step meets rows that it did not expect.
/// </summary>
public abstract class FirstEditionTests(Newsroom newsroom, IRecordedEdition recorded)
{
    // Columns that a later step took away, with what the test below looks for in their place
    private static readonly string[] Moved = ["attachment.presenter", "audit_event.address", "audit_event.detail", "audit_event.who", "consent_event.detail"];

    // Not content: what the program keeps for itself, and may throw away or make anew
    private static readonly string[] Passing = ["change", "job", "search_document", "search_state", "stored_key"];

    [Fact]
    public async Task Nothing_is_lost_when_a_database_of_the_first_edition_moves_forward()
    {
        Assert.True(recorded.Before["article"].Rows.Count >= 35);
        var after = await AfterAsync();
        var (lost, gone) = (new List<string>(), new List<string>());
        foreach (var (table, before) in recorded.Before)
        {
            Assert.True(after[table].Rows.Count >= before.Rows.Count || Passing.Contains(table), $"{table}: {before.Rows.Count} rows before, {after[table].Rows.Count} after");
            gone.AddRange(before.Columns.Except(after[table].Columns).Select(c => $"{table}.{c}"));
            if (Passing.Contains(table)) continue;
            var kept = before.Columns.Intersect(after[table].Columns).ToList();
            var now = after[table].Of(kept).ToHashSet();
            lost.AddRange(before.Of(kept).Where(row => !now.Contains(row)).Select(row => $"{table} ({string.Join(", ", kept)}): {row}"));
        }
        Assert.Equal(Moved, gone.Order(StringComparer.Ordinal));
        Assert.True(lost.Count == 0, string.Join('\n', lost.Take(20)));
    }

    [Fact]
    public async Task What_left_its_column_is_found_where_it_went()
    {
        var after = await AfterAsync();
        var presenters = recorded.Before["attachment"].By("article_id", "position", "presenter").Where(r => r.Value is { Length: > 0 }).ToList();
        Assert.NotEmpty(presenters);
        var told = after["attachment"].By("article_id", "position", "presenters").ToDictionary(r => r.Key, r => r.Value);
        Assert.All(presenters, row => Assert.Equal(row.Value, JsonDocument.Parse(told[row.Key]!).RootElement[0].GetProperty("name").GetString()));
        var words = (await TableAsync("consent_detail")).By("event_id", "event_id", "text").ToDictionary(r => r.Key, r => r.Value);
        var lines = recorded.Before["consent_event"].By("id", "id", "detail").Where(r => r.Value is { Length: > 0 }).ToList();
        Assert.NotEmpty(lines);
        Assert.All(lines, row => Assert.Equal(row.Value, words[row.Key]));
        var contents = await TableAsync("audit_content");
        foreach (var column in new[] { "who", "detail", "address" })
        {
            var now = contents.By("event_id", "event_id", column).ToDictionary(r => r.Key, r => r.Value);
            // Of an address the network stays: a browser's own part of it is nobody's business any longer
            Assert.All(recorded.Before["audit_event"].By("id", "id", column), row => Assert.Equal(column == "address" ? Network(row.Value) : row.Value, now[row.Key]));
        }
    }

    private static string? Network(string? address) => address is null ? null : address[..address.LastIndexOf('.')] + ".0/24";

    private Task<RecordedTable> TableAsync(string table) => newsroom.InDbAsync(async db =>
    {
        await db.Database.OpenConnectionAsync();
        return await Recording.ReadAsync(db.Database.GetDbConnection(), table);
    });

    private async Task<Dictionary<string, RecordedTable>> AfterAsync()
    {
        var after = new Dictionary<string, RecordedTable>();
        foreach (var table in recorded.Before.Keys) after[table] = await TableAsync(table);
        return after;
    }

    [Fact]
    public Task Every_row_of_the_first_edition_can_be_read_with_the_model_of_today() => newsroom.InDbAsync(async db =>
    {
        var read = typeof(FirstEditionTests).GetMethod(nameof(ReadAsync), BindingFlags.Static | BindingFlags.NonPublic)!;
        foreach (var type in db.GetService<IDesignTimeModel>().Model.GetEntityTypes().Where(t => !t.IsOwned() && !t.HasSharedClrType))
            await (Task)read.MakeGenericMethod(type.ClrType).Invoke(null, [db])!;
    });

    [Fact]
    public async Task Articles_keep_their_state_and_both_their_texts()
    {
        var (draft, scheduled, withdrawn, edited, working) = await newsroom.InDbAsync(async db =>
        {
            var edited = await db.Articles.Include(a => a.Attachments).Include(a => a.Events).Include(a => a.Deadlines).Include(a => a.Links).SingleAsync(a => a.Slug == "julkaistu-juttu-jota-muokataan");
            return (await db.Articles.SingleAsync(a => a.WorkingTitle == "Luonnos, joka jäi kesken"), await db.Articles.SingleAsync(a => a.WorkingTitle == "Ajastettu juttu"),
                await db.Articles.SingleAsync(a => a.WorkingTitle == "Indragen artikel"), edited,
                ArticleDraft.FromJson((await db.Revisions.SingleAsync(r => r.ArticleId == edited.Id && r.Number == edited.WorkingRevision)).Draft));
        });
        Assert.Equal(ArticleStatus.Draft, draft.Status);
        Assert.Equal((ArticleStatus.Scheduled, new DateTime(2036, 12, 1, 7, 0, 0, DateTimeKind.Utc)), (scheduled.Status, scheduled.PublishAtUtc));
        Assert.Equal(ArticleStatus.Withdrawn, withdrawn.Status);
        Assert.Equal("<p>Julkinen teksti.</p>", edited.BodyHtml);
        Assert.Equal("<p>Työversion uusi teksti.</p>", working.BodyHtml);
        Assert.Equal("Matti Malli, johtaja", Assert.Single(working.Attachments).Presenter);
        Assert.Equal((1, 1, 1, 1), (edited.Attachments.Count, edited.Events.Count, edited.Deadlines.Count, edited.Links.Count));
        Assert.True(edited.HasUnpublishedChanges);
    }

    [Fact]
    public Task Every_article_is_the_publishers_that_its_newest_text_names_or_the_sites_first_ones() => newsroom.InDbAsync(async db =>
    {
        var publishers = await db.Organisations.AsNoTracking().Where(o => o.IsPublisher).OrderBy(o => o.Id).ToListAsync();
        var texts = await db.Revisions.Include(r => r.Article).Where(r => r.Number == r.Article!.WorkingRevision).ToListAsync();
        var named = texts.ConvertAll(r => (Article: r.Article!, Named: ArticleDraft.FromJson(r.Draft).PublisherId));
        // Otherwise nothing was tried
        Assert.Contains(named, t => t.Named is not null && t.Named != publishers[0].PublicId);
        Assert.All(named, t => Assert.Equal(publishers.Single(p => p.PublicId == (t.Named ?? publishers[0].PublicId)).Id, t.Article.WorkingPublisherId));
    });

    [Fact]
    public async Task Rows_of_the_log_are_the_first_links_of_the_chain()
    {
        var verdict = await newsroom.DoAsync<AuditVerifying, ChainVerdict>(v => v.VerifyAsync(null, CancellationToken.None));
        Assert.Null(verdict.Broken);
        Assert.True(recorded.Before["audit_event"].Rows.Count > 0 && verdict.Rows >= recorded.Before["audit_event"].Rows.Count);
        var first = await newsroom.InDbAsync(db => db.AuditEvents.Include(e => e.Content).OrderBy(e => e.Id).FirstAsync());
        Assert.False(string.IsNullOrEmpty(first.Content!.Who));
        Assert.Equal(first.Id, await newsroom.InDbAsync(db => db.AuditLinks.Where(l => l.Seq == 1).Select(l => l.EventId).SingleAsync()));
        Assert.False(await newsroom.InDbAsync(db => db.AuditContents.AnyAsync(c => c.Address != null && !c.Address.EndsWith("/24"))));
    }

    [Fact]
    public async Task Lines_of_the_ledger_are_the_first_links_of_its_chain()
    {
        var verdict = await newsroom.DoAsync<ConsentVerifying, ChainVerdict>(v => v.VerifyAsync(null, CancellationToken.None));
        Assert.Null(verdict.Broken);
        Assert.True(recorded.Before["consent_event"].Rows.Count > 0 && verdict.Rows >= recorded.Before["consent_event"].Rows.Count);
        Assert.False(await newsroom.InDbAsync(db => db.ConsentDetails.AnyAsync(d => d.Salt == "")));
        Assert.Equal(await newsroom.InDbAsync(db => db.ConsentEvents.MinAsync(e => e.Id)), await newsroom.InDbAsync(db => db.ConsentLinks.Where(l => l.Seq == 1).Select(l => l.EventId).SingleAsync()));
    }

    [Fact]
    public Task Whoever_had_left_by_then_has_a_refusal_that_stands() => newsroom.InDbAsync(async db =>
    {
        var left = await db.Contacts.AsNoTracking().Include(c => c.Subscription).Where(c => c.State == Uutiset.Subscribers.ContactState.Withdrawn).ToListAsync();
        var standing = (await db.Withdrawals.AsNoTracking().ToListAsync()).Select(w => (w.AddressKey, w.PublisherId)).ToHashSet();
        Assert.All(left, c => Assert.Contains((c.AddressKey, c.Subscription!.PublisherId), standing));
        Assert.Equal(left.Select(c => (c.AddressKey, c.Subscription!.PublisherId)).ToHashSet(), standing);
    });

    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/uutiset/julkaistu-juttu-jota-muokataan", HttpStatusCode.OK)]
    [InlineData("/uutiset/indragen-artikel", HttpStatusCode.Gone)]
    [InlineData("/tiedotteet/1", HttpStatusCode.OK)]
    [InlineData("/arkisto?q=järjestöjen", HttpStatusCode.OK)]
    public async Task Readers_find_what_they_found_before(string address, HttpStatusCode status) =>
        Assert.Equal(status, (await newsroom.Client.GetAsync(address)).StatusCode);

    private static Task<List<T>> ReadAsync<T>(NewsDb db) where T : class => db.Set<T>().AsNoTracking().ToListAsync();

    public sealed class OnSqlite(RecordedSqlite newsroom) : FirstEditionTests(newsroom, newsroom), IClassFixture<RecordedSqlite>;

    public sealed class OnPostgres(RecordedPostgres newsroom) : FirstEditionTests(newsroom, newsroom), IClassFixture<RecordedPostgres>;
}

public interface IRecordedEdition
{
    /// <summary>Every table as it was before today's program touched the database.</summary>
    IReadOnlyDictionary<string, RecordedTable> Before { get; }
}

public sealed class RecordedSqlite : SqliteNewsroom, IRecordedEdition
{
    public IReadOnlyDictionary<string, RecordedTable> Before { get; private set; } = new Dictionary<string, RecordedTable>();

    protected override async Task<IEnumerable<KeyValuePair<string, string?>>> EngineAsync()
    {
        var file = Path.Combine(Folder, "uutiset.db");
        await using (var recording = Recording.Open("sqlite.db.gz"))
        await using (var copy = File.Create(file)) await recording.CopyToAsync(copy);
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        // Virtual tables and their shadows are an index that may be thrown away
        Before = await Recording.ReadAllAsync(connection, await Recording.NamesAsync(connection, "select name from sqlite_master where type = 'table' and name not like 'sqlite%' and name not like 'search!_%' escape '!'"));
        return [new("Data:Engine", "sqlite")];
    }
}

public sealed class RecordedPostgres : PostgresNewsroom, IRecordedEdition
{
    public IReadOnlyDictionary<string, RecordedTable> Before { get; private set; } = new Dictionary<string, RecordedTable>();

    protected override async Task<IEnumerable<KeyValuePair<string, string?>>> EngineAsync()
    {
        var empty = await PostgresServer.NewDatabaseAsync();
        using var reader = new StreamReader(Recording.Open("postgres.sql.gz"));
        // Without a pool: the dump empties its session's search path
        await using var connection = new NpgsqlConnection(empty + ";Pooling=false");
        await connection.OpenAsync();
#pragma warning disable CA2100 // our own recording
        await using (var restore = new NpgsqlCommand(await reader.ReadToEndAsync(), connection)) await restore.ExecuteNonQueryAsync();
#pragma warning restore CA2100
        await using (var path = new NpgsqlCommand("set search_path to public", connection)) await path.ExecuteNonQueryAsync();
        Before = await Recording.ReadAllAsync(connection, await Recording.NamesAsync(connection, "select tablename from pg_tables where schemaname = 'public'"));
        return [new("Data:Engine", "postgres"), new("Data:Connection", empty)];
    }
}

internal static class Recording
{
    public static Stream Open(string name) =>
        new GZipStream(typeof(Recording).Assembly.GetManifestResourceStream("FirstEdition/" + name)!, CompressionMode.Decompress);

    public static async Task<IReadOnlyList<string>> NamesAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // table names of our own schema
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var names = new List<string>();
        while (await reader.ReadAsync()) names.Add(reader.GetString(0));
        return names;
    }

    public static async Task<IReadOnlyDictionary<string, RecordedTable>> ReadAllAsync(DbConnection connection, IEnumerable<string> tables)
    {
        var all = new Dictionary<string, RecordedTable>();
        foreach (var table in tables) all[table] = await ReadAsync(connection, table);
        return all;
    }

    public static async Task<RecordedTable> ReadAsync(DbConnection connection, string table)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"select * from \"{table}\"";
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        var columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToList();
        var rows = new List<IReadOnlyList<string?>>();
        while (await reader.ReadAsync()) rows.Add([.. columns.Select((_, i) => Text(reader.GetValue(i)))]);
        return new RecordedTable(columns, rows);
    }

    private static string? Text(object value) => value switch
    {
        DBNull => null,
        byte[] bytes => Convert.ToHexStringLower(bytes),
        DateTime at => at.ToString("O", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}

/// <param name="Rows">Values as text, in the order of the columns.</param>
public sealed record RecordedTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows)
{
    /// <summary>Each row in one string, of these columns.</summary>
    public IEnumerable<string> Of(IReadOnlyList<string> columns)
    {
        var at = columns.Select(c => Columns.ToList().IndexOf(c)).ToList();
        return Rows.Select(row => string.Join(" | ", at.Select(i => row[i] ?? "null")));
    }

    /// <summary>A column's values by two others.</summary>
    public IEnumerable<KeyValuePair<string, string?>> By(string first, string second, string column)
    {
        var all = Columns.ToList();
        var (a, b, c) = (all.IndexOf(first), all.IndexOf(second), all.IndexOf(column));
        return Rows.Select(row => KeyValuePair.Create($"{row[a]}/{row[b]}", row[c]));
    }
}
