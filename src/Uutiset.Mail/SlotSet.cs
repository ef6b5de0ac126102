using System.Security.Cryptography;

namespace Uutiset.Mail;

/// <summary>The slots of one message template. Make a new set for each compilation: its markers are random.</summary>
public sealed class SlotSet
{
    private readonly string _prefix = "slot" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)) + "n";
    private readonly List<Slot> _slots = [];

    /// <summary>The slots made so far.</summary>
    public IReadOnlyList<Slot> Slots => _slots;

    /// <summary>One line of text in the body. Not inside a tag of the HTML part.</summary>
    public Slot Text(string name) => Add(name, SlotKind.Text);

    /// <summary>An http or https address: in the text, in a quoted attribute of the HTML part, in a List header.</summary>
    public Slot Url(string name) => Add(name, SlotKind.Url);

    /// <summary>A mailto address, in the same places.</summary>
    public Slot Mailto(string name) => Add(name, SlotKind.Mailto);

    /// <summary>The recipient of the To header.</summary>
    public Slot Mailbox(string name) => Add(name, SlotKind.Mailbox);

    /// <summary>The Date header.</summary>
    public Slot Date(string name) => Add(name, SlotKind.Date);

    /// <summary>The Message-ID header.</summary>
    public Slot MessageId(string name) => Add(name, SlotKind.MessageId);

    /// <summary>The pieces of a source text in order: either a literal or a slot.</summary>
    internal IEnumerable<(string Literal, Slot? Slot)> Split(string source)
    {
        var position = 0;
        while (source.IndexOf(_prefix, position, StringComparison.Ordinal) is var at and >= 0)
        {
            var slot = _slots.Find(s => string.CompareOrdinal(source, at, s.Marker, 0, s.Marker.Length) == 0)
                ?? throw new MailFormatException("A slot's marker was cut in two.");
            if (at > position)
            {
                yield return (source[position..at], null);
            }
            yield return ("", slot);
            position = at + slot.Marker.Length;
        }
        if (position < source.Length)
        {
            yield return (source[position..], null);
        }
    }

    private Slot Add(string name, SlotKind kind)
    {
        if (name.Length is 0 or > 40 || !name.All(char.IsAsciiLetterOrDigit) || _slots.Exists(s => s.Name == name))
        {
            throw new MailFormatException($"A slot's name is 1-40 letters and digits and used once: {name}.");
        }
        // The closing letter keeps slot 1 from matching the marker of slot 10.
        var slot = new Slot(name, kind, _prefix + _slots.Count.ToString(System.Globalization.CultureInfo.InvariantCulture) + "e");
        _slots.Add(slot);
        return slot;
    }
}
