using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using FsCheck;
using FsCheck.Fluent;
using Uutiset.Vocabulary.Body;

namespace Uutiset.Tests.Vocabulary;

/// <summary>Known attack families against HTML cleaners; what comes out is parsed again and may hold nothing but the allow-list.</summary>
public sealed class HtmlCleanerAttackTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["h2"] = [], ["h3"] = [], ["h4"] = [], ["p"] = [], ["ul"] = [], ["ol"] = [], ["li"] = [], ["strong"] = [], ["em"] = [], ["br"] = [],
        ["blockquote"] = ["data-speaker", "data-role"], ["a"] = ["href", "rel"], ["aside"] = ["data-block"], ["div"] = ["data-ref"],
        ["table"] = [], ["caption"] = [], ["thead"] = [], ["tbody"] = [], ["tr"] = [], ["td"] = ["colspan", "rowspan"], ["th"] = ["colspan", "rowspan", "scope"],
    };

    public static readonly TheoryData<string, string> Attacks = new()
    {
        { "script", "<script>alert(1)</script>x" },
        { "script in pieces", "<scr<script>ipt>alert(1)</scr</script>ipt>" },
        { "script in upper case with junk", "<SCRIPT/XSS SRC=//evil.example></SCRIPT>" },
        { "unclosed script", "<script>alert(1)" },
        { "handler", "<p onmouseover=alert(1) onclick='x' ONLOAD=y>x</p>" },
        { "handler without blanks", "<img/src=x/onerror=alert(1)>" },
        { "handler after a slash", "<a/onmouseover=alert(1)//href=x>x</a>" },
        { "javascript address", "<a href='javascript:alert(1)'>x</a>" },
        { "javascript in mixed case", "<a href=' JaVaScRiPt:alert(1)'>x</a>" },
        { "javascript with tab and line break", "<a href='java\tscr\nipt:alert(1)'>x</a>" },
        { "javascript by entities", "<a href='&#106;avascript&colon;alert(1)'>x</a>" },
        { "javascript by padded entities", "<a href='&#0000106&#0000097&#0000118&#0000097script:alert(1)'>x</a>" },
        { "javascript after control characters", "<a href='\u0001\u0014javascript:alert(1)'>x</a>" },
        { "javascript after an invisible mark", "<a href='\u200Bjavascript:alert(1)'>x</a>" },
        { "javascript behind a colon", "<a href='feed:javascript:alert(1)'>x</a>" },
        { "data address", "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>" },
        { "vbscript, blob, file", "<a href='vbscript:x'>x</a><a href='blob:https://x'>x</a><a href='file:///etc/passwd'>x</a>" },
        { "address that leaves by slashes", "<a href='/\\evil.example'>x</a><a href='\\\\evil.example'>y</a><a href='/\t/evil.example'>z</a>" },
        { "quote breaking out of the attribute", "<a href='https://example.org/\"onmouseover=alert(1) x=\"'>x</a>" },
        { "speaker breaking out of the attribute", "<blockquote data-speaker='\"><script>alert(1)</script>'>x</blockquote>" },
        { "svg", "<svg onload=alert(1)><script>alert(1)</script><a xlink:href='javascript:alert(1)'>x</a></svg>" },
        { "svg animation", "<svg><animate xlink:href=#x attributeName=href values=javascript:alert(1) /><a id=x>x</a></svg>" },
        { "math", "<math><mi xlink:href='data:x,<script>alert(1)</script>'>x</mi></math>" },
        { "mutation through math and style", "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>" },
        { "mutation through svg and style", "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>" },
        { "mutation through form nesting", "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>" },
        { "mutation through noscript", "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>" },
        { "mutation through textarea", "<textarea><img title='</textarea><img src=x onerror=alert(1)>'></textarea>" },
        { "mutation through title and xmp", "<title><a href='</title><img src=x onerror=alert(1)>'></a><xmp><p title='</xmp><img src=x onerror=alert(1)>'>" },
        { "mutation through template", "<template><style></template><img src=x onerror=alert(1)></style></template>" },
        { "mutation through select", "<select><iframe></select><img src=x onerror=alert(1)>" },
        { "mutation through table foster parents", "<table><td><form><table><td></form><svg><style><img src=x onerror=alert(1)></style>" },
        { "mutation through backticks", "<blockquote data-role='``onmouseover=alert(1)'>x</blockquote>" },
        { "style element and attribute", "<style>@import'//evil.example'</style><p style='background:url(javascript:alert(1))'>x</p>" },
        { "style with CSS escapes", "<p style='wid\\74 h:expr\\65 ssion(alert(1))'>x</p>" },
        { "form and button", "<form action='javascript:alert(1)'><input name=password><button formaction='javascript:alert(1)'>x</button></form>" },
        { "frames", "<iframe src='javascript:alert(1)' srcdoc='<script>alert(1)</script>'></iframe><frameset><frame src=javascript:alert(1)></frameset>" },
        { "objects", "<object data='javascript:alert(1)'></object><embed src='javascript:alert(1)'><applet code=x></applet>" },
        { "base and meta", "<base href='//evil.example/'><meta http-equiv=refresh content='0;url=javascript:alert(1)'><link rel=stylesheet href=//evil.example>" },
        { "comments", "<!--><img src=x onerror=alert(1)>--><!--[if IE]><script>alert(1)</script><![endif]--><!-- --!><img src=x onerror=alert(1)> -->" },
        { "CDATA and processing instructions", "<![CDATA[<script>alert(1)</script>]]><?xml version='1.0'?><!DOCTYPE x [<!ENTITY e 'x'>]>" },
        { "clobbering names", "<p id=body name=getElementById>x</p><a id=location href='https://example.org' name=x>x</a><form id=document></form>" },
        { "half a tag at the end", "<p>x</p><img src=x onerror=alert(1) " },
        { "tag without a name", "< script>alert(1)</ script><//script><%><img%00src=x onerror=alert(1)>" },
        { "media", "<video><source onerror=alert(1)></video><audio src=x onerror=alert(1)><details ontoggle=alert(1) open>x</details><marquee onstart=alert(1)>x</marquee>" },
        { "null characters", "<scr\0ipt>alert(1)</scr\0ipt><a href='java\0script:alert(1)'>x</a>" },
        { "half a surrogate pair", "<a href='https://example.org/\uD800'>\uDC00x</a>" },
        { "references to elsewhere", "<div data-ref='article:javascript'>x</div><div data-ref='media:../../etc/passwd'>y</div>" },
        { "box of another kind", "<aside data-block='fact\" onclick=\"alert(1)'>x</aside>" },
        { "deep nesting", string.Concat(Enumerable.Repeat("<div><b><i>", 160)) + "x" },
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public void An_attack_comes_out_as_harmless_text(string family, string html)
    {
        var clean = HtmlCleaner.Clean(html, "fi");
        AssertHarmless(clean, family);
        Assert.Equal(clean, HtmlCleaner.Clean(clean, "fi"));
        // A browser parses what it is given within other markup too
        AssertHarmless(HtmlCleaner.Clean("<ul><li>" + html, "fi"), family);
        AssertHarmless(HtmlCleaner.Clean("<table><tr><td>" + html, "sv"), family);
    }

    [Fact]
    public void Cleaning_twice_is_cleaning_once_whatever_comes_in()
    {
        string[] pieces =
        [
            "<p>", "</p>", "<ul>", "<li>", "</ul>", "<ol>", "</ol>", "<h1>", "<h3>", "</h3>", "<strong>", "</b>", "<em>", "<a href='https://example.org/x y'>", "</a>", "<br>",
            "<br><br>", "• ", "•", "1. ", "2. ", "5 %", "9\u00A0§", "\u00A0", "  ", "\n", "\"", "“", "<table>", "<tr>", "<td>", "<th>", "</table>", "<caption>", "<aside data-block=fact>",
            "</aside>", "<blockquote data-speaker='A \" B'>", "</blockquote>", "<div data-ref='event:0191a5b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b'>", "</div>", "<svg>", "</svg>", "<style>",
            "</style>", "<!--", "-->", "www.example.org.", "https://example.org/ä)", "a", "\u0308", "\u00AD", "å", "&amp;lt;", "<", "&", "<script>", "</script>", "<pre>", "<select>",
            "<math>", "<mtext>", "<form>", "</form>", "x<b>y</b>", "😀", "\uD83D", "<template>", "\u2000", "\u200B", "<dl><dt>", "<dd>",
        ];
        var html = Gen.Elements(pieces).ListOf().Select(string.Concat);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000).WithEndSize(40), Prop.ForAll(Arb.From(html), dirty =>
        {
            var once = HtmlCleaner.Clean(dirty, "fi");
            AssertHarmless(once, dirty);
            return HtmlCleaner.Clean(once, "fi") == once;
        }));
    }

    private static void AssertHarmless(string html, string family)
    {
        var body = new HtmlParser().ParseDocument("<!doctype html><body>" + html).Body!;
        foreach (var element in body.QuerySelectorAll("*"))
        {
            Assert.True(Allowed.TryGetValue(element.LocalName, out var attributes), $"{family}: <{element.LocalName}> in {html}");
            Assert.Equal("http://www.w3.org/1999/xhtml", element.NamespaceUri);
            Assert.All(element.Attributes, a => Assert.Contains(a.Name, attributes));
            if (element.GetAttribute("href") is { } href)
                Assert.Matches(@"^(https?://[^/\\]|mailto:|tel:|/$|/[^/\\])", href);
        }
        Assert.DoesNotContain(body.Descendants(), n => n.NodeType is NodeType.Comment or NodeType.ProcessingInstruction);
        Assert.DoesNotContain("alert(1)</script", html, StringComparison.OrdinalIgnoreCase);
    }
}
