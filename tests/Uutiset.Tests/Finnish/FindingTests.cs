namespace Uutiset.Tests.Finnish;

// Own sentences; each row: what is typed, a text that says it otherwise
public sealed class FindingTests
{
    [Theory]
    [InlineData("yhdistys", "Kutsu on lähetetty kaikille maakunnan yhdistyksille.")]
    [InlineData("yhdistyksille", "Maakunnassa toimii neljäsataa yhdistystä.")]
    [InlineData("kumppanuuspöytä", "Ensi viikon kumppanuuspöydässä puhutaan toimitiloista.")]
    [InlineData("laki", "Muutos kirjattiin hyvinvointialuelakiin jo keväällä.")]
    [InlineData("laki", "Kunta noudattaa uutta lain kohtaa.")]
    [InlineData("nuori", "Kahvila avaa ovensa nuorille iltaisin.")]
    [InlineData("hakuaika", "Hakuaikaa jatkettiin viikolla.")]
    [InlineData("avustus", "Kaupungin toiminta-avustukset jaetaan huhtikuussa.")]
    [InlineData("avustus", "Valtionavustuksista päätetään syksyllä.")]
    [InlineData("strategia", "Kaupungin ikääntymisstrategiaan tuli kolme tavoitetta.")]
    [InlineData("näkökulma", "Esitys toi esiin omaisnäkökulmaa.")]
    [InlineData("määräraha", "Avustusmäärärahoja leikattiin.")]
    [InlineData("katsoa", "Videon on katsonut jo tuhat ihmistä.")]
    [InlineData("esittää", "Kokouksessa esitetty malli hyväksyttiin.")]
    [InlineData("kuusi", "Kuusta kuuluu huminaa.")]
    [InlineData("kuu", "Kuusta kuuluu huminaa.")]
    public void A_word_is_found_in_its_inflections_and_compounds(string query, string text) => Assert.True(Analyses.Voikko.Finds(query, text));

    [Theory]
    [InlineData("Etelä-Savo", "Hanke toimii Etelä-Savossa ja Kainuussa.")]
    [InlineData("etelä savo", "Hanke toimii Etelä-Savossa ja Kainuussa.")]
    [InlineData("Uusimaa", "Uudellamaalla on eniten yhdistyksiä.")]
    [InlineData("Kalle Ström-Virta", "Lisätietoja antaa Kalle Ström-Virran sijainen.")]
    [InlineData("Weckman", "Puheenvuoron piti Saara Holm-Weckman.")]
    [InlineData("Oma Häme", "Oma Hämeen valmistelijat tapasivat järjestöjä.")]
    [InlineData("Hyvaks", "Haku koskee Hyvaksilta saatua tukea.")]
    [InlineData("Öjby", "Kokous pidetään Öjbyssä.")]
    [InlineData("Varsa", "Kuten Varsakin kertoi, kysely on auki.")]
    [InlineData("Innokylä", "Malli julkaistiin Innokylässäkin.")]
    [InlineData("Varha", "Varhan neuvottelukunta kokoontuu.")]
    [InlineData("Varhan", "Kutsu lähti Varhalle.")]
    [InlineData("Pirha", "Asia siirtyi Pirhaan.")]
    [InlineData("Pohde", "Sopimus tehtiin Pohteen kanssa.")]
    [InlineData("Pohde", "Hanke siirtyy Pohteeseen.")]
    [InlineData("Åbo", "Mötet hölls; Åbon seura isännöi.")]
    [InlineData("Tuikkanen", "Puheenvuoron piti Seija Tuikkasen sijainen.")]
    [InlineData("Zoom", "Kokous pidetään zoomissa.")]
    [InlineData("zoomi", "Linkki: Zoom-kokous.")]
    [InlineData("Dupont", "Puhujana oli Marie Dupontin työpari.")]
    [InlineData("Toimeksi", "Palvelu löytyy Toimeksin sivuilta.")]
    public void Names_are_found_with_endings_clitics_and_hyphens(string query, string text) => Assert.True(Analyses.Voikko.Finds(query, text));

    [Theory]
    [InlineData("mitä järjestöavustuksia voi hakea Pohjois-Karjalassa", "Järjestöavustukset haetaan Pohjois-Karjalan hyvinvointialueelta.")]
    [InlineData("Kuka on muutosagentti Lapissa?", "Lapin muutosagentti aloitti syksyllä.")]
    [InlineData("milloin STEAn haku päättyy", "STEA ilmoitti, että haku päättyi perjantaina.")]
    [InlineData("miten yhdistys saa tilan", "Yhdistykselle luvattiin tila.")]
    [InlineData("mitä on osallisuus", "Osallisuutta mitataan kyselyllä.")]
    [InlineData("se on siinä", "Se on siinä.")]
    public void What_a_question_is_asked_with_need_not_stand_in_the_text(string query, string text) => Assert.True(Analyses.Voikko.Finds(query, text));

    [Theory]
    [InlineData("vem är förändringsagent i Lappland", "Förändringsagenten för Lappland heter Aili.")]
    [InlineData("när går ansökningstiden ut", "Ansökningstiden går ut på fredag.")]
    public void A_Swedish_question_likewise(string query, string text) => Assert.True(Analyses.Voikko.Query(query).IsMatch(Analyses.Voikko.Tokens(text, "sv")));

