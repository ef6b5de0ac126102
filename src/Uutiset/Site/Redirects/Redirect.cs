using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Uutiset.Site.Redirects;

/// <summary>
/// An address that an editor leads on, or declares gone for good. It holds only where nothing else answers: a page wins over it, unless
/// the address has a query of its own.
/// Changed slugs of articles, merged terms and merged organisations lead on by themselves, each from its own room's rows.
/// </summary>
internal sealed class Redirect
{
    public long Id { get; set; }
    public Guid PublicId { get; set; } = Guid.CreateVersion7();
    /// <summary>Path, and perhaps a query, in the form of <see cref="RedirectPath.Of"/>.</summary>
    public string FromPath { get; set; } = "";
    /// <summary>A path of ours or a whole address outside, escaped; null: 410.</summary>
    public string? ToAddress { get; set; }
    public DateTime SavedUtc { get; set; }
    public string SavedBy { get; set; } = "";
    public int Version { get; set; } = 1;

    internal sealed class Mapping : IEntityTypeConfiguration<Redirect>
    {
        public void Configure(EntityTypeBuilder<Redirect> redirect)
        {
            redirect.Property(r => r.Version).IsConcurrencyToken();
            redirect.HasIndex(r => r.PublicId).IsUnique();
            redirect.HasIndex(r => r.FromPath).IsUnique();
        }
    }
}

/// <param name="From">A path, or a whole address of which the host is left out: an old site's address as it stands in a browser.</param>
/// <param name="To">A path, a whole address, or nothing: gone.</param>
internal sealed record RedirectDraft(string? From, string? To);

internal sealed record RedirectJson(Guid Id, string From, string? To, int Status, DateTimeOffset SavedAt, string SavedBy, int Version)
{
    public static RedirectJson Of(Redirect r) =>
        new(r.PublicId, r.FromPath, r.ToAddress, r.ToAddress is null ? StatusCodes.Status410Gone : StatusCodes.Status301MovedPermanently, r.SavedUtc, r.SavedBy, r.Version);
}
