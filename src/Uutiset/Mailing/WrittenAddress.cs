using Uutiset.Mail;
using Uutiset.Vocabulary;

namespace Uutiset.Mailing;

/// <summary>A mail address as somebody wrote it on a form or in a file.</summary>
internal static class WrittenAddress
{
    /// <returns>The address as it can be sent to, the domain in A-labels; null when it cannot.</returns>
    public static string? Read(string? written) => Read(written, out _);

    /// <summary>The blank that a telephone adds after a word, and the full stop of the sentence that the address was copied from, are nobody's mistake.</summary>
    /// <param name="wrong">Why it cannot, for whoever wrote it.</param>
    public static string? Read(string? written, out Localized? wrong)
    {
        var address = Mailbox.TryCreate(Mended(written?.Trim()), out var mailbox, out var fault) ? mailbox.Address : null;
        wrong = address is null ? AddressWording.Of(fault) : null;
        return address;
    }

    private static string? Mended(string? address) => address is [.., not '.', '.'] ? address[..^1].TrimEnd() : address;
}
