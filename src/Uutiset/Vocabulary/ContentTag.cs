namespace Uutiset.Vocabulary;

/// <summary>The language of a text as machines read it: easy language (selkokieli, lättläst) is the variant subtag "simple" (FI-11).</summary>
internal static class ContentTag
{
    private const string Easy = "-simple";

    public static string Of(string lang, bool easy) => easy ? lang + Easy : lang;
}
