namespace Uutiset.Finnish.Voikko;

// What a name that no dictionary has may be in its base form: Varhan - Varha, Pohteeseen - Pohde, Macronille - Macron, Kokkarisen - Kokkarinen.
// Guesses, several to a form: an unknown word meets few others, so a wrong one finds nothing.
internal static class NameForms
{
    private const int Shortest = 3;

    private static readonly string[] Clitics = ["kin", "kaan", "kään"];

    // These leave the stem as it stands, with its consonants in the weak grade
    private static readonly string[] LocalCases = ["ssa", "ssä", "sta", "stä", "lla", "llä", "lta", "ltä", "lle", "ksi"];

    private static readonly string[] OtherCases = ["seen", "na", "nä"];

    // hanke - hankkeen: what the last syllable of a name in -e has in its stem -> in the name; the longer cluster first
    private static readonly (string Strong, string Weak)[] Grades =
    [
        ("kk", "k"), ("pp", "p"), ("tt", "t"), ("nt", "nn"), ("lt", "ll"), ("rt", "rr"), ("mp", "mm"), ("nk", "ng"), ("p", "v"), ("t", "d"), ("k", ""),
    ];

    public static IEnumerable<string> Bases(string form)
    {
        var bare = Array.Find(Clitics, c => form.Length >= c.Length + Shortest + 1 && form.EndsWith(c, StringComparison.Ordinal)) is { } clitic ? form[..^clitic.Length] : form;
        return Stems(bare).Where(s => s.Stem.Length >= Shortest).SelectMany(s => Names(s.Stem, s.IsWeak)).Concat(bare == form ? [] : [bare]).Distinct(StringComparer.Ordinal);
    }

    private static IEnumerable<(string Stem, bool IsWeak)> Stems(string form)
    {
        if (Ending(LocalCases, form) is { } local)
        {
            return [(form[..^local.Length], true)];
        }
        if (Ending(OtherCases, form) is { } other)
        {
            return [(form[..^other.Length], false)];
        }
        return form switch
        {
            [.., 'h', var v, 'n'] when form.Length > 4 && form[^4] == v => [(form[..^3], false)],
            // Varhaan is where to; Rantakeen whose
            [.., var u, var v, 'n'] when u == v && IsVowel(v) => [(form[..^2], false), (form[..^1], true)],
            [.., var v, 'n'] when IsVowel(v) => [(form[..^1], true)],
            [.., 'e', 't', 't', 'a' or 'ä'] => [(form[..^3], true)],
            [.., 't', 'a' or 'ä'] => [(form[..^2], false), (form[..^1], false)],
            [.., var v, 'a' or 'ä'] when IsVowel(v) => [(form[..^1], false)],
            _ => [],
        };
    }

    private static IEnumerable<string> Names(string stem, bool isWeak)
    {
        yield return stem;
        if (stem[^1] == 'i')
        {
            yield return stem[..^1];
        }
        if (stem.EndsWith("se", StringComparison.Ordinal))
        {
            yield return stem[..^2] + "nen";
        }
        if (stem.EndsWith("ee", StringComparison.Ordinal))
        {
            var name = stem[..^2];
            yield return name + "e";
            if (Array.Find(Grades, g => name.Length > g.Strong.Length && name.EndsWith(g.Strong, StringComparison.Ordinal)) is { Strong: { } strong, Weak: var weak })
            {
                yield return name[..^strong.Length] + weak + "e";
            }
        }
        // Tuikan - Tuikka, Sadun - Satu
        else if (isWeak && stem.Length > Shortest && IsVowel(stem[^1]) && stem[^2] is ('k' or 'p' or 't' or 'd') && stem[^3] != stem[^2])
        {
            yield return stem[^2] == 'd' ? stem[..^2] + "t" + stem[^1] : stem[..^1] + stem[^2..];
        }
    }

    private static string? Ending(string[] endings, string form) => Array.Find(endings, e => form.Length >= e.Length + Shortest && form.EndsWith(e, StringComparison.Ordinal));

    private static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u' or 'y' or 'ä' or 'ö' or 'å';
}
