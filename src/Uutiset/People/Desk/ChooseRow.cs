namespace Uutiset.People.Desk;

/// <summary>A list to choose one of, or none.</summary>
internal sealed record ChooseRow(string Field, string Label, IReadOnlyList<(Guid Id, string Name)> Choices, Guid? Chosen);

/// <summary>Boxes to tick any of. More than a few fold away: the ticked ones are named above.</summary>
internal sealed record TickRow(string Field, string Label, IReadOnlyList<(Guid Id, string Name)> Choices, IReadOnlyList<Guid> Chosen);
