using Uutiset.Mailing;
using Uutiset.Subscribers.Ledger;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Rights;

/// <summary>What is known of somebody, in words: the same on the reader's own page and in the desk.</summary>
internal static class RightsWording
{
    public static readonly Localized Title = new("Mitä sinusta tiedetään", "Vad vi vet om dig", "What is known about you");
    public static readonly Localized Lead = new(
        "Tässä on kaikki, mitä sivusto on tallentanut sähköpostiosoitteestasi. Linkkien tunnisteet on jätetty pois, jotta niitä ei voi käyttää.",
        "Här är allt som webbplatsen har sparat om din e-postadress. Länkarnas koder har lämnats bort så att de inte kan användas.",
        "This is everything that the site has stored about your e-mail address. The codes in links are left out, so that nobody can use them.");
    public static readonly Localized Download = new("Lataa tiedot koneluettavassa muodossa (JSON)", "Ladda ner uppgifterna i maskinläsbart format (JSON)", "Download the data in machine-readable form (JSON)");
    public static readonly Localized ToErase = new("Poista kaikki tiedot", "Radera alla uppgifter", "Erase all the data");
    public static readonly Localized ToKnown = new("Näytä, mitä minusta tiedetään", "Visa vad ni vet om mig", "Show what is known about me");

    public static readonly PageWording.Sentences Erase = new(
        new("Poistetaanko kaikki tietosi?", "Ska alla dina uppgifter raderas?", "Erase all your data?"),
        new("Tilauksesi loppuvat heti, ja nimesi, osoitteesi ja kaikki niihin liittyvä poistetaan pysyvästi. Jäljelle jää vain tunniste, josta osoitetta ei voi lukea: sen avulla osoitteeseesi ei enää lähetetä mitään. Poistoa ei voi perua.",
            "Dina prenumerationer upphör genast, och ditt namn, din adress och allt som hör till dem raderas för gott. Det enda som blir kvar är en kod som adressen inte kan läsas ur: tack vare den skickas inget mer till din adress. Raderingen kan inte ångras.",
            "Your subscriptions end at once, and your name, your address and everything about them are erased for good. All that stays is a code from which the address cannot be read: it makes sure that nothing is sent to your address again. This cannot be undone."));
    public static readonly Localized EraseButton = new("Poista tietoni pysyvästi", "Radera mina uppgifter för gott", "Erase my data for good");

    public static readonly PageWording.Sentences Gone = new(
        new("Tietosi on poistettu", "Dina uppgifter har raderats", "Your data has been erased"),
        new("Osoitteeseesi ei lähetetä enää mitään, ja vanhojen viestien linkit lakkasivat toimimasta. Jos haluat joskus taas tiedotteita, tilaa ne itse uudelleen.",
            "Inget mer skickas till din adress, och länkarna i gamla utskick har slutat fungera. Om du någon gång vill ha utskicken igen kan du själv prenumerera på nytt.",
            "Nothing more is sent to your address, and the links in old messages have stopped working. If you ever want the bulletins again, subscribe anew."));

    private static readonly Localized SeatsTitle = new("Tilaukset", "Prenumerationer", "Subscriptions");
    private static readonly Localized ConsentTitle = new("Suostumukset ja muutokset", "Samtycken och ändringar", "Consents and changes");
    private static readonly Localized MailTitle = new("Lähetetyt viestit", "Skickade meddelanden", "Messages sent");
    private static readonly Localized LinkTitle = new("Lähetetyt kertalinkit", "Skickade engångslänkar", "One-time links sent");
    private static readonly Localized RefusalTitle = new("Perumiset ja estot", "Avslut och spärrar", "Refusals");
    private static readonly Localized ListsTitle = new("Tuotavat luettelot", "Listor som importeras", "Lists being imported");
    private static readonly Localized LogTitle = new("Tapahtumaloki", "Händelselogg", "Event log");

