using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.People;

namespace Uutiset.Articles;

/// <summary>Who tells more ("Lisätietoja"), which need not be who wrote. Kept as they were at publication, like a byline.</summary>
internal sealed class ArticleContact
{
    public long ArticleId { get; set; }
    public int Position { get; set; }
    public long? PersonId { get; set; }
    public string Name { get; set; } = "";
    public string? Title { get; set; }
    public string? Organisation { get; set; }
    public string? Project { get; set; }
    public string? Phone { get; set; }
    public string? Email { get; set; }

    public static ArticleContact Of(Byline signed) => new()
    {
        PersonId = signed.PersonId, Name = signed.Name, Title = signed.Title, Organisation = signed.Organisation, Project = signed.Project, Phone = signed.Phone, Email = signed.Email,
    };

    /// <summary>For what shows both alike.</summary>
    public Byline Signed() => new() { PersonId = PersonId, Name = Name, Title = Title, Organisation = Organisation, Project = Project, Phone = Phone, Email = Email };

    internal sealed class Mapping : IEntityTypeConfiguration<ArticleContact>
    {
        public void Configure(EntityTypeBuilder<ArticleContact> contact)
        {
            contact.HasKey(c => new { c.ArticleId, c.Position });
            contact.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId).OnDelete(DeleteBehavior.SetNull);
        }
    }
}
