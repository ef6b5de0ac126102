namespace Uutiset.Finnish.Snowball;

// Swedish words of which a vowel changes or nothing is left to cut: each line a word and its forms. Forms that another word shares are left out
// (val, for, var), and so are those that the rules bring together.
internal static class SwedishIrregulars
{
    private const string Table = """
        bok boken bokens böcker böckerna böckernas böckers
        man mannen mannens män männen männens mäns
        fot foten fötter fötterna
        hand handen händer händerna händernas
        natt natten nätter nätterna
        stad staden stadens städer städerna städernas städers
        son sonen söner sönerna
        dotter dottern döttrar döttrarna
        bror brodern broder bröder bröderna
        mor modern moder mödrar mödrarna mödrars
        far fadern fader fäder fäderna
        år året årets åren årens års
        öga ögat ögon ögonen
        öra örat öron öronen
        huvud huvudet huvuden
        liten litet lilla små smått mindre minst minsta
        god gott goda bättre bäst bästa
        stor stort stora större störst största
        lång långt långa längre längst längsta
        ung ungt unga yngre yngst yngsta
        hög högt höga högre högst högsta
        låg lågt låga lägre lägst lägsta
        många fler flera flest flesta
        ny nytt nya nyare nyast nyaste
        fri fritt fria friare
        få får fick fått fås
        gå går gick gått gånget
        stå står stod stått
        se ser såg sett sedd sedda ses
        ge ger gav gett givit given givna ges
        ta tar tog tagit tagen tagna tas
        delta deltar deltog deltagit
        bli blir blev blivit
        ha har hade haft
        vara är varit
        göra gör gjorde gjort gjord gjorda görs
        säga säger sade sagt sägs
        veta vet visste vetat
        skriva skriver skrev skrivit skriven skrivet skrivna skrivs
        beskriva beskriver beskrev beskrivit beskriven beskrivs
        komma kommer kom kommit
        hålla håller höll hållit hållen hålls
        erhålla erhåller erhöll erhållit
        finna finner fann funnit finns
        bidra bidrar bidrog bidragit
        dra drar drog dragit
        skära skär skar skurit
        bjuda bjuder bjöd bjudit bjuds
        erbjuda erbjuder erbjöd erbjudit erbjuds erbjuden
        inbjuda inbjuder inbjöd inbjuden inbjudna
        besluta beslöt beslutit
        sluta slöt slutit
        välja väljer valde valt väljs vald valda
        sätta sätter satte satts
        lägga lägger lade lagt läggs
        föreslå föreslår föreslog föreslagit föreslås
        slå slår slog slagit
        söka söker sökte sökt sökts söks
        ansöka ansöker ansökte ansökt
        tycka tycker tyckte tyckt
        möta möter mötte mött
        leva lever levde levt
        bo bor bodde bott
        tro tror trodde trott
        nå når nådde nått nås
        ske sker skedde skett
        påstå påstår påstod
        förstå förstår förstod förstått
        uppstå uppstår uppstod uppstått
        """;

    private static readonly Dictionary<string, string> Bases = Read();

    public static string? Base(string form) => Bases.GetValueOrDefault(form);

    private static Dictionary<string, string> Read()
    {
        var bases = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var words in Table.Split('\n').Select(line => line.Split(' ')))
        {
            foreach (var form in words.Skip(1)) bases.TryAdd(form, words[0]);
        }
        return bases;
    }
}