    internal static readonly Localized Address = new("Osoite", "Adress", "Address");
    internal static readonly Localized Name = new("Nimi", "Namn", "Name");
    private static readonly Localized Kind = new("Osoitteen laji", "Typ av adress", "Kind of address");
    private static readonly Localized RoleMailbox = new("yhteinen postilaatikko", "gemensam brevlåda", "shared mailbox");
    private static readonly Localized OwnMailbox = new("henkilön oma osoite", "personlig adress", "a person's own address");
    internal static readonly Localized Organisation = new("Järjestö", "Organisation", "Organisation");
    private static readonly Localized Duty = new("Tehtävä", "Uppgift", "Duty");
    private static readonly Localized Paused = new("Tauko päivään", "Paus till", "Paused until");
    private static readonly Localized MailText = new("Viestin teksti", "Meddelandets text", "Text of the message");
    internal static readonly Localized Role = new("Rooli", "Roll", "Role");
    internal static readonly Localized Owner = new("päättää järjestön tilauksesta", "bestämmer om organisationens prenumeration", "decides about the organisation's subscription");
    internal static readonly Localized Member = new("muu lukija", "annan läsare", "other reader");
    internal static readonly Localized Series = new("Sarja", "Serie", "Series");
    internal static readonly Localized Publisher = new("Lähettäjä", "Avsändare", "Sender");
    internal static readonly Localized State = new("Tila", "Status", "State");
    internal static readonly Localized Lang = new("Kieli", "Språk", "Language");
    internal static readonly Localized FrequencyName = new("Tiheys", "Hur ofta", "How often");
    internal static readonly Localized Format = new("Muoto", "Format", "Format");
    internal static readonly Localized RegionsName = new("Alueet", "Områden", "Regions");
    internal static readonly Localized Themes = new("Aiheet", "Teman", "Themes");
    private static readonly Localized Created = new("Luotu", "Skapad", "Created");
    private static readonly Localized ConfirmedAt = new("Vahvistettu", "Bekräftad", "Confirmed");
    private static readonly Localized WithdrawnAt = new("Peruttu", "Avslutad", "Ended");
    private static readonly Localized Shown = new("Näytetty teksti", "Text som visades", "Text shown");
    internal static readonly Localized Details = new("Lisätiedot", "Närmare uppgifter", "Details");
    private static readonly Localized Reply = new("Palvelimen vastaus", "Serverns svar", "The server's answer");
    private static readonly Localized Settled = new("Käsitelty", "Behandlad", "Settled");
    private static readonly Localized Until = new("Voimassa asti", "Gäller till", "Valid until");
    private static readonly Localized KeptUntil = new("Poistetaan viimeistään", "Raderas senast", "Removed by");
    private static readonly Localized Used = new("Käytetty", "Använd", "Used");
    internal static readonly Localized Reason = new("Syy", "Orsak", "Reason");
    private static readonly Localized Asked = new("Viestiä pyydetty osoitteeseen", "Meddelande begärt till adressen", "A message was asked for");
    private static readonly Localized NewAddress = new("Tiedotteita pyydetty uuteen osoitteeseen", "Utskicken begärda till en ny adress", "The bulletins were asked for at a new address");
    private static readonly Localized Ended = new("Tilaus peruttu", "Prenumerationen avslutad", "Subscription ended");
    private static readonly Localized Left = new("Osoite vaihdettu toiseen", "Adressen bytt mot en annan", "Address changed for another one");
    private static readonly Localized Blocked = new("Osoite estetty", "Adressen spärrad", "Address suppressed");
    private static readonly Localized Bulletin = new("Tiedote", "Utskick", "Bulletin");
    private static readonly Localized Message = new("Viesti", "Meddelande", "Message");

