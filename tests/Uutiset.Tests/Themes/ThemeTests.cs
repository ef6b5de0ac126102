using Uutiset.Themes;

namespace Uutiset.Tests.Themes;

public sealed class ThemeTests : IDisposable
{
    private readonly string folder = Copy(ThemesModule.Folder("lehti"));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Missing_theme_is_named_in_one_line()
    {
        var e = Assert.Throws<ThemeException>(() => Theme.Load(ThemesModule.Folder("puuttuva")));
        Assert.Contains("Site__Theme", e.Message);
        Assert.Contains("puuttuva", e.Message);
        Assert.DoesNotContain('\n', e.Message);
    }

    [Fact]
    public void Missing_template_stops_the_load_and_is_named()
    {
        File.Delete(Path.Combine(folder, "article.hbs"));
        Assert.Contains("article.hbs", Fault());
    }

    [Theory]
    [InlineData("{{#if head}}", "article.hbs")]
    [InlineData("{{> parts/nowhere}}", "parts/nowhere.hbs")]
    [InlineData("{{t \"no.such.text\"}}", "no.such.text")]
    [InlineData("{{{title}}}", "triple braces")]
    [InlineData("{{&title}}", "triple braces")]
    public void Broken_template_stops_the_load_and_is_named(string source, string expected)
    {
        File.WriteAllText(Path.Combine(folder, "article.hbs"), source);
        var message = Fault();
        Assert.Contains("article.hbs", message);
        Assert.Contains(expected, message);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Misspelt_name_in_a_template_is_a_fault_and_not_an_empty_place()
    {
        File.WriteAllText(Path.Combine(folder, "term.hbs"), "<h1>{{titel}}</h1>");
        Assert.Contains(ThemeCheck.Faults(folder), f => f.Contains("term.hbs", StringComparison.Ordinal) && f.Contains("titel", StringComparison.Ordinal));
    }

    [Fact]
    public void A_text_that_one_language_lacks_stops_the_load()
    {
        var file = Path.Combine(folder, "sv.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"skip\"", "\"skipp\"", StringComparison.Ordinal));
        Assert.Contains("\"skip", Fault());
    }

    [Fact]
    public void Pale_colours_are_a_fault()
    {
        var file = Path.Combine(folder, "assets", "tokens.css");
        File.WriteAllText(file, File.ReadAllText(file).Replace("--quiet: #50555A", "--quiet: #A0A5AA", StringComparison.Ordinal));
        Assert.Contains(ThemeCheck.Faults(folder), f => f.Contains("--quiet on --paper", StringComparison.Ordinal));
    }

    [Fact]
    public void An_image_without_alt_is_a_fault()
    {
        File.AppendAllText(Path.Combine(folder, "message.hbs"), "<img src=\"x.png\">");
        Assert.Contains(ThemeCheck.Faults(folder), f => f.Contains("without alt", StringComparison.Ordinal));
    }

    [Fact]
    public void Everything_is_escaped_except_trusted_html()
    {
        File.WriteAllText(Path.Combine(folder, "message.hbs"), "<p title=\"{{title}}\">{{title}}|{{site}}|{{t \"bulletin.number\" number=title}}</p>");
        var html = Theme.Load(folder).Render("message", new { Title = "<script>'\"&", Site = new TrustedHtml("<b>ä</b>") }, "fi");
        Assert.Equal("<p title=\"&lt;script&gt;&#x27;&quot;&amp;\">&lt;script&gt;&#x27;&quot;&amp;|<b>ä</b>|Tiedote &lt;script&gt;&#x27;&quot;&amp;</p>", html);
    }

    /// <summary>Handlebars.Net escapes in a page, but not in a partial that it indents.</summary>
    [Theory]
    [InlineData("{{> parts/name}}")]
    [InlineData("    {{> parts/name}}\n")]
    [InlineData("<ul>\r\n\t{{> parts/name}}\r\n</ul>")]
    [InlineData("{{#each all}}\n  {{> parts/name}}\n{{/each}}")]
    [InlineData("{{#if title}}\n  {{~> parts/name}}\n{{/if}}")]
    [InlineData("  {{#> parts/around}}\n  {{> parts/name}}\n  {{/parts/around}}\n")]
    public void What_a_partial_prints_is_escaped_wherever_it_stands(string page)
    {
        File.WriteAllText(Path.Combine(folder, "parts", "name.hbs"), "<b>{{title}}</b>\n");
        File.WriteAllText(Path.Combine(folder, "parts", "around.hbs"), "<div>\n  {{> @partial-block}}\n  {{> parts/name}}\n</div>\n");
        File.WriteAllText(Path.Combine(folder, "message.hbs"), page);
        var html = Theme.Load(folder).Render("message", new { Title = "<script>", All = new[] { new { Title = "<script>" } } }, "fi");
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_and_plurals_follow_the_language()
    {
        var texts = Theme.Load(folder).Texts;
        Assert.Equal("Yksi artikkeli", texts.Get("fi", "archive.narrowed", ("count", 1)));
        Assert.Equal("12\u00A0345 artikkelia", texts.Get("fi", "archive.narrowed", ("count", 12345)));
        Assert.Equal("12,345 articles", texts.Get("en", "archive.narrowed", ("count", 12345)));
        Assert.Equal("0 artiklar", texts.Get("sv", "archive.narrowed", ("count", 0)));
    }

    [Fact]
    public void Address_of_assets_changes_with_their_content_and_an_old_one_is_not_answered()
    {
        var before = Theme.Load(folder).Assets;
        File.AppendAllText(Path.Combine(folder, "assets", "print.css"), "/* changed */");
        var after = Theme.Load(folder).Assets;
        Assert.NotEqual(before.Url("site.css"), after.Url("site.css"));
        Assert.NotNull(after.Find(after.Version, "site.css"));
        Assert.Null(after.Find(before.Version, "site.css"));
        Assert.Null(after.Find(after.Version, "../theme.json"));
    }

    private string Fault() => Assert.Throws<ThemeException>(() => Theme.Load(folder)).Message;

    private static string Copy(string from)
    {
        var to = Directory.CreateTempSubdirectory("uutiset-theme").FullName;
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        return to;
    }
}
