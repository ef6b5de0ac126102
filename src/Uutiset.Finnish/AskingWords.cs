using System.Collections.Frozen;

namespace Uutiset.Finnish;

/// <summary>
/// Words with which a whole question is asked in Finnish, Swedish and English (”mitä avustuksia voi hakea Lapissa”): what stands beside them is
/// looked for. An article that answers need not repeat them.
/// </summary>
internal static class AskingWords
{
    private static readonly FrozenSet<string> All = FrozenSet.Create(StringComparer.Ordinal,
    [
        .. Split("kuka ketkä ketä kenen kenelle keneltä kenellä kenet mikä mitä mitkä minkä mistä mihin missä millä mille miltä milloin millainen millaisia minne miksi miten kuinka paljonko montako kumpi koska"),
        .. Split("onko voiko saako pitääkö on ovat oli olivat voi voivat voin voimme saa saavat pitää pitäisi että jos kun niin se sen sitä ne tämä tämän nämä joka jotka jossa jolla minä minun me meidän hän he"),
        .. Split("vem vems vad var vart varifrån när hur varför vilken vilket vilka är kan får ska finns att om som det den de en ett i på till för av med vi man"),
        .. Split("who whose whom what where when how why which is are was can may should does do the a an of in on for to by with we you it that this"),
    ]);

    /// <param name="lower">A lower-cased form.</param>
    public static bool Contain(string lower) => All.Contains(lower);

    private static string[] Split(string words) => words.Split(' ');
}
