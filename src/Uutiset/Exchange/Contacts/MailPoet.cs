using Uutiset.Subscribers;

namespace Uutiset.Exchange.Contacts;

/// <summary>
/// MailPoet, "Export": Email, First name, Last name, Subscription time, Confirmation time, List status, Global status and List; one row for
/// each list of a subscriber. The global status decides: who left one of several lists has not left them all. Only the confirmation time is the
/// reader's own yes; a subscription time is written for whoever was imported there, too. WordPress writes its
/// times as the site's setting has it, so they are taken as UTC.
/// </summary>
internal sealed class MailPoet : SourceSystem
{
    private static readonly string[] Times = ["Subscription time", "Confirmation time"];

    public override string Name => "mailpoet";
    public override string Title => "MailPoet";

    public override bool Wrote(IReadOnlyList<string> headers) => HasAll(headers, "Email", "Global status");

    public override Standing StandingOf(ContactCells cells, string fileName)
    {
        var (all, list) = (cells.Named("Global status").ToLowerInvariant(), cells.Named("List status").ToLowerInvariant());
        return all switch
        {
            "unsubscribed" => new(No: new(NoKind.Withdrawn, null, Evidence(all, cells, Times))),
            "bounced" => new(No: new(NoKind.Bounced, null, Evidence(all, cells, Times))),
            "unconfirmed" => new(),
            "subscribed" or "inactive" when list is not ("" or "subscribed") => new(Refused: "list"),
            // Inactive: has not opened for a while, which is nobody's business and no lack of consent
            "subscribed" or "inactive" => (Instant(cells.Named("Confirmation time")) ?? Instant(cells[ContactField.ConsentAt])) is { } at
                ? new(Consent: new(at, Evidence(all, cells, Times))) : new(),
            _ => new(Refused: "state"),
        };
    }
}
