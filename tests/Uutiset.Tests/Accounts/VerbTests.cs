using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts.Api;

namespace Uutiset.Tests.Accounts;

/// <summary>What verbs do, print and end with; most of them without a start of the program.</summary>
public sealed partial class VerbTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("uutiset-verbs-").FullName;

    private Task<Verb> RunAsync(string[] arguments, params (string Name, string Value)[] settings) => Verb.RunAsync(folder, arguments, settings);

    [Fact]
    public async Task Key_add_prints_the_key_and_nothing_else()
    {
        // In a folder where nothing is yet, and started: no log of any library may come before the key
        var ended = await Verb.StartAsync(folder, ["key", "add", "--name", "Kumppani", "--scope", "articles:write, articles:publish"]);
        Assert.Equal(0, ended.Code);
        Assert.Matches(TheKey(), ended.Out);
        await using var database = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(folder, "uutiset.db")}");
        await database.OpenAsync();
        await using var command = database.CreateCommand();
        command.CommandText = "select hash || ' ' || scopes from api_key";
        Assert.Equal($"{ApiKeyAuthentication.HashOf(ended.Out.Trim())} articles:write articles:publish", await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Key_add_binds_a_key_to_a_publisher_that_there_is_and_names_them_when_there_is_not()
    {
        var unknown = await RunAsync(["key", "add", "--name", "Kumppani", "--scope", "articles:write", "--publisher", "ei-ole"]);
        Assert.Equal(1, unknown.Code);
        Assert.Contains("--publisher: must be one of julkaisija", unknown.Error, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync(["key", "add", "--name", "Kumppani", "--scope", "admin", "--publisher", "julkaisija"])).Code);
        Assert.Equal(0, (await RunAsync(["key", "add", "--name", "Kumppani", "--scope", "articles:write", "--publisher", "julkaisija"])).Code);
        Assert.Equal(0, (await RunAsync(["user", "add", "--email", "toimitus@example.fi", "--name", "Toimittaja", "--role", "editor", "--publisher", "julkaisija"])).Code);
        await using var database = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(folder, "uutiset.db")}");
        await database.OpenAsync();
        await using var command = database.CreateCommand();
        command.CommandText = "select (select group_concat(o.slug) from api_key k join organisation o on o.id = k.publisher_id) || ' ' || (select o.slug from account a join organisation o on o.id = a.publisher_id)";
        Assert.Equal("julkaisija julkaisija", await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_person_is_exported_and_erased_by_their_address_and_nobody_is_when_nothing_is_known()
    {
        var list = Path.Combine(folder, "lista.csv");
        await File.WriteAllTextAsync(list, "email;name;consentAt;consentSource\nVeera@Verbi.example.fi;Veera Verbi;2024-01-02;Lomake\n");
        Assert.Equal(0, (await RunAsync(["import", "contacts", list])).Code);
        Assert.Equal((1, ""), (await RunAsync(["export", "person", "ei@kukaan.example.fi"])) is var nobody ? (nobody.Code, nobody.Out) : default);
        var told = await RunAsync(["export", "person", "veera@verbi.example.fi"]);
        Assert.Equal("Veera Verbi", System.Text.Json.JsonDocument.Parse(told.Out).RootElement.GetProperty("seats")[0].GetProperty("name").GetString());
        Assert.Contains("1 contacts", (await RunAsync(["erase", "person", "veera@verbi.example.fi"])).Out);
        Assert.Equal(1, (await RunAsync(["erase", "person", "veera@verbi.example.fi"])).Code);
        Assert.Equal(1, (await RunAsync(["import", "contacts", list])).Code);
        Assert.DoesNotContain("Veera", (await RunAsync(["export", "person", "veera@verbi.example.fi"])).Out);
    }

    [Fact]
    public async Task The_consent_ledger_is_printed_and_verified_and_the_exit_code_tells_what_was_found()
    {
        Assert.Equal((0, ""), await RunAsync(["consent", "verify"]) is var bare ? (bare.Code, bare.Out) : default);
        var list = Path.Combine(folder, "lista.csv");
        await File.WriteAllTextAsync(list, "email;consentAt;consentSource;lang\nOuti@Verbi.example.fi;2024-01-02;Kevätkokous;fi\n");
        Assert.Equal(0, (await RunAsync(["import", "contacts", list])).Code);
        var good = await RunAsync(["consent", "verify"]);
        Assert.Equal(0, good.Code);
        Assert.Matches("^1:[0-9a-f]{64}\n$", good.Out);
        Assert.Equal(0, (await RunAsync(["consent", "verify", "--head", good.Out.Trim()])).Code);
        Assert.Equal(1, (await RunAsync(["consent", "verify", "--head", "9:abc"])).Code);

        var told = await RunAsync(["consent", "print", "outi@verbi.example.fi"]);
        Assert.Equal(0, told.Code);
        Assert.All(["Outi@Verbi.example.fi", "suostumus tuotu toisesta järjestelmästä", "Kevätkokous", "2.1.2024 klo ", "Europe/Helsinki", good.Out.Trim()], words => Assert.Contains(words, told.Out, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("Samtyckets skeden", (await RunAsync(["consent", "print", "outi@verbi.example.fi", "--lang", "sv"])).Out, StringComparison.Ordinal);
        Assert.NotEqual(0, (await RunAsync(["consent", "print", "outi@verbi.example.fi", "--lang", "de"])).Code);
        Assert.Equal((1, ""), await RunAsync(["consent", "print", "ei@kukaan.example.fi"]) is var nobody ? (nobody.Code, nobody.Out) : default);

        await using (var database = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(folder, "uutiset.db")}"))
        {
            await database.OpenAsync();
            await using var command = database.CreateCommand();
            command.CommandText = "drop trigger consent_event_not_updated; update consent_event set actor = 'Joku muu'";
            await command.ExecuteNonQueryAsync();
        }
        var broken = await RunAsync(["consent", "verify"]);
        Assert.Equal((1, ""), (broken.Code, broken.Out));
        Assert.Contains("broken after 0 good rows: row 1 ", broken.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync(["consent", "print", "outi@verbi.example.fi"])).Code);
    }

    [Fact]
    public async Task User_add_prints_a_set_up_link_and_refuses_a_second_account()
    {
        string[] add = ["user", "add", "--email", "äiti@example.fi", "--name", "Äiti Esimerkki", "--role", "editor"];
        var first = await RunAsync(add, ("Site__BaseUrl", "http://127.0.0.1:5099"));
        Assert.Equal(0, first.Code);
        Assert.Matches(TheLink(), first.Out);
        var second = await RunAsync(add);
        Assert.Equal(1, second.Code);
        Assert.Contains("already an account", second.Error, StringComparison.Ordinal);
        Assert.Empty(second.Out);
    }

    [Fact]
    public async Task An_import_that_refused_a_line_ends_with_1_and_one_that_took_all_with_0()
    {
        var contacts = Path.Combine(folder, "contacts.csv");
        await File.WriteAllTextAsync(contacts, "email;consentAt;consentSource\nhyva@example.fi;2024-01-02;Kokous\n");
        Assert.Equal(0, (await RunAsync(["import", "contacts", contacts])).Code);
        await File.AppendAllTextAsync(contacts, "ei osoite;;\n");
        var ended = await RunAsync(["import", "contacts", contacts]);
        Assert.Equal(1, ended.Code);
        Assert.Contains("1 unchanged, 1 refused.", ended.Out, StringComparison.Ordinal);

        var articles = Path.Combine(folder, "articles.jsonl");
        await File.WriteAllTextAsync(articles, """{"title":"Hyvä","bodyHtml":"<p>x</p>","sourceId":"a:1"}""" + "\n");
        Assert.Equal(0, (await RunAsync(["import", "articles", articles])).Code);
        await File.AppendAllTextAsync(articles, "ei jsonia\n");
        Assert.Equal(1, (await RunAsync(["import", "articles", articles])).Code);
    }

    [Fact]
    public async Task Audit_verify_prints_the_head_and_names_the_row_that_somebody_changed()
    {
        Assert.Equal((0, ""), (await RunAsync(["audit", "verify"])) is var none ? (none.Code, none.Out) : default);
        Assert.Equal(0, (await RunAsync(["key", "add", "--name", "Kumppani", "--scope", "admin"])).Code);
        var good = await RunAsync(["audit", "verify"]);
        Assert.Equal(0, good.Code);
        Assert.Matches(@"\A1:[0-9a-f]{64}\s*\z", good.Out);
        Assert.Equal(0, (await RunAsync(["audit", "verify", "--head", good.Out.Trim()])).Code);
        await using (var database = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(folder, "uutiset.db")};Pooling=False"))
        {
            await database.OpenAsync();
            await using var command = database.CreateCommand();
            command.CommandText = "drop trigger audit_event_not_updated; update audit_event set what = 'key.revoked'";
            await command.ExecuteNonQueryAsync();
        }
        var broken = await RunAsync(["audit", "verify"]);
        Assert.Equal((1, ""), (broken.Code, broken.Out));
        Assert.Contains("row 1 ", broken.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync(["audit", "forget"])).Code);
    }

    [Fact]
    public async Task Reindex_says_how_much_it_indexed_and_with_what()
    {
        Assert.Equal(0, (await RunAsync(["seed", "load", "--articles", "3"])).Code);
        // Started: whoever stands at a terminal sees how far it has come, and nobody else
        var ended = await Verb.StartAsync(folder, ["reindex"]);
        Assert.Equal((0, ""), (ended.Code, ended.Error));
        Assert.Matches(@"\AIndexed 3 articles with analysis \S+\.\r?\n\z", ended.Out);
    }

    [Fact]
    public async Task The_started_program_takes_settings_from_its_environment_and_ends_as_its_verb_does()
    {
        var unfit = await Verb.StartAsync(folder, ["serve"], ("Limits__SignInPerMinute", "0"), ("Urls", $"http://127.0.0.1:{Peers.FreePort()}"));
        Assert.Equal(1, unfit.Code);
        Assert.StartsWith("Limits", Assert.Single(unfit.Error.Trim().Split('\n')), StringComparison.Ordinal);
        var unknown = await Verb.StartAsync(folder, ["user", "remove"]);
        Assert.Equal((2, ""), (unknown.Code, unknown.Out));
        Assert.NotEmpty(unknown.Error);
        Assert.DoesNotContain("   at ", unknown.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("key", "add", "--name", "x", "--scope", "articles:delete")]
    [InlineData("key", "add", "--scope", "admin")]
    [InlineData("key", "add", "--name", "x", "--scope", "admin", "--days", "0")]
    [InlineData("user", "add", "--email", "a@example.fi", "--name", "A", "--role", "boss")]
    [InlineData("user", "add", "--email", "a@example.fi", "--name", "A", "--role", "7")]
    public async Task Wrong_usage_ends_with_2_and_says_why(params string[] arguments)
    {
        var ended = await RunAsync(arguments);
        Assert.Equal(2, ended.Code);
        Assert.Empty(ended.Out);
        Assert.NotEmpty(ended.Error);
        Assert.DoesNotContain("   at ", ended.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Data__KeySecret", "Site__BaseUrl", "https://uutiset.example.fi")]
    [InlineData("Data__KeySecret", "Data__KeySecret", "lyhyt")]
    [InlineData("Site__BaseUrl", "Site__BaseUrl", "http://uutiset.example.fi")]
    [InlineData("Site__TrustedProxies", "Site__TrustedProxies__0", "ei-osoite")]
    [InlineData("Audit__KeepMonths", "Audit__KeepMonths", "0")]
    [InlineData("Site__Languages", "Site__Languages__0", "de")]
    [InlineData("Site__Languages", "Site__Languages", "sv,en")]
    public async Task Start_stops_with_one_line_that_names_the_wrong_setting(string named, string setting, string value)
    {
        var ended = await RunAsync(["serve"], (setting, value), ("Urls", $"http://127.0.0.1:{Peers.FreePort()}"));
        Assert.Equal(1, ended.Code);
        Assert.StartsWith(named, Assert.Single(ended.Error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_served_already_and_one_that_cannot_be_written_are_told_apart()
    {
        var port = ("Urls", $"http://127.0.0.1:{Peers.FreePort()}");
        var held = Path.Combine(folder, "serving.lock");
        await using (new FileStream(held, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
            Assert.StartsWith("Data__Folder: another process already serves", (await RunAsync(["serve"], port)).Error, StringComparison.Ordinal);
        File.Delete(held);
        // A read-only disk needs root; a link that leads to itself cannot be written by anybody
        File.CreateSymbolicLink(held, held);
        Assert.StartsWith("Data__Folder: " + folder + " cannot be written: ", (await RunAsync(["serve"], port)).Error, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [GeneratedRegex(@"\Auutiset_[a-z2-7]{52}\r?\n\z")]
    private static partial Regex TheKey();

    [GeneratedRegex(@"\Ahttp://127\.0\.0\.1:5099/kirjaudu/asetus/[a-z2-7]{32}\r?\n\z")]
    private static partial Regex TheLink();
}
