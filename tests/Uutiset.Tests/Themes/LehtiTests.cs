using AngleSharp.Html.Parser;
using Uutiset.Themes;

namespace Uutiset.Tests.Themes;

public sealed class LehtiTests
{
    private static readonly string Folder = ThemesModule.Folder("lehti");

    [Fact]
    public void Every_template_renders_in_every_language_and_the_colours_are_legible() =>
        Assert.Empty(ThemeCheck.Faults(Folder));

    /// <summary>LOOK_AT_THEME names a folder to keep the pages in, for a browser.</summary>
    [Fact]
    public async Task Every_page_has_one_heading_of_first_rank_skips_no_rank_and_asks_nobody_else_for_anything()
    {
        var ct = TestContext.Current.CancellationToken;
        var target = Environment.GetEnvironmentVariable("LOOK_AT_THEME") ?? Directory.CreateTempSubdirectory("uutiset-theme").FullName;
        await ThemeCheck.WriteAsync(Folder, target, ct);
        var pages = Directory.GetFiles(target, "*.html", SearchOption.AllDirectories).Where(f => !f.EndsWith("-bulletin-body.html", StringComparison.Ordinal)).ToArray();
        Assert.True(pages.Length > 60);
        foreach (var file in pages)
        {
            var page = new HtmlParser().ParseDocument(await File.ReadAllTextAsync(file, ct));
            var ranks = page.QuerySelectorAll("h1,h2,h3,h4,h5").Select(h => h.LocalName[1] - '0').ToArray();
            Assert.True(ranks.Count(r => r == 1) == 1 && ranks[0] == 1, $"{file}: {string.Join(' ', ranks)}");
            Assert.All(ranks.Zip(ranks.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1, $"{file}: h{pair.First} is followed by h{pair.Second}"));
            Assert.NotNull(page.DocumentElement.GetAttribute("lang"));
            // Three scripts, each only where it has something to do: an outside recording played in place, an organisation or a search found while it is written
            Assert.All(page.QuerySelectorAll("script"), s => Assert.True(s.GetAttribute("type") == "application/ld+json" || Wanted(s.GetAttribute("src"), "/video.js", "[data-embed]")
                || Wanted(s.GetAttribute("src"), "/find.js", "[data-find]") || Wanted(s.GetAttribute("src"), "/search.js", "[data-suggest]")));
            bool Wanted(string? src, string file, string by) => src?.EndsWith(file, StringComparison.Ordinal) == true && page.QuerySelector(by) is not null;
            // Images and recordings come from the site's own library, everything else from the theme
            Assert.All(page.QuerySelectorAll("img,source[src],track"), i => Assert.StartsWith("/media/", i.GetAttribute("src")));
            Assert.All(page.QuerySelectorAll("[src]:not(img,source,track),link[rel=stylesheet],link[rel=preload],link[rel=icon]"), e => Assert.StartsWith("../teema/", e.GetAttribute("src") ?? e.GetAttribute("href")));
            Assert.DoesNotContain(page.QuerySelectorAll("*").SelectMany(e => e.Attributes), a => a.Name.StartsWith("on", StringComparison.Ordinal));
            Assert.All(page.QuerySelectorAll("a"), a => Assert.NotEqual("", a.TextContent.Trim()));
            Assert.Empty(page.QuerySelectorAll("[id]").GroupBy(e => e.Id).Where(g => g.Count() > 1).Select(g => $"{file}: id {g.Key} twice"));
        }
    }

    [Theory]
    [InlineData("fi", "Siirry sisältöön")]
    [InlineData("sv", "Gå till innehållet")]
    [InlineData("en", "Skip to content")]
    public void Skip_link_is_first_and_in_the_language_of_the_page(string lang, string text)
    {
        var theme = Theme.Load(Folder);
        foreach (var (template, model) in ThemeCheck.Samples(theme, lang).Where(s => s.Model is Uutiset.Themes.Pages.IPage))
        {
            var page = new HtmlParser().ParseDocument(theme.Render(template, model, lang));
            Assert.Equal(lang, page.DocumentElement.GetAttribute("lang"));
            Assert.Equal(text, page.QuerySelector("a")!.TextContent);
            Assert.NotNull(page.QuerySelector("main#sisalto"));
        }
    }

    [Fact]
    public void Both_parts_of_a_bulletin_say_the_same_and_lead_to_the_same_places()
    {
        var theme = Theme.Load(Folder);
        var model = ThemeCheck.Samples(theme, "fi").First(s => s.Template == "mail/bulletin.html").Model;
        var html = new HtmlParser().ParseDocument(theme.Render("mail/bulletin.html", model, "fi"));
        var text = theme.Render("mail/bulletin.text", model, "fi");
        Assert.DoesNotContain("&amp;", text);
        Assert.DoesNotContain("<p>", text);
        foreach (var heading in html.QuerySelectorAll("h1,h2").Skip(0).SkipLast(1)) Assert.Contains(heading.TextContent, text);
        foreach (var link in html.QuerySelectorAll("a[href*='/uutiset/'],a[href*='/tilaus/'],a[href*='/tiedotteet/']")) Assert.Contains(link.GetAttribute("href")!, text);
        Assert.Contains("Saat tämän, koska", text);
        Assert.All(html.QuerySelectorAll("table"), t => Assert.Equal("presentation", t.GetAttribute("role")));
    }
}
