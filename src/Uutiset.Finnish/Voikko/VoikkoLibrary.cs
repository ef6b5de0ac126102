using System.Runtime.InteropServices;

namespace Uutiset.Finnish.Voikko;

// One loaded libvoikko: https://voikko.puimula.org, C interface of voikko.h. Loaded by hand, since its path can be configured.
internal sealed unsafe class VoikkoLibrary
{
    // Debian, macOS (Homebrew), Windows
    private static readonly string[] Names = ["libvoikko.so.1", "libvoikko.1.dylib", "libvoikko-1.dll"];

    private readonly delegate* unmanaged<byte**, byte*, byte*, nint> init;
    private readonly delegate* unmanaged<nint, void> terminate;
    private readonly delegate* unmanaged<nint, byte*, nint*> analyze;
    private readonly delegate* unmanaged<nint*, void> free;
    private readonly delegate* unmanaged<nint, byte*, byte*> value;
    private readonly delegate* unmanaged<byte*, void> freeValue;
    private readonly delegate* unmanaged<nint, byte*, byte**> suggest;
    private readonly delegate* unmanaged<byte**, void> freeSuggestions;

    private VoikkoLibrary(nint library)
    {
        init = (delegate* unmanaged<byte**, byte*, byte*, nint>)NativeLibrary.GetExport(library, "voikkoInit");
        terminate = (delegate* unmanaged<nint, void>)NativeLibrary.GetExport(library, "voikkoTerminate");
        analyze = (delegate* unmanaged<nint, byte*, nint*>)NativeLibrary.GetExport(library, "voikkoAnalyzeWordCstr");
        free = (delegate* unmanaged<nint*, void>)NativeLibrary.GetExport(library, "voikko_free_mor_analysis");
        value = (delegate* unmanaged<nint, byte*, byte*>)NativeLibrary.GetExport(library, "voikko_mor_analysis_value_cstr");
        freeValue = (delegate* unmanaged<byte*, void>)NativeLibrary.GetExport(library, "voikko_free_mor_analysis_value_cstr");
        suggest = (delegate* unmanaged<nint, byte*, byte**>)NativeLibrary.GetExport(library, "voikkoSuggestCstr");
        freeSuggestions = (delegate* unmanaged<byte**, void>)NativeLibrary.GetExport(library, "voikkoFreeCstrArray");
    }

    public static VoikkoLibrary? Load(string? path, out string? refusal)
    {
        refusal = null;
        foreach (var name in path is null ? Names : [path])
        {
            if (!NativeLibrary.TryLoad(name, out var library))
            {
                continue;
            }
            try
            {
                return new VoikkoLibrary(library);
            }
            catch (EntryPointNotFoundException missing)
            {
                refusal = $"{name} is not libvoikko 3.8 or later: {missing.Message}";
                return null;
            }
        }
        refusal = path is null ? "libvoikko is not installed" : $"libvoikko cannot be loaded from {path}";
        return null;
    }

    public nint Open(string? dictionaries, out string? refusal)
    {
        byte* error = null;
        var folder = dictionaries is null ? null : (byte*)Marshal.StringToCoTaskMemUTF8(dictionaries);
        nint handle;
        fixed (byte* language = "fi\0"u8)
        {
            handle = init(&error, language, folder);
        }
        Marshal.FreeCoTaskMem((nint)folder);
        refusal = error is null ? null : Marshal.PtrToStringUTF8((nint)error);
        return error is null ? handle : 0;
    }

    public void Close(nint handle) => terminate(handle);

    public IReadOnlyList<VoikkoAnalysis> Analyze(nint handle, string form)
    {
        var word = (byte*)Marshal.StringToCoTaskMemUTF8(form);
        var found = analyze(handle, word);
        Marshal.FreeCoTaskMem((nint)word);
        if (found is null)
        {
            return [];
        }
        var analyses = new List<VoikkoAnalysis>();
        for (var at = found; *at != 0; at++)
        {
            analyses.Add(new VoikkoAnalysis(
                Read(*at, "BASEFORM\0"u8), Read(*at, "CLASS\0"u8), Read(*at, "WORDBASES\0"u8), Read(*at, "FSTOUTPUT\0"u8)));
        }
        free(found);
        return analyses;
    }

    public IReadOnlyList<string> Suggest(nint handle, string form)
    {
        var word = (byte*)Marshal.StringToCoTaskMemUTF8(form);
        var found = suggest(handle, word);
        Marshal.FreeCoTaskMem((nint)word);
        if (found is null)
        {
            return [];
        }
        var suggestions = new List<string>();
        for (var at = found; *at is not null; at++)
        {
            suggestions.Add(Marshal.PtrToStringUTF8((nint)(*at)) ?? "");
        }
        freeSuggestions(found);
        return suggestions;
    }

    private string Read(nint analysis, ReadOnlySpan<byte> name)
    {
        fixed (byte* key = name)
        {
            var text = value(analysis, key);
            if (text is null)
            {
                return "";
            }
            var read = Marshal.PtrToStringUTF8((nint)text) ?? "";
            freeValue(text);
            return read;
        }
    }
}

internal sealed record VoikkoAnalysis(string BaseForm, string Class, string WordBases, string FstOutput);
