namespace Uutiset.Subscribers.Rights;

/// <summary>Lists that lie beside the database for some days until they are taken. They are the room's that takes them.</summary>
internal interface IPersonLists
{
    Task<IReadOnlyList<ListData>> TellAsync(string addressKey, CancellationToken ct);

    /// <returns>How many lists were removed.</returns>
    Task<int> EraseAsync(string addressKey, CancellationToken ct);
}

/// <param name="Until">When it is removed.</param>
internal sealed record ListData(DateTime At, string FileName, DateTime Until);
