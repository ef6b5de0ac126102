using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Uutiset.Desk.Tags;

/// <summary>
/// A labelled field: <c>&lt;field for="Email" label="@T["..."]" hint="..." type="email" required autocomplete="username" /&gt;</c>.
/// With content, the content is the control: give it the id of the property and <c>aria-describedby="ID-hint ID-error"</c>.
/// </summary>
public sealed class FieldTagHelper : TagHelper
{
    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public ModelExpression For { get; set; } = null!;

    public string Label { get; set; } = "";

    public string? Hint { get; set; }

    /// <summary>The type of input, or <c>textarea</c>.</summary>
    public string Type { get; set; } = "text";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var text = ViewContext.HttpContext.RequestServices.GetRequiredService<DeskText>();
        // Within the partial of a row the name begins with the row's
        var name = ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);
        var id = TagBuilder.CreateSanitizedId(name, "_");
        var error = ViewContext.ModelState.TryGetValue(name, out var entry) && entry.Errors.Count > 0 ? text.OrItself(entry.Errors[0].ErrorMessage) : null;
        var child = await output.GetChildContentAsync();

        var label = new TagBuilder("label");
        label.Attributes["for"] = id;
        label.InnerHtml.Append(Label);
        output.PreContent.AppendHtml(label);
        if (Hint is { Length: > 0 }) output.PreContent.AppendHtml(Paragraph("hint", id + "-hint", Hint));
        if (error is not null)
        {
            var wrong = Paragraph("error", id + "-error", "");
            wrong.InnerHtml.AppendWords(error, text);
            output.PreContent.AppendHtml(wrong);
        }
        if (child.IsEmptyOrWhiteSpace) output.Content.SetHtmlContent(Control(id, name, entry?.AttemptedValue, error is not null, output));

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.Clear();
        output.Attributes.SetAttribute("class", error is null ? "field" : "field field-wrong");
    }

    // Whatever else stands on the tag (autocomplete, maxlength, required ...) belongs to the control
    private TagBuilder Control(string id, string name, string? attempted, bool wrong, TagHelperOutput output)
    {
        var control = new TagBuilder(Type == "textarea" ? "textarea" : "input");
        foreach (var attribute in output.Attributes) control.Attributes[attribute.Name] = attribute.Value?.ToString() ?? "";
        control.Attributes["id"] = id;
        control.Attributes["name"] = name;
        var value = attempted ?? Convert.ToString(For.Model, CultureInfo.InvariantCulture) ?? "";
        if (Type == "textarea")
        {
            // HTML drops one line break after the start tag
            control.InnerHtml.AppendHtml("\n").Append(value);
        }
        else
        {
            control.Attributes["type"] = Type;
            if (Type != "password") control.Attributes["value"] = value;
            control.TagRenderMode = TagRenderMode.SelfClosing;
        }
        var described = string.Join(' ', new[] { Hint is { Length: > 0 } ? id + "-hint" : null, wrong ? id + "-error" : null }.OfType<string>());
        if (described.Length > 0) control.Attributes["aria-describedby"] = described;
        if (wrong) control.Attributes["aria-invalid"] = "true";
        return control;
    }

    private static TagBuilder Paragraph(string style, string id, string text)
    {
        var paragraph = new TagBuilder("p");
        paragraph.AddCssClass(style);
        paragraph.Attributes["id"] = id;
        paragraph.InnerHtml.Append(text);
        return paragraph;
    }
}
