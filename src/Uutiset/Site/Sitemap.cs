using System.Globalization;
using System.Text;
using System.Xml;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Articles;
using Uutiset.Data;
using Uutiset.Site.Feeds;
using Uutiset.Themes;
using Uutiset.Vocabulary;

namespace Uutiset.Site;

/// <summary>What machines look for: sitemap.xml, robots.txt, security.txt.</summary>
internal sealed class Sitemap(NewsDb db, Press press, IOptions<ImprintOptions> imprint)
{
    /// <summary>sitemaps.org allows 50,000 addresses a file; the first one also has projects, writers and organisations.</summary>
    private const int PerFile = 30_000;
    private const int Most = 19_000;
    private const string Namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private const string Xhtml = "http://www.w3.org/1999/xhtml";

    private static readonly string[] Standing =
        ["/", "/aiheet", "/alueet", "/maaraajat", "/tilaisuudet", "/vaikuta", "/tiedotteet", "/tekijat", "/organisaatiot", "/hankkeet", "/tilaa", "/saavutettavuus", "/tietosuoja"];

    public async Task<IResult> ShowAsync(HttpContext http, int? file, CancellationToken ct)
    {
        var total = await Articles().CountAsync(ct);
        if (file is null && total > PerFile) return Press.Answer(http, Index((total + PerFile - 1) / PerFile), "application/xml; charset=utf-8");
        var number = file ?? 1;
        if (number < 1 || number > Math.Max(1, (total + PerFile - 1) / PerFile)) return NotFoundPages.NotFound(http, "fi", press);
        var rows = await Articles().OrderBy(a => a.Id).Skip((number - 1) * PerFile).Take(PerFile)
            .Select(a => new { a.Id, a.Type, a.Slug, a.Lang, a.EasyLanguage, Changed = a.UpdatedUtc ?? a.PublishedUtc, Moved = a.Deadlines.Max(d => d.Deadline!.MovedUtc), Original = a.TranslationOfId ?? a.Id }).ToListAsync(ct);
        var others = number == 1 ? await OthersAsync(ct) : [];
        var groups = rows.ToLookup(r => r.Original);
        var xml = FeedWriting.Xml(writer =>
        {
            writer.WriteStartElement("urlset", Namespace);
            writer.WriteAttributeString("xmlns", "xhtml", null, Xhtml);
            if (number == 1) foreach (var path in Standing) Url(writer, press.Absolute("fi", path), null, []);
            foreach (var path in others) Url(writer, press.Absolute("fi", path), null, []);
            foreach (var row in rows)
            {
                var translations = groups[row.Original].Count() > 1 ? groups[row.Original].Select(r => (ContentTag.Of(r.Lang, r.EasyLanguage), Address(r.Lang, Article.PathOf(r.Type, r.Slug)))) : [];
                Url(writer, Address(row.Lang, Article.PathOf(row.Type, row.Slug)), row.Moved > row.Changed ? row.Moved : row.Changed, translations);
            }
            writer.WriteEndElement();
        });
        return Press.Answer(http, xml, "application/xml; charset=utf-8");
    }

    /// <summary>Everything may be read and archived (Act 1433/2007); nothing is listed that should rather be closed (S51).</summary>
    public IResult Robots(HttpContext http) =>
        Press.Answer(http, Encoding.UTF8.GetBytes($"User-agent: *\nAllow: /\n\nSitemap: {press.Absolute("fi", "/sitemap.xml")}\n"), "text/plain; charset=utf-8");

    /// <summary>RFC 9116; without an address there is nobody to write to, so no file.</summary>
    public IResult Security(HttpContext http)
    {
        if (imprint.Value.Email is not { Length: > 0 } email) return NotFoundPages.NotFound(http, "fi", press);
        var expires = press.NowUtc.Date.AddMonths(6).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var text = $"Contact: mailto:{email}\nExpires: {expires}\nPreferred-Languages: fi, sv, en\nCanonical: {press.Absolute("fi", "/.well-known/security.txt")}\n";
        return Press.Answer(http, Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8");
    }

    private async Task<IReadOnlyList<string>> OthersAsync(CancellationToken ct)
    {
        var projects = await db.Projects.OrderBy(p => p.Id).Select(p => p.Slug).ToListAsync(ct);
        var people = await db.People.OrderBy(p => p.Id).Select(p => p.Slug).ToListAsync(ct);
        var organisations = await db.Organisations.Where(o => o.Listed).OrderBy(o => o.Id).Take(Most).Select(o => o.Slug).ToListAsync(ct);
        var openings = await db.Openings.Where(o => o.IsPublic).OrderByDescending(o => o.Id).Take(Most).Select(o => o.Slug).ToListAsync(ct);
        var terms = await db.Terms.Where(t => t.State == TermState.Active && t.MergedIntoId == null).OrderBy(t => t.Id).Take(Most).Select(t => t.Slug).ToListAsync(ct);
        string[] all = [.. openings.Select(s => "/vaikuta/" + s), .. projects.Select(s => "/hankkeet/" + s), .. people.Select(s => "/tekijat/" + s), .. Regions.All.Select(r => "/alueet/" + r.Slug),
            .. terms.Select(s => "/aiheet/" + s), .. organisations.Select(s => "/organisaatiot/" + s)];
        return [.. all.Take(Most)];
    }

    private IQueryable<Article> Articles() => db.Articles.AsNoTracking().VisibleAt(press.NowUtc);

    private string Address(string lang, string path) => press.Absolute(press.Languages.Contains(lang) ? lang : "fi", path);

    private byte[] Index(int files) => FeedWriting.Xml(writer =>
    {
        writer.WriteStartElement("sitemapindex", Namespace);
        for (var n = 1; n <= files; n++)
        {
            writer.WriteStartElement("sitemap", Namespace);
            writer.WriteElementString("loc", Namespace, press.Absolute("fi", FormattableString.Invariant($"/sitemap-{n}.xml")));
            writer.WriteEndElement();
        }
        writer.WriteEndElement();
    });

    private static void Url(XmlWriter writer, string address, DateTime? changedUtc, IEnumerable<(string Lang, string Url)> translations)
    {
        writer.WriteStartElement("url", Namespace);
        writer.WriteElementString("loc", Namespace, address);
        if (changedUtc is { } changed) writer.WriteElementString("lastmod", Namespace, changed.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        foreach (var (lang, url) in translations)
        {
            writer.WriteStartElement("link", Xhtml);
            writer.WriteAttributeString("rel", "alternate");
            writer.WriteAttributeString("hreflang", lang);
            writer.WriteAttributeString("href", url);
            writer.WriteEndElement();
        }
        writer.WriteEndElement();
    }
}
