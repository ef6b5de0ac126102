namespace Uutiset.Themes;

/// <summary>
/// What "mail/bulletin.html", "mail/bulletin.text" and the web version's "bulletin-body" are rendered from. Addresses that
/// differ per recipient (unsubscribe, preferences, why) may be slots that the composer fills later; they are only escaped.
/// </summary>
internal sealed record BulletinMail(string Lang, string SiteName, string SiteUrl, string Subject)
{
    public string? Preheader { get; init; }
    /// <summary>"Tiedote 42 · 21.9.2021".</summary>
    public string? Issue { get; init; }
    public TrustedHtml? IntroHtml { get; init; }
    public string? IntroText { get; init; }
    public IReadOnlyList<BulletinMailItem> Items { get; init; } = [];
    public required MailFooter Footer { get; init; }
}

/// <param name="Kicker">"Uutinen · Pohjois-Karjala".</param>
/// <param name="Lang">Only when it differs from the mail's.</param>
internal sealed record BulletinMailItem(string Heading, string Url, string? Excerpt, string? Kicker = null, string? Date = null, string? Lang = null)
{
    /// <summary>"Tiivistelmä, koko teksti suomeksi": heading and excerpt are a summary in the mail's language.</summary>
    public string? Summary { get; init; }
    public string? Byline { get; init; }
    public MailImage? Image { get; init; }
    public TrustedHtml? NoteHtml { get; init; }
    public string? NoteText { get; init; }
    /// <summary>Only when the note is in another language than the item.</summary>
    public string? NoteLang { get; init; }
    /// <summary>"10.3.2020 klo 9, Joensuu: Järjestöjen tapaaminen".</summary>
    public IReadOnlyList<string> Events { get; init; } = [];
    /// <summary>"Hakuaika päättyy to 30.4.2020".</summary>
    public IReadOnlyList<string> Deadlines { get; init; } = [];
    /// <summary>Why this reader gets it, when the system chose it.</summary>
    public string? Why { get; init; }
}

/// <summary>Absolute address, the same for every reader: it tells nobody who opened the mail (DP-07).</summary>
internal sealed record MailImage(string Url, string Alt, int Width, int Height);

/// <param name="Reason">"Saat tämän, koska …": why the reader gets the message.</param>
internal sealed record MailFooter(string SenderName, string? SenderAddress, string? SenderEmail, string Reason)
{
    public string? UnsubscribeUrl { get; init; }
    public string? PreferencesUrl { get; init; }
    public string? WebUrl { get; init; }
}

/// <summary>A mail to one person: confirmation, set-up link, alarm. Paragraphs, one action, what if it was not you.</summary>
internal sealed record SingleMail(string Lang, string SiteName, string SiteUrl, string Subject)
{
    public IReadOnlyList<string> Paragraphs { get; init; } = [];
    public MailAction? Action { get; init; }
    /// <summary>Small print under the action: how long the link works, what happens if nothing is done.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
    public required MailFooter Footer { get; init; }
}

internal sealed record MailAction(string Text, string Url);
