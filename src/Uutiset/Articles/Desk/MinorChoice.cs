namespace Uutiset.Articles.Desk;

/// <summary>The box "a small correction" at publishing changes of a public article.</summary>
internal sealed class MinorChoice
{
    public bool Chosen { get; set; }

    /// <summary>The page ticked it by itself, since nothing that readers see had changed: only what differs from that is a choice.</summary>
    public bool Suggested { get; set; }

    /// <summary>Null: nobody chose, and the texts themselves tell, as they are when they come out.</summary>
    public bool? Asked => Chosen == Suggested ? null : Chosen;
}
