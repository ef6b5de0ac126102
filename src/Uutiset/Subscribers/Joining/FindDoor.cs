using Microsoft.AspNetCore.Http.HttpResults;

namespace Uutiset.Subscribers.Joining;

/// <summary>/tilaa/jarjestot?q=: what the field of the organisation offers while it is being written. The button of the form finds the same without script.</summary>
internal static class FindDoor
{
    public const string Path = SubscribeDoor.Path + "/jarjestot";

    internal sealed record Offered(Guid Id, string Name, string Note);

    public static async Task<Ok<IReadOnlyList<Offered>>> AnswerAsync(string? q, string lang, OrganisationFinding finding, CancellationToken ct)
    {
        // A field takes 200 characters: longer is no name
        var found = q is { Length: > 0 and <= 200 } ? await finding.FindAsync(TypedName.Read(q), lang, ct) : [];
        return TypedResults.Ok<IReadOnlyList<Offered>>([.. found.Select(o => new Offered(o.PublicId, o.Name, o.Note))]);
    }
}
