using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Uutiset.Mailing;

/// <summary>How far one session of a sender has come, as the database knows it.</summary>
internal sealed class SenderSession
{
    public string Node { get; set; } = "";
    /// <summary>Commits that let messages go.</summary>
    public long Intents { get; set; }
    /// <summary>The database in which it worked; null where the engine cannot tell one from its copy.</summary>
    public string? Home { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<SenderSession>
    {
        public void Configure(EntityTypeBuilder<SenderSession> session) => session.HasKey(s => s.Node);
    }
}
