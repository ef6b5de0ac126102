using Uutiset.Articles.Openings;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Desk;

/// <summary>What the page of a place to influence posts, as typed.</summary>
internal sealed class OpeningForm
{
    public OpeningKind Kind { get; set; }
    public string Lang { get; set; } = "fi";
    public string Title { get; set; } = "";
    public string Description { get; set; } = "";
    public string DecidedBy { get; set; } = "";
    /// <summary>Another deadline than its own, chosen from those that are known; then its day is what that one's is.</summary>
    public Guid? DeadlineId { get; set; }
    public string Opens { get; set; } = "";
    public string Closes { get; set; } = "";
    public string SourceUrl { get; set; } = "";
    public string MaterialUrl { get; set; } = "";
    public string AnswerUrl { get; set; } = "";
    /// <summary>Labels, one a line: some of them hold commas.</summary>
    public string Tags { get; set; } = "";
    public List<string> Regions { get; set; } = [];
    /// <summary>Addresses of articles, one a line.</summary>
    public string Articles { get; set; } = "";
    public bool IsPublic { get; set; }
    /// <summary>Only those of the whole site choose it.</summary>
    public Guid? PublisherId { get; set; }

    /// <summary>What is held against a colleague's change, with the keys of the labels.</summary>
    public static readonly IReadOnlyDictionary<string, string> Labels = new Dictionary<string, string>
    {
        [nameof(Kind)] = "openings.kind", [nameof(Lang)] = "articles.lang", [nameof(Title)] = "openings.title", [nameof(Description)] = "openings.description", [nameof(DecidedBy)] = "openings.decidedBy",
        [nameof(PublisherId)] = "articles.publisher", [nameof(Opens)] = "articles.deadline.opens", [nameof(Closes)] = "articles.deadline.closes", [nameof(SourceUrl)] = "articles.deadline.source",
        [nameof(MaterialUrl)] = "openings.material", [nameof(AnswerUrl)] = "openings.answerUrl", [nameof(Tags)] = "articles.tags", [nameof(Regions)] = "openings.regions",
        [nameof(Articles)] = "openings.articles", [nameof(IsPublic)] = "openings.public",
    };

    public static OpeningForm Of(Opening opening, TermIndex terms, string deskLang) => new()
    {
        Kind = opening.Kind, Lang = opening.Lang, Title = opening.Title, Description = opening.Description, DecidedBy = opening.DecidedBy ?? "",
        Opens = FormDates.Written(opening.Deadline?.Opens, null, opening.Deadline?.OpensPrecision), Closes = FormDates.Written(opening.Deadline?.Closes, opening.Deadline?.ClosesAt, opening.Deadline?.Precision),
        SourceUrl = opening.Deadline?.SourceUrl ?? "", MaterialUrl = opening.MaterialUrl ?? "", AnswerUrl = opening.AnswerUrl ?? "",
        Tags = string.Join('\n', opening.Terms.Select(t => terms.Find(t.TermId)?.Label.In(deskLang)).OfType<string>()),
        Regions = opening.Regions.ConvertAll(r => r.RegionCode), Articles = string.Join('\n', opening.Articles.Select(a => a.Article!.Path)), IsPublic = opening.IsPublic,
        PublisherId = opening.Publisher?.PublicId,
    };
}
