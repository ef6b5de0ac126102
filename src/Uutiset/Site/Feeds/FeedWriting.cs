using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml;

namespace Uutiset.Site.Feeds;

/// <summary>Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1. XmlWriter escapes; what XML cannot hold at all is left out before.</summary>
internal static class FeedWriting
{
    private const string AtomNamespace = "http://www.w3.org/2005/Atom";

    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false), Indent = true };

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Atom(FeedDocument feed) => Xml(writer =>
    {
        writer.WriteStartElement("feed", AtomNamespace);
        writer.WriteAttributeString("xml", "lang", null, feed.Lang);
        Element(writer, "title", feed.Title);
        Element(writer, "id", feed.PageUrl);
        Element(writer, "updated", Instant(feed.UpdatedUtc));
        Link(writer, "alternate", feed.PageUrl, "text/html");
        Link(writer, "self", feed.SelfUrl, "application/atom+xml");
        foreach (var item in feed.Items)
        {
            writer.WriteStartElement("entry", AtomNamespace);
            writer.WriteAttributeString("xml", "lang", null, item.Lang);
            Element(writer, "title", item.Title);
            Element(writer, "id", item.Urn);
            if (item.PublishedUtc is { } published) Element(writer, "published", Instant(published));
            Element(writer, "updated", Instant(item.UpdatedUtc));
            Link(writer, "alternate", item.Url, "text/html");
            foreach (var author in item.Authors.DefaultIfEmpty(feed.Title))
            {
                writer.WriteStartElement("author", AtomNamespace);
                Element(writer, "name", author);
                writer.WriteEndElement();
            }
            foreach (var category in item.Categories)
            {
                writer.WriteStartElement("category", AtomNamespace);
                writer.WriteAttributeString("term", Clean(category));
                writer.WriteEndElement();
            }
            if (item.Summary.Length > 0) Element(writer, "summary", item.Summary);
            writer.WriteStartElement("content", AtomNamespace);
            writer.WriteAttributeString("type", "html");
            writer.WriteString(Clean(item.Html));
            writer.WriteEndElement();
            writer.WriteEndElement();
        }
        writer.WriteEndElement();
    });

    public static byte[] Rss(FeedDocument feed) => Xml(writer =>
    {
        writer.WriteStartElement("rss");
        writer.WriteAttributeString("version", "2.0");
        writer.WriteAttributeString("xmlns", "atom", null, AtomNamespace);
        writer.WriteAttributeString("xmlns", "dc", null, "http://purl.org/dc/elements/1.1/");
        writer.WriteStartElement("channel");
        writer.WriteElementString("title", Clean(feed.Title));
        writer.WriteElementString("link", feed.PageUrl);
        writer.WriteElementString("description", Clean(feed.Title));
        writer.WriteElementString("language", feed.Lang);
        writer.WriteElementString("lastBuildDate", feed.UpdatedUtc.ToString("r", CultureInfo.InvariantCulture));
        writer.WriteStartElement("atom", "link", AtomNamespace);
        writer.WriteAttributeString("rel", "self");
        writer.WriteAttributeString("type", "application/rss+xml");
        writer.WriteAttributeString("href", feed.SelfUrl);
        writer.WriteEndElement();
        foreach (var item in feed.Items)
        {
            writer.WriteStartElement("item");
            writer.WriteElementString("title", Clean(item.Title));
            writer.WriteElementString("link", item.Url);
            writer.WriteStartElement("guid");
            writer.WriteAttributeString("isPermaLink", "false");
            writer.WriteString(item.Urn);
            writer.WriteEndElement();
            if (item.PublishedUtc is { } published) writer.WriteElementString("pubDate", published.ToString("r", CultureInfo.InvariantCulture));
            writer.WriteElementString("dc", "language", null, item.Lang);
            foreach (var author in item.Authors) writer.WriteElementString("dc", "creator", null, Clean(author));
            foreach (var category in item.Categories) writer.WriteElementString("category", Clean(category));
            // As escaped text and not CDATA: a body that says ]]> cannot break out
            writer.WriteElementString("description", Clean(item.Html));
            writer.WriteEndElement();
        }
        writer.WriteEndElement();
        writer.WriteEndElement();
    });

    public static byte[] Json(FeedDocument feed)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Plain))
        {
            json.WriteStartObject();
            json.WriteString("version", "https://jsonfeed.org/version/1.1");
            json.WriteString("title", feed.Title);
            json.WriteString("home_page_url", feed.PageUrl);
            json.WriteString("feed_url", feed.SelfUrl);
            json.WriteString("language", feed.Lang);
            json.WriteStartArray("items");
            foreach (var item in feed.Items)
            {
                json.WriteStartObject();
                json.WriteString("id", item.Urn);
                json.WriteString("url", item.Url);
                json.WriteString("title", item.Title);
                json.WriteString("summary", item.Summary);
                json.WriteString("content_html", item.Html);
                if (item.PublishedUtc is { } published) json.WriteString("date_published", Instant(published));
                json.WriteString("date_modified", Instant(item.UpdatedUtc));
                json.WriteString("language", item.Lang);
                json.WriteStartArray("authors");
                foreach (var author in item.Authors)
                {
                    json.WriteStartObject();
                    json.WriteString("name", author);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
                json.WriteStartArray("tags");
                foreach (var category in item.Categories) json.WriteStringValue(category);
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    public static byte[] Xml(Action<XmlWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, Settings))
        {
            writer.WriteStartDocument();
            write(writer);
        }
        return stream.ToArray();
    }

    private static void Element(XmlWriter writer, string name, string text) => writer.WriteElementString(name, AtomNamespace, Clean(text));

    private static void Link(XmlWriter writer, string rel, string href, string type)
    {
        writer.WriteStartElement("link", AtomNamespace);
        writer.WriteAttributeString("rel", rel);
        writer.WriteAttributeString("type", type);
        writer.WriteAttributeString("href", href);
        writer.WriteEndElement();
    }

    private static string Instant(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    // Control characters and lone surrogates have no form in XML 1.0 at all
    private static string Clean(string text) => string.Concat(text.EnumerateRunes().Where(r => r.Value >= 32 && r.Value is not (0xFFFE or 0xFFFF) || r.Value is 9 or 10 or 13));
}
