namespace Uutiset.Vocabulary;

/// <summary>How many things of one kind move when two rows become one or something is handed over, in words.</summary>
/// <param name="One">What to say of one; <c>{0}</c> in <paramref name="Many"/> is the number.</param>
internal sealed record Moved(int Count, Localized One, Localized Many)
{
    public string In(string lang) => Count == 1 ? One.In(lang) : string.Format(System.Globalization.CultureInfo.InvariantCulture, Many.In(lang), Count);

    /// <summary>Those of which there is at least one.</summary>
    public static IReadOnlyList<Moved> Some(params ReadOnlySpan<Moved> all)
    {
        var some = new List<Moved>();
        foreach (var moved in all) if (moved.Count > 0) some.Add(moved);
        return some;
    }
}
