namespace Uutiset.Mailing.Sending;

/// <summary>A delivery that this node holds.</summary>
internal sealed record LeasedMail(long Id, long? DispatchId, long ContentId, string Address, string Slots, string? MessageId, DateTime QueuedUtc, DateTime NextUtc, int Attempts)
{
    public static LeasedMail Of(Delivery row) =>
        new(row.Id, row.DispatchId, row.ContentId, row.Address, row.Slots, row.MessageId, row.QueuedUtc, row.NextUtc, row.Attempts);
}

/// <summary>What became of a leased mail, not yet written down.</summary>
/// <param name="Node">The session that held it, which may be over.</param>
internal sealed record Settlement(LeasedMail Mail, SendResult Result, string Server, DateTime AtUtc, string Node, Intention Intention);

/// <summary>Whether a row was committed as transmitting before its mail ended so. Unknown: the connection was lost in the commit.</summary>
internal enum Intention { None, Unknown, Committed }
