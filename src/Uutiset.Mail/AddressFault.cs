namespace Uutiset.Mail;

/// <summary>Why an address was refused; the caller says it in the reader's language.</summary>
public enum AddressFault
{
    /// <summary>The address is usable.</summary>
    None,
    /// <summary>Nothing was given.</summary>
    Empty,
    /// <summary>There is no @, or nothing before or after it.</summary>
    NotAnAddress,
    /// <summary>A control character, blank, bracket or quote (RFC 5321 4.1.2 allows quoted local parts; nobody has one, attackers write them).</summary>
    ForbiddenCharacter,
    /// <summary>The part before @ is over 64 octets (RFC 5321 4.5.3.1.1).</summary>
    LocalPartTooLong,
    /// <summary>The part before @ begins or ends with a dot, or has two in a row.</summary>
    MisplacedDot,
    /// <summary>The part before @ has letters outside ASCII; it would need SMTPUTF8 (RFC 6531), which few relays speak. Never transcribed.</summary>
    LocalPartNotAscii,
    /// <summary>The part after @ is no domain name: a label is missing, too long or has a forbidden letter.</summary>
    BadDomain,
    /// <summary>The domain is one label: a host of somebody's own network, or the ending is missing.</summary>
    DomainWithoutDot,
    /// <summary>The domain is over 255 octets or the whole over 254 (RFC 5321 4.5.3.1.2 and .3, with the two brackets of a path).</summary>
    TooLong,
}
