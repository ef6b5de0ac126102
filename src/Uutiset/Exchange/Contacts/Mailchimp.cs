using Uutiset.Subscribers;

namespace Uutiset.Exchange.Contacts;

/// <summary>
/// Mailchimp, "Export audience": a file each of the subscribed, the unsubscribed, the cleaned (mail came back) and the non-subscribed. All
/// have Email Address, OPTIN_TIME, CONFIRM_TIME, LEID, EUID and TAGS; UNSUB_TIME or CLEAN_TIME tells which file it is, and of the
/// non-subscribed only its name. Times are UTC. Only CONFIRM_TIME is the reader's own: OPTIN_TIME is set by an owner's import, too.
/// </summary>
internal sealed class Mailchimp : SourceSystem
{
    public override string Name => "mailchimp";
    public override string Title => "Mailchimp";

    // Guessed from the network address: a number of its own
    public override IReadOnlyCollection<string> OwnColumns => ["REGION"];

    public override bool Wrote(IReadOnlyList<string> headers) => HasAll(headers, "Email Address") && (HasAll(headers, "LEID") || HasAll(headers, "OPTIN_TIME"));

    public override Standing StandingOf(ContactCells cells, string fileName)
    {
        if (cells.Named("CLEAN_TIME").Length > 0 || Named(fileName, "cleaned"))
            return new(No: new(NoKind.Bounced, LatestInstant(cells.Named("CLEAN_TIME")), Evidence("cleaned", cells, "OPTIN_TIME", "CONFIRM_TIME", "CLEAN_TIME")));
        if (cells.Named("UNSUB_TIME").Length > 0 || Named(fileName, "unsubscribed"))
        {
            // Its word for somebody who pressed "this is spam"
            var complained = cells.Named("UNSUB_REASON").Contains("abuse", StringComparison.OrdinalIgnoreCase);
            // The reason itself is the reader's own words, and stays where it is
            return new(No: new(complained ? NoKind.Complained : NoKind.Withdrawn, LatestInstant(cells.Named("UNSUB_TIME")), Evidence("unsubscribed", cells, "OPTIN_TIME", "CONFIRM_TIME", "UNSUB_TIME")));
        }
        if (Named(fileName, "nonsubscribed")) return new(Refused: "nonsubscribed");
        return (Instant(cells.Named("CONFIRM_TIME")) ?? Instant(cells[ContactField.ConsentAt])) is { } at
            ? new(Consent: new(at, Evidence("subscribed", cells, "OPTIN_TIME", "CONFIRM_TIME"))) : new();
    }

    private static bool Named(string fileName, string state) => fileName.StartsWith(state, StringComparison.OrdinalIgnoreCase);
}
