using Uutiset.Subscribers;

namespace Uutiset.Exchange.Contacts;

/// <summary>
/// Ghost, "Export all members": id, email, name, note, subscribed_to_emails, complimentary_plan, stripe_customer_id, created_at,
/// deleted_at, labels, tiers. A member who gets no newsletter has said no; the file does not say when. One who does may have been added by
/// the site's owner, so the address is asked, unless somebody chose the column that tells the time of the consent. Notes stay where they are.
/// </summary>
internal sealed class Ghost : SourceSystem
{
    public override string Name => "ghost";
    public override string Title => "Ghost";

    public override bool Wrote(IReadOnlyList<string> headers) => HasAll(headers, "email", "subscribed_to_emails", "created_at");

    public override Standing StandingOf(ContactCells cells, string fileName)
    {
        if (cells.Named("deleted_at").Length > 0) return new(No: new(NoKind.Withdrawn, LatestInstant(cells.Named("deleted_at")), Evidence("deleted", cells, "created_at", "deleted_at")));
        if (!cells.Named("subscribed_to_emails").Equals("true", StringComparison.OrdinalIgnoreCase))
            return new(No: new(NoKind.Withdrawn, null, Evidence("subscribed_to_emails false", cells, "created_at")));
        return Instant(cells[ContactField.ConsentAt]) is { } at ? new(Consent: new(at, Evidence("subscribed_to_emails true", cells, "created_at"))) : new();
    }
}
