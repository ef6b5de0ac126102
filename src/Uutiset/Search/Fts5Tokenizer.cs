using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Uutiset.Search;

/// <summary>
/// Text becomes index terms: at each word its base form, and at the same place further base forms and compound parts. A
/// query string is terms already, separated by <see cref="Separator"/>, any of which may stand at that place.
/// </summary>
internal static unsafe class Fts5Tokenizer
{
    public const char Separator = '\u001F';

    // fts5.h
    private const int Ok = 0, Error = 1, Query = 1, Colocated = 1;

    // Key.MaxLength UTF-16 units and a mark, in UTF-8
    private const int LongestTerm = 3 * (Finnish.Key.MaxLength + 1);

    public static Fts5TokenizerMethods Methods => new() { Create = &Create, Delete = &Delete, Tokenize = &Tokenize };

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void Forget(nint slot) => GCHandle.FromIntPtr(slot).Free();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Create(nint slot, byte** arguments, int count, nint* tokenizer)
    {
        *tokenizer = slot;
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Delete(nint tokenizer)
    {
        // The slot belongs to the handle, not to a statement
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Tokenize(nint tokenizer, nint context, int flags, byte* text, int length,
        delegate* unmanaged[Cdecl]<nint, int, byte*, int, int, int, int> token)
    {
        try
        {
            var words = Encoding.UTF8.GetString(text, length);
            if ((flags & Query) != 0) return Give(words.Split(Separator), context, token);
            var analysis = ((Fts5.Slot)GCHandle.FromIntPtr(tokenizer).Target!).Analysis!;
            // search_document's triggers write the languages before each text
            var languages = words.StartsWith(Separator) && words.IndexOf(Separator, 1) is var end and > 0 ? words[1..end] : null;
            foreach (var word in languages is null ? analysis.Tokens(words) : analysis.Tokens(words[(languages.Length + 2)..], languages))
            {
                var code = Give(word.Keys.Select(k => k.Term), context, token);
                if (code != Ok) return code;
            }
            return Ok;
        }
        catch (Exception)
        {
            // An exception that crossed SQLite's frames would end the process; the statement fails instead
            return Error;
        }
    }

    private static int Give(IEnumerable<string> terms, nint context, delegate* unmanaged[Cdecl]<nint, int, byte*, int, int, int, int> token)
    {
        var utf8 = stackalloc byte[LongestTerm];
        var flags = 0;
        foreach (var term in terms)
        {
            if (!Encoding.UTF8.TryGetBytes(term, new Span<byte>(utf8, LongestTerm), out var bytes)) continue;
            // Offsets would serve SQLite's own snippets; ours are made elsewhere
            var code = token(context, flags, utf8, bytes, 0, 0);
            if (code != Ok) return code;
            flags = Colocated;
        }
        return Ok;
    }
}
