using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.Accounts;
using Uutiset.Vocabulary;

namespace Uutiset.People;

/// <summary>Somebody who writes: a change agent, an editor. What an article shows of them is a <see cref="Articles.Byline"/>, frozen at publication.</summary>
internal sealed class Person
{
    public long Id { get; set; }
    public Guid PublicId { get; set; } = Guid.CreateVersion7();
    public string Slug { get; set; } = "";
    public string Name { get; set; } = "";
    public string TitleFi { get; set; } = "";
    public string? TitleSv { get; set; }
    public string? TitleEn { get; set; }
    public long? OrganisationId { get; set; }
    public Organisation? Organisation { get; set; }
    public string? Project { get; set; }
    public string? Phone { get; set; }
    public string? Email { get; set; }
    /// <summary>After this day the contact details are replaced by the organisation's.</summary>
    public DateOnly? ContactUntil { get; set; }
    public long? UserId { get; set; }
    public List<PersonRegion> Regions { get; set; } = [];

    public Localized Title => new(TitleFi, TitleSv, TitleEn);

    internal sealed class Mapping : IEntityTypeConfiguration<Person>
    {
        public void Configure(EntityTypeBuilder<Person> person)
        {
            person.Ignore(p => p.Title);
            person.HasIndex(p => p.Slug).IsUnique();
            person.HasIndex(p => p.PublicId).IsUnique();
            person.HasOne(p => p.Organisation).WithMany().HasForeignKey(p => p.OrganisationId).OnDelete(DeleteBehavior.Restrict);
            person.HasOne<User>().WithMany().HasForeignKey(p => p.UserId).OnDelete(DeleteBehavior.SetNull);
            person.HasMany(p => p.Regions).WithOne().HasForeignKey(r => r.PersonId);
        }
    }
}

internal sealed class PersonRegion
{
    public long PersonId { get; set; }
    public string RegionCode { get; set; } = "";

    internal sealed class Mapping : IEntityTypeConfiguration<PersonRegion>
    {
        public void Configure(EntityTypeBuilder<PersonRegion> row)
        {
            row.HasKey(r => new { r.PersonId, r.RegionCode });
            row.HasOne<RegionRow>().WithMany().HasForeignKey(r => r.RegionCode).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
