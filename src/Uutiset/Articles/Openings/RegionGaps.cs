using Uutiset.Vocabulary;

namespace Uutiset.Articles.Openings;

/// <summary>How a region stands in the open places to influence that concern it.</summary>
/// <param name="Open">Places that concern it.</param>
/// <param name="Unanswered">Those in which no organisation of the region takes part yet.</param>
/// <param name="Organisations">Organisations of the region that take part in one or more.</param>
internal sealed record RegionGap(Region Region, int Open, int Unanswered, int Organisations);

internal static class RegionGaps
{
    /// <summary>An organisation counts for the regions that it works in; one without any works in the whole country and fills no gap.</summary>
    /// <param name="open">Open places, with regions and answers.</param>
    public static IReadOnlyList<RegionGap> Of(IReadOnlyCollection<Opening> open) =>
        [.. Regions.All.Select(region =>
        {
            // What is of HUS is of each of its areas
            var codes = Regions.Covering(region.Code);
            var concerning = open.Where(o => o.Regions.Count == 0 || o.Regions.Exists(r => codes.Contains(r.RegionCode))).ToList();
            bool IsHere(OpeningAnswer answer) => answer.Organisation!.Regions.Any(r => codes.Contains(r.RegionCode));
            return new RegionGap(region, concerning.Count, concerning.Count(o => !o.Answers.Any(IsHere)), concerning.SelectMany(o => o.Answers).Where(IsHere).DistinctBy(a => a.OrganisationId).Count());
        })];
}
