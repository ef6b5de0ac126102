using System.Text;
using Uutiset.Vocabulary;

namespace Uutiset.Exchange;

/// <summary>
/// Finnish that nobody wrote: grammatical sentences from inflected word lists, the same for the same number on every
/// machine. For capacity tests, where real inflection matters and meaning does not.
/// </summary>
internal static class SyntheticFinnish
{
    private static readonly string[] Doers =
        ["järjestö", "hyvinvointialue", "yhdistys", "kumppanuuspöytä", "työryhmä", "aluehallitus", "säätiö", "verkosto", "kunta", "sote-keskus", "neuvottelukunta",
         "vertaisryhmä", "muutosagentti", "palveluohjaaja", "kokemusasiantuntija", "ministeriö", "asukasraati", "perhekeskus", "kyläyhdistys", "pelastuslaitos"];

    private static readonly string[] Deeds =
        ["kehittää", "tukee", "edistää", "arvioi", "valmistelee", "seuraa", "rahoittaa", "järjestää", "uudistaa", "esittelee", "kokeilee", "laajentaa", "selvittää", "vahvistaa", "tutkii"];

    private static readonly string[] Things =
        ["vertaistukea", "palveluohjausta", "järjestöyhteistyötä", "omaishoitoa", "digitukea", "kotihoitoa", "avustusten hakua", "työpajatoimintaa", "osallisuussuunnitelmaa",
         "hyvinvointikertomusta", "mielenterveyspalveluja", "päihdehuoltoa", "sopimussiirtoja", "tiedonkulkua", "vammaispalveluja", "lastensuojelua", "ruoka-apua",
         "ikäihmisten palveluja", "kuntoutusta", "nuorten ohjausta", "työkyvyn tukea", "vapaaehtoistoimintaa", "lausuntomenettelyä", "tilojen yhteiskäyttöä"];

    private static readonly string[] Reasons =
        ["koska tarve on kasvanut nopeasti", "sillä rahoitus päättyy vuodenvaihteessa", "jotta päätöksiä voidaan perustella", "vaikka aikataulu on tiukka", "kun uudet sopimukset tulevat voimaan",
         "jotta kukaan ei jää yksin", "koska laki velvoittaa neuvottelemaan vuosittain", "sillä järjestöt tuntevat alueensa parhaiten", "kun talousarviota käsitellään", "jotta palvelut löytyvät helpommin"];

    private static readonly string[] Openings = ["Keväällä", "Syksyllä", "Tänä vuonna", "Kyselyn mukaan", "Käytännössä", "Alkuvaiheessa", "Samaan aikaan", "Ensi kuussa", "Kokouksen jälkeen", "Useissa kunnissa"];

    private static readonly string[] FirstNames = ["Aamu", "Eelis", "Helka", "Ilmari", "Kielo", "Lauha", "Manu", "Oiva", "Pilvi", "Rauha", "Sampo", "Tuisku", "Usko", "Vanamo", "Vesa", "Ylermi"];

    private static readonly string[] LastNames = ["Hallasuo", "Kaislaniemi", "Lumikero", "Mustavaara", "Niittypuro", "Petäjälahti", "Rantakallio", "Suvituuli", "Tammelin", "Ulappala", "Varpusalo", "Yrttikoski"];

    public static string Name(int number) => $"{FirstNames[number % FirstNames.Length]} {LastNames[number / FirstNames.Length % LastNames.Length]}";

    public static string Title(int number)
    {
        var random = Repeatable(number);
        return $"{Capital(Pick(random, Doers))} {Pick(random, Deeds)} {Pick(random, Things)} {Pick(random, Regions.All).Place.Fi}";
    }

    public static string Sentence(Random random) => random.Next(4) switch
    {
        0 => $"{Capital(Pick(random, Doers))} {Pick(random, Deeds)} {Pick(random, Things)}, {Pick(random, Reasons)}.",
        1 => $"{Pick(random, Openings)} {Pick(random, Doers)} {Pick(random, Deeds)} {Pick(random, Things)} {Pick(random, Regions.All).Place.Fi}.",
        2 => $"{Pick(random, Openings)} {Pick(random, Doers)} {Pick(random, Deeds)} {Pick(random, Things)} ja {Pick(random, Things)}, {Pick(random, Reasons)}.",
        _ => $"{Capital(Pick(random, Regions.All).Place.Fi)} {Pick(random, Doers)} {Pick(random, Deeds)} {Pick(random, Things)}.",
    };

    public static string BodyHtml(int number, int words = 250)
    {
        var random = Repeatable(number);
        var html = new StringBuilder();
        for (var written = 0; written < words;)
        {
            if (written > 0 && random.Next(4) == 0) html.Append("<h2>").Append(Capital(Pick(random, Things))).Append("</h2>");
            html.Append("<p>");
            for (var i = random.Next(3, 6); i > 0; i--)
            {
                var sentence = Sentence(random);
                written += sentence.Count(c => c == ' ') + 1;
                html.Append(sentence).Append(i > 1 ? " " : "");
            }
            html.Append("</p>");
        }
        return html.ToString();
    }

    public static Random Repeatable(int number) => new(unchecked(number * 7919 + 104729));

    public static T Pick<T>(Random random, IReadOnlyList<T> list) => list[random.Next(list.Count)];

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
