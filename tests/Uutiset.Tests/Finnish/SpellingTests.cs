using Uutiset.Finnish;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Finnish;

public sealed class SpellingTests
{
    // Words of the field, and every municipality: names are near each other (Alavus, Alavieska, Alajärvi)
    private const string Field = """
        järjestö avustus hakemus hyvinvointialue vapaaehtoinen yhdistys kokous jäsen hallitus rahoitus hanke osallisuus kunta maakunta palvelu asiakas
        vaikuttaminen kuuleminen lausunto laki uudistus terveys sosiaaliturva päihde mielenterveys ikäihminen nuori lapsi perhe vanhempi omaishoito vertaistuki
        kokemusasiantuntija toiminta toimija verkosto yhteistyö kumppanuus pöytä tilaisuus koulutus webinaari ilmoittautuminen määräaika avustuskeskus selvitys
        tutkimus tulos kysely vastaus raportti strategia sopimus päätös talous budjetti leikkaus säästö työllisyys köyhyys asuminen yksinäisyys turvallisuus
        digitaalinen saavutettavuus esteettömyys vammainen sairaus syöpä sydän muisti kuntoutus hoito hoitaja lääkäri sairaala asema keskus neuvonta ohjaus
        tuki apu ruoka kirkko seurakunta liikunta kulttuuri taide kirjasto puisto metsä vesi ilmasto ympäristö energia liikenne matka auto juna linja katu
        kieli ruotsi suomi saame romani maahanmuutto pakolainen kotoutuminen tasa-arvo oikeus rikos vankila poliisi turva valmius varautuminen kriisi sota rauha
        """;

    [Fact]
    public void Of_words_with_one_error_nineteen_of_twenty_are_put_right_at_the_top()
    {
        var words = Field.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Concat(Municipalities.All.Select(m => m.NameFi)).Select(Folding.Key).Distinct().ToList();
        var spelling = new Spelling(words);
        var (right, all) = (0, 0);
        foreach (var word in words.Where(w => w.Length >= 5))
        {
            foreach (var wrong in Misspelled(word).Where(w => w != word && !spelling.Knows(w)).Distinct())
            {
                all++;
                if (spelling.Guesses(wrong, 1) is [{ } first] && first.Word == word) right++;
            }
        }
        Assert.True(all > 5000);
        Assert.True(right >= .95 * all, $"{right} of {all}");
    }

    [Theory]
    [InlineData("jarjesto", "järjestö")]
    [InlineData("avvustus", "avustus")]
    [InlineData("jäsne", "jäsen")]
    [InlineData("hakkemus", "hakemus")]
    [InlineData("webinari", "webinaari")]
    [InlineData("vebinaari", "webinaari")]
    public void Slips_that_are_made_often_cost_little(string typed, string meant)
    {
        var guess = new Spelling(Field.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Guesses(typed, 3)[0];
        Assert.Equal(meant, guess.Word);
        Assert.True(guess.Distance < 1);
    }

    [Theory]
    [InlineData("järjestöavustukssia", "järjestöavustuksia")]
    [InlineData("Korhosselle", "korhoselle")]
    [InlineData("kuntoutsukeskuksessa", "kuntoutuskeskuksessa")]
    [InlineData("hyvinvointialuen", "hyvinvointialueen")]
    [InlineData("yhdistyksten", "yhdistysten")]
    public void The_dictionary_keeps_the_inflection_of_a_misspelled_form(string typed, string meant) =>
        Assert.Contains(Analyses.Voikko.Suggestions(typed), g => g.Word == meant);

    [Fact]
    public void The_dictionary_has_nothing_better_for_a_right_form_for_nonsense_and_for_pasted_data()
    {
        foreach (var typed in new[] { "", "määräajan", "xxxxxxxxxxxxxxxxxxx", "\0", "\ud800", "10.3.2020", new string('a', 100_000) }) Assert.Empty(Analyses.Voikko.Suggestions(typed));
        Assert.Empty(Analyses.Managed.Suggestions("järjestöavustukssia"));
    }

    [Fact]
    public void A_word_is_no_guess_for_itself_and_nonsense_has_none()
    {
        var spelling = new Spelling(["järjestö", "laki", "lake"]);
        Assert.DoesNotContain(spelling.Guesses("laki", 9), g => g.Word == "laki");
        foreach (var nonsense in new[] { "", "a", "qqqqq", "\0", "😀😀😀😀", new string('a', 100_000), "10.3.2020" }) Assert.Empty(spelling.Guesses(nonsense, 9));
    }

    [Fact]
    public void Two_hundred_thousand_words_are_searched_in_a_moment_and_more_are_left_out()
    {
        var random = new Random(7);
        string[] syllables = ["ka", "lo", "mi", "sta", "vä", "ri", "tun", "sel", "pö", "nu", "haa", "joe"];
        var spelling = new Spelling(Enumerable.Range(0, 400_000).Select(_ => string.Concat(Enumerable.Range(0, 5).Select(_ => syllables[random.Next(syllables.Length)])).Insert(4, $"{(char)('a' + random.Next(26))}")));
        Assert.Equal(Spelling.MostWords, spelling.Count);
        var started = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < 100; i++) spelling.Guesses("kalomistavari", 8);
        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds / 100, 0, 20);
    }

    private static IEnumerable<string> Misspelled(string word)
    {
        for (var i = 0; i < word.Length; i++)
        {
            yield return word.Remove(i, 1);
            yield return word.Insert(i, word[i].ToString());
            yield return word[..i] + (char)('a' + (word[i] * 7 + i) % 26) + word[(i + 1)..];
            if (i > 0) yield return word[..(i - 1)] + word[i] + word[i - 1] + word[(i + 1)..];
        }
        yield return word.Replace('ä', 'a').Replace('ö', 'o');
        yield return word.Replace('v', 'w');
    }
}
