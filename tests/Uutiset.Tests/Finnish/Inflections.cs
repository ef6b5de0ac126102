namespace Uutiset.Tests.Finnish;

// A base form and its cases, singular and plural
internal static class Inflections
{
    public static IEnumerable<(string Base, string Form)> All => Table.Split('\n')
        .Select(line => line.Split(' '))
        .SelectMany(words => words.Skip(1).Select(form => (words[0], form)));

    private const string Table = """
        yhdistys yhdistyksen yhdistystä yhdistyksessä yhdistykseen yhdistykset yhdistysten yhdistyksiä yhdistyksille
        järjestö järjestön järjestöä järjestössä järjestöön järjestöt järjestöjen järjestöjä järjestöille
        pöytä pöydän pöytää pöydässä pöytään pöydät pöytien pöytiä pöydille
        tilaisuus tilaisuuden tilaisuutta tilaisuudessa tilaisuuteen tilaisuudet tilaisuuksien tilaisuuksia tilaisuuksiin
        hanke hankkeen hanketta hankkeessa hankkeeseen hankkeet hankkeiden hankkeita hankkeille
        ihminen ihmisen ihmistä ihmisessä ihmiseen ihmiset ihmisten ihmisiä ihmisille
        kaupunki kaupungin kaupunkia kaupungissa kaupunkiin kaupungit kaupunkien kaupunkeja kaupungeille
        kunta kunnan kuntaa kunnassa kuntaan kunnat kuntien kuntia kunnille
        laki lain lakia laissa lakiin lait lakien lakeja laeille
        haku haun hakua haussa hakuun haut hakujen hakuja hauille
        kuukausi kuukauden kuukautta kuukaudessa kuukauteen kuukaudet kuukausien kuukausia kuukausille
        tilanne tilanteen tilannetta tilanteessa tilanteeseen tilanteet tilanteiden tilanteita tilanteille
        asiakas asiakkaan asiakasta asiakkaassa asiakkaaseen asiakkaat asiakkaiden asiakkaita asiakkaille
        ryhmä ryhmän ryhmää ryhmässä ryhmään ryhmät ryhmien ryhmiä ryhmille
        tieto tiedon tietoa tiedossa tietoon tiedot tietojen tietoja tiedoille
        terveys terveyden terveyttä terveydessä terveyteen
        palvelu palvelun palvelua palvelussa palveluun palvelut palvelujen palveluja palveluille
        kumppani kumppanin kumppania kumppanissa kumppaniin kumppanit kumppanien kumppaneita kumppaneille
        alueellinen alueellisen alueellista alueellisessa alueelliseen alueelliset alueellisten alueellisia alueellisille
        koti kodin kotia kodissa kotiin kodit kotien koteja kodeille
        lapsi lapsen lasta lapsessa lapseen lapset lasten lapsia lapsille
        mahdollisuus mahdollisuuden mahdollisuutta mahdollisuudessa mahdollisuuteen mahdollisuudet mahdollisuuksien mahdollisuuksia
        """;
}
