using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.Vocabulary;

namespace Uutiset.Site.Settings;

/// <summary>How far the site meets the accessibility requirements, by its keepers' own assessment.</summary>
internal enum Conformity { Fully, Partly, NotYet }

/// <summary>
/// What the site says of itself, kept in the desk: one row. Empty fields: what the settings of the server or the program itself says. The
/// site's name and address stay with the server, since mails and links are made of them; publisher and contact with the organisation.
/// </summary>
internal sealed class SiteFacts
{
    public const int Only = 1;

    public int Id { get; set; } = Only;
    public string? TaglineFi { get; set; }
    public string? TaglineSv { get; set; }
    public string? TaglineEn { get; set; }
    /// <summary>What a search engine says of the front page.</summary>
    public string? DescriptionFi { get; set; }
    public string? DescriptionSv { get; set; }
    public string? DescriptionEn { get; set; }
    /// <summary>Answers for the content (Act 460/2003); who did so when stands in the audit log.</summary>
    public string? ResponsibleEditor { get; set; }
    public Conformity Conformity { get; set; } = Conformity.Partly;
    /// <summary>The day on which the accessibility was last assessed.</summary>
    public DateOnly? AssessedOn { get; set; }
    /// <summary>What is not accessible and why; an empty line begins a paragraph.</summary>
    public string? GapsFi { get; set; }
    public string? GapsSv { get; set; }
    public string? GapsEn { get; set; }
    /// <summary>How to reach the supervisor, which changes by law.</summary>
    public string? SupervisionFi { get; set; }
    public string? SupervisionSv { get; set; }
    public string? SupervisionEn { get; set; }
    /// <summary>Name and contact of the data protection officer, where there is one.</summary>
    public string? DataProtectionOfficer { get; set; }
    /// <summary>Who processes personal data for the publisher, and where.</summary>
    public string? ProcessorsFi { get; set; }
    public string? ProcessorsSv { get; set; }
    public string? ProcessorsEn { get; set; }
    public int Version { get; set; }

    public Localized? Tagline => Words(TaglineFi, TaglineSv, TaglineEn);

    public Localized? Description => Words(DescriptionFi, DescriptionSv, DescriptionEn);

    public Localized? Gaps => Words(GapsFi, GapsSv, GapsEn);

    public Localized? Supervision => Words(SupervisionFi, SupervisionSv, SupervisionEn);

    public Localized? Processors => Words(ProcessorsFi, ProcessorsSv, ProcessorsEn);

    private static Localized? Words(string? fi, string? sv, string? en) => fi is null ? null : new(fi, sv, en);

    internal sealed class Mapping : IEntityTypeConfiguration<SiteFacts>
    {
        public void Configure(EntityTypeBuilder<SiteFacts> facts)
        {
            facts.Ignore(f => f.Tagline).Ignore(f => f.Description).Ignore(f => f.Gaps).Ignore(f => f.Supervision).Ignore(f => f.Processors);
            facts.Property(f => f.Id).ValueGeneratedNever();
            facts.Property(f => f.Version).IsConcurrencyToken();
        }
    }
}
