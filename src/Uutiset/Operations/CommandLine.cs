using System.CommandLine;
using System.Data.Common;
using Microsoft.Extensions.Options;
using Uutiset.Themes;

namespace Uutiset.Operations;

/// <summary>Runs a verb: 0 done, 1 failed with one line on stderr, 2 wrong usage (System.CommandLine would say 1).</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(this RootCommand root, string[] args, CancellationToken ct)
    {
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync(error.Message);
            return 2;
        }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }, ct);
        }
        catch (OptionsValidationException e)
        {
            foreach (var failure in e.Failures) await Console.Error.WriteLineAsync(failure);
        }
        catch (ThemeException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
        }
        catch (InvalidOperationException e) when (e.InnerException is FormatException)
        {
            // The binder's own words name the key and the value
            await Console.Error.WriteLineAsync(e.Message);
        }
        catch (Exception e) when (e is DbException or IOException or UnauthorizedAccessException)
        {
            // A database that cannot be opened, a full disk, a port in use: their own words, and the innermost say the most
            var cause = e.GetBaseException().Message;
            await Console.Error.WriteLineAsync(cause == e.Message ? cause : $"{e.Message} {cause}");
        }
        return 1;
    }
}
