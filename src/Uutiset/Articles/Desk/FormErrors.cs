using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Desk;

/// <summary>What the verbs say about a draft's fields, beside the fields of the form.</summary>
internal static partial class FormErrors
{
    public static void Add(ModelStateDictionary state, IEnumerable<FieldError> errors, ArticleForm form, string lang)
    {
        foreach (var error in errors) state.AddModelError(KeyOf(error.Field, form), error.Message.In(lang));
    }

    /// <summary>"authors[0].name" is Form.Authors[0].Name; related articles and outside links are one list in the draft and two in the form.</summary>
    private static string KeyOf(string field, ArticleForm form)
    {
        if (field.Length == 0 || field.StartsWith("Form.", StringComparison.Ordinal)) return field;
        if (field == "publishDay") return nameof(EditModel.PublishDay);
        if (field.StartsWith("correction", StringComparison.Ordinal)) return field.EndsWith("right", StringComparison.Ordinal) ? nameof(EditModel.CorrectionRight) : nameof(EditModel.CorrectionWrong);
        if (Row().Match(field) is not { Success: true } row) return "Form." + Capital(field);
        var (list, index, rest) = (Capital(row.Groups["list"].Value), int.Parse(row.Groups["n"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture), row.Groups["rest"].Value);
        // One field or fieldset carries them all
        if (list is "Tags" or "Audiences" or "Regions") return "Form." + list;
        if (list == "Related" && index >= form.Related.Count) (list, index) = ("Links", index - form.Related.Count);
        if (list == "Events" && index >= form.Events.Count && index < form.Events.Count + form.ToldEvents.Count) (list, index, rest) = ("ToldEvents", index - form.Events.Count, "eventId");
        if (list == "Related") rest = "address";
        if (list == "Organisations") rest = "name";
        return FormattableString.Invariant($"Form.{list}[{index}]") + (rest.Length == 0 ? "" : "." + Capital(rest));
    }

    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    [GeneratedRegex(@"^(?<list>[a-z]+)\[(?<n>[0-9]+)\](?:\.(?<rest>\w+))?\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Row();
}
