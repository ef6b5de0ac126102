namespace Uutiset.Finnish.Voikko;

// Surface as written in the compound; Lemma: null of a prefix ("+yhteis") and of a derived unit ("+avust(avustaa)+us(+us)")
internal sealed record Unit(string Surface, string? Lemma, string? Verb);

// Voikko's WORDBASES: "+päihde(päihde)+huolto(huolto)", "+sote(sote)+-+avust(avustaa)+us(+us)", "+yhteis+työ(työ)"
internal static class WordBases
{
    public static IReadOnlyList<Unit> Units(string wordBases)
    {
        var elements = wordBases.Split('+', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var pieces = Rejoin(elements);
        var units = new List<Unit>();
        for (var i = 0; i < pieces.Count; i++)
        {
            var (surface, lemma) = pieces[i];
            if (surface is "-" or "")
            {
                continue;
            }
            if (units.Count > 0 && ContinuesUnit(pieces, i))
            {
                var last = units[^1];
                units[^1] = last with { Surface = last.Surface + surface, Lemma = null };
            }
            else
            {
                units.Add(new Unit(surface.TrimEnd('-'), lemma, lemma));
            }
        }
        return units;
    }

    // "(+us)" was split at its plus: "us(" is followed by "us)"
    private static List<(string Surface, string? Lemma)> Rejoin(string[] elements)
    {
        var pieces = new List<(string, string?)>();
        for (var i = 0; i < elements.Length; i++)
        {
            var open = elements[i].IndexOf('(', StringComparison.Ordinal);
            if (open < 0)
            {
                pieces.Add((elements[i], null));
            }
            else if (open == elements[i].Length - 1 && i + 1 < elements.Length)
            {
                pieces.Add((elements[i][..open], "+"));
                i++;
            }
            else
            {
                pieces.Add((elements[i][..open], elements[i][(open + 1)..].TrimEnd(')').Replace("=", "", StringComparison.Ordinal)));
            }
        }
        return pieces;
    }

    // A suffix, or a bare marker before one: "+n+ut(+ut)", "+lli+nen(+nen)"; any other bare piece is a prefix and starts a unit
    private static bool ContinuesUnit(List<(string Surface, string? Lemma)> pieces, int i)
    {
        while (i < pieces.Count && pieces[i].Lemma is null && pieces[i].Surface != "-")
        {
            i++;
        }
        return i < pieces.Count && pieces[i].Lemma == "+";
    }
}
