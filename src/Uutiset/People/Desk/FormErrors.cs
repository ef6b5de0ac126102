using Microsoft.AspNetCore.Mvc.ModelBinding;
using Uutiset.Vocabulary;

namespace Uutiset.People.Desk;

internal static class FormErrors
{
    /// <summary>Puts what the verbs refuse beside the form's fields: "nameSv" is Form.NameSv.</summary>
    public static void Add(this ModelStateDictionary state, IEnumerable<FieldError> errors, string lang)
    {
        foreach (var error in errors) state.AddModelError("Form." + char.ToUpperInvariant(error.Field[0]) + error.Field[1..], error.Message.In(lang));
    }
}
