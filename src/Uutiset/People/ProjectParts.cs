using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.Media;

namespace Uutiset.People;

internal sealed class ProjectPartner
{
    public long ProjectId { get; set; }
    public long OrganisationId { get; set; }
    public Organisation? Organisation { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ProjectPartner>
    {
        public void Configure(EntityTypeBuilder<ProjectPartner> row)
        {
            row.HasKey(r => new { r.ProjectId, r.OrganisationId });
            row.HasOne(r => r.Organisation).WithMany().HasForeignKey(r => r.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

internal sealed class ProjectPerson
{
    public long ProjectId { get; set; }
    public long PersonId { get; set; }
    public Person? Person { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ProjectPerson>
    {
        public void Configure(EntityTypeBuilder<ProjectPerson> row)
        {
            row.HasKey(r => new { r.ProjectId, r.PersonId });
            row.HasOne(r => r.Person).WithMany().HasForeignKey(r => r.PersonId);
        }
    }
}

/// <summary>Who pays: one of the organisations, or a name.</summary>
internal sealed class ProjectFunder
{
    public long ProjectId { get; set; }
    public int Position { get; set; }
    public long? OrganisationId { get; set; }
    public Organisation? Organisation { get; set; }
    public string? Name { get; set; }
    /// <summary>Euros; null: not told.</summary>
    public decimal? Amount { get; set; }
    /// <summary>What the terms of the funding want shown (PUB-09); without one, the organisation's.</summary>
    public Guid? LogoId { get; set; }
    public MediaItem? Logo { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ProjectFunder>
    {
        public void Configure(EntityTypeBuilder<ProjectFunder> row)
        {
            row.HasKey(r => new { r.ProjectId, r.Position });
            row.Property(r => r.Amount).HasPrecision(14, 2);
            row.HasOne(r => r.Organisation).WithMany().HasForeignKey(r => r.OrganisationId).OnDelete(DeleteBehavior.Restrict);
            row.HasOne(r => r.Logo).WithMany().HasForeignKey(r => r.LogoId).HasPrincipalKey(m => m.PublicId).OnDelete(DeleteBehavior.ClientNoAction);
        }
    }
}

/// <summary>An address outside, with a text that says where it leads.</summary>
internal sealed class ProjectLink
{
    public long ProjectId { get; set; }
    public int Position { get; set; }
    public string Url { get; set; } = "";
    public string Title { get; set; } = "";

    internal sealed class Mapping : IEntityTypeConfiguration<ProjectLink>
    {
        public void Configure(EntityTypeBuilder<ProjectLink> row) => row.HasKey(r => new { r.ProjectId, r.Position });
    }
}
