using System.Xml.Linq;

namespace Uutiset.Tests.Site;

internal static class FeedEntries
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    /// <summary>The HTML of one entry of the site's feed, as a program reads it out of the format.</summary>
    public static async Task<string> EntryAsync(this Newsroom newsroom, string format, string title, string feed = "/syote.")
    {
        var text = await newsroom.Client.GetStringAsync(feed + format);
        if (format == "json")
            return System.Text.Json.JsonDocument.Parse(text).RootElement.GetProperty("items").EnumerateArray().Single(i => i.GetProperty("title").GetString() == title).GetProperty("content_html").GetString()!;
        var root = XDocument.Parse(text).Root!;
        return format == "rss"
            ? root.Descendants("item").Single(i => i.Element("title")!.Value == title).Element("description")!.Value
            : root.Elements(Atom + "entry").Single(e => e.Element(Atom + "title")!.Value == title).Element(Atom + "content")!.Value;
    }
}
