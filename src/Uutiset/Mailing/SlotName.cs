namespace Uutiset.Mailing;

/// <summary>Slots that the sender fills from the delivery's own columns; every other name is a key of its slots JSON.</summary>
internal static class SlotName
{
    public const string To = "to";
    public const string Date = "date";
    public const string MessageId = "messageId";
}
