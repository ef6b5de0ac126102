using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace Uutiset.Tests;

/// <summary>A verb of the command line: its exit code and what it printed.</summary>
internal sealed record Verb(int Code, string Out, string Error)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private static readonly OwnConsole Output = OwnConsole.Install(Console.Out, Console.SetOut);
    private static readonly OwnConsole Errors = OwnConsole.Install(Console.Error, Console.SetError);

    /// <summary>The built program, started as a shell would: seconds of work, for what only a start can show.</summary>
    public static async Task<Verb> StartAsync(string folder, string[] arguments, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Uutiset"), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["Data__Folder"] = folder;
        foreach (var (name, value) in settings) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(new CancellationTokenSource(Longest).Token);
        return new Verb(process.ExitCode, await output, await error);
    }

    /// <summary>What the program does once it runs, in this process, on a database that stands.</summary>
    public static async Task<Verb> RunAsync(string folder, string[] arguments, params (string Name, string Value)[] settings)
    {
        if (!File.Exists(Path.Combine(folder, "uutiset.db"))) await BlankDatabase.CopyToAsync(folder);
        using var patience = new CancellationTokenSource(Longest);
        var (output, errors) = (Output.Listen(), Errors.Listen());
        var code = await Verbs.RunAsync(arguments, patience.Token, builder =>
        {
            builder.Configuration.AddInMemoryCollection(settings.Append(("Data__Folder", folder)).Select(s => KeyValuePair.Create(s.Item1.Replace("__", ":", StringComparison.Ordinal), (string?)s.Item2)));
            Newsroom.ShareWhatNeverChanges(builder, "sqlite");
        });
        return new Verb(code, output.ToString(), errors.ToString());
    }

    /// <summary>The console of this process, of which each verb that runs in it, and whatever that starts, has its own.</summary>
    private sealed class OwnConsole(TextWriter everybodys) : TextWriter
    {
        private readonly AsyncLocal<StringWriter?> own = new();

        public override Encoding Encoding => everybodys.Encoding;

        private TextWriter Now => own.Value ?? everybodys;

        public static OwnConsole Install(TextWriter usual, Action<TextWriter> set)
        {
            var console = new OwnConsole(usual);
            set(console);
            return console;
        }

        /// <summary>From here on, for the caller alone.</summary>
        public StringWriter Listen() => own.Value = new StringWriter();

        public override void Write(char value) => Now.Write(value);

        public override void Write(char[] buffer, int index, int count) => Now.Write(buffer, index, count);

        public override void Write(string? value) => Now.Write(value);

        public override void Flush() => Now.Flush();
    }
}
