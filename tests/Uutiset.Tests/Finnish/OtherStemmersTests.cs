using Npgsql;
using Uutiset.Finnish.Snowball;

namespace Uutiset.Tests.Finnish;

/// <summary>Swedish and English stems are those of Snowball's own code, which PostgreSQL carries.</summary>
public sealed class OtherStemmersTests
{
    private static readonly string[] SwedishHeads =
    [
        "förening", "organisation", "välfärdsområde", "bidrag", "äldre", "barn", "skol", "tjänst", "verksam", "fri", "arbetslös", "fullt", "kärlek", "möt", "människ", "delta", "hälsovård",
        "social", "språk", "ung", "byggd", "sänt", "rikt", "nämnd", "lag", "kvinn", "hand", "ö", "å", "stöd", "fond", "nyhet", "kärlekslöst", "tankfullt", "möjlig", "viktig", "berättelse",
    ];
    private static readonly string[] SwedishEnds =
    [
        "", "a", "arna", "erna", "heterna", "orna", "ad", "e", "ade", "ande", "arne", "are", "aste", "en", "anden", "aren", "heten", "ern", "ar", "er", "heter", "or", "as", "arnas", "ernas",
        "ornas", "es", "ades", "andes", "ens", "arens", "hetens", "erns", "at", "andet", "het", "ast", "s", "dd", "gd", "nn", "dt", "gt", "kt", "tt", "lig", "ig", "els", "ligt", "liga", "elser",
    ];
    private static readonly string[] EnglishHeads =
    [
        "associat", "organ", "welfare", "commun", "gener", "arsen", "hop", "hopp", "tan", "fall", "fizz", "fil", "happ", "say", "by", "enjo", "cr", "agre", "feed", "plast", "motor", "conflat", "troubl",
        "siz", "controll", "roll", "relat", "condition", "rat", "valenc", "digit", "conform", "radical", "differen", "vil", "analog", "operat", "feudal", "decisive", "hopeful", "callous", "formal",
        "sensitiv", "sensibl", "triplic", "form", "electr", "good", "reviv", "allow", "infer", "airlin", "adjust", "replac", "depend", "adopt", "homolog", "angular", "bowdler", "prob", "ceas", "sk",
        "atlas", "cosmos", "bias", "news", "inn", "out", "cann", "herr", "earr", "proc", "exc", "succ", "tie", "die", "gas", "this", "kiwi", "dying", "ly", "t", "be", "yes", "youth", "boy", "sky",
    ];
    private static readonly string[] EnglishEnds =
    [
        "", "s", "es", "ies", "ied", "sses", "ed", "ing", "edly", "ingly", "eed", "eedly", "y", "ly", "er", "ers", "e", "ational", "tional", "enci", "ency", "anci", "ancy", "izer", "ably", "ally", "ently",
        "ously", "ization", "ation", "ator", "alism", "iveness", "fulness", "ousness", "ality", "ivity", "bility", "icate", "ative", "alize", "icity", "ical", "ful", "ness", "al", "ance", "ence", "ic",
        "able", "ible", "ant", "ement", "ment", "ent", "ion", "sion", "tion", "ism", "ate", "ity", "ous", "ive", "ize", "'s", "'", "us", "ss", "logi", "fully", "lessly", "ll", "skies", "lying", "eding",
    ];

    [Fact]
    public Task Swedish() => AgreesAsync("swedish_stem", SwedishStemmer.Stem, SwedishHeads, SwedishEnds);

    [Fact]
    public Task English() => AgreesAsync("english_stem", EnglishStemmer.Stem, EnglishHeads, EnglishEnds);

    [Theory]
    [InlineData("område områdes området områdets områden områdens områdena områdenas")]
    [InlineData("bidrag bidrags bidraget bidragets bidragen bidragens")]
    [InlineData("möte mötet möten mötena mötenas")]
    [InlineData("arbete arbetet arbeten arbetena")]
    [InlineData("projekt projektet projekten projektens projektets")]
    [InlineData("fråga frågan frågans frågor frågorna frågornas")]
    [InlineData("ansökan ansökans ansökningar ansökningarna ansökningarnas ansökning")]
    [InlineData("anmälan anmälningar anmälningen")]
    [InlineData("budget budgeten budgetens")]
    [InlineData("universitet universitetet universitetets universiteten")]
    [InlineData("enhet enheten enheter enheterna")]
    [InlineData("förening föreningen föreningens föreningar föreningarna")]
    [InlineData("tjänst tjänsten tjänster tjänsterna tjänsternas")]
    [InlineData("möjlighet möjligheten möjligheter möjligheterna")]
    [InlineData("stöd stödet stöden")]
    [InlineData("hälsa hälsan hälsans")]
    [InlineData("konferens konferensen konferenser konferenserna")]
    [InlineData("resurs resursen resurser resursernas")]
    [InlineData("insats insatsen insatser insatserna")]
    [InlineData("balans balansen")]
    [InlineData("plats platsen platser platserna")]
    [InlineData("program programmet programmen programmens")]
    [InlineData("utlåtande utlåtandet utlåtanden utlåtandena")]
    [InlineData("man mannen män männen männens")]
    [InlineData("bok böcker böckerna bokens")]
    [InlineData("år året åren årets")]
    [InlineData("social sociala socialt")]
    [InlineData("gemensam gemensamma gemensamt")]
    [InlineData("stor stora stort större")]
    [InlineData("skriva skriver skrev skrivit")]
    [InlineData("söka söker sökte sökt")]
    [InlineData("Jakobstad Jakobstads")]
    [InlineData("medlem medlemmen medlemmar medlemmarna")]
    public void Forms_of_a_Swedish_noun_meet(string forms) => Assert.Single(forms.ToLowerInvariant().Split(' ').Select(SwedishForms.Stem).Distinct());

    [Theory]
    [InlineData("tidning", "tid")]
    [InlineData("förening", "före")]
    [InlineData("svar", "svart")]
    [InlineData("utlåtande", "utlandet")]
    [InlineData("kommun", "kommunikation")]
    public void Other_words_do_not(string one, string other) => Assert.NotEqual(SwedishForms.Stem(one), SwedishForms.Stem(other));

    private static async Task AgreesAsync(string dictionary, Func<string, string> stem, string[] heads, string[] ends)
    {
        string[] words = [.. heads.SelectMany(h => ends.Select(e => h + e)).Distinct()];
        await using var connection = new NpgsqlConnection(await PostgresServer.NewDatabaseAsync());
        await connection.OpenAsync();
        // A stop word has no stem there
        await using var command = new NpgsqlCommand("select w, (ts_lexize(@dictionary::regdictionary, w))[1] from unnest(@words) as w", connection);
        command.Parameters.AddWithValue("dictionary", dictionary);
        command.Parameters.AddWithValue("words", words);
        var (wrong, compared) = (new List<string>(), 0);
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                if (reader.IsDBNull(1)) continue;
                compared++;
                var (word, theirs) = (reader.GetString(0), reader.GetString(1));
                if (stem(word) != theirs) wrong.Add($"{word}: {stem(word)}, theirs {theirs}");
            }
        }
        Assert.InRange(compared, words.Length - 60, words.Length);
        Assert.Empty(wrong);
    }
}
