using Microsoft.AspNetCore.Mvc.ModelBinding;
using Uutiset.Vocabulary;

namespace Uutiset.Desk;

internal static class FieldErrors
{
    /// <summary>Puts what the verbs refuse beside the form's fields: "nameSv" is Form.NameSv, "links[0].url" is Form.Links[0].Url.</summary>
    public static void Add(this ModelStateDictionary state, IEnumerable<FieldError> errors, string lang)
    {
        foreach (var error in errors)
            state.AddModelError(error.Field.Length == 0 ? "" : "Form." + string.Join('.', error.Field.Split('.').Select(part => char.ToUpperInvariant(part[0]) + part[1..])), error.Message.In(lang));
    }
}
