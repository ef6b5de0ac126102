using System.Text.RegularExpressions;

namespace Uutiset.People.Traces;

/// <summary>A person's name, phone and e-mail as they stand in texts, however they are spelt, and what is written in their place.</summary>
internal sealed class ContactSpelling(Reached who)
{
    /// <summary>Shorter numbers are switchboards and years.</summary>
    private const int ShortestNumber = 5;

    // Between digits: blanks, hyphens, dots, slashes and the brackets of "+358 (0)50"
    private const string Gap = @"[\s\u2009\u202F().\-\u2010-\u2013/]{0,3}";
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly Regex? phone = Number(who.Phone);
    private readonly Regex? email = Pattern(who.Email, e => $@"(?<![\w.+\-]){Regex.Escape(e)}(?![\w\-])(?!\.\w)");
    private readonly Regex? name = Pattern(who.Name, n => $@"(?<!\w){string.Join(@"\s+", n.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Regex.Escape))}(?!\w)");

    /// <summary>The digits that every spelling of the phone number has in common, for a first look in the database.</summary>
    public string? Digits { get; } = National(who.Phone) ?? Foreign(who.Phone);

    public bool IsName(string? text) => text is not null && name is not null && name.Match(text) is { Success: true } match && match.Length == text.Trim().Length;

    public bool HasName(string? text) => Has(name, text);

    public bool Reaches(string? text) => Has(phone, text) || Has(email, text);

    /// <summary>In lines that somebody has to read before they are changed.</summary>
    public TracePlaces PlacesIn(IEnumerable<string> lines)
    {
        var places = TracePlaces.None;
        foreach (var line in lines) places |= (Reaches(line) ? TracePlaces.Text : TracePlaces.None) | (HasName(line) ? TracePlaces.Name : TracePlaces.None);
        return places;
    }

    /// <summary>A quick look at a text and its digits, before any pattern is made: false when nothing in it can reach them.</summary>
    public static bool MayReach(Reached who, string text, string digits) =>
        !string.IsNullOrWhiteSpace(who.Email) && text.Contains(who.Email.Trim(), StringComparison.OrdinalIgnoreCase)
        || (National(who.Phone) ?? Foreign(who.Phone)) is { } number && digits.Contains(number, StringComparison.Ordinal);

    /// <summary>Something is told that is not the organisation's yet.</summary>
    public bool IsOwn(string? text) => !string.IsNullOrWhiteSpace(text) && text != who.InsteadPhone && text != who.InsteadEmail;

    /// <summary>With the organisation's details; what it lacks stays as it is, since a hole in a sentence helps nobody.</summary>
    public string Replaced(string text)
    {
        if (who.InsteadPhone is { } number && phone is not null) text = phone.Replace(text, _ => number);
        if (who.InsteadEmail is { } address && email is not null) text = email.Replace(text, _ => address);
        return text;
    }

    private static bool Has(Regex? pattern, string? text) => text is not null && pattern?.IsMatch(text) == true;

    private static Regex? Pattern(string? text, Func<string, string> pattern) =>
        string.IsNullOrWhiteSpace(text) ? null : new Regex(pattern(text.Trim()), RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Longest);

    private static Regex? Number(string? number) =>
        National(number) is { } national ? Pattern(national, n => $@"(?<![\d+])(?:(?:\+|00){Gap}3{Gap}5{Gap}8{Gap}(?:0{Gap})?|\((?=\d{{1,4}}\))0{Gap}|0{Gap}){string.Join(Gap, n.AsEnumerable())}(?!\d)")
            : Foreign(number) is { } foreign ? Pattern(foreign, n => $@"(?<![\d+])(?:\+|00){Gap}{string.Join(Gap, n.AsEnumerable())}(?!\d)") : null;

    /// <summary>"50222…" of "050 222 …", "+358 50 222 …", "00358 (0)50 222 …"; null of anything else.</summary>
    private static string? National(string? number)
    {
        var digits = DigitsOf(number);
        var rest = Foreign(number) is { } foreign ? foreign.StartsWith("358", StringComparison.Ordinal) ? foreign[3..].TrimStart('0') : "" : digits.StartsWith('0') ? digits[1..] : "";
        return rest.Length >= ShortestNumber ? rest : null;
    }

    /// <summary>Country code and all.</summary>
    private static string? Foreign(string? number)
    {
        var digits = DigitsOf(number);
        var whole = number?.TrimStart().StartsWith('+') == true ? digits : digits.StartsWith("00", StringComparison.Ordinal) ? digits[2..] : "";
        return whole.Length >= ShortestNumber ? whole : null;
    }

    public static string DigitsOf(string? number) => string.Concat((number ?? "").Where(char.IsAsciiDigit));
}
