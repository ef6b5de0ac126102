using System.Collections.Concurrent;

namespace Uutiset.Mailing.Bounces;

/// <summary>Mail in the bounce mailbox that is left alone: it is read once by each process, not every minute.</summary>
internal sealed class LeftMail
{
    private const int Most = 100_000;
    private readonly ConcurrentDictionary<string, bool> names = new();

    public bool Has(string? name) => name is not null && names.ContainsKey(name);

    public void Add(string? name)
    {
        if (name is null) return;
        if (names.Count >= Most) names.Clear();
        names[name] = true;
    }
}
