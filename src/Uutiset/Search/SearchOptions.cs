namespace Uutiset.Search;

internal sealed class SearchOptions
{
    /// <summary>File name or path of libvoikko, where it is not in the usual place.</summary>
    public string? VoikkoPath { get; set; }
}
