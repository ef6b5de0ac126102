using System.Globalization;
using Npgsql;

namespace Uutiset.Tests;

/// <summary>A private PostgreSQL for this test run: own folder, loopback, ephemeral port, gone when the run ends.</summary>
internal sealed class PostgresServer
{
    private static readonly Lazy<Task<PostgresServer>> Running = new(StartAsync);
    private static int databases;

    private readonly string bin;
    private readonly string folder;
    private readonly int port;

    private PostgresServer(string bin, string folder, int port) => (this.bin, this.folder, this.port) = (bin, folder, port);

    /// <summary>Connection string of a new database: empty, or as another one is.</summary>
    public static async Task<string> NewDatabaseAsync(string template = "template0")
    {
        var server = await Running.Value;
        var name = $"uutiset_{Interlocked.Increment(ref databases)}";
        await using var connection = new NpgsqlConnection(server.ConnectionTo("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"create database {name} template {template} encoding 'UTF8'", connection);
        await command.ExecuteNonQueryAsync();
        return server.ConnectionTo(name);
    }

    private string ConnectionTo(string database) =>
        $"Host=127.0.0.1;Port={port};Username=uutiset;Database={database};Maximum Pool Size=20;Include Error Detail=true";

    private static async Task<PostgresServer> StartAsync()
    {
        var initdb = Peers.Require("PostgreSQL", "postgresql",
            [.. Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(d => d + "/bin/initdb") : []]);
        var bin = Path.GetDirectoryName(initdb)!;
        var folder = Path.Combine(Path.GetTempPath(), $"uutiset-pg-{Environment.ProcessId}");
        Directory.CreateDirectory(folder);
        // PostgreSQL refuses to run as root
        if (Peers.IsRoot) await Peers.RunAsync("chown", ["postgres", folder]);
        var port = Peers.FreePort();
        var server = new PostgresServer(bin, folder, port);
        await server.DoAsync("initdb", "-D", folder, "-U", "uutiset", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Stop();
        await server.DoAsync("pg_ctl", "-D", folder, "-w", "-t", "60", "-l", Path.Combine(folder, "log"), "-o",
            string.Create(CultureInfo.InvariantCulture, $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c max_connections=300"), "start");
        return server;
    }

    private void Stop()
    {
        // The process is ending: no one is left to await this
        DoAsync("pg_ctl", "-D", folder, "-m", "immediate", "stop").GetAwaiter().GetResult();
        Directory.Delete(folder, recursive: true);
    }

    private Task<string> DoAsync(string program, params string[] arguments) => Peers.IsRoot
        ? Peers.RunAsync("runuser", ["-u", "postgres", "--", Path.Combine(bin, program), .. arguments])
        : Peers.RunAsync(Path.Combine(bin, program), arguments);
}
