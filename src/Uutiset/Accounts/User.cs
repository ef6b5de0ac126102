using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Uutiset.Accounts;

internal enum Role { Agent, Editor, Admin }

/// <summary>Somebody who signs in to the desk.</summary>
internal sealed class User : IdentityUser<long>
{
    public Guid PublicId { get; set; } = Guid.CreateVersion7();
    public string Name { get; set; } = "";
    public Role Role { get; set; }
    /// <summary>Language of the desk.</summary>
    public string Lang { get; set; } = "fi";
    public bool Disabled { get; set; }
    /// <summary>The one publisher for whom the account speaks; null: the whole site, as always with administrators.</summary>
    public long? PublisherId { get; set; }
    public DateTime CreatedUtc { get; set; }
    /// <summary>Notices come by mail, too, when the person is not at the desk.</summary>
    public bool NoticeMail { get; set; } = true;

    internal sealed class Mapping : IEntityTypeConfiguration<User>
    {
        public void Configure(EntityTypeBuilder<User> user) => user.HasIndex(u => u.PublicId).IsUnique();
    }
}

/// <summary>A signed-in browser. The cookie holds only a key; ending the row ends the session at once (ASVS 7.4.1).</summary>
internal sealed class Session
{
    /// <summary>SHA-256 of the key in the cookie: a stolen database opens no session.</summary>
    public string KeyHash { get; set; } = "";
    public long UserId { get; set; }
    public byte[] Ticket { get; set; } = [];
    public string? Device { get; set; }
    public DateTime CreatedUtc { get; set; }
    public DateTime SeenUtc { get; set; }
    public DateTime ExpiresUtc { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Session>
    {
        public void Configure(EntityTypeBuilder<Session> session)
        {
            session.HasKey(s => s.KeyHash);
            session.HasIndex(s => s.UserId);
            session.HasOne<User>().WithMany().HasForeignKey(s => s.UserId);
        }
    }
}
