using Uutiset.Mail;
using Uutiset.Vocabulary;

namespace Uutiset.Mailing;

/// <summary>What is wrong with an address that somebody wrote on a form, and what to do about it.</summary>
internal static class AddressWording
{
    private static readonly Localized Missing = new("Kirjoita sähköpostiosoite.", "Skriv e-postadressen.", "Write the e-mail address.");
    private static readonly Localized Wrong = new(
        "Tarkista sähköpostiosoite. Oikea muoto on nimi@esimerkki.fi.", "Kontrollera e-postadressen. Rätt form är namn@exempel.fi.", "Check the e-mail address. It should look like name@example.org.");
    private static readonly Localized LocalTooLong = new(
        "Osoitteen alkuosa on liian pitkä: ennen @-merkkiä voi olla enintään 64 merkkiä.", "Adressens första del är för lång: före @ får det finnas högst 64 tecken.", "The first part of the address is too long: there can be at most 64 characters before the @.");
    private static readonly Localized TooLong = new(
        "Osoite on liian pitkä: siinä voi olla enintään 254 merkkiä.", "Adressen är för lång: den får ha högst 254 tecken.", "The address is too long: it can have at most 254 characters.");
    private static readonly Localized NotAscii = new(
        "Ennen @-merkkiä ei voi olla ä:tä, ö:tä tai muita erikoiskirjaimia, koska posti ei kulkisi perille. Anna osoite, jossa niitä ei ole. @-merkin jälkeen ne käyvät.",
        "Före @ kan det inte finnas å, ä, ö eller andra specialbokstäver, eftersom posten inte skulle komma fram. Ange en adress utan sådana. Efter @ går de bra.",
        "There can be no å, ä, ö or other special letters before the @, since mail would not get through. Give an address without them. After the @ they are fine.");
    private static readonly Localized WithoutDot = new(
        "Osoitteen lopusta puuttuu piste ja pääte, kuten .fi. Oikea muoto on nimi@esimerkki.fi.", "I slutet av adressen saknas en punkt och en ändelse, till exempel .fi. Rätt form är namn@exempel.fi.", "The end of the address lacks a dot and an ending, such as .org. It should look like name@example.org.");
    private static readonly Localized BadDomain = new(
        "Tarkista osoitteen loppuosa: se, mitä on @-merkin jälkeen, ei ole verkkotunnus. Oikea muoto on nimi@esimerkki.fi.", "Kontrollera slutet av adressen: det som står efter @ är inget domännamn. Rätt form är namn@exempel.fi.", "Check the end of the address: what stands after the @ is no domain name. It should look like name@example.org.");
    private static readonly Localized Dots = new(
        "Tarkista pisteet: osoite ei voi alkaa pisteellä, eikä piste voi olla juuri ennen @-merkkiä tai kahdesti peräkkäin.", "Kontrollera punkterna: adressen kan inte börja med en punkt, och det kan inte finnas en punkt precis före @ eller två i rad.", "Check the dots: an address cannot begin with one, nor have one just before the @ or two in a row.");
    private static readonly Localized Character = new(
        "Osoitteessa on merkki, joka ei käy siinä, kuten välilyönti, pilkku tai lainausmerkki. Kirjoita vain yksi osoite.", "Adressen innehåller ett tecken som inte passar där, till exempel ett mellanslag, ett kommatecken eller ett citattecken. Skriv bara en adress.", "The address has a character that does not belong there, such as a space, a comma or a quotation mark. Write one address only.");

    /// <summary>What is wrong with an address, and what to do about it.</summary>
    public static Localized Of(AddressFault fault) => fault switch
    {
        AddressFault.Empty => Missing,
        AddressFault.LocalPartTooLong => LocalTooLong,
        AddressFault.TooLong => TooLong,
        AddressFault.LocalPartNotAscii => NotAscii,
        AddressFault.DomainWithoutDot => WithoutDot,
        AddressFault.BadDomain => BadDomain,
        AddressFault.MisplacedDot => Dots,
        AddressFault.ForbiddenCharacter => Character,
        _ => Wrong,
    };
}
