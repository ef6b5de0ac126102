using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Uutiset.Mail;

/// <summary>
/// One address with an optional display name, checked when made (RFC 5321 4.1.2, 4.5.3.1). A Mailbox that exists can stand
/// in an SMTP command and in a header without any further check.
/// </summary>
public sealed record Mailbox
{
    private static readonly SearchValues<char> AtomText =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~.");

    private Mailbox(string local, string domain, string? name)
    {
        Local = local;
        Domain = domain;
        Name = name;
        Address = local + "@" + domain;
    }

    /// <summary>The part before @: at most 64 octets, ASCII as given, or NFC when <see cref="NeedsUtf8"/>.</summary>
    public string Local { get; }

    /// <summary>The domain in lower case, every label an A-label (<c>xn--...</c>).</summary>
    public string Domain { get; }

    /// <summary>Local part, @ and domain; ASCII unless <see cref="NeedsUtf8"/>.</summary>
    public string Address { get; }

    /// <summary>There are letters outside ASCII before the @: only servers that offer SMTPUTF8 take it (RFC 6531). Only <see cref="CreateUtf8"/> makes such a one.</summary>
    public bool NeedsUtf8 => !Ascii.IsValid(Local);

    /// <summary>What people see beside the address, or null.</summary>
    public string? Name { get; }

    /// <summary>The address in lower case, for telling two addresses apart: RFC 5321 2.4 lets local parts differ by case, no mail host does.</summary>
    public string Key => Address.ToLowerInvariant();

    /// <summary>Makes a mailbox.</summary>
    /// <exception cref="MailFormatException">The address or the name is refused.</exception>
    public static Mailbox Create(string address, string? name = null) =>
        TryCreate(address, out var mailbox, out var fault)
            ? mailbox.WithName(name)
            : throw new MailFormatException($"The address is refused: {fault}.");

    /// <summary>Makes a mailbox that may have letters of any script before the @ (RFC 6532 3.1, NFC). Never for what a reader typed: few relays take it.</summary>
    /// <exception cref="MailFormatException">The address or the name is refused.</exception>
    public static Mailbox CreateUtf8(string address, string? name = null) =>
        TryCreate(address, FaultOfUtf8Local, out var mailbox, out var fault)
            ? new Mailbox(mailbox.Local.Normalize(), mailbox.Domain, null).WithName(name)
            : throw new MailFormatException($"The address is refused: {fault}.");

    /// <summary>Checks what somebody typed. Nothing is trimmed: a line end at the end is refused like any other.</summary>
    /// <param name="address"><c>name@domain</c>; the domain may be written in Unicode.</param>
    /// <param name="mailbox">The mailbox without a name, when the answer is true.</param>
    /// <param name="fault">The reason, when the answer is false.</param>
    public static bool TryCreate(string? address, [NotNullWhen(true)] out Mailbox? mailbox, out AddressFault fault) =>
        TryCreate(address, FaultOfLocal, out mailbox, out fault);

    private static bool TryCreate(string? address, Func<string, AddressFault> faultOfLocal, [NotNullWhen(true)] out Mailbox? mailbox, out AddressFault fault)
    {
        mailbox = null;
        if (string.IsNullOrEmpty(address))
        {
            fault = AddressFault.Empty;
            return false;
        }
        var at = address.LastIndexOf('@');
        if (at <= 0 || at == address.Length - 1)
        {
            fault = AddressFault.NotAnAddress;
            return false;
        }
        var local = address[..at];
        fault = faultOfLocal(local);
        if (fault != AddressFault.None)
        {
            return false;
        }
        fault = DomainName.ToAscii(address[(at + 1)..], out var domain);
        if (fault != AddressFault.None)
        {
            return false;
        }
        // A path is the address in brackets and at most 256 octets.
        if (Encoding.UTF8.GetByteCount(local) + 1 + domain.Length > 254)
        {
            fault = AddressFault.TooLong;
            return false;
        }
        mailbox = new Mailbox(local, domain, null);
        return true;
    }

    /// <summary>Most characters of a display name.</summary>
    public const int MaxNameLength = 200;

    /// <summary>Whether <see cref="WithName"/> takes this name.</summary>
    public static bool TakesName(string? name) => name is null || name.Length <= MaxNameLength && !HeaderText.HasForbidden(name);

    /// <summary>The same address under another display name; blank removes it.</summary>
    /// <exception cref="MailFormatException">The name has a control character or is over 200 characters.</exception>
    public Mailbox WithName(string? name)
    {
        if (string.IsNullOrWhiteSpace(name) && !HeaderText.HasForbidden(name))
        {
            return new Mailbox(Local, Domain, null);
        }
        HeaderText.Require(name!, "display name", MaxNameLength);
        return new Mailbox(Local, Domain, name!.Trim(' '));
    }

    /// <summary>The address alone.</summary>
    public override string ToString() => Address;

    private static AddressFault FaultOfLocal(string local)
    {
        if (HeaderText.HasForbidden(local))
        {
            return AddressFault.ForbiddenCharacter;
        }
        if (!Ascii.IsValid(local))
        {
            return AddressFault.LocalPartNotAscii;
        }
        // "=?" is legal in an atom, but parsers that decode encoded words inside addresses send the mail elsewhere.
        if (local.AsSpan().ContainsAnyExcept(AtomText) || local.Contains("=?", StringComparison.Ordinal))
        {
            return AddressFault.ForbiddenCharacter;
        }
        if (local.Length > 64)
        {
            return AddressFault.LocalPartTooLong;
        }
        return local[0] == '.' || local[^1] == '.' || local.Contains("..", StringComparison.Ordinal)
            ? AddressFault.MisplacedDot
            : AddressFault.None;
    }

    // Letters, marks and digits of any script where ASCII letters may stand. No joiners or blanks that nobody sees.
    private static AddressFault FaultOfUtf8Local(string local) =>
        FaultOfLocal(string.Concat(local.EnumerateRunes().Select(r => IsForeignLetter(r) ? "a" : r.ToString()))) switch
        {
            AddressFault.LocalPartNotAscii => AddressFault.ForbiddenCharacter,
            AddressFault.None when Encoding.UTF8.GetByteCount(local.Normalize()) > 64 => AddressFault.LocalPartTooLong,
            var fault => fault,
        };

    private static bool IsForeignLetter(Rune rune) =>
        !rune.IsAscii && (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark);
}
