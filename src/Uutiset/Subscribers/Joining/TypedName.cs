using System.Text.RegularExpressions;
using Uutiset.People;

namespace Uutiset.Subscribers.Joining;

/// <summary>What somebody wrote in the field of the organisation: a name, a business id, or both.</summary>
/// <param name="IsWrong">What looks like a business id does not check.</param>
internal sealed partial record TypedName(string Name, string? BusinessId, bool IsWrong)
{
    public static TypedName Read(string typed)
    {
        var tidy = PeopleCheck.Tidy(typed);
        if (Id().Match(tidy) is not { Success: true } found) return new(tidy, null, false);
        var id = $"{found.Groups[1].Value}-{found.Groups[2].Value}";
        return new(PeopleCheck.Tidy(tidy.Remove(found.Index, found.Length)).Trim(' ', ',', ';', '(', ')'), id, !People.BusinessId.IsValid(id));
    }

    // With or without the dash, and with the country before it as on an invoice; a longer number is none
    [GeneratedRegex(@"(?<![\w-])(?:FI)?([0-9]{7})-?([0-9])(?![\w-])", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Id();
}
