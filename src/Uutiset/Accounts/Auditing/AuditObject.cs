using Uutiset.Data;

namespace Uutiset.Accounts.Auditing;

/// <summary>A kind of thing that the audit log tells about; a room registers its own as singletons.</summary>
/// <param name="Kind">What stands before the colon: "article" of "article:0198…", or the table that a change refers to.</param>
/// <param name="Href">The desk's page of one, by what stands behind the colon.</param>
/// <param name="Names">What references of this kind are called today; one that was forgotten has no name any more, in the log neither.</param>
internal sealed record AuditObject(string Kind, Func<string, string>? Href = null, Func<NewsDb, IReadOnlyCollection<long>, IQueryable<AuditName>>? Names = null);

internal sealed record AuditName(long Id, string Name);
