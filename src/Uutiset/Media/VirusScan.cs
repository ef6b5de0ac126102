using Microsoft.Extensions.Options;
using Uutiset.Vocabulary;

namespace Uutiset.Media;

/// <summary>Asks the scanner that is set, if one is (ASVS 5.4.3). A scanner that fails lets nothing through.</summary>
internal sealed class VirusScan(IOptions<MediaOptions> options, ILogger<VirusScan> logger)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
    private static readonly Localized Infected = new("Virustorjunta löysi tiedostosta haittaohjelman. Tiedostoa ei tallennettu.", "Virusskyddet hittade skadlig kod i filen. Filen sparades inte.", "The virus scanner found malware in the file. It was not stored.");
    private static readonly Localized Failed = new("Tiedostoa ei voitu tarkistaa virusten varalta, eikä sitä tallennettu. Yritä myöhemmin uudelleen.", "Filen kunde inte kontrolleras för virus och sparades inte. Försök igen senare.", "The file could not be scanned for viruses and was not stored. Try again later.");

    public async Task<Localized?> RefusalAsync(string path, CancellationToken ct)
    {
        if (options.Value.Scanner is not { Length: > 0 } scanner) return null;
        ProgramEnd end;
        try
        {
            end = await ChildProgram.RunAsync(scanner, [.. options.Value.ScannerArguments, path], Path.GetDirectoryName(path)!, Longest, ct);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            logger.LogError("Media__Scanner: {Scanner} cannot be started: {Reason}", scanner, e.Message);
            return Failed;
        }
        if (end.IsGood) return null;
        logger.LogWarning("The scanner refused an upload with {ExitCode}: {Output}", end.ExitCode, end.Output);
        return end is { ExitCode: 1, TookTooLong: false } ? Infected : Failed;
    }
}
