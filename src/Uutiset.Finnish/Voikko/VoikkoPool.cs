using System.Collections.Concurrent;

namespace Uutiset.Finnish.Voikko;

// A handle is not thread-safe; it costs 0.3 ms and 116 kB, so there are as many as threads once asked at the same time
internal sealed class VoikkoPool : IDisposable
{
    // libvoikko refuses words over 255 characters; no Finnish word has 100
    private const int LongestWord = 100;
    private readonly VoikkoLibrary library;
    private readonly string? dictionaries;
    private readonly ConcurrentBag<nint> idle = [];
    private volatile bool closed;

    private VoikkoPool(VoikkoLibrary library, string? dictionaries, nint first)
    {
        this.library = library;
        this.dictionaries = dictionaries;
        idle.Add(first);
    }

    public static VoikkoPool? Open(string? libraryPath, string? dictionaries, out string? refusal)
    {
        if (VoikkoLibrary.Load(libraryPath, out refusal) is not { } library)
        {
            return null;
        }
        var handle = library.Open(dictionaries, out refusal);
        return handle == 0 ? null : new VoikkoPool(library, dictionaries, handle);
    }

    public IReadOnlyList<VoikkoAnalysis> Analyze(string form) => With(form, library.Analyze);

    public IReadOnlyList<string> Suggest(string form) => With(form, library.Suggest);

    private IReadOnlyList<T> With<T>(string form, Func<nint, string, IReadOnlyList<T>> ask)
    {
        ObjectDisposedException.ThrowIf(closed, this);
        if (form.Length is 0 or > LongestWord)
        {
            return [];
        }
        if (!idle.TryTake(out var handle))
        {
            handle = library.Open(dictionaries, out var refusal);
            if (handle == 0)
            {
                throw new InvalidOperationException($"libvoikko opened once but not again: {refusal}");
            }
        }
        try
        {
            return ask(handle, form);
        }
        finally
        {
            if (closed)
            {
                library.Close(handle);
            }
            else
            {
                idle.Add(handle);
            }
        }
    }

    public void Dispose()
    {
        closed = true;
        while (idle.TryTake(out var handle))
        {
            library.Close(handle);
        }
    }
}
