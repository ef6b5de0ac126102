namespace Uutiset.Mail;

/// <summary>Which encoding a slot's value gets. The numbers are stored.</summary>
internal enum SlotPlace : byte
{
    /// <summary>As it is, or as an address field.</summary>
    Header = 1,
    /// <summary>Quoted-printable.</summary>
    TextPart = 2,
    /// <summary>HTML-escaped, then quoted-printable.</summary>
    HtmlPart = 3,
}

/// <summary>A run of literal bytes followed, unless it is the last, by a slot.</summary>
internal readonly record struct Segment(int Start, int Length, int Slot, SlotPlace Place);

/// <summary>A slot as the compiled message knows it.</summary>
internal readonly record struct SlotDefinition(string Name, SlotKind Kind);
