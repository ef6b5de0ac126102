namespace Uutiset.Subscribers.Joining;

/// <summary>What the room of bulletins tells of what it sends; this room knows nothing of bulletins.</summary>
internal interface IBulletinSample
{
    /// <summary>What somebody with these wishes got last, or would find among the newest articles.</summary>
    Task<BulletinSample> FindAsync(long publisher, long? series, Wishes wishes, CancellationToken ct);

    /// <summary>The series in which a publisher has sent bulletins: one in which nothing is sent is not offered to anybody.</summary>
    Task<IReadOnlyList<SentSeries>> SeriesAsync(CancellationToken ct);
}

/// <param name="Number">Of the bulletin; null: these are articles.</param>
internal sealed record BulletinSample(int? Number, string? Subject, DateTime? SentUtc, IReadOnlyList<SampleItem> Items);

/// <param name="Path">Without the language's prefix.</param>
internal sealed record SampleItem(string Title, string Path, string Lang);

internal sealed record SentSeries(long PublisherId, long TermId);
