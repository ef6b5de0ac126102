namespace Uutiset.Vocabulary;

/// <summary>What is wrong with one field of what somebody sent, said in every language of the interface.</summary>
/// <param name="Field">The name in the JSON and in the form: "title", "authors[0].name"; empty for the whole.</param>
internal sealed record FieldError(string Field, Localized Message)
{
    public FieldError(string field, string fi, string sv, string en) : this(field, new Localized(fi, sv, en))
    {
    }

    /// <summary>Messages by field, the shape of a problem document's <c>errors</c>.</summary>
    public static Dictionary<string, string[]> ByField(IEnumerable<FieldError> errors, string lang) =>
        errors.GroupBy(e => e.Field).ToDictionary(g => g.Key, g => g.Select(e => e.Message.In(lang)).ToArray());
}
