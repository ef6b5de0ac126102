namespace Uutiset.Desk;

/// <summary>What <c>/Desk/_Pages.cshtml</c> shows below a list: which page this is, and the way to the ones beside it.</summary>
/// <param name="Href">The address of a page, by its number.</param>
internal sealed record PageLinks(int Number, int Pages, Func<int, string> Href)
{
    public static int Count(int rows, int pageSize) => Math.Max(1, (rows + pageSize - 1) / pageSize);
}
