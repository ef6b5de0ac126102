using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Uutiset.Vocabulary.Body;

/// <summary>
/// Reads any HTML into blocks. Unknown elements give up their text; those whose text is not for readers (script, style, forms,
/// other namespaces) go with all they hold. Attributes are never copied, only the few that mean something are understood.
/// </summary>
internal sealed class BodyReader(string lang)
{
    /// <summary>No text of people is deeper; a deeper one would overflow the stack of whoever walks it.</summary>
    private const int MaxDepth = 200;
    private const int MaxListDepth = 6;

    private static readonly HashSet<string> Dropped =
    [
        "script", "style", "title", "head", "meta", "link", "base", "iframe", "frame", "frameset", "noframes", "noscript", "noembed", "template", "object",
        "embed", "applet", "param", "xmp", "plaintext", "listing", "textarea", "select", "option", "optgroup", "button", "input", "datalist", "canvas", "audio",
        "video", "source", "track", "map", "area", "dialog", "slot", "portal",
    ];

    private static readonly HashSet<string> Breaking =
    [
        "p", "div", "section", "article", "main", "header", "footer", "nav", "figure", "figcaption", "address", "pre", "center", "form", "fieldset", "legend",
        "details", "summary", "dl", "dt", "dd", "hr", "li", "body", "hgroup", "search",
    ];

    private enum Where { Top, Box, Inner }

    private static readonly Marks Plain = Marks.None;

    public IReadOnlyList<Block> Read(string html)
    {
        var document = new HtmlParser(new HtmlParserOptions { IsScripting = false }).ParseDocument("<!doctype html><body>" + html);
        var flow = new Flow(lang);
        if (document.Body is { } body) Children(body, flow, Plain, Where.Top, 0, 0);
        return HeadingLevels.Mended(flow.Done());
    }

    private void Children(INode parent, Flow flow, Marks marks, Where place, int depth, int lists)
    {
        foreach (var child in parent.ChildNodes)
        {
            if (child is IText text) flow.Text(text.Data, marks);
            else if (child is IElement element && depth < MaxDepth) Element(element, flow, marks, place, depth + 1, lists);
        }
    }

    private void Element(IElement element, Flow flow, Marks marks, Where place, int depth, int lists)
    {
        // SVG and MathML switch the parser's rules, the root of every mutation attack; nothing of them is read
        if (element.NamespaceUri != "http://www.w3.org/1999/xhtml" || Dropped.Contains(element.LocalName)) return;
        switch (element.LocalName)
        {
            case "br":
                flow.Break(marks);
                return;
            case "strong" or "b":
                Children(element, flow, marks with { Strong = true }, place, depth, lists);
                return;
            case "em" or "i":
                Children(element, flow, marks with { Emphasis = true }, place, depth, lists);
                return;
            case "a":
                Children(element, flow, marks with { Link = SafeAddress.Of(element.GetAttribute("href")) }, place, depth, lists);
                return;
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6" when place != Where.Inner:
                var heading = Inside(element, Where.Inner, depth, lists);
                flow.Add(heading.Select(b => b is Paragraph p ? new Heading(Math.Clamp(element.LocalName[1] - '0', 2, 4), BlockText.OneLine(p.Text)) : b));
                return;
            case "ul" or "ol" or "menu" or "dir" when lists < MaxListDepth:
                flow.Add(List(element, depth, lists + 1));
                return;
            case "blockquote" when place != Where.Inner:
                flow.Add(new Quote(Named(element, "data-speaker"), Named(element, "data-role"), Inside(element, Where.Inner, depth, lists)));
                return;
            case "aside" when place == Where.Top && element.GetAttribute("data-block") is "fact" or "contact" or "funding" or "region":
                var kind = element.GetAttribute("data-block")!;
                flow.Add(new Box(kind, Inside(element, Where.Box, depth, lists), kind == "region" ? Regions.Find(element.GetAttribute("data-region"))?.Code : null));
                return;
            case "div" when place == Where.Top && BlockText.ReferenceOf(element.GetAttribute("data-ref")) is { } target:
                var image = target.StartsWith("media:", StringComparison.Ordinal);
                flow.Add(new Reference(target, image ? Named(element, "data-caption", 500) : null, image ? Named(element, "data-alt", 300) : null));
                return;
            case "table" when place != Where.Inner:
                flow.Add(new TableReader(e => Inside(e, Where.Inner, depth, lists)).Read(element));
                return;
        }
        var breaks = Breaking.Contains(element.LocalName) || element.LocalName is "aside" or "blockquote" or "ul" or "ol" or "table" or "tr" or "td" or "th" or "caption"
            || element.LocalName is ['h', >= '1' and <= '6'];
        if (breaks) flow.EndParagraph();
        Children(element, flow, marks, place, depth, lists);
        if (breaks) flow.EndParagraph();
    }

    private IReadOnlyList<Block> Inside(IElement element, Where place, int depth, int lists)
    {
        var flow = new Flow(lang);
        Children(element, flow, Plain, place, depth, lists);
        return flow.Done();
    }

    private ListBlock List(IElement element, int depth, int lists)
    {
        var items = new List<IReadOnlyList<Block>>();
        foreach (var child in element.ChildNodes)
        {
            var flow = new Flow(lang);
            if (child is IElement { LocalName: "li" } item) Children(item, flow, Plain, Where.Inner, depth + 1, lists);
            else if (child is IElement stray && depth < MaxDepth) Element(stray, flow, Plain, Where.Inner, depth + 1, lists);
            else if (child is IText text) flow.Text(text.Data, Plain);
            var blocks = flow.Done();
            // The item still carries the bullet it was typed with
            if (blocks is [ListBlock { FromText: true, Ordered: false, Items: [var only] }, ..]) blocks = [.. only, .. blocks.Skip(1)];
            // A list directly within a list (Word writes so) belongs to the item before it
            if (blocks.Count > 0 && blocks.All(b => b is ListBlock) && items.Count > 0) items[^1] = [.. items[^1], .. blocks];
            else if (blocks.Count > 0) items.Add(blocks);
        }
        return new ListBlock(element.LocalName == "ol", items);
    }

    private string? Named(IElement element, string attribute, int longest = 200) =>
        Typography.Line(element.GetAttribute(attribute), lang) is { Length: > 0 } name && name.Length <= longest ? name : null;
}