    [Theory]
    [InlineData("\"mitä kuuluu\"", "Kuuluu hyvää.")]
    [InlineData("mitä missä", "Milloin vain.")]
    [InlineData("IT tuki", "Tuki jatkuu.")]
    public void In_quotes_alone_and_in_capitals_such_words_are_meant(string query, string text) => Assert.False(Analyses.Voikko.Finds(query, text));

    [Theory]
    [InlineData("STM", "Kirje lähti STM:lle maanantaina.")]
    [InlineData("THL", "THL:ltäkin saatiin lausunto.")]
    [InlineData("STEA", "Rahoitus haetaan STEAsta.")]
    [InlineData("STEA", "STEAlta tuli päätös.")]
    [InlineData("MIELI", "MIELIn kurssit alkavat.")]
    [InlineData("KYT", "KYTissä iloitaan.")]
    [InlineData("sote", "Soten rakenteet muuttuvat.")]
    [InlineData("EU", "EU:hun perustuva rahoitus päättyy.")]
    public void Acronyms_are_found_with_their_endings(string query, string text) => Assert.True(Analyses.Voikko.Finds(query, text));

    [Theory]
    [InlineData("mielenterveyspalvelu", "Alueen mielenterveys- ja päihdepalvelut yhdistetään.")]
    [InlineData("päihdetyö", "Koulutus koskee mielenterveys- ja päihdetyötä.")]
    [InlineData("sosiaali- ja terveysministeriö", "Asetuksen valmistelee sosiaali- ja terveysministeriö.")]
    [InlineData("sosiaali- ja terveyskeskus", "Uusissa sosiaali- ja terveyskeskuksissa on tilaa.")]
    [InlineData("hallintopalvelut", "Hallinto-, talous- ja tukipalvelut keskitetään.")]
    [InlineData("talouspalvelu", "Hallinto-, talous- ja tukipalvelut keskitetään.")]
    [InlineData("lapsi", "Lasten- ja nuorisotyö saa uuden tilan.")]
    [InlineData("toimintakulttuuri", "Muutamme toimintatapoja ja -kulttuuria.")]
    [InlineData("sote-keskusohjelma", "Sote-keskus -ohjelmassa on viisi hanketta.")]
    public void What_a_coordination_leaves_out_is_found(string query, string text) => Assert.True(Analyses.Voikko.Finds(query, text));

    [Theory]
    [InlineData("sotekeskus", "Uusi sote-keskus avataan torilla.")]
    [InlineData("sote-keskus", "Sotekeskuksessa on lyhyt jono.")]
    [InlineData("keskus", "Sotekeskuksessa on lyhyt jono.")]
    [InlineData("2024", "Määräaika on 5.3.2024 klo 16.")]
    public void Hyphens_and_new_compounds_do_not_matter(string query, string text) => Assert.True(Analyses.Voikko.Finds(query, text));

    [Theory]
    [InlineData("jarjesto", "Järjestöille on varattu oma tunti.")]
    [InlineData("jarjestojen", "Järjestö sai uuden johtajan.")]
    [InlineData("kumppanuuspoyta", "Kumppanuuspöydän kokous siirtyy.")]
    [InlineData("ymparistojarjesto", "Ympäristöjärjestöt antoivat lausunnon.")]
    [InlineData("Astrom-Lehtila", "Vetäjänä toimii Åström-Lehtilä.")]
    [InlineData("Bäfverfält", "Vetaja on Olli Bafverfalt.")]
    [InlineData("Bafverfalt", "Vetäjä on Olli Bäfverfält.")]
    public void A_keyboard_without_dots_finds_the_same(string query, string text) => Assert.True(Analyses.Voikko.Finds(query, text));

    [Theory]
    [InlineData("sade", "Säde paistaa.")]
    [InlineData("järjestönäkökulma", "Järjestö tuo esiin toisen näkökulman.")]
    [InlineData("yhdistys", "Yhdistelmä toimii.")]
    [InlineData("hakea", "Haku alkaa huomenna.")]
    public void Another_word_is_not_found(string query, string text) => Assert.False(Analyses.Voikko.Finds(query, text));

    [Theory]
    [InlineData("STM", "Sosiaali- ja terveysministeriön tiedote kertoo muutoksesta.")]
    [InlineData("sosiaali- ja terveysministeriö", "STM:n tiedote kertoo muutoksesta.")]
    [InlineData("sote-keskus", "Sosiaali- ja terveyskeskukset avautuvat.")]
    [InlineData("Terveyden ja hyvinvoinnin laitos", "Luvut julkaisi THL.")]
    [InlineData("THL:n luvut", "Terveyden ja hyvinvoinnin laitoksen luvut on julkaistu.")]
    [InlineData("videotallenteet", "Videokooste on katsottavissa viikon.")]
    [InlineData("hyte", "Hyvinvoinnin ja terveyden edistämisestä vastaa kunta.")]
    public void Synonyms_work_in_both_directions_and_in_every_inflection(string query, string text) =>
        Assert.True(Analyses.Voikko.Finds(query, text));

    [Fact]
    public void The_name_of_an_institute_is_not_found_by_its_loose_words() =>
        Assert.False(Analyses.Voikko.Finds("THL", "Laitos edistää terveyttä ja hyvinvointia."));
}
