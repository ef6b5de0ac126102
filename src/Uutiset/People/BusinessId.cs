using System.Text.RegularExpressions;

namespace Uutiset.People;

/// <summary>The Finnish business id: seven digits and a check digit, mod 11 with weights 7 9 10 5 8 4 2.</summary>
internal static partial class BusinessId
{
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2];

    public static bool IsValid(string text)
    {
        if (!Form().IsMatch(text)) return false;
        var rest = Weights.Select((weight, i) => weight * (text[i] - '0')).Sum() % 11;
        // 1 is never given as a remainder
        return rest != 1 && text[8] - '0' == (rest == 0 ? 0 : 11 - rest);
    }

    [GeneratedRegex(@"^[0-9]{7}-[0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
