using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.People;

namespace Uutiset.Subscribers;

/// <summary>The organisations that a list names. One that is not here yet has a number below zero until it is written.</summary>
internal sealed class NamedOrganisations
{
    private const int MostKeys = 2_000;
    private readonly Dictionary<string, long> byName = [];
    private readonly Dictionary<string, long> byNumber = [];
    // Who has a business id is not meant by another one, whatever the name
    private readonly HashSet<long> numbered = [];
    private readonly Dictionary<string, string> keys = [];
    private long next = -1;

    public bool IsRead { get; private set; }

    public async Task ReadAsync(NewsDb db, CancellationToken ct)
    {
        IsRead = true;
        var known = db.Organisations.AsNoTracking().OrderByDescending(o => o.Listed).ThenBy(o => o.Id).Select(o => new { o.Id, o.Name, o.NameSv, o.BusinessId }).AsAsyncEnumerable();
        await foreach (var o in known.WithCancellation(ct)) Add(o.Id, o.Name, o.NameSv, o.BusinessId);
        // The name of one that was merged still means its heir: a list from before the merge would bring it back otherwise
        foreach (var f in await db.FormerOrganisations.AsNoTracking().OrderBy(f => f.MergedUtc).Select(f => new { f.HeirId, f.Name, f.NameSv }).ToListAsync(ct)) Add(f.HeirId, f.Name, f.NameSv, null);
    }

    /// <returns>Null: a private reader's row, or an organisation that is not here.</returns>
    public long? Find(Enrolment row)
    {
        if (row.BusinessId is { } number && byNumber.TryGetValue(number, out var exact)) return exact;
        return row.Organisation is { } name && byName.TryGetValue(KeyOf(name), out var named) && (row.BusinessId is null || !numbered.Contains(named)) ? named : null;
    }

    /// <summary>Those that the rows name and nobody has, each with the number that <see cref="Find"/> answers until they are written.</summary>
    public IReadOnlyDictionary<long, Organisation> Promise(IEnumerable<Enrolment> rows)
    {
        var made = new Dictionary<long, Organisation>();
        foreach (var row in rows.Where(r => r.Organisation is not null))
        {
            if (Find(row) is not null) continue;
            var organisation = TypedOrganisation.New(row.Organisation!);
            organisation.NameSv = row.OrganisationSv;
            organisation.BusinessId = row.BusinessId;
            made[next] = organisation;
            Add(next--, organisation.Name, organisation.NameSv, organisation.BusinessId);
        }
        return made;
    }

    /// <summary>What was promised is written, and has its own number.</summary>
    public void Keep(IReadOnlyDictionary<long, Organisation> written)
    {
        foreach (var (promised, organisation) in written)
        {
            foreach (var key in new[] { organisation.Name, organisation.NameSv }.OfType<string>().Select(KeyOf).Where(k => byName[k] == promised)) byName[key] = organisation.Id;
            if (organisation.BusinessId is { } number) byNumber[number] = organisation.Id;
            if (numbered.Remove(promised)) numbered.Add(organisation.Id);
        }
    }

    /// <summary>It was written, and is taken back: whichever row names it next makes it anew.</summary>
    public void Drop(Organisation organisation)
    {
        foreach (var key in new[] { organisation.Name, organisation.NameSv }.OfType<string>().Select(KeyOf).Where(k => byName.GetValueOrDefault(k) == organisation.Id)) byName.Remove(key);
        if (organisation.BusinessId is { } number && numbered.Remove(organisation.Id)) byNumber.Remove(number);
    }

    // Each row asks several times, and the rows of an organisation mostly stand together
    private string KeyOf(string name)
    {
        if (keys.TryGetValue(name, out var key)) return key;
        if (keys.Count >= MostKeys) keys.Clear();
        return keys[name] = OrganisationNames.Key(name);
    }

    private void Add(long id, string name, string? nameSv, string? number)
    {
        byName.TryAdd(KeyOf(name), id);
        if (nameSv is not null) byName.TryAdd(KeyOf(nameSv), id);
        if (number is not null && byNumber.TryAdd(number, id)) numbered.Add(id);
    }
}
