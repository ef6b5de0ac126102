using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Uutiset.Search.Wording;

/// <summary>How often something was searched on a day that nothing in the archive has. Of who searched it there is nothing.</summary>
internal sealed class MissedSearch
{
    public string Words { get; set; } = "";
    public DateOnly Day { get; set; }
    public int Count { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<MissedSearch>
    {
        public void Configure(EntityTypeBuilder<MissedSearch> missed) => missed.HasKey(m => new { m.Day, m.Words });
    }
}
