using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.Accounts;
using Uutiset.Media;
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
    /// <summary>Of the membership that is shown now; kept by <see cref="Persons"/> and <see cref="MembershipTurns"/>, as the title is.</summary>
    public long? OrganisationId { get; set; }
    public Organisation? Organisation { get; set; }
    public string? Project { get; set; }
    public string? Phone { get; set; }
    public string? Email { get; set; }
    /// <summary>After this day the contact details are replaced by the organisation's.</summary>
    public DateOnly? ContactUntil { get; set; }
    /// <summary>
    /// The last day of the last membership; null while one has no end, or there is none. Kept by <see cref="Persons.Settle"/>, since whoever
    /// shows a person must not have to remember their memberships.
    /// </summary>
    public DateOnly? MembersUntil { get; set; }
    /// <summary>Who goes on with this person's matters.</summary>
    public long? SuccessorId { get; set; }
    public Person? Successor { get; set; }
    /// <summary>A picture of the media library.</summary>
    public Guid? PhotoId { get; set; }
    public MediaItem? Photo { get; set; }
    /// <summary>Some paragraphs for the page, before the articles.</summary>
    public string? IntroductionHtml { get; set; }
    public string? IntroductionSvHtml { get; set; }
    public string? IntroductionEnHtml { get; set; }
    public long? UserId { get; set; }
    /// <summary>Concurrency token, the ETag outside.</summary>
    public int Version { get; set; } = 1;
    public List<PersonRegion> Regions { get; set; } = [];
    public List<Membership> Memberships { get; set; } = [];

    public Localized Title => new(TitleFi, TitleSv, TitleEn);

    public Introduction Introduction
    {
        get => new(IntroductionHtml, IntroductionSvHtml, IntroductionEnHtml);
        set => (IntroductionHtml, IntroductionSvHtml, IntroductionEnHtml) = (value.Fi, value.Sv, value.En);
    }

    /// <summary>Their own phone and e-mail still answer: neither has their day passed nor every membership ended.</summary>
    public bool IsReachable(DateOnly today) => !(ContactUntil < today) && !(MembersUntil < today);

    /// <summary>Their own phone and e-mail, or, once they have left, their organisation's.</summary>
    public (string? Phone, string? Email) Contact(DateOnly today) => IsReachable(today) ? (Phone, Email) : (Organisation?.Phone, Organisation?.Email);

    /// <summary>Writes no more, as far as is known.</summary>
    public bool IsFormer(DateOnly today) => !IsReachable(today);

    internal sealed class Mapping : IEntityTypeConfiguration<Person>
    {
        public void Configure(EntityTypeBuilder<Person> person)
        {
            person.Ignore(p => p.Title).Ignore(p => p.Introduction);
            person.Property(p => p.Version).IsConcurrencyToken();
            person.HasIndex(p => p.Slug).IsUnique();
            person.HasIndex(p => p.PublicId).IsUnique();
            person.HasOne(p => p.Organisation).WithMany().HasForeignKey(p => p.OrganisationId).OnDelete(DeleteBehavior.Restrict);
            person.HasOne<User>().WithMany().HasForeignKey(p => p.UserId).OnDelete(DeleteBehavior.SetNull);
            person.HasOne(p => p.Successor).WithMany().HasForeignKey(p => p.SuccessorId).OnDelete(DeleteBehavior.SetNull);
            // Known outside by its public id, like every file of the library
            person.HasOne(p => p.Photo).WithMany().HasForeignKey(p => p.PhotoId).HasPrincipalKey(m => m.PublicId).OnDelete(DeleteBehavior.ClientNoAction);
            person.HasMany(p => p.Memberships).WithOne().HasForeignKey(m => m.PersonId);
            person.HasMany(p => p.Regions).WithOne().HasForeignKey(r => r.PersonId);
        }
    }
}

internal static class WritingPeople
{
    /// <summary>Those who write now: <see cref="Person.IsReachable"/> for the database.</summary>
    public static IQueryable<Person> Writing(this IQueryable<Person> people, DateOnly today) =>
        people.Where(p => (p.ContactUntil == null || p.ContactUntil >= today) && (p.MembersUntil == null || p.MembersUntil >= today));

    /// <summary>All the others. Said by itself: of a missing day the database answers "unknown", and not "no".</summary>
    public static IQueryable<Person> Former(this IQueryable<Person> people, DateOnly today) => people.Where(p => p.ContactUntil < today || p.MembersUntil < today);
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
