using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Uutiset.Subscribers.Rights;

/// <summary>What is known, to take along (GDPR 20): the API's JSON, with line breaks for those who open it themselves.</summary>
internal sealed class PersonFile(IOptions<JsonOptions> json)
{
    public const string Name = "tiedot.json";

    private readonly JsonSerializerOptions indented = new(json.Value.SerializerOptions) { WriteIndented = true };

    public byte[] Write(PersonData data) => JsonSerializer.SerializeToUtf8Bytes(data, indented);
}
