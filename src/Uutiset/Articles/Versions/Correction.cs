using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.Vocabulary;
using Uutiset.Vocabulary.Body;

namespace Uutiset.Articles.Versions;

/// <summary>An error that readers saw, said openly at the article. It is added to, never changed.</summary>
internal sealed class Correction
{
    public long Id { get; set; }
    public long ArticleId { get; set; }
    public DateTime AtUtc { get; set; }
    public string By { get; set; } = "";
    public string Wrong { get; set; } = "";
    public string Right { get; set; } = "";
    /// <summary>The revision that readers saw until then; null when the text itself stayed as it was.</summary>
    public int? FormerRevision { get; set; }
    /// <summary>Readers may open the former text. Not when the error was something that must not be read, such as a private number.</summary>
    public bool ShowsFormer { get; set; }
    /// <summary>Those who got the error in a bulletin are to be told of it.</summary>
    public bool Renotify { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Correction>
    {
        public void Configure(EntityTypeBuilder<Correction> correction)
        {
            correction.HasIndex(c => c.ArticleId);
            correction.HasIndex(c => c.AtUtc);
        }
    }
}

/// <summary>What was wrong and what is right, in a sentence each, in the article's language. ShowsFormer false: readers cannot open the former text. Renotify: those who got the error in a bulletin are to be told.</summary>
internal sealed record CorrectionDraft(string? Wrong = null, string? Right = null, bool ShowsFormer = true, bool Renotify = false)
{
    private const int Longest = 1000;

    public CorrectionDraft Tidy(string lang) => this with { Wrong = Typography.Line(Wrong, lang), Right = Typography.Line(Right, lang) };

    public IReadOnlyList<FieldError> Errors()
    {
        var errors = new DraftErrors();
        if (string.IsNullOrEmpty(Wrong)) errors.Add("correction.wrong", "Kerro, mikä jutussa oli väärin.", "Berätta vad som var fel.", "Say what was wrong.");
        if (string.IsNullOrEmpty(Right)) errors.Add("correction.right", "Kerro, mikä on oikein.", "Berätta vad som är rätt.", "Say what is right.");
        errors.Within("correction.wrong", Wrong ?? "", Longest);
        errors.Within("correction.right", Right ?? "", Longest);
        return errors.Found;
    }
}
