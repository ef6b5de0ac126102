namespace Uutiset.Mail.Reading;

/// <summary>What a mail from a stranger may cost. Beyond any of these it is not read.</summary>
public sealed record MimeLimits
{
    /// <summary>Octets of the whole mail. Bounces that return all of a bulletin have some 200 KB.</summary>
    public int MaxBytes { get; init; } = 2 * 1024 * 1024;

    /// <summary>Multiparts within multiparts.</summary>
    public int MaxDepth { get; init; } = 8;

    /// <summary>Parts in all.</summary>
    public int MaxParts { get; init; } = 200;

    /// <summary>Octets of one header, of the mail or of a part.</summary>
    public int MaxHeaderBytes { get; init; } = 256 * 1024;

    /// <summary>Fields of one header.</summary>
    public int MaxFields { get; init; } = 2000;

    /// <summary>Recipients of one report that are read.</summary>
    public int MaxRecipients { get; init; } = 1000;
}
