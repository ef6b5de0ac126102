using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Uutiset.Desk.Tags;

/// <summary>Everything that is wrong with a form, above it, each line leading to its field. Nothing when nothing is wrong.</summary>
public sealed class ErrorSummaryTagHelper : TagHelper
{
    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (ViewContext.ModelState.IsValid)
        {
            output.SuppressOutput();
            return;
        }
        var text = ViewContext.HttpContext.RequestServices.GetRequiredService<DeskText>();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "notice notice-error");
        output.Attributes.SetAttribute("role", "alert");
        // The page begins here: what is wrong is read first, with or without script
        output.Attributes.SetAttribute("tabindex", "-1");
        output.Attributes.SetAttribute("autofocus", "autofocus");
        var list = new TagBuilder("ul");
        foreach (var (name, entry) in ViewContext.ModelState)
        {
            foreach (var error in entry.Errors)
            {
                var item = new TagBuilder("li");
                var (words, leading) = ErrorWords.Of(text.OrItself(error.ErrorMessage), text);
                if (name.Length == 0)
                {
                    item.InnerHtml.Append(words);
                }
                else
                {
                    var link = new TagBuilder("a");
                    link.Attributes["href"] = "#" + TagBuilder.CreateSanitizedId(name, "_");
                    link.InnerHtml.Append(words);
                    item.InnerHtml.AppendHtml(link);
                }
                if (leading is not null) item.InnerHtml.Append(" ").AppendHtml(leading);
                list.InnerHtml.AppendHtml(item);
            }
        }
        output.Content.AppendHtml($"<h2>{System.Net.WebUtility.HtmlEncode(text["desk.error.summary"])}</h2>").AppendHtml(list);
    }
}
