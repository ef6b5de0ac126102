namespace Uutiset.Subscribers;

/// <param name="Organisation">Null: a private reader, or an organisation that its business id names.</param>
/// <param name="Consent">Null: the address is asked by mail.</param>
internal sealed record Enrolment(string? Organisation, string Email, string? Name, ContactKind Kind, Wishes Wishes, GivenConsent? Consent)
{
    public string? OrganisationSv { get; init; }

    /// <summary>Valid. It tells which organisation is meant, whatever the name says.</summary>
    public string? BusinessId { get; init; }

    public string? Duty { get; init; }

    /// <summary>What the organisation as a whole wants, where it begins to subscribe by this row; null: what the row wants.</summary>
    public Wishes? Shared { get; init; }

    /// <summary>Null: the first one of an organisation is its owner, the others are members.</summary>
    public Seat? Seat { get; init; }

    /// <summary>Null: everything that the publisher sends.</summary>
    public long? SeriesId { get; init; }

    /// <summary>No mail before this day, if it lies ahead.</summary>
    public DateOnly? PausedUntil { get; init; }

    /// <summary>The reader has said no where the list comes from. Then only the address counts.</summary>
    public GivenNo? No { get; init; }
}

/// <summary>A consent given elsewhere: when, and where the proof lies ("Vuosikokous 2024, osallistujalista").</summary>
internal sealed record GivenConsent(DateTime AtUtc, string Source);

internal enum NoKind { Withdrawn, Objected, Bounced, Complained }

/// <param name="AtUtc">Null: the list does not say when.</param>
internal sealed record GivenNo(NoKind Kind, DateTime? AtUtc, string Source);

internal enum EnrolmentResult
{
    Confirmed,
    Asked,
    Unchanged,
    /// <summary>A no that was said elsewhere stands here from now on.</summary>
    Barred,
    Withdrawn,
    /// <summary>The reader has left the address for another one.</summary>
    Moved,
    Suppressed,
    Bounced,
    AskedToday,
    /// <summary>The organisation has ended what the row is of, and the row brings no consent that is younger.</summary>
    Ended,
    /// <summary>The list brings a no without a time, and the reader has said yes here: which came later is for somebody to find out.</summary>
    SaidYes,
    /// <summary>A business id that nobody here has, and no name to make an organisation of.</summary>
    UnknownOrganisation,
}
