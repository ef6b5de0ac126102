using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Uutiset.Tests.Mail;

/// <summary>How a mailbox provider's filter weighs a mail by what it can see without a network.</summary>
internal static partial class SpamAssassin
{
    /// <summary>For each message its points, with the rules that gave them. All in one go: starting it takes longer than weighing.</summary>
    public static async Task<IReadOnlyList<(double Points, string Report)>> WeighAsync(params IReadOnlyList<byte[]> messages)
    {
        var program = Peers.Require("SpamAssassin", "spamassassin", "/usr/bin/spamassassin");
        var folder = Directory.CreateTempSubdirectory("uutiset-spam-");
        try
        {
            var box = Path.Combine(folder.FullName, "box");
            await File.WriteAllTextAsync(box, string.Concat(messages.Select(Boxed)), Encoding.Latin1);
            // Nobody's own settings, nothing learnt from other mails
            var told = await Peers.RunAsync(program, ["-L", "-t", "-x", "--mbox", "--cf=use_bayes 0", "--cf=use_auto_whitelist 0", "--cf=use_txrep 0", box]);
            return [.. Verdict().Matches(told).Select(m => (double.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture), m.Value))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // mboxo: a line that would begin the next message is quoted
    private static string Boxed(byte[] message) =>
        "From MAILER-DAEMON Mon Nov 23 09:00:00 2026\n" + From().Replace(Encoding.Latin1.GetString(message).ReplaceLineEndings("\n"), ">From ") + "\n\n";

    [GeneratedRegex("^From ", RegexOptions.Multiline)]
    private static partial Regex From();

    [GeneratedRegex(@"^Content analysis details: +\((-?[0-9.]+) points.*?\n\n(.*?)\n\n", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Verdict();
}
