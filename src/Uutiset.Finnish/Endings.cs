using System.Text.RegularExpressions;

namespace Uutiset.Finnish;

// Case ending, possessive and clitic as they are written after an acronym: STM:n, EU:hunkin, SOSTEn, KYTissä
internal static partial class Endings
{
    [GeneratedRegex(
        "^i?(?:n|t|a|ä|ta|tä|tta|ttä|ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|na|nä|ksi|tta|ttä|h?(?:a|e|i|o|u|y|ä|ö)n|seen|iin|en|in|ien|jen|den|tten|ja|jä|ita|itä)?"
        + "(?:ni|si|nsa|nsä|mme|nne)?(?:kin|kaan|kään|ko|kö|han|hän|pa|pä){0,2}$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Case();

    // The longest real one, "stamme" + "kaan", has 10 letters
    private const int Longest = 10;

    public static bool Is(ReadOnlySpan<char> letters) => letters.Length is > 0 and <= Longest && Case().IsMatch(letters);

    /// <summary>Length of the acronym in ”SOSTEn”, ”KYTissä”; 0 when the form is not an acronym with an ending.</summary>
    public static int AcronymLength(ReadOnlySpan<char> form)
    {
        var head = 0;
        while (head < form.Length && (char.IsUpper(form[head]) || char.IsDigit(form[head])))
        {
            head++;
        }
        return head >= 2 && head < form.Length && char.IsUpper(form[0]) && Is(form[head..]) ? head : 0;
    }
}
