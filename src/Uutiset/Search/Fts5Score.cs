using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Uutiset.Search;

/// <summary><c>archive_score(search_index, plan, words)</c>: <see cref="Score"/> of the current row, counted inside SQLite's walk over the matches.</summary>
internal static unsafe partial class Fts5Score
{
    // Columns of search_index, in their order: title, tags, lead, byline, body
    private static readonly double[] Fields = [Score.Title, Score.Tags, Score.Lead, Score.Lead, Score.Body];

    // A search has 16 terms; loosened, twice as many clauses. Truncation in front may reach hundreds of phrases.
    private const int Small = 128;

    public static nint Pointer => (nint)(delegate* unmanaged[Cdecl]<ExtensionApi*, nint, nint, int, nint*, void>)&Run;

    /// <summary>Of each phrase of a MATCH expression, in the order in which they stand there: its weight and its group, of which the best phrase counts.</summary>
    internal sealed record Plan(long NowSeconds, double[] Idf, int[] ClauseOfGroup, (int Group, double Weight)[] Phrases)
    {
        public string Write() => string.Join(';', NowSeconds.ToString(CultureInfo.InvariantCulture),
            string.Join(' ', Idf.Select(Text)), string.Join(' ', ClauseOfGroup), string.Join(' ', Phrases.Select(p => $"{p.Group}:{Text(p.Weight)}")));

        public static Plan Read(string text)
        {
            var fields = text.Split(';');
            return new Plan(long.Parse(fields[0], CultureInfo.InvariantCulture), [.. fields[1].Split(' ').Select(Number)], [.. fields[2].Split(' ').Select(Whole)],
                [.. fields[3].Split(' ').Select(p => p.Split(':')).Select(p => (Whole(p[0]), Number(p[1])))]);
        }

        private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

        private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

        private static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);
    }

    /// <summary>Takes down the phrases while the MATCH expression is written.</summary>
    internal sealed class PlanMaking
    {
        private readonly List<int> clauses = [];
        private readonly List<(int, double)> phrases = [];

        public void Add(int clause, IEnumerable<double> weights)
        {
            phrases.AddRange(weights.Select(w => (clauses.Count, w)));
            clauses.Add(clause);
        }

        public Plan Plan(ArchiveDemand demand) => new(demand.NowSeconds, [.. demand.Clauses.Select(c => c.Idf)], [.. clauses], [.. phrases]);
    }

    // The plan is the same for every row of a statement, and a statement runs on one thread
    [ThreadStatic]
    private static byte[]? lastText;
    [ThreadStatic]
    private static Plan? lastPlan;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Run(ExtensionApi* api, nint fts, nint context, int count, nint* values)
    {
        try
        {
            var bytes = new ReadOnlySpan<byte>(sqlite3_value_text(values[0]), sqlite3_value_bytes(values[0]));
            if (lastPlan is null || !bytes.SequenceEqual(lastText))
            {
                lastText = bytes.ToArray();
                lastPlan = Plan.Read(Encoding.UTF8.GetString(bytes));
            }
            sqlite3_result_double(context, Of(api, fts, lastPlan, sqlite3_value_int(values[1])));
        }
        catch (Exception)
        {
            // An exception that crossed SQLite's frames would end the process
            fixed (byte* message = "archive_score failed"u8) sqlite3_result_error(context, message, 20);
        }
    }

    private static double Of(ExtensionApi* api, nint fts, Plan plan, int words)
    {
        var phrases = plan.Phrases.Length;
        Span<double> said = phrases > Small ? new double[phrases] : stackalloc double[Small];
        Span<double> best = phrases > Small ? new double[phrases] : stackalloc double[Small];
        Span<double> tf = stackalloc double[Small];
        said.Clear();
        best.Clear();
        tf.Clear();
        int instances, phrase, column, offset;
        _ = api->InstanceCount(fts, &instances);
        for (var i = 0; i < instances; i++)
        {
            _ = api->Instance(fts, i, &phrase, &column, &offset);
            said[phrase] += Fields[column];
        }
        for (var i = 0; i < phrases; i++)
        {
            var (group, weight) = plan.Phrases[i];
            best[group] = Math.Max(best[group], weight * said[i]);
        }
        for (var group = 0; group < plan.ClauseOfGroup.Length; group++) tf[plan.ClauseOfGroup[group]] += best[group];
        var score = 0.0;
        for (var clause = 0; clause < plan.Idf.Length; clause++) score += plan.Idf[clause] * Score.Saturate(tf[clause], words);
        return score * Score.Fresh(plan.NowSeconds - (api->RowId(fts) >> SearchDocument.CounterBits));
    }

    // Fts5ExtensionApi of fts5.h up to the last function used
    [StructLayout(LayoutKind.Sequential)]
    private struct ExtensionApi
    {
        private readonly int version;
        private readonly nint userData, columnCount, rowCount, columnTotalSize, tokenize, phraseCount, phraseSize;
        public readonly delegate* unmanaged[Cdecl]<nint, int*, int> InstanceCount;
        public readonly delegate* unmanaged[Cdecl]<nint, int, int*, int*, int*, int> Instance;
        public readonly delegate* unmanaged[Cdecl]<nint, long> RowId;
    }

    [LibraryImport("e_sqlite3")]
    private static partial byte* sqlite3_value_text(nint value);

    [LibraryImport("e_sqlite3")]
    private static partial int sqlite3_value_bytes(nint value);

    [LibraryImport("e_sqlite3")]
    private static partial int sqlite3_value_int(nint value);

    [LibraryImport("e_sqlite3")]
    private static partial void sqlite3_result_double(nint context, double value);

    [LibraryImport("e_sqlite3")]
    private static partial void sqlite3_result_error(nint context, byte* message, int bytes);
}
