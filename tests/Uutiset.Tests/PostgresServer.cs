using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Uutiset.Tests;

/// <summary>A PostgreSQL for this test run: own folder, loopback, ephemeral port, gone when the run ends.</summary>
internal sealed class PostgresServer
{
    private static readonly Lazy<Task<PostgresServer>> Running = new(StartOwnAsync);
    private static int databases;
    private static int servers;

    private readonly string bin;
    private readonly string folder;
    private readonly int port;

    private PostgresServer(string bin, string folder, int port) => (this.bin, this.folder, this.port) = (bin, folder, port);

    /// <summary>Connection string of a new database on the server that all tests share.</summary>
    public static async Task<string> NewDatabaseAsync(string template = "template0") => await (await Running.Value).AddDatabaseAsync(template);

    /// <summary>A server for one class, which may kill it.</summary>
    public static async Task<PostgresServer> StartOwnAsync()
    {
        var initdb = Peers.Require("PostgreSQL", "postgresql",
            [.. Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(d => d + "/bin/initdb") : []]);
        var bin = Path.GetDirectoryName(initdb)!;
        var folder = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"uutiset-pg-{Environment.ProcessId}-{Interlocked.Increment(ref servers)}"));
        Directory.CreateDirectory(folder);
        // PostgreSQL refuses to run as root
        if (Peers.IsRoot) await Peers.RunAsync("chown", ["postgres", folder]);
        var server = new PostgresServer(bin, folder, Peers.FreePort());
        await server.DoAsync("initdb", "-D", folder, "-U", "uutiset", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8");
        WholeRun.AtEnd(server.Stop);
        await server.StartAsync();
        return server;
    }

    /// <summary>Connection string of a new database: empty, or as another one is.</summary>
    public async Task<string> AddDatabaseAsync(string template = "template0")
    {
        var name = $"uutiset_{Interlocked.Increment(ref databases)}";
        await using var connection = new NpgsqlConnection(ConnectionTo("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"create database {name} template {template} encoding 'UTF8'", connection);
        await command.ExecuteNonQueryAsync();
        return ConnectionTo(name);
    }

    public Task StartAsync() => DoAsync("pg_ctl", "-D", folder, "-w", "-t", "60", "-l", Path.Combine(folder, "log"), "-o",
        string.Create(CultureInfo.InvariantCulture, $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c max_connections=300"), "start");

    /// <summary>SIGKILL to all of its processes.</summary>
    public async Task KillAsync()
    {
        using var postmaster = Process.GetProcessById(int.Parse((await File.ReadAllLinesAsync(Path.Combine(folder, "postmaster.pid")))[0], CultureInfo.InvariantCulture));
        postmaster.Kill(entireProcessTree: true);
        await postmaster.WaitForExitAsync();
    }

    private string ConnectionTo(string database) =>
        $"Host=127.0.0.1;Port={port};Username=uutiset;Database={database};Maximum Pool Size=20;Include Error Detail=true";

    private void Stop()
    {
        // The run is ending: no one is left to await this
        DoAsync("pg_ctl", "-D", folder, "-m", "immediate", "stop").GetAwaiter().GetResult();
        Directory.Delete(folder, recursive: true);
    }

    private Task<string> DoAsync(string program, params string[] arguments) => Peers.IsRoot
        ? Peers.RunAsync("runuser", ["-u", "postgres", "--", Path.Combine(bin, program), .. arguments])
        : Peers.RunAsync(Path.Combine(bin, program), arguments);
}
