namespace Uutiset.Subscribers;

/// <summary>A seat of an address under the publisher, as far as the answer to a row depends on it.</summary>
/// <param name="Organisation">Null: a private reader's. Negative: of an organisation that would be made.</param>
/// <param name="Series">Null: everything.</param>
/// <param name="YesUtc">Of a confirmed one.</param>
internal sealed record HeldSeat(long? Organisation, long? Series, ContactState State, DateTime? YesUtc, DateTime? EndedUtc = null);

/// <summary>What becomes of a row: the same words for a list that is taken and for one that is only tried.</summary>
internal static class EnrolmentWeighing
{
    /// <returns>Asked also where the address has had its mail of the day: that is for the caller to find out.</returns>
    public static EnrolmentResult Weigh(Enrolment row, long? organisation, IReadOnlyCollection<HeldSeat> seats)
    {
        var sitting = Sitting(row, organisation, seats);
        return sitting?.State switch
        {
            ContactState.Confirmed => EnrolmentResult.Unchanged,
            ContactState.Bounced => EnrolmentResult.Bounced,
            ContactState.Suppressed => EnrolmentResult.Suppressed,
            ContactState.Withdrawn => EnrolmentResult.Withdrawn,
            _ when seats.Any(s => s.State == ContactState.Withdrawn) && seats.All(s => s.State != ContactState.Confirmed) => EnrolmentResult.Withdrawn,
            ContactState.Requested => row.Consent is null ? EnrolmentResult.Unchanged : EnrolmentResult.Confirmed,
            _ => row.Consent is null ? EnrolmentResult.Asked : EnrolmentResult.Confirmed,
        };
    }

    /// <summary>
    /// A private reader's row means whichever seat they have: who gets the bulletins through an organisation gets them. Who gets them all gets
    /// the row's series; and who follows another one has perhaps narrowed it themselves, so that only a younger consent adds to it.
    /// </summary>
    private static HeldSeat? Sitting(Enrolment row, long? organisation, IReadOnlyCollection<HeldSeat> seats) =>
        seats.FirstOrDefault(s => s.Organisation == organisation && s.Series == row.SeriesId)
        ?? seats.FirstOrDefault(s => s.State == ContactState.Confirmed && (organisation is null || s.Organisation == organisation)
            && (s.Series is null || s.Series == row.SeriesId || !(row.Consent?.AtUtc > s.YesUtc)))
        ?? seats.FirstOrDefault(s => s.Organisation == organisation && s.State is not (ContactState.Confirmed or ContactState.Requested));

    /// <summary>
    /// A no stands unless the reader has said yes here themselves, and later: a yes that came with a list outweighs none. One without a time
    /// may be older or younger than the reader's own yes, so somebody has to look.
    /// </summary>
    /// <param name="stands">Such a no is here already.</param>
    /// <param name="ownYesUtc">When the reader last confirmed here themselves.</param>
    public static EnrolmentResult WeighNo(GivenNo no, bool stands, DateTime? ownYesUtc, IReadOnlyCollection<HeldSeat> seats)
    {
        if (stands) return EnrolmentResult.Unchanged;
        // The end that is here already, also where an organisation has said it: its list is read again, and nobody says more by that
        if (no.Kind == NoKind.Withdrawn && seats.Count > 0 && seats.All(s => s.State == ContactState.Withdrawn) && seats.Any(s => no.AtUtc <= s.EndedUtc)) return EnrolmentResult.Unchanged;
        if (ownYesUtc is not { } yes || seats.All(s => s.State != ContactState.Confirmed)) return EnrolmentResult.Barred;
        return no.AtUtc is not { } at ? EnrolmentResult.SaidYes : yes > at ? EnrolmentResult.Unchanged : EnrolmentResult.Barred;
    }
}
