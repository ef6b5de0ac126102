namespace Uutiset.Mailing.Bounces;

internal static class ReturnPath
{
    /// <summary>TOKEN of <c>b+TOKEN@domain</c>; whether it is one of ours, its MAC says.</summary>
    public static IReadOnlyList<string> TokensOf(string? sender) =>
        sender?.Trim('<', '>', ' ') is { } address && address.StartsWith("b+", StringComparison.OrdinalIgnoreCase) && address.IndexOf('@', StringComparison.Ordinal) is > 2 and var at ? [address[2..at]] : [];
}
