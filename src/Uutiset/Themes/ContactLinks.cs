namespace Uutiset.Themes;

internal static class ContactLinks
{
    /// <summary>"050 000 0000" -> "tel:+358500000000" (RFC 3966, global form); a number that starts with + keeps its country.</summary>
    public static string Tel(string phone)
    {
        var digits = string.Concat(phone.Where(char.IsAsciiDigit));
        if (phone.TrimStart().StartsWith('+')) return "tel:+" + digits;
        return digits.StartsWith('0') ? "tel:+358" + digits[1..] : "tel:" + digits;
    }
}
