using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
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
    /// <summary>Kind of organisation as in <see cref="OrganisationTypes"/>.</summary>
    public string Type { get; set; } = OrganisationTypes.Association;
    public string? BusinessId { get; set; }
    public string? Website { get; set; }
    public string? Address { get; set; }
    public string? Email { get; set; }
    public string? Phone { get; set; }
    public bool Listed { get; set; }
    /// <summary>Publishes articles and sends bulletins in its own name.</summary>
    public bool IsPublisher { get; set; }
    public List<OrganisationRegion> Regions { get; set; } = [];

    internal sealed class Mapping : IEntityTypeConfiguration<Organisation>
    {
        public void Configure(EntityTypeBuilder<Organisation> organisation)
        {
            organisation.HasIndex(o => o.Slug).IsUnique();
            organisation.HasIndex(o => o.PublicId).IsUnique();
            organisation.HasIndex(o => o.BusinessId).IsUnique();
            organisation.HasMany(o => o.Regions).WithOne().HasForeignKey(r => r.OrganisationId);
        }
    }
}

internal static class OrganisationNames
{
    /// <summary>Those with all the words in their Finnish or Swedish name.</summary>
    public static IQueryable<Organisation> WithName(this IQueryable<Organisation> organisations, string? typed)
    {
        foreach (var word in WrittenWord.AllOf(typed))
        {
            organisations = organisations.Where(o => o.Name.Contains(word.Given) || o.Name.Contains(word.Lower) || o.Name.Contains(word.Capital)
                || o.NameSv!.Contains(word.Given) || o.NameSv.Contains(word.Lower) || o.NameSv.Contains(word.Capital));
        }
        return organisations;
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

/// <summary>A funded piece of work with an end. Its page, funders and sums come with the content model; articles may already name it.</summary>
internal sealed class Project
{
    public long Id { get; set; }
    public Guid PublicId { get; set; } = Guid.CreateVersion7();
    public string Slug { get; set; } = "";
    public string Name { get; set; } = "";
    public long? OrganisationId { get; set; }
    public DateOnly? StartsOn { get; set; }
    public DateOnly? EndsOn { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Project>
    {
        public void Configure(EntityTypeBuilder<Project> project)
        {
            project.HasIndex(p => p.Slug).IsUnique();
            project.HasIndex(p => p.PublicId).IsUnique();
            project.HasOne<Organisation>().WithMany().HasForeignKey(p => p.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
