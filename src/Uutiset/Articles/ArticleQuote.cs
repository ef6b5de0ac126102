using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.Vocabulary.Body;

namespace Uutiset.Articles;

/// <summary>What somebody is quoted with in a published text, so that all that they have said is found by their name.</summary>
internal sealed class ArticleQuote
{
    public long ArticleId { get; set; }
    public Article? Article { get; set; }
    public int Position { get; set; }
    public string Speaker { get; set; } = "";
    public string? Role { get; set; }
    public string Text { get; set; } = "";

    /// <summary>The quotes that say who speaks, in the order of the text.</summary>
    public static IEnumerable<ArticleQuote> In(string? bodyHtml, string lang)
    {
        // Most texts quote nobody: they need not be read
        if (bodyHtml?.Contains("data-speaker", StringComparison.Ordinal) != true || !HtmlCleaner.IsWithinBounds(bodyHtml)) return [];
        return HtmlCleaner.Read(bodyHtml, lang).SelectMany(b => b is Box box ? box.Blocks : [b]).OfType<Quote>().Where(q => q.Speaker is not null)
            .Select(q => new ArticleQuote { Speaker = q.Speaker!, Role = q.Role, Text = string.Join('\n', BlockText.Lines(q.Blocks)) });
    }

    internal sealed class Mapping : IEntityTypeConfiguration<ArticleQuote>
    {
        public void Configure(EntityTypeBuilder<ArticleQuote> quote)
        {
            quote.HasKey(q => new { q.ArticleId, q.Position });
            quote.HasIndex(q => q.Speaker);
        }
    }
}
