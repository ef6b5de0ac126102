using Uutiset.Vocabulary;

namespace Uutiset.Articles;

/// <summary>Collects what is wrong with a draft, in whole sentences of each language.</summary>
internal sealed class DraftErrors
{
    private readonly List<FieldError> found = [];

    public IReadOnlyList<FieldError> Found => found;

    public void Add(string field, string fi, string sv, string en) => found.Add(new FieldError(field, fi, sv, en));

    public void Missing(string field, string fi, string sv, string en) => Add(field, $"{fi} puuttuu.", $"{sv} saknas.", $"{en} is missing.");

    public void TooLong(string field, int length, int longest) => Add(field,
        $"Teksti on liian pitkä: {length} merkkiä. Enintään {longest} merkkiä mahtuu.",
        $"Texten är för lång: {length} tecken. Högst {longest} tecken ryms.",
        $"The text is too long: {length} characters. At most {longest} fit.");

    public void TooMany(string field, int count, int most) => Add(field,
        $"Rivejä on liikaa: {count}. Enintään {most} mahtuu.", $"Raderna är för många: {count}. Högst {most} ryms.", $"Too many rows: {count}. At most {most} fit.");

    public void Unknown(string field, string fi, string sv, string en) =>
        Add(field, $"{fi} ei löydy.", $"{sv} hittas inte.", $"{en} was not found.");

    public void BadAddress(string field) => Add(field,
        "Verkko-osoite ei kelpaa. Aloita se https:// tai http://.",
        "Webbadressen duger inte. Börja den med https:// eller http://.",
        "The web address will not do. Begin it with https:// or http://.");

    public void NotMovable(string field) => Add(field,
        "Tämä määräaika ei ole sinun siirrettävissäsi. Pyydä toimitusta siirtämään se, tai kerro määräaika niin kuin se on.",
        "Du kan inte flytta den här tidsfristen. Be redaktionen flytta den, eller berätta om tidsfristen som den är.",
        "This deadline is not yours to move. Ask the newsroom to move it, or tell it as it is (deadlineId).");

    /// <summary>A year of one's own slip (0206) or of an attacker: its instant in UTC may not even exist, and every page that shows it would fail.</summary>
    public void BeyondTime(string field, DateOnly? day)
    {
        if (day is { Year: < 1900 or > 2200 })
            Add(field, "Tarkista vuosi: päivän pitää olla vuosina 1900–2200.", "Kontrollera året: dagen ska ligga mellan åren 1900 och 2200.", "Check the year: the day must lie between 1900 and 2200.");
    }

    /// <summary>Says so when the text is too long; the text itself either way.</summary>
    public string Within(string field, string text, int longest)
    {
        if (text.Length > longest) TooLong(field, text.Length, longest);
        return text;
    }

    public string? WithinOrNull(string field, string? text, int longest)
    {
        if (text?.Length > longest) TooLong(field, text.Length, longest);
        return text;
    }
}
