using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Uutiset.Tests.Browser;

/// <summary>What is wrong with a page that lies open, in each width and both colour schemes: axe with all its rules, and sideways scrolling.</summary>
internal static class Inspection
{
    // Run in the page itself: the package's own call opens a second window and carries every passed check across, 1.7 s instead of 0.2 s
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private const string Violations = """
        async (rules) => {
          // axe leaves the size of targets (WCAG 2.5.8) out unless it is asked for
          const options = { resultTypes: ['violations'], iframes: false, rules: { 'target-size': { enabled: true } } };
          if (rules) options.runOnly = { type: 'rule', values: rules };
          const found = await axe.run(document, options);
          return found.violations.map(v => `${v.id} (${v.help}): `
            + v.nodes.slice(0, 3).map(n => `${n.target} ${n.html.replace(/\s+/g, ' ').slice(0, 160)} ${n.any[0]?.message ?? ''}`).join(' | '));
        }
        """;

    private const string TooWide = """
        () => {
          const width = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= width) return '';
          const wide = [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > width + 1);
          return `${document.documentElement.scrollWidth} px wide: ` + wide.slice(0, 4).map(e => e.tagName.toLowerCase() + '.' + e.className).join(', ');
        }
        """;

    /// <summary>Null at the end of the page; nothing when what has focus has a ring and no bar lies over it (WCAG 2.4.7, 2.4.11); otherwise what is wrong.</summary>
    public const string FocusLost = """
        async () => {
          let at = document.activeElement;
          // A frame is another process: the page has focus back only a moment later
          for (let look = 0; window.framed && at === document.body && look < 20; look++) {
            await new Promise(resolve => setTimeout(resolve, 50));
            at = document.activeElement;
          }
          if (!at || at === document.body) return null;
          window.framed = at.tagName === 'IFRAME';
          (window.walked ??= new Set()).add(at);
          // What has focus inside it shows its own ring
          if (at.tagName === 'IFRAME') return '';
          // Of a link that runs over two lines the first one
          const box = at.getClientRects()[0] ?? at.getBoundingClientRect(), style = getComputedStyle(at);
          const within = (value, most) => Math.min(Math.max(value, 1), most - 1);
          const seen = [[box.left + 3, box.top + 3], [box.right - 3, box.bottom - 3], [box.left + box.width / 2, box.top + Math.min(box.height / 2, 20)]]
            .some(([x, y]) => { const top = document.elementFromPoint(within(x, innerWidth), y); return top && (top === at || at.contains(top) || at.labels?.[0]?.contains(top)); });
          const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
          return seen && ring ? '' : (seen ? 'no ring: ' : 'covered: ') + at.outerHTML.replace(/\s+/g, ' ').slice(0, 120);
        }
        """;

    /// <summary>After a walk to the end: what a mouse could have used within a part of the page and the walk did not come to. One button of a group of choices stands for all of them.</summary>
    public const string Unreached = """
        (part) => [...document.querySelector(part).querySelectorAll('a[href], button, input, select, textarea, summary, [contenteditable=true], [tabindex]')]
          .filter(e => e.checkVisibility({ visibilityProperty: true }) && !e.matches(':disabled, [type=hidden], .skip, [tabindex="-1"]') && !e.closest('[inert]') && !window.walked?.has(e)
            && !(e.type === 'radio' && [...window.walked ?? []].some(w => w.type === 'radio' && w.name === e.name)))
          .map(e => e.outerHTML.replace(/\s+/g, ' ').slice(0, 120))
        """;

    /// <summary>Forms of the desk whose button would be refused: they post and carry no token against forgery.</summary>
    public const string Tokenless = """
        () => [...document.querySelectorAll('form[method=post]')].filter(f => f.action.includes('/desk') && !f.elements.namedItem('__RequestVerificationToken')).map(f => f.getAttribute('action') ?? f.id)
        """;

    // What depends on how wide the window is; the rest reads the same elements in each
    private static readonly string[] OfLayout = ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"];

    /// <param name="whole">Every rule in every width, as for the first of many pages within the same bars; otherwise in the narrowest alone, and in the others those that depend on the width.</param>
    public static async Task<List<string>> FaultsAsync(this IPage page, int[] widths, bool whole = false)
    {
        var faults = new List<string>();
        var where = new Uri(page.Url).PathAndQuery;
        await page.EvaluateAsync(Axe);
        foreach (var width in widths)
        {
            await page.SetViewportSizeAsync(width, 900);
            if (await page.EvaluateAsync<string>(TooWide) is { Length: > 0 } wide) faults.Add($"{where} at {width}: {wide}");
            await LookAsync(ColorScheme.Light, whole || width == widths[0] ? null : OfLayout);
            // A colour scheme changes colours and nothing else, and they are the same in each width
            if (width == widths[^1]) await LookAsync(ColorScheme.Dark, ["color-contrast", "link-in-text-block"]);

            async Task LookAsync(ColorScheme scheme, string[]? rules)
            {
                await page.EmulateMediaAsync(new() { ColorScheme = scheme });
                faults.AddRange((await page.EvaluateAsync<string[]>(Violations, rules)).Select(v => $"{where} at {width} {scheme}: {v}"));
            }
        }
        return faults;
    }
}
