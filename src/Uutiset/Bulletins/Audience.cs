using System.Text.Json;
using System.Text.Json.Serialization;
using Uutiset.Subscribers;

namespace Uutiset.Bulletins;

/// <summary>Who a bulletin is for. An empty field means everybody; within a field OR, between fields AND.</summary>
internal sealed record Audience
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static readonly Audience Everybody = new();

    /// <summary>Codes of regions; HUS stands for its five areas as well.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>Slugs of terms.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Keys of organisation types; private readers belong to none.</summary>
    public IReadOnlyList<string> OrganisationTypes { get; init; } = [];

    /// <summary>Languages that readers have chosen.</summary>
    public IReadOnlyList<string> Langs { get; init; } = [];

    /// <summary>Null: those who want their mail at once. Weekly and monthly readers get a hand-made bulletin only when they are named here.</summary>
    public Frequency? Frequency { get; init; }

    public static Audience Parse(string json) => JsonSerializer.Deserialize<Audience>(json, Json) ?? Everybody;

    public string ToJson() => JsonSerializer.Serialize(this, Json);
}
