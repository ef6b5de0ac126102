using System.CommandLine;

namespace Uutiset.Exchange;

/// <summary><c>import</c>: one command, a sub-command for each kind of source.</summary>
internal static class Imports
{
    public static Command Verb(RootCommand root)
    {
        if (root.Subcommands.FirstOrDefault(c => c.Name == "import") is { } verb) return verb;
        root.Add(verb = new Command("import", "Reads other systems' files; the same file again changes nothing"));
        return verb;
    }

    /// <summary>1 when anything was refused, whatever the reason and however much was taken: somebody has to read the report.</summary>
    public static int ExitCode(IReadOnlyList<RefusedLine> refused) => refused.Count == 0 ? 0 : 1;
}

/// <summary>A bar on a terminal; nothing when the output is read by a program.</summary>
internal sealed class ProgressBar(string what, long total)
{
    private const int Width = 30;
    private int shown = -1;

    public void Show(long done)
    {
        var percent = total == 0 ? 100 : (int)(done * 100 / total);
        if (Console.IsErrorRedirected || percent == shown) return;
        shown = percent;
        var full = Width * percent / 100;
        Console.Error.Write($"\r{what} [{new string('#', full)}{new string('.', Width - full)}] {percent,3} %{(percent == 100 ? "\n" : "")}");
    }
}
