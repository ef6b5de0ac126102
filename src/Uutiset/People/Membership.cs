using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.Vocabulary;

namespace Uutiset.People;

/// <summary>A person in an organisation, from a day to a day; an open end is not known or not yet.</summary>
internal sealed class Membership
{
    public long Id { get; set; }
    public long PersonId { get; set; }
    public long OrganisationId { get; set; }
    public Organisation? Organisation { get; set; }
    /// <summary>The title in this organisation; null: the person's own.</summary>
    public string? TitleFi { get; set; }
    public string? TitleSv { get; set; }
    public string? TitleEn { get; set; }
    public DateOnly? FromOn { get; set; }
    /// <summary>The last day.</summary>
    public DateOnly? UntilOn { get; set; }

    public Localized? Title => TitleFi is null ? null : new(TitleFi, TitleSv, TitleEn);

    public bool IsOver(DateOnly today) => UntilOn < today;

    internal sealed class Mapping : IEntityTypeConfiguration<Membership>
    {
        public void Configure(EntityTypeBuilder<Membership> membership)
        {
            membership.Ignore(m => m.Title);
            membership.HasOne(m => m.Organisation).WithMany().HasForeignKey(m => m.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

internal static class Memberships
{
    /// <summary>
    /// The one that stands beside a name on a day: of those that hold, the one begun last. Somebody who has left is still shown with
    /// the organisation they left, since it answers in their place.
    /// </summary>
    public static Membership? ShownOn(this IReadOnlyCollection<Membership> all, DateOnly day)
    {
        var begun = all.Where(m => m.FromOn is null || m.FromOn <= day).ToList();
        return begun.Where(m => !m.IsOver(day)).OrderByDescending(m => m.FromOn ?? DateOnly.MinValue).ThenByDescending(m => m.Id).FirstOrDefault()
            ?? begun.OrderByDescending(m => m.UntilOn).FirstOrDefault()
            ?? all.OrderBy(m => m.FromOn).FirstOrDefault();
    }
}
