namespace Uutiset.Desk.Picks;

/// <summary>What <c>/Desk/Picks/_Pick.cshtml</c> shows: a field that finds by name.</summary>
internal sealed record PickRow(string Field, string Kind, string Label, Pick Pick, string? Hint = null, bool Many = false)
{
    public static PickRow Of(PickField field, string label, string? hint = null) => new(field.Name, field.Kind, label, field.Pick, hint, field.Many);
}
