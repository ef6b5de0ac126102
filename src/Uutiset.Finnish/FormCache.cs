using System.Collections.Concurrent;

namespace Uutiset.Finnish;

// Unknown forms too: a guess costs 80 us for each tail that is tried
internal sealed class FormCache(Func<string, Word> analyze)
{
    // 25 million running words have about 400,000 forms; the commonest half covers 99 % of the text and takes some 80 MB
    private const int Most = 200_000;
    private readonly ConcurrentDictionary<string, Word> words = new(StringComparer.Ordinal);
    private int count;

    public Word Get(string form)
    {
        if (words.TryGetValue(form, out var word))
        {
            return word;
        }
        word = analyze(form);
        if (Interlocked.Increment(ref count) > Most)
        {
            words.Clear();
            Interlocked.Exchange(ref count, 1);
        }
        words[form] = word;
        return word;
    }
}
