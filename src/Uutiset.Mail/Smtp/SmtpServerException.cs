namespace Uutiset.Mail.Smtp;

/// <summary>A connection could not be opened. Nothing was delivered, no recipient is to blame.</summary>
#pragma warning disable CA1032 // without a fault it would say nothing
public sealed class SmtpServerException(SmtpFault fault, Exception? inner = null) : IOException(fault.ToString(), inner)
#pragma warning restore CA1032
{
    /// <summary>What went wrong.</summary>
    public SmtpFault Fault { get; } = fault;
}
