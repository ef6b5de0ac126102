using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Uutiset.Articles.Desk;

/// <summary>A list of rows in the form, for the partial _Rows.</summary>
/// <param name="Name">The property of the form.</param>
/// <param name="Partial">The partial that shows one row.</param>
/// <param name="Text">Key of the texts: TEXT (heading), TEXT.hint, TEXT.add.</param>
internal sealed record RowList(string Name, string Partial, string Text, IReadOnlyList<FormRow> Rows, FormRow Blank)
{
    public bool IsWrong(ViewDataDictionary view) => view.ModelState.Any(e => e.Key.StartsWith($"Form.{Name}[", StringComparison.Ordinal) && e.Value!.Errors.Count > 0);

    /// <summary>The view data of one row: every field in it is named after the row.</summary>
    public ViewDataDictionary For(ViewDataDictionary view, string key)
    {
        var row = new ViewDataDictionary(view) { Model = null, ["list"] = $"Form.{Name}", ["key"] = key };
        row.TemplateInfo.HtmlFieldPrefix = $"Form.{Name}[{key}]";
        return row;
    }
}
