using System.Collections.Frozen;
using Uutiset.Vocabulary;

namespace Uutiset.People;

/// <summary>Kinds of organisations, each with its name in three languages; the keys stand in the API and in imports.</summary>
internal static class OrganisationTypes
{
    public const string Association = "association";

    public static readonly FrozenDictionary<string, Localized> All = new Dictionary<string, Localized>
    {
        ["umbrella"] = new("Kattojärjestö", "Takorganisation", "Umbrella organisation"),
        ["national"] = new("Valtakunnallinen järjestö", "Riksomfattande organisation", "National NGO"),
        ["network"] = new("Maakunnallinen verkostojärjestö", "Regional nätverksorganisation", "Regional network organisation"),
        [Association] = new("Paikallisyhdistys", "Lokalförening", "Local association"),
        ["foundation"] = new("Säätiö", "Stiftelse", "Foundation"),
        ["patient"] = new("Potilas-, vammais- tai kansanterveysjärjestö", "Patient-, funktionshinder- eller folkhälsoorganisation", "Patient, disability or public health NGO"),
        ["parish"] = new("Seurakunta tai diakonia", "Församling eller diakoni", "Parish or diaconal work"),
        ["peer"] = new("Vertais- tai vapaaehtoisryhmä", "Kamratstöds- eller frivilliggrupp", "Peer or volunteer group"),
        ["enterprise"] = new("Yhteiskunnallinen yritys", "Socialt företag", "Social enterprise"),
        ["county"] = new("Hyvinvointialue, kunta tai kuntayhtymä", "Välfärdsområde, kommun eller samkommun", "County, municipality or joint authority"),
        ["authority"] = new("Ministeriö tai virasto", "Ministerium eller ämbetsverk", "Ministry or agency"),
        ["school"] = new("Oppilaitos", "Läroanstalt", "Educational institution"),
        ["media"] = new("Media", "Medier", "Media"),
    }.ToFrozenDictionary();
}
