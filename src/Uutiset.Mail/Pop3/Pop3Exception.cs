namespace Uutiset.Mail.Pop3;

/// <summary>The mailbox could not be read: the server, the network or the settings failed. Nothing was deleted unless QUIT was answered.</summary>
#pragma warning disable CA1032 // without saying whose fault it is it would say nothing
public sealed class Pop3Exception(string message, bool isConfiguration, Exception? inner = null) : IOException(message, inner)
#pragma warning restore CA1032
{
    /// <summary>Trying again will not help until somebody changes a setting: refused credentials, a certificate, no STLS.</summary>
    public bool IsConfiguration { get; } = isConfiguration;
}
