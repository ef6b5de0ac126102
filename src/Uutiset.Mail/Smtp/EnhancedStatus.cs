using System.Globalization;

namespace Uutiset.Mail.Smtp;

/// <summary>RFC 3463 status code, <c>class.subject.detail</c>: what a server means, whatever it writes.</summary>
/// <param name="Class">2 success, 4 temporary, 5 permanent.</param>
/// <param name="Subject">0-999: 1 address, 2 mailbox, 3 system, 4 network, 5 protocol, 6 content, 7 policy.</param>
/// <param name="Detail">0-999.</param>
public readonly record struct EnhancedStatus(int Class, int Subject, int Detail)
{
    /// <summary>As on the wire: <c>5.1.1</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Class}.{Subject}.{Detail}");

    /// <summary>Reads the code at the start of a reply's text (RFC 2034 4); null when there is none.</summary>
    public static EnhancedStatus? Parse(ReadOnlySpan<char> text)
    {
        var blank = text.IndexOf(' ');
        var code = blank < 0 ? text : text[..blank];
        Span<Range> parts = stackalloc Range[4];
        return code.Length <= 9 && code.Split(parts, '.') == 3
            && code[parts[0]] is "2" or "4" or "5"
            && Number(code[parts[1]], out var subject) && Number(code[parts[2]], out var detail)
                ? new EnhancedStatus(code[0] - '0', subject, detail)
                : null;
    }

    private static bool Number(ReadOnlySpan<char> digits, out int number)
    {
        number = 0;
        return digits.Length is >= 1 and <= 3 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
