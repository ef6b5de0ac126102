using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Uutiset.Tests;

/// <summary>Programs the tests talk to. A missing one fails its test with the line that installs it: nothing is skipped.</summary>
internal static class Peers
{
    public static string Require(string program, string package, params string[] places) =>
        places.FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException($"{program} is not installed: apt-get install -y {package}");

    // Postfix binds with SO_REUSEPORT: two instances on one fixed port would silently share its connections.
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static bool IsRoot => Environment.UserName == "root";

    /// <summary>Runs a program to its end and returns what it printed; a failure throws with all of it.</summary>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, string? input = null, CancellationToken ct = default)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = input is not null,
        })!;
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), ct);
            process.StandardInput.Close();
        }
        var output = process.StandardOutput.ReadToEndAsync(ct);
        var errors = process.StandardError.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await output}{await errors}");
    }

    /// <summary>Throws unless <see cref="AsRootAsync"/> will work.</summary>
    public static async Task RequireRootAsync(string what)
    {
        if (!Environment.IsPrivilegedProcess && !await CanSudoAsync())
        {
            throw new InvalidOperationException($"{what} needs root: run the tests as root, or as a user whose sudo asks for no password.");
        }
    }

    // Postfix's and Dovecot's daemons inherit what they print to: a pipe would stay open for as long as they run
    public static async Task AsRootAsync(string program, params string[] arguments)
    {
        string[] command = Environment.IsPrivilegedProcess ? [program, .. arguments] : ["sudo", "-n", program, .. arguments];
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]))!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}.");
        }
    }

    /// <summary>The number of a user that is not root and whose files the tests can read.</summary>
    public static async Task<string> OrdinaryUserAsync() => Environment.IsPrivilegedProcess ? "65534" : (await RunAsync("id", ["-u"])).Trim();

    private static async Task<bool> CanSudoAsync()
    {
        try
        {
            await RunAsync("sudo", ["-n", "true"]);
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            return false;
        }
    }
}
