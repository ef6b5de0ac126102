namespace Uutiset.Mail;

/// <summary>A place in a message that is filled for each recipient. Made by <see cref="SlotSet"/>.</summary>
public sealed class Slot
{
    internal Slot(string name, SlotKind kind, string marker)
    {
        Name = name;
        Kind = kind;
        Marker = marker;
    }

    /// <summary>The name under which the value is given.</summary>
    public string Name { get; }

    /// <summary>What it takes.</summary>
    public SlotKind Kind { get; }

    /// <summary>
    /// Stands for the slot in the text and HTML source. Letters and digits only, so that it passes HTML encoders, parsers and
    /// line wrapping unchanged, with 128 random bits, so that no text somebody wrote earlier can contain it.
    /// </summary>
    public string Marker { get; }

    /// <summary>The marker: a slot can be written into an interpolated string or handed to a template as a value.</summary>
    public override string ToString() => Marker;
}
