namespace Uutiset.Vocabulary;

/// <summary>Months in lower case as Finnish and Swedish write them; Finnish has another form within a date (2. syyskuuta).</summary>
internal static class MonthNames
{
    private static readonly string[] Finnish =
        ["tammikuu", "helmikuu", "maaliskuu", "huhtikuu", "toukokuu", "kesäkuu", "heinäkuu", "elokuu", "syyskuu", "lokakuu", "marraskuu", "joulukuu"];

    private static readonly string[] Swedish =
        ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"];

    private static readonly string[] English =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    public static string Alone(int month, string lang) => (lang switch { "sv" => Swedish, "en" => English, _ => Finnish })[month - 1];

    public static string InDate(int month, string lang) => Alone(month, lang) + (lang is "sv" or "en" ? "" : "ta");

    /// <summary>The number of a month written in any of the three languages, in any form a date uses; 0 when it is none.</summary>
    public static int Read(string word)
    {
        for (var month = 1; month <= 12; month++)
        {
            var finnish = Finnish[month - 1];
            if (word.StartsWith(finnish, StringComparison.OrdinalIgnoreCase) && word[finnish.Length..].ToLowerInvariant() is "" or "ta" or "n" or "ssa") return month;
            if (word.Equals(Swedish[month - 1], StringComparison.OrdinalIgnoreCase) || word.Equals(English[month - 1], StringComparison.OrdinalIgnoreCase)) return month;
        }
        return 0;
    }
}
