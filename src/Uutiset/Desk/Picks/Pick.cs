using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Uutiset.Desk.Picks;

/// <summary>
/// What a form holds of things that are chosen by name, since there are too many to list: posted as NAME (the ids), NAME.words (what was
/// typed) and NAME.shown (what stood in the field when the ids were chosen; different words were typed since, and the ids are not theirs).
/// </summary>
[ModelBinder(typeof(PickBinder)), JsonConverter(typeof(PickJson))]
internal sealed class Pick
{
    public List<Guid> Ids { get; init; } = [];

    /// <summary>Null: the form did not ask, and the ids stand.</summary>
    public string? Words { get; set; }

    public string? Shown { get; set; }

    /// <summary>What is chosen, by name; <see cref="Picking"/> reads it.</summary>
    internal IReadOnlyList<Picked> Chosen { get; set; } = [];

    /// <summary>What the words found, to choose from.</summary>
    internal IReadOnlyList<Picked> Found { get; set; } = [];

    /// <summary>The one that is chosen; none when other words were typed since.</summary>
    public Guid? Id => Ids.Count > 0 && !IsTypedAnew ? Ids[0] : null;

    /// <summary>Of one: nothing was chosen or typed, or what was is emptied.</summary>
    public bool IsBlank => Id is null && Typed.Length == 0;

    public string Typed => (Words ?? "").Trim();

    public bool IsTypedAnew => Words is not null && Typed != (Shown ?? "").Trim();

    public static Pick Of(params IEnumerable<Guid?> ids) => new() { Ids = [.. ids.OfType<Guid>()] };
}

/// <param name="Lang">The language of the title.</param>
/// <param name="Note">What tells it from others of its name.</param>
internal sealed record Picked(Guid Id, string Title, string Lang, string Note);

internal sealed class PickBinder : IModelBinder
{
    // As many as any list of a draft may hold
    private const int Most = 200;

    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var (values, name) = (bindingContext.ValueProvider, bindingContext.ModelName);
        var (ids, words, shown) = (values.GetValue(name), values.GetValue(name + ".words"), values.GetValue(name + ".shown"));
        if (ids == ValueProviderResult.None && words == ValueProviderResult.None) return Task.CompletedTask;
        bindingContext.Result = ModelBindingResult.Success(new Pick
        {
            Ids = [.. ids.Select(id => Guid.TryParse(id, out var known) ? known : (Guid?)null).OfType<Guid>().Distinct().Take(Most)],
            Words = words.FirstValue,
            Shown = shown.FirstValue,
        });
        return Task.CompletedTask;
    }
}

/// <summary>What is chosen, or the words while nothing is: two of these are equal when the fields say the same.</summary>
internal sealed class PickJson : JsonConverter<Pick>
{
    public override Pick Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var said = JsonSerializer.Deserialize<List<string>>(ref reader, options) ?? [];
        var ids = said.Select(s => Guid.TryParse(s, out var id) ? id : (Guid?)null).OfType<Guid>().ToList();
        return new Pick { Ids = ids, Words = ids.Count == 0 ? said.FirstOrDefault() : null };
    }

    public override void Write(Utf8JsonWriter writer, Pick value, JsonSerializerOptions options)
    {
        IEnumerable<string> said = value.Ids.Count > 0 ? value.Ids.Select(id => id.ToString()) : value.Typed.Length > 0 ? [value.Typed] : [];
        JsonSerializer.Serialize(writer, said.ToList(), options);
    }
}
