using System.Text.Json;
using Uutiset.Subscribers;

namespace Uutiset.Exchange.Contacts;

/// <summary>
/// listmonk, "Export" on the page of subscribers: uuid, email, name, attributes (JSON), status, created_at, updated_at. The columns that
/// are missing are looked for in the attributes. <c>disabled</c> is somebody's decision there and no reader's no. <c>enabled</c> says nothing of
/// consent: whoever has left a list stays so, and the file does not tell. Only a column that somebody has chosen as the time of the consent
/// does, say <c>created_at</c> of a file that holds one list's confirmed subscribers.
/// </summary>
internal sealed class Listmonk : SourceSystem
{
    public override string Name => "listmonk";
    public override string Title => "listmonk";

    public override bool Wrote(IReadOnlyList<string> headers) => HasAll(headers, "uuid", "email", "attributes", "status");

    public override Standing StandingOf(ContactCells cells, string fileName) => cells.Named("status") switch
    {
        "enabled" when Instant(cells[ContactField.ConsentAt]) is { } at => new(Consent: new(at, Evidence("enabled", cells, "created_at", "updated_at"))),
        "enabled" => new(Refused: "unsaid"),
        "blocklisted" => new(No: new(NoKind.Objected, LatestInstant(cells.Named("updated_at")), Evidence("blocklisted", cells, "created_at", "updated_at"))),
        _ => new(Refused: "disabled"),
    };

    public override string? Other(ContactField field, ContactCells cells)
    {
        if (cells.Named("attributes") is not { Length: > 2 } json) return null;
        try
        {
            using var attributes = JsonDocument.Parse(json);
            if (attributes.RootElement.ValueKind != JsonValueKind.Object) return null;
            foreach (var attribute in attributes.RootElement.EnumerateObject())
                if (ContactColumns.FieldOf(attribute.Name) == field) return Text(attribute.Value);
            return null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Attributes are the sender's own notes: what cannot be read there tells nothing, and the subscriber is one all the same
            return null;
        }
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.Array => string.Join(';', value.EnumerateArray().Select(Text).OfType<string>()),
        _ => null,
    };
}
