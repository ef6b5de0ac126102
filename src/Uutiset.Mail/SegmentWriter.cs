using System.Buffers;
using System.Text;

namespace Uutiset.Mail;

/// <summary>Collects literal bytes and the slots between them.</summary>
internal sealed class SegmentWriter(SlotSet slots)
{
    private readonly ArrayBufferWriter<byte> _bytes = new(4096);
    private readonly List<Segment> _segments = [];
    private readonly List<Slot> _used = [];
    private int _start;

    public IBufferWriter<byte> Bytes => _bytes;

    public void Literal(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    public void Ascii(string text) => Encoding.ASCII.GetBytes(text, _bytes);

    public void Slot(Slot slot, SlotPlace place, params ReadOnlySpan<SlotKind> allowed)
    {
        if (!allowed.Contains(slot.Kind) || !slots.Slots.Contains(slot))
        {
            throw new MailFormatException($"The slot {slot.Name} ({slot.Kind}) stands where its kind may not, or is of another set.");
        }
        if (!_used.Contains(slot))
        {
            _used.Add(slot);
        }
        Close(_used.IndexOf(slot), place);
    }

    public CompiledMessage ToMessage()
    {
        Close(-1, SlotPlace.Header);
        return new CompiledMessage([.. _used.Select(s => new SlotDefinition(s.Name, s.Kind))], [.. _segments], _bytes.WrittenSpan.ToArray());
    }

    private void Close(int slot, SlotPlace place)
    {
        _segments.Add(new Segment(_start, _bytes.WrittenCount - _start, slot, place));
        _start = _bytes.WrittenCount;
    }
}