    /// <summary>In the order in which a reader would ask; parts about which nothing is known are left out.</summary>
    public static IReadOnlyList<KnownPart> Parts(PersonData data, TermIndex terms, string lang)
    {
        KnownFact? Fact(Localized name, string? value) => value is { Length: > 0 } ? new KnownFact(name.In(lang), value) : null;
        string? At(DateTime? utc) => utc is { } at ? Dates.DayAndTime(at, lang) : null;
        KnownItem Item(string title, params KnownFact?[] facts) => new(title, [.. facts.OfType<KnownFact>()]);

        var seats = data.Seats.Select(s => Item(s.Organisation ?? s.Email,
            Fact(Address, s.Email), Fact(Name, s.Name), Fact(Kind, (s.Kind == ContactKind.Role ? RoleMailbox : OwnMailbox).In(lang)), Fact(Organisation, s.Organisation),
            s.Organisation is null ? null : Fact(Role, (s.Seat == Seat.Owner ? Owner : Member).In(lang)), Fact(Duty, s.Duty), Fact(Publisher, s.Publisher), Fact(Series, terms.Find(s.Series)?.Label.In(lang)), Fact(State, StateOf(s.State).In(lang)),
            Fact(Lang, LanguageOf(s.Lang).In(lang)), Fact(FrequencyName, FrequencyOf(s.Frequency).In(lang)), Fact(Format, (s.Format == MailFormat.Text ? FormWording.Text : FormWording.Html).In(lang)),
            Fact(RegionsName, string.Join(", ", s.Regions.Select(r => Regions.Find(r)?.Short.In(lang) ?? r))), Fact(Themes, string.Join(", ", s.Tags.Select(t => terms.Find(t)?.Label.In(lang) ?? t))),
            Fact(Paused, s.PausedUntil is { } until ? Dates.Day(until, lang) : null), Fact(Created, At(s.CreatedAt)), Fact(ConfirmedAt, At(s.ConfirmedAt)), Fact(WithdrawnAt, At(s.WithdrawnAt))));
        var consents = data.Consents.Select(e => Item($"{Dates.DayAndTime(e.At, lang)}: {ConsentWords.KindOf(e.Kind).In(lang)}", [.. ConsentWords.Facts(e, terms, lang, toReader: true), Fact(Shown, e.Text)]));
        var mails = data.Mails.Select(m => Item($"{Dates.DayAndTime(m.QueuedAt, lang)}: {(m.Kind == "bulletin" ? Bulletin : Message).In(lang)}",
            Fact(Address, m.Address), Fact(State, DeliveryOf(m.State).In(lang)), Fact(Settled, At(m.SettledAt)),
            Fact(Reply, string.Join(" · ", m.Attempts.Select(a => a.Reply).Append(m.Reply).Concat(m.Bounces.Select(b => b.Reply)).OfType<string>().Distinct())), Fact(MailText, m.Message)));
        var links = data.Links.Select(l => Item(Dates.DayAndTime(l.CreatedAt, lang), Fact(Until, At(l.ExpiresAt)), Fact(Used, At(l.UsedAt))));
        var refusals = data.Withdrawals.Select(w => Item($"{Dates.DayAndTime(w.At, lang)}: {(w.Kind == WithdrawalKind.Moved ? Left : Ended).In(lang)}", Fact(Publisher, w.Publisher), Fact(Organisation, w.Organisation), Fact(Series, terms.Find(w.Series)?.Label.In(lang))))
            .Concat(data.Suppression is { } block ? new[] { Item($"{Dates.DayAndTime(block.At, lang)}: {Blocked.In(lang)}", Fact(Reason, ReasonOf(block.Reason).In(lang)), Fact(Details, block.Note)) } : [])
            .Concat(data.NewAddresses.Select(a => Item($"{Dates.DayAndTime(a.At, lang)}: {NewAddress.In(lang)}", Fact(Address, a.Email))))
            .Concat(data.AskedAt.Select(a => Item($"{Dates.DayAndTime(a, lang)}: {Asked.In(lang)}")));
        var lists = data.Lists.Select(l => Item(l.FileName, Fact(Created, At(l.At)), Fact(KeptUntil, At(l.Until))));
        var log = data.Log.Select(l => Item(Dates.DayAndTime(l.At, lang), Fact(Details, string.Join(" · ", new[] { l.What, l.Detail, l.Changes }.OfType<string>()))));
        return [.. new[]
        {
            new KnownPart(SeatsTitle.In(lang), [.. seats]), new KnownPart(ConsentTitle.In(lang), [.. consents]), new KnownPart(MailTitle.In(lang), [.. mails]), new KnownPart(LinkTitle.In(lang), [.. links]),
            new KnownPart(RefusalTitle.In(lang), [.. refusals]), new KnownPart(ListsTitle.In(lang), [.. lists]), new KnownPart(LogTitle.In(lang), [.. log]),
        }.Where(p => p.Items.Count > 0)];
    }

    public static Localized ReasonOf(string reason) => reason switch
    {
        "objected" => new("lukija on kieltänyt viestit", "läsaren har sagt nej till utskick", "the reader has objected"),
        "bounced" => new("viestit palautuivat", "meddelanden studsade", "mail came back"),
        "complained" or "complaint" => new("lukija on valittanut roskapostista", "läsaren har anmält skräppost", "the reader has complained of spam"),
        "manual" => new("toimitus on estänyt", "spärrad av redaktionen", "suppressed by the editors"),
        PersonRows.Erased => new("tiedot on poistettu pyynnöstä", "uppgifterna har raderats på begäran", "the data was erased on request"),
        _ => new(reason),
    };

    internal static Localized StateOf(ContactState state) => state switch
    {
        ContactState.Requested => new("odottaa vahvistusta", "väntar på bekräftelse", "waiting to be confirmed"),
        ContactState.Confirmed => new("voimassa", "gäller", "in force"),
        ContactState.Withdrawn => new("peruttu", "avslutad", "ended"),
        ContactState.Bounced => new("viestit palautuvat", "meddelanden studsar", "mail comes back"),
        _ => new("estetty", "spärrad", "suppressed"),
    };

    private static Localized DeliveryOf(DeliveryState state) => state switch
    {
        DeliveryState.Accepted => new("vastaanottajan palvelin otti vastaan", "mottagarens server tog emot", "accepted by the recipient's server"),
        DeliveryState.Rejected => new("vastaanottajan palvelin torjui", "mottagarens server avvisade", "rejected by the recipient's server"),
        DeliveryState.InDoubt => new("perillemenosta ei ole tietoa", "okänt om det kom fram", "not known whether it arrived"),
        DeliveryState.Suppressed or DeliveryState.Cancelled => new("jätetty lähettämättä", "inte skickat", "not sent"),
        _ => new("lähdössä", "på väg", "on its way"),
    };

    internal static Localized FrequencyOf(Frequency frequency) => frequency switch
    {
        Frequency.Weekly => FormWording.Weekly,
        Frequency.Monthly => FormWording.Monthly,
        _ => FormWording.Immediate,
    };

    internal static Localized LanguageOf(string lang) => lang switch
    {
        "sv" => new("ruotsi", "svenska", "Swedish"),
        "en" => new("englanti", "engelska", "English"),
        _ => new("suomi", "finska", "Finnish"),
    };
}
