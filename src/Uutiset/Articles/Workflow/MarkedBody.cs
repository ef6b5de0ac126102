using System.Globalization;
using System.Net;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Uutiset.Articles.Workflow;

/// <summary>An article's body with the passages marked that comments speak of, and the plain text in which they are found.</summary>
internal sealed class MarkedBody
{
    private static readonly HashSet<string> Inline = new(StringComparer.Ordinal) { "a", "strong", "b", "em", "i", "sup", "sub", "span", "mark", "code" };
    private readonly IElement body;
    // For each character of the plain text, the node and place that it comes from
    private readonly List<(IText Node, int Offset)> places = [];

    private MarkedBody(string html)
    {
        body = new HtmlParser().ParseDocument(html).Body!;
        var text = new StringBuilder();
        Walk(body, text);
        Text = text.ToString();
    }

    public string Text { get; }

    /// <summary>What of an article can be commented on word by word: the lead and the body, which has been through the cleaner.</summary>
    public static MarkedBody Of(ArticleDraft draft) =>
        new((draft.Lead is { Length: > 0 } lead ? $"<p class=\"version-lead\">{WebUtility.HtmlEncode(lead)}</p>" : "") + draft.BodyHtml);

    /// <param name="quotes">By the number that its comment has on the page; a passage that is not found any more is left out.</param>
    /// <returns>The HTML, and which numbers were found.</returns>
    public (string Html, IReadOnlySet<int> Found) Mark(IEnumerable<(int Number, TextQuote Quote)> quotes)
    {
        var found = new Dictionary<int, (int Start, int Length)>();
        foreach (var (number, quote) in quotes)
            if (quote.FindIn(Text) is { } place) found[number] = place;
        // From the end, so that the places before keep their nodes
        foreach (var (number, (start, length)) in found.OrderByDescending(f => f.Value.Start))
            Wrap(number, start, length);
        return (body.InnerHtml, found.Keys.ToHashSet());
    }

    private void Wrap(int number, int start, int length)
    {
        var pieces = places.GetRange(start, length).GroupBy(p => p.Node).Where(g => g.Key is not null).ToList();
        foreach (var piece in pieces.AsEnumerable().Reverse())
        {
            var (from, to) = (piece.Min(p => p.Offset), piece.Max(p => p.Offset) + 1);
            // Two comments on one passage: the one that was marked first keeps its mark
            if (from >= piece.Key.Data.Length || piece.Key.Parent is IElement { LocalName: "mark" }) continue;
            var rest = piece.Key.Split(from);
            if (to - from < rest.Data.Length) rest.Split(to - from);
            var mark = body.Owner!.CreateElement("mark");
            mark.SetAttribute("data-comment", number.ToString(CultureInfo.InvariantCulture));
            if (ReferenceEquals(piece.Key, pieces[0].Key)) mark.Id = IdOf(number);
            rest.Parent!.ReplaceChild(mark, rest);
            mark.AppendChild(rest);
        }
        if (body.QuerySelector("#" + IdOf(number)) is not null) return;
        // All of it lies in another comment's mark: the list still leads to the place
        var place = body.Owner!.CreateElement("span");
        place.Id = IdOf(number);
        pieces[0].Key.Parent!.InsertBefore(place, pieces[0].Key.NextSibling);
    }

    public static string IdOf(int number) => FormattableString.Invariant($"kohta-{number}");

    private void Walk(INode node, StringBuilder text)
    {
        foreach (var child in node.ChildNodes)
        {
            if (child is IText words)
            {
                for (var i = 0; i < words.Data.Length; i++) Add(words, i, words.Data[i], text);
            }
            else if (child is IElement element)
            {
                var breaks = !Inline.Contains(element.LocalName);
                if (breaks) Gap(text);
                Walk(element, text);
                if (breaks) Gap(text);
            }
        }
    }

    private void Add(IText node, int offset, char c, StringBuilder text)
    {
        if (char.IsWhiteSpace(c))
        {
            if (text.Length == 0 || text[^1] == ' ') return;
            c = ' ';
        }
        text.Append(c);
        places.Add((node, offset));
    }

    // Where one block ends and the next begins, readers see a space at least
    private void Gap(StringBuilder text)
    {
        if (text.Length == 0 || text[^1] == ' ') return;
        text.Append(' ');
        places.Add((null!, 0));
    }
}
