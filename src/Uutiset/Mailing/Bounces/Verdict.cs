using Uutiset.Mail.Smtp;

namespace Uutiset.Mailing.Bounces;

/// <summary>What a report says of the address.</summary>
internal enum Verdict
{
    /// <summary>There is no such address: nothing more is mailed to it.</summary>
    Hard,
    /// <summary>It may work again: counted (<see cref="SoftFailures"/>).</summary>
    Soft,
    /// <summary>Refused for good, but not for the address's sake: policy, reputation, size. A person has to look.</summary>
    Fault,
    /// <summary>The reader wants no mail.</summary>
    Complaint,
}

internal static class Verdicts
{
    // mail.md, check 24. 5.1.7 and 5.1.8 accuse the sender, 5.2.2 is a full mailbox, 5.2.3 a message too large
    private static readonly EnhancedStatus[] AddressFaults = [new(5, 1, 1), new(5, 1, 2), new(5, 1, 3), new(5, 1, 6), new(5, 1, 10), new(5, 2, 1)];

    /// <summary>By kind and class together: a soft failure that lasted too long arrives as failed with 4.2.2.</summary>
    /// <returns>Null: nothing that counts.</returns>
    public static Verdict? Of(ReportKind kind, EnhancedStatus? status) => kind switch
    {
        ReportKind.Complaint => Verdict.Complaint,
        ReportKind.Failed when status is { Class: 4 } => Verdict.Soft,
        ReportKind.Failed when status is { } code && AddressFaults.Contains(code) => Verdict.Hard,
        ReportKind.Failed => Verdict.Fault,
        _ => null,
    };
}

/// <summary>How a bulletin went to one address.</summary>
internal enum Arrival
{
    /// <summary>Nobody said that it did not.</summary>
    Arrived,
    FailedSoftly,
    /// <summary>Failed, but not because of the mailbox: says nothing either way.</summary>
    Otherwise,
}

/// <param name="AtUtc">When it was sent: reports come days later, and not in order.</param>
internal readonly record struct SentBulletin(long Bulletin, DateTime AtUtc, Arrival How);

/// <summary>A mailbox that is full, or a server that is down, for long (mail.md, check 24).</summary>
internal static class SoftFailures
{
    public const int Bulletins = 3;
    public static readonly TimeSpan Time = TimeSpan.FromDays(15);

    /// <param name="newestFirst">Up to the one that failed last.</param>
    public static bool AreEnough(IEnumerable<SentBulletin> newestFirst)
    {
        var failed = newestFirst.TakeWhile(s => s.How != Arrival.Arrived).Where(s => s.How == Arrival.FailedSoftly).ToList();
        return failed.Select(s => s.Bulletin).Distinct().Count() >= Bulletins && failed[0].AtUtc - failed[^1].AtUtc >= Time;
    }
}

/// <summary>When so many of a sending fail for good that the fault may be ours: a wrong list, a relay that is blocked.</summary>
internal static class HardShare
{
    /// <summary>Under this an old list of twenty would be stopped by its first two former members.</summary>
    public const int Least = 10;

    /// <param name="settled">Those of the sending of which a server has said something: a list that begins badly is stopped near its beginning.</param>
    public static bool IsTooMuch(int failed, int settled) => failed >= Least && failed * 20L > settled;
}
