namespace Uutiset.Data;

/// <summary>Rows that a site cannot do without, added by <c>migrate</c> when they are missing and never overwritten.</summary>
internal interface IStartingRows
{
    Task AddMissingAsync(NewsDb db, CancellationToken ct);
}
