using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Uutiset.Tests.Site;

/// <summary>A button of the desk's menus, as an editor's page has it.</summary>
internal sealed record MenuButton(string Action, Dictionary<string, string> Fields)
{
    public Task<HttpResponseMessage> PressAsync(HttpClient editor) => editor.SubmitAsync("/desk/menus", new(Fields), Action);
}

internal static class MenuForms
{
    /// <param name="href">Address of the line; null: a button of the whole menu.</param>
    public static async Task<MenuButton> MenuButtonAsync(this HttpClient editor, string handler, string menu, string? href)
    {
        var page = new HtmlParser().ParseDocument(await editor.GetStringAsync("/desk/menus"));
        var form = page.QuerySelectorAll($"form[action='/desk/menus?handler={handler}&menu={menu}']")
            .Single(f => href is null || f.Closest("tr")!.QuerySelector("td")!.TextContent == href);
        return new MenuButton(form.GetAttribute("action")!, form.QuerySelectorAll("input").OfType<IHtmlInputElement>().Where(i => i.Name is "line" or "seen").ToDictionary(i => i.Name!, i => i.Value));
    }
}
