using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Uutiset.Finnish;

namespace Uutiset.Search;

/// <summary>
/// Gives a SQLite connection the tokenizer <c>uutiset</c> and the function <c>archive_score</c>, by FTS5's extension interface
/// (sqlite.org/fts5.html, section 7). Without them the index can neither be read nor written.
/// </summary>
internal static unsafe partial class Fts5
{
    /// <summary>What the callbacks of one native handle reach; the handle outlives connections, in the pool.</summary>
    internal sealed class Slot
    {
        public Analysis? Analysis { get; set; }
    }

    private static readonly ConditionalWeakTable<object, Slot> Handles = [];

    public static void Register(SqliteConnection connection, Analysis analysis)
    {
        var handle = connection.Handle!;
        if (Handles.TryGetValue(handle, out var known))
        {
            known.Analysis = analysis;
            return;
        }
        var slot = new Slot { Analysis = analysis };
        var api = Api(handle.DangerousGetHandle());
        Check(api->CreateTokenizer(api, "uutiset\0"u8, GCHandle.ToIntPtr(GCHandle.Alloc(slot))));
        Check(api->CreateFunction(api, "archive_score\0"u8));
        Handles.Add(handle, slot);
    }

    // The pointer is handed out through a bound parameter, so that no SQL text can forge it
    private static Fts5Api* Api(nint database)
    {
        Fts5Api* api = null;
        fixed (byte* sql = "select fts5(?1)\0"u8)
        fixed (byte* type = "fts5_api_ptr\0"u8)
        {
            Check(sqlite3_prepare_v2(database, sql, -1, out var statement, 0));
            _ = sqlite3_bind_pointer(statement, 1, &api, type, 0);
            _ = sqlite3_step(statement);
            Check(sqlite3_finalize(statement));
        }
        return api is null ? throw new InvalidOperationException("SQLite was built without FTS5") : api;
    }

    private static void Check(int code)
    {
        if (code != 0) throw new InvalidOperationException($"SQLite refused the search functions with code {code}");
    }

    // fts5.h; version 2 of the interface, whose shape later versions keep
    [StructLayout(LayoutKind.Sequential)]
    private struct Fts5Api
    {
        private readonly int version;
        private readonly delegate* unmanaged[Cdecl]<Fts5Api*, byte*, nint, Fts5TokenizerMethods*, delegate* unmanaged[Cdecl]<nint, void>, int> createTokenizer;
        private readonly nint findTokenizer;
        private readonly delegate* unmanaged[Cdecl]<Fts5Api*, byte*, nint, nint, nint, int> createFunction;

        public readonly int CreateTokenizer(Fts5Api* self, ReadOnlySpan<byte> name, nint slot)
        {
            var methods = Fts5Tokenizer.Methods;
            fixed (byte* text = name) return createTokenizer(self, text, slot, &methods, &Fts5Tokenizer.Forget);
        }

        public readonly int CreateFunction(Fts5Api* self, ReadOnlySpan<byte> name)
        {
            fixed (byte* text = name) return createFunction(self, text, 0, Fts5Score.Pointer, 0);
        }
    }

    [LibraryImport("e_sqlite3")]
    private static partial int sqlite3_prepare_v2(nint database, byte* sql, int bytes, out nint statement, nint tail);

    [LibraryImport("e_sqlite3")]
    private static partial int sqlite3_bind_pointer(nint statement, int index, void* pointer, byte* type, nint destructor);

    [LibraryImport("e_sqlite3")]
    private static partial int sqlite3_step(nint statement);

    [LibraryImport("e_sqlite3")]
    private static partial int sqlite3_finalize(nint statement);
}

/// <summary>fts5_tokenizer of fts5.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Fts5TokenizerMethods
{
    public delegate* unmanaged[Cdecl]<nint, byte**, int, nint*, int> Create;
    public delegate* unmanaged[Cdecl]<nint, void> Delete;
    public delegate* unmanaged[Cdecl]<nint, nint, int, byte*, int, delegate* unmanaged[Cdecl]<nint, int, byte*, int, int, int, int>, int> Tokenize;
}
