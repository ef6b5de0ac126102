using System.Globalization;
using System.Text.RegularExpressions;
using Uutiset.Subscribers;
using Uutiset.Vocabulary;

namespace Uutiset.Exchange.Contacts;

/// <summary>What the system that wrote a row says of its reader. Not more than one of the three.</summary>
/// <param name="Consent">Null with the others null: nobody has confirmed anything, so the address is asked.</param>
/// <param name="Refused">The row is neither a subscriber nor somebody who said no: code of <c>intake.why.CODE</c>.</param>
internal sealed record Standing(GivenConsent? Consent = null, GivenNo? No = null, string? Refused = null);

/// <summary>
/// A system whose files of subscribers can be read: its column names, and what its states mean here. Of its evidence the state and the
/// times are kept, never a network address.
/// </summary>
internal abstract partial class SourceSystem
{
    public static readonly IReadOnlyList<SourceSystem> All = [new PlainCsv(), new Listmonk(), new Mailchimp(), new Ghost(), new MailPoet()];

    /// <summary>As in <c>--as</c>.</summary>
    public abstract string Name { get; }

    /// <summary>As it calls itself.</summary>
    public abstract string Title { get; }

    /// <summary>Whether its labels are our themes and regions, so that an unknown one is a mistake.</summary>
    public virtual bool SpeaksOurWords => false;

    /// <summary>Columns that sound like one of ours and tell something else.</summary>
    public virtual IReadOnlyCollection<string> OwnColumns => [];

    public abstract bool Wrote(IReadOnlyList<string> headers);

    /// <param name="fileName">Some systems say in it what the file holds.</param>
    public abstract Standing StandingOf(ContactCells cells, string fileName);

    /// <summary>A field that has no column of its own.</summary>
    public virtual string? Other(ContactField field, ContactCells cells) => null;

    public static SourceSystem? Find(string? name) => All.FirstOrDefault(s => s.Name == name);

    public static SourceSystem Guess(IReadOnlyList<string> headers) => All.Skip(1).FirstOrDefault(s => s.Wrote(headers)) ?? All[0];

    /// <summary>For the ledger: "Mailchimp; subscribed; OPTIN_TIME 2021-03-04 10:00:00". A time that the row lacks is left out.</summary>
    protected string Evidence(string state, ContactCells cells, params string[] times) =>
        string.Join("; ", new[] { Title, state }.Concat(times.Where(t => cells.Named(t).Length > 0).Select(t => $"{t} {cells.Named(t)}")));

    protected static bool HasAll(IReadOnlyList<string> headers, params string[] names) => names.All(n => headers.Contains(n, StringComparer.OrdinalIgnoreCase));

    /// <summary>The time of a no. A day alone counts to its end in Finland: of a yes and a no of one day the no is taken.</summary>
    protected static DateTime? LatestInstant(string written) =>
        DateOnly.TryParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue
            ? Dates.ToUtc(day.AddDays(1), TimeOnly.MinValue).AddMilliseconds(-1) : Instant(written);

    /// <summary>The ways in which these systems write an instant; one without an offset is taken as UTC. Null: none.</summary>
    protected static DateTime? Instant(string written)
    {
        if (Written().Match(written) is not { Success: true } match) return null;
        var text = match.Groups["day"].Value + "T" + (match.Groups["time"].Success ? match.Groups["time"].Value : "00:00:00") + (match.Groups["offset"].Success ? match.Groups["offset"].Value : "Z");
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.UtcDateTime : null;
    }

    // 2023-05-01 10:11:12.345 +0000 UTC (Go), 2023-05-01T10:11:12.000Z, 2023-05-01 10:11:12
    [GeneratedRegex(@"^(?<day>\d{4}-\d\d-\d\d)(?:[ T](?<time>\d\d:\d\d:\d\d)(?:\.\d+)?\s*(?<offset>Z|[+-]\d\d:?\d\d)?)?", RegexOptions.CultureInvariant)]
    private static partial Regex Written();
}

/// <summary>
/// Our own columns, or anybody's whose columns are mapped. A row says itself when and where its consent was given; one of our own export
/// says too that its reader has left.
/// </summary>
internal sealed class PlainCsv : SourceSystem
{
    /// <summary>Of a seat that stands in a subscription which has ended.</summary>
    public const string Ended = "ended";

    public override string Name => "csv";
    public override string Title => "CSV";
    public override bool SpeaksOurWords => true;

    public override bool Wrote(IReadOnlyList<string> headers) => true;

    // The date of a consent is one that a person wrote, so it is read with the rest of the row
    public override Standing StandingOf(ContactCells cells, string fileName) => cells.Named("state").ToLowerInvariant() switch
    {
        "" or "confirmed" or "requested" => new(),
        "withdrawn" or "unsubscribed" or "peruttu" or "perunut" or "avslutad" => new(No: new(NoKind.Withdrawn, LatestInstant(cells.Named("endedAt")), Evidence("withdrawn", cells, "consentAt", "endedAt"))),
        "suppressed" => new(No: new(NoKind.Objected, LatestInstant(cells.Named("endedAt")), Evidence("suppressed", cells, "consentAt", "endedAt"))),
        "bounced" => new(No: new(NoKind.Bounced, LatestInstant(cells.Named("endedAt")), Evidence("bounced", cells, "consentAt", "endedAt"))),
        Ended => new(Refused: "ended"),
        _ => new(Refused: "state"),
    };
}
