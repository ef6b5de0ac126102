using System.Globalization;
using System.Text;
using Uutiset.Finnish;

namespace Uutiset.Search;

/// <summary>The text form of a PostgreSQL tsvector: <c>'järjestö':1A,7D '+avustus':3D</c>.</summary>
internal sealed class TsVector
{
    // PostgreSQL: 256 places a word, places up to 16,383, 1 MB in all; a lexeme costs its bytes and 4, a place 2
    private const int MostPlaces = 256, LastPlace = 16_383, MostBytes = 1_000_000;

    // No phrase reaches from one field into the next
    private const int FieldGap = 8;
    private readonly SortedDictionary<string, List<string>> places = new(StringComparer.Ordinal);
    private int at = 1;
    private int bytes;

    public void Add(IReadOnlyList<AnalyzedToken> tokens, char weight)
    {
        foreach (var token in tokens)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{Math.Min(LastPlace, at + token.Position)}{weight}");
            foreach (var key in token.Keys) Add(key.Term, place);
        }
        at += tokens.Count + FieldGap;
    }

    public static string Quoted(string lexeme) =>
        "'" + lexeme.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal) + "'";

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (lexeme, where) in places) text.Append(Quoted(lexeme)).Append(':').AppendJoin(',', where).Append(' ');
        return text.ToString();
    }

    private void Add(string lexeme, string place)
    {
        var cost = places.TryGetValue(lexeme, out var known) ? 2 : Encoding.UTF8.GetByteCount(lexeme) + 8;
        if (bytes + cost > MostBytes || known?.Count >= MostPlaces) return;
        bytes += cost;
        if (known is null) places[lexeme] = [place];
        else known.Add(place);
    }
}
