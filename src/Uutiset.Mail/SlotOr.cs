namespace Uutiset.Mail;

/// <summary>A header value known when compiling, or the slot that gets it for each recipient. Both convert by themselves.</summary>
public readonly struct SlotOr<T> where T : notnull
{
    private SlotOr(T? value, Slot? slot)
    {
        Value = value;
        Slot = slot;
    }

    /// <summary>The value, when there is no slot.</summary>
    public T? Value { get; }

    /// <summary>The slot, or null.</summary>
    public Slot? Slot { get; }

    /// <summary>A fixed value.</summary>
    public static implicit operator SlotOr<T>(T value) => new(value, null);

    /// <summary>A slot.</summary>
    public static implicit operator SlotOr<T>(Slot slot) => new(default, slot);
}
