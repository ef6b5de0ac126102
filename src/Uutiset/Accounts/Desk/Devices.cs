using Uutiset.Desk;

namespace Uutiset.Accounts.Desk;

/// <summary>"Firefox, Windows" out of a User-Agent: enough to know one's own phone from somebody else's.</summary>
internal static class Devices
{
    // Order matters: Edge calls itself Chrome, Chrome calls itself Safari, Android calls itself Linux
    private static readonly (string Mark, string Name)[] Browsers = [("Edg", "Edge"), ("Firefox", "Firefox"), ("OPR", "Opera"), ("Chrome", "Chrome"), ("Safari", "Safari")];
    private static readonly (string Mark, string Name)[] Systems = [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux")];

    public static string Name(string? userAgent, DeskText text)
    {
        var parts = new[] { Find(Browsers, userAgent), Find(Systems, userAgent) }.OfType<string>().ToList();
        return parts.Count > 0 ? string.Join(", ", parts) : text["accounts.session.unknown"];
    }

    private static string? Find((string Mark, string Name)[] known, string? userAgent) =>
        known.FirstOrDefault(k => userAgent?.Contains(k.Mark, StringComparison.Ordinal) == true).Name;
}
