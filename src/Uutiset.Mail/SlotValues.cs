using System.Buffers;
using System.Text;

namespace Uutiset.Mail;

/// <summary>One recipient's values for the slots of a <see cref="CompiledMessage"/>, each checked by its slot's kind when set. Not for several threads.</summary>
public sealed class SlotValues
{
    private readonly SlotDefinition[] _slots;
    private readonly object?[] _values;

    internal SlotValues(SlotDefinition[] slots)
    {
        _slots = slots;
        _values = new object?[slots.Length];
    }

    /// <summary>Sets a slot of kind Text, Url, Mailto or MessageId. A name the message does not use is ignored.</summary>
    /// <exception cref="MailFormatException">The value may not stand in such a slot.</exception>
    public SlotValues Set(string name, string value) => Set(name, value, kind => kind switch
    {
        SlotKind.Text => Text(value),
        SlotKind.Url => HeaderValues.Url(value),
        SlotKind.Mailto => HeaderValues.Mailto(value),
        SlotKind.MessageId => HeaderValues.MessageId(value),
        _ => null,
    });

    /// <summary>Sets a slot of kind Mailbox.</summary>
    public SlotValues Set(string name, Mailbox value) => Set(name, value, kind => kind == SlotKind.Mailbox ? value : null);

    /// <summary>Sets a slot of kind Date; written with its own offset.</summary>
    public SlotValues Set(string name, DateTimeOffset value) => Set(name, value, kind => kind == SlotKind.Date ? HeaderValues.Date(value) : null);

    internal void RequireFor(SlotDefinition[] slots)
    {
        if (!ReferenceEquals(slots, _slots))
        {
            throw new InvalidOperationException("These values belong to another message.");
        }
        var missing = Array.IndexOf(_values, null);
        if (missing >= 0)
        {
            throw new InvalidOperationException($"The slot {_slots[missing].Name} has no value.");
        }
    }

    internal void Write(int slot, SlotPlace place, IBufferWriter<byte> output)
    {
        if (_values[slot] is Mailbox mailbox)
        {
            HeaderWriter.Address(output, mailbox, "To: ".Length);
            return;
        }
        var value = (string)_values[slot]!;
        if (place == SlotPlace.Header)
        {
            Encoding.ASCII.GetBytes(value, output);
            return;
        }
        var text = place == SlotPlace.HtmlPart ? Escape(value) : value;
        var length = Encoding.UTF8.GetByteCount(text);
        byte[]? rented = null;
        var utf8 = length <= 512 ? stackalloc byte[512] : rented = ArrayPool<byte>.Shared.Rent(length);
        Encoding.UTF8.GetBytes(text, utf8);
        QuotedPrintable.Encode(utf8[..length], 0, endsLine: true, output);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private SlotValues Set(string name, object value, Func<SlotKind, object?> check)
    {
        for (var i = 0; i < _slots.Length; i++)
        {
            if (_slots[i].Name == name)
            {
                _values[i] = check(_slots[i].Kind)
                    ?? throw new MailFormatException($"The slot {name} takes a {_slots[i].Kind}, not a {value.GetType().Name}.");
            }
        }
        return this;
    }

    private static string Text(string value)
    {
        HeaderText.Require(value, "text slot");
        return value;
    }

    // Five characters cover text and quoted attributes alike.
    private static string Escape(string value) => value.AsSpan().IndexOfAny("&<>\"'") < 0
        ? value
        : value.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("\"", "&quot;", StringComparison.Ordinal)
            .Replace("'", "&#39;", StringComparison.Ordinal);
}
