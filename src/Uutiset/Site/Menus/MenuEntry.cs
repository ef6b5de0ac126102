using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.Articles;
using Uutiset.Vocabulary;

namespace Uutiset.Site.Menus;

internal enum MenuName { Header, Footer }

/// <summary>One line of a menu: a section that the site has by itself, a standing page, or an address. A menu without lines is the theme's usual one.</summary>
internal sealed class MenuEntry
{
    public long Id { get; set; }
    public MenuName Menu { get; set; }
    public int Position { get; set; }
    /// <summary>Path of a section: "/aiheet".</summary>
    public string? Section { get; set; }
    public long? ArticleId { get; set; }
    public Article? Article { get; set; }
    /// <summary>A path of ours or an address outside.</summary>
    public string? Address { get; set; }
    /// <summary>Instead of the section's or page's own name; an address has nothing else.</summary>
    public string? LabelFi { get; set; }
    public string? LabelSv { get; set; }
    public string? LabelEn { get; set; }

    /// <summary>What it leads to. No menu has that twice, so it is the line's own name, also before the line is stored.</summary>
    public string Key => Section ?? Address ?? FormattableString.Invariant($"article:{ArticleId}");

    public Localized? Label => LabelFi is null ? null : new(LabelFi, LabelSv, LabelEn);

    internal sealed class Mapping : IEntityTypeConfiguration<MenuEntry>
    {
        public void Configure(EntityTypeBuilder<MenuEntry> entry)
        {
            entry.Ignore(e => e.Label).Ignore(e => e.Key);
            entry.HasIndex(e => new { e.Menu, e.Position });
            entry.HasOne(e => e.Article).WithMany().HasForeignKey(e => e.ArticleId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
