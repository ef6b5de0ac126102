using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.Vocabulary;

namespace Uutiset.People;

/// <summary>How exactly a project's day is known: the first or last day of the month or year stands for it.</summary>
internal enum DayPrecision { Day, Month, Year }

internal enum ProjectStatus { Planned, Active, Ended }

/// <summary>A funded piece of work with an end: who does it, who pays for it, what came of it and who goes on.</summary>
internal sealed class Project
{
    public long Id { get; set; }
    public Guid PublicId { get; set; } = Guid.CreateVersion7();
    public string Slug { get; set; } = "";
    public string Name { get; set; } = "";
    public string? NameSv { get; set; }
    public string? NameEn { get; set; }
    public long? UmbrellaId { get; set; }
    public Project? Umbrella { get; set; }
    /// <summary>The owner; partners are <see cref="Partners"/>.</summary>
    public long? OrganisationId { get; set; }
    public Organisation? Organisation { get; set; }
    public DateOnly? StartsOn { get; set; }
    public DayPrecision StartsPrecision { get; set; }
    public DateOnly? EndsOn { get; set; }
    public DayPrecision EndsPrecision { get; set; }
    public string? FundingText { get; set; }
    public string? FundingTextSv { get; set; }
    public string? FundingTextEn { get; set; }
    public string DescriptionHtml { get; set; } = "";
    public string? DescriptionSvHtml { get; set; }
    public string? DescriptionEnHtml { get; set; }
    public long? SuccessorId { get; set; }
    public Project? Successor { get; set; }
    public DateOnly? CheckedOn { get; set; }
    public DateOnly? ReviewBy { get; set; }
    /// <summary>Concurrency token, the ETag outside.</summary>
    public int Version { get; set; } = 1;
    public List<ProjectPartner> Partners { get; set; } = [];
    public List<ProjectPerson> People { get; set; } = [];
    public List<ProjectFunder> Funders { get; set; } = [];
    public List<ProjectLink> Links { get; set; } = [];

    public Localized Label => new(Name, NameSv, NameEn);

    public ProjectStatus StatusOn(DateOnly today) => StatusOf(StartsOn, EndsOn, today);

    public static ProjectStatus StatusOf(DateOnly? starts, DateOnly? ends, DateOnly today) =>
        ends < today ? ProjectStatus.Ended : starts > today ? ProjectStatus.Planned : ProjectStatus.Active;

    internal sealed class Mapping : IEntityTypeConfiguration<Project>
    {
        public void Configure(EntityTypeBuilder<Project> project)
        {
            project.Ignore(p => p.Label);
            project.Property(p => p.Version).IsConcurrencyToken();
            project.HasIndex(p => p.Slug).IsUnique();
            project.HasIndex(p => p.PublicId).IsUnique();
            project.HasOne(p => p.Organisation).WithMany().HasForeignKey(p => p.OrganisationId).OnDelete(DeleteBehavior.Restrict);
            project.HasOne(p => p.Umbrella).WithMany().HasForeignKey(p => p.UmbrellaId).OnDelete(DeleteBehavior.Restrict);
            project.HasOne(p => p.Successor).WithMany().HasForeignKey(p => p.SuccessorId).OnDelete(DeleteBehavior.Restrict);
            project.HasMany(p => p.Partners).WithOne().HasForeignKey(r => r.ProjectId);
            project.HasMany(p => p.People).WithOne().HasForeignKey(r => r.ProjectId);
            project.HasMany(p => p.Funders).WithOne().HasForeignKey(r => r.ProjectId);
            project.HasMany(p => p.Links).WithOne().HasForeignKey(r => r.ProjectId);
        }
    }
}
