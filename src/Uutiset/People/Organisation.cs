using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.Accounts;
using Uutiset.Media;
using Uutiset.Vocabulary;

namespace Uutiset.People;

/// <summary>An NGO, a wellbeing services county, a ministry. One that a subscriber typed stays unlisted until an editor lists or merges it.</summary>
internal sealed class Organisation
{
    public long Id { get; set; }
    public Guid PublicId { get; set; } = Guid.CreateVersion7();
    public string Slug { get; set; } = "";
    public string Name { get; set; } = "";
    public string? NameSv { get; set; }
    public string? NameEn { get; set; }
    /// <summary>Kind of organisation as in <see cref="OrganisationTypes"/>.</summary>
    public string Type { get; set; } = OrganisationTypes.Association;
    public string? BusinessId { get; set; }
    /// <summary>Number in the register of associations or foundations that PRH keeps.</summary>
    public string? RegistryNumber { get; set; }
    public long? ParentId { get; set; }
    public Organisation? Parent { get; set; }
    public string? Website { get; set; }
    public string? Address { get; set; }
    public string? Email { get; set; }
    public string? Phone { get; set; }
    /// <summary>A picture of the media library.</summary>
    public Guid? LogoId { get; set; }
    public MediaItem? Logo { get; set; }
    /// <summary>Some paragraphs for the page, before the articles.</summary>
    public string? IntroductionHtml { get; set; }
    public string? IntroductionSvHtml { get; set; }
    public string? IntroductionEnHtml { get; set; }
    public bool Listed { get; set; }
    /// <summary>Publishes articles and sends bulletins in its own name.</summary>
    public bool IsPublisher { get; set; }
    /// <summary>Concurrency token, the ETag outside.</summary>
    public int Version { get; set; } = 1;
    public List<OrganisationRegion> Regions { get; set; } = [];

    public Localized Label => new(Name, NameSv, NameEn);

    public Introduction Introduction
    {
        get => new(IntroductionHtml, IntroductionSvHtml, IntroductionEnHtml);
        set => (IntroductionHtml, IntroductionSvHtml, IntroductionEnHtml) = (value.Fi, value.Sv, value.En);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Organisation>
    {
        public void Configure(EntityTypeBuilder<Organisation> organisation)
        {
            organisation.Ignore(o => o.Label).Ignore(o => o.Introduction);
            organisation.Property(o => o.Version).IsConcurrencyToken();
            organisation.HasIndex(o => o.Slug).IsUnique();
            organisation.HasIndex(o => o.PublicId).IsUnique();
            organisation.HasIndex(o => o.BusinessId).IsUnique();
            organisation.HasOne(o => o.Parent).WithMany().HasForeignKey(o => o.ParentId).OnDelete(DeleteBehavior.Restrict);
            organisation.HasOne(o => o.Logo).WithMany().HasForeignKey(o => o.LogoId).HasPrincipalKey(m => m.PublicId).OnDelete(DeleteBehavior.ClientNoAction);
            // Who speaks for it and for nobody else
            organisation.HasMany<User>().WithOne().HasForeignKey(u => u.PublisherId).OnDelete(DeleteBehavior.Restrict);
            organisation.HasMany<ApiKey>().WithOne().HasForeignKey(k => k.PublisherId).OnDelete(DeleteBehavior.Restrict);
            organisation.HasMany(o => o.Regions).WithOne().HasForeignKey(r => r.OrganisationId);
        }
    }
}

internal sealed class OrganisationRegion
{
    public long OrganisationId { get; set; }
    public string RegionCode { get; set; } = "";

    internal sealed class Mapping : IEntityTypeConfiguration<OrganisationRegion>
    {
        public void Configure(EntityTypeBuilder<OrganisationRegion> row)
        {
            row.HasKey(r => new { r.OrganisationId, r.RegionCode });
            row.HasOne<RegionRow>().WithMany().HasForeignKey(r => r.RegionCode).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
