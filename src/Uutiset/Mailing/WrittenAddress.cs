using Uutiset.Mail;

namespace Uutiset.Mailing;

/// <summary>A mail address as somebody wrote it on a form or in a file.</summary>
internal static class WrittenAddress
{
    /// <returns>The address as it can be sent to, the domain in A-labels; null when it cannot.</returns>
    public static string? Read(string? written) =>
        Mailbox.TryCreate(written?.Trim(), out var mailbox, out _) ? mailbox.Address : null;
}
