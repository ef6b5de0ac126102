using AngleSharp.Dom;
using Uutiset.Vocabulary;

namespace Uutiset.Site;

/// <summary>What the page adds to blocks of a text: who speaks, what a box is, room for a wide table. What is empty goes.</summary>
internal static class BodyLooks
{
    public static void Dress(IElement body, SiteTexts texts, string? foreign)
    {
        foreach (var quote in body.QuerySelectorAll("blockquote[data-speaker], blockquote[data-role]")) Sign(quote);
        foreach (var table in body.QuerySelectorAll("table")) MakeRoom(table, texts);
        // From the end, so that a heading over an empty heading goes too
        foreach (var heading in body.QuerySelectorAll("h2, h3, h4").Reverse().Where(IsOverNothing)) heading.Remove();
        foreach (var box in body.QuerySelectorAll("aside[data-block]"))
        {
            if (string.IsNullOrWhiteSpace(box.TextContent)) box.Remove();
            else Name(box, texts, foreign);
        }
    }

    private static void Sign(IElement quote)
    {
        var document = quote.Owner!;
        var footer = document.CreateElement("footer");
        var (speaker, role) = (quote.GetAttribute("data-speaker"), quote.GetAttribute("data-role"));
        if (speaker is { Length: > 0 })
        {
            var cite = document.CreateElement("cite");
            cite.TextContent = speaker;
            footer.Append(cite);
        }
        if (role is { Length: > 0 }) footer.Append(document.CreateTextNode((footer.HasChildNodes ? ", " : "") + role));
        if (footer.HasChildNodes) quote.Append(footer);
    }

    // On a phone the table scrolls, not the page (WCAG 1.4.10), and the keyboard must get into what scrolls
    private static void MakeRoom(IElement table, SiteTexts texts)
    {
        var room = table.Owner!.CreateElement("div");
        room.ClassName = "table-room";
        room.SetAttribute("role", "group");
        room.SetAttribute("tabindex", "0");
        room.SetAttribute("aria-label", table.QuerySelector("caption")?.TextContent.Trim() is { Length: > 0 } caption ? caption : texts["table"]);
        table.Replace(room);
        room.Append(table);
    }

    private static bool IsOverNothing(IElement heading) =>
        heading.NextElementSibling is not { } next || next.LocalName is ['h', >= '2' and <= '4'] && next.LocalName[1] <= heading.LocalName[1];

    /// <summary>What kind of box it is: colour and line alone would tell nobody who cannot see them.</summary>
    private static void Name(IElement box, SiteTexts texts, string? foreign)
    {
        var label = box.Owner!.CreateElement("p");
        label.ClassName = "box-label";
        label.TextContent = Regions.Find(box.GetAttribute("data-region")) is { } region
            ? texts.Get("box.regionIn", ("place", region.Place.In(texts.Lang))) : texts["box." + box.GetAttribute("data-block")];
        if (foreign is not null) label.SetAttribute("lang", texts.Lang);
        box.Prepend(label);
    }
}
