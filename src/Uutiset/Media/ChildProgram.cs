using System.Diagnostics;

namespace Uutiset.Media;

/// <summary>How another program ended, and the beginning of what it said.</summary>
internal sealed record ProgramEnd(int ExitCode, string Output, bool TookTooLong)
{
    public bool IsGood => ExitCode == 0 && !TookTooLong;
}

/// <summary>Another program, started without a shell and with an environment of its own, so that nothing in a file's name or in our settings reaches it.</summary>
internal static class ChildProgram
{
    private const int KeptOutput = 8000;

    /// <summary>A program on the PATH or in a folder; null when it is not there.</summary>
    public static string? Find(string name, string? folder = null) =>
        (folder is not null ? [folder] : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/bin"))
        .Where(f => f.Length > 0).Select(f => Path.Combine(f, name)).FirstOrDefault(File.Exists);

    public static async Task<ProgramEnd> RunAsync(string program, IEnumerable<string> arguments, string workFolder, TimeSpan longest, CancellationToken ct)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = workFolder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/local/bin:/usr/bin:/bin";
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["HOME"] = start.Environment["TMPDIR"] = workFolder;
        // libvips: one thread, and no loader that its authors call unfit for files of strangers
        start.Environment["VIPS_CONCURRENCY"] = "1";
        start.Environment["VIPS_BLOCK_UNTRUSTED"] = "1";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var clock = CancellationTokenSource.CreateLinkedTokenSource(ct);
        clock.CancelAfter(longest);
        try
        {
            var (output, errors) = (ReadAsync(process.StandardOutput, clock.Token), ReadAsync(process.StandardError, clock.Token));
            await process.WaitForExitAsync(clock.Token);
            return new ProgramEnd(process.ExitCode, await output + await errors, false);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new ProgramEnd(-1, "", true);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    // Read to the end, or the program would wait for somebody to listen
    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken ct)
    {
        var (kept, buffer) = (new System.Text.StringBuilder(), new char[2048]);
        for (int read; (read = await reader.ReadAsync(buffer, ct)) > 0;)
            if (kept.Length < KeptOutput) kept.Append(buffer, 0, read);
        return kept.ToString();
    }
}
