using System.Globalization;
using Uutiset.Subscribers.Rights;
using Uutiset.Subscribers.Roll.Changing;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Ledger;

/// <summary>What a line of the ledger says, in words: the same on the reader's own page, in the story for the file and in a shell.</summary>
internal static class ConsentWords
{
    private static readonly Localized Method = new("Tapa", "Sätt", "Method");
    private static readonly Localized By = new("Tekijä", "Gjord av", "By");
    private static readonly Localized Yourself = new("sinä itse", "du själv", "you yourself");
    private static readonly Localized Reader = new("tilaaja itse", "prenumeranten själv", "the subscriber");
    private static readonly Localized AnOwner = new("järjestön tilauksesta päättävä, paikka {0}", "den som bestämmer om organisationens prenumeration, plats {0}", "one who decides about the organisation's subscription, seat {0}");
    private static readonly Localized Program = new("ohjelma", "programmet", "the program");
    private static readonly Localized Form = new("Lomake", "Formulär", "Form");
    private static readonly Localized Concerns = new("Koskee", "Gäller", "Concerns");
    private static readonly Localized Everybody = new("koko järjestöä", "hela organisationen", "the whole organisation");
    private static readonly Localized OneSeat = new("vain tätä paikkaa", "bara den här platsen", "this seat only");
    private static readonly Localized Unlimited = new("ei rajausta", "ingen avgränsning", "no limit");
    private static readonly Localized NewOne = new("uusi, tilaajan itse nimeämä", "ny, namngiven av prenumeranten själv", "new, named by the subscriber");
    private static readonly Localized Given = new("Suostumus annettu", "Samtycket gavs", "Consent given");
    private static readonly Localized Source = new("Lähde", "Källa", "Source");
    private static readonly Localized Status = new("Palvelimen koodi", "Serverns kod", "The server's code");
    private static readonly Localized Paused = new("Tauko päivään", "Paus till", "Paused until");
    private static readonly Localized AllPaused = new("Järjestön tauko päivään", "Organisationens paus till", "Organisation paused until");
    private static readonly Localized NoPause = new("ei taukoa", "ingen paus", "no pause");
    private static readonly Localized AddedRegion = new("Alue lisätty", "Område tillagt", "Region added");
    private static readonly Localized RemovedRegion = new("Alue poistettu", "Område borttaget", "Region removed");
    private static readonly Localized AddedTheme = new("Aihe lisätty", "Tema tillagt", "Theme added");
    private static readonly Localized RemovedTheme = new("Aihe poistettu", "Tema borttaget", "Theme removed");
    private static readonly Localized NewLang = new("Kieli vaihdettu", "Språket bytt", "Language changed");
    private static readonly Localized EndOfAll = new("koko järjestön tilauksen lopettaminen", "avslutandet av hela organisationens prenumeration", "the ending of the whole organisation's subscription");
    private static readonly Localized Undone = new("Kumottu joukkomuutos", "Ångrad massändring", "Bulk change undone");
    private static readonly Localized Erased = new("poistettu, kun henkilön tiedot poistettiin", "borttagna när personens uppgifter raderades", "removed when the person's data was erased");

    /// <summary>How, by whom, where and what: all but what was shown.</summary>
    /// <param name="toReader">To the one whom it is about.</param>
    public static IEnumerable<KnownFact> Facts(ConsentJson line, TermIndex terms, string lang, bool toReader, bool wordsErased = false)
    {
        yield return new KnownFact(Method.In(lang), MethodOf(line.Method).In(lang));
        yield return new KnownFact(By.In(lang), ByWhom(line.Actor, lang, toReader));
        if (line.FormUrl is { Length: > 0 } form) yield return new KnownFact(Form.In(lang), form);
        if (line.Detail is { } said)
            foreach (var fact in Details(line.Kind, said, terms, lang)) yield return fact;
        if (wordsErased) yield return new KnownFact(RightsWording.Details.In(lang), Erased.In(lang));
    }

    private static string ByWhom(string actor, string lang, bool toReader) =>
        actor == Door.Self ? (toReader ? Yourself : Reader).In(lang)
        : actor.StartsWith("owner:", StringComparison.Ordinal) ? string.Format(CultureInfo.InvariantCulture, AnOwner.In(lang), actor["owner:".Length..])
        : actor == "uutiset" ? Program.In(lang)
        : actor;

    /// <summary>The ledger keeps one wording for ever, so that it means the same in ten years; who reads it reads their own language. What is no wording of ours is told as it stands.</summary>
    private static IEnumerable<KnownFact> Details(ConsentKind kind, string detail, TermIndex terms, string lang)
    {
        if (kind == ConsentKind.Suppressed)
        {
            var (reason, note) = Pair(detail);
            yield return new KnownFact(RightsWording.Reason.In(lang), RightsWording.ReasonOf(reason).In(lang));
            if (note.Length > 0) yield return new KnownFact(RightsWording.Details.In(lang), note);
            yield break;
        }
        var rest = new List<string>();
        foreach (var part in detail.Split("; "))
        {
            if (Fact(part, terms, lang) is { } fact) yield return fact;
            else rest.Add(Sentence(part, lang));
        }
        if (rest.Count > 0) yield return new KnownFact(RightsWording.Details.In(lang), string.Join("; ", rest));
    }

    private static KnownFact? Fact(string part, TermIndex terms, string lang)
    {
        var (key, value) = Pair(part);
        if (key == "undone") return new KnownFact(Undone.In(lang), value == $"{ChangeKind.End}: " ? EndOfAll.In(lang) : Fact(value, terms, lang) is { } former ? $"{former.Name}: {former.Value}" : value);
        (Localized Name, string Value)? told = (key, value) switch
        {
            (nameof(ChangeKind.AddRegion) or nameof(ChangeKind.RemoveRegion), _) => (key == nameof(ChangeKind.AddRegion) ? AddedRegion : RemovedRegion, RegionOf(value, lang)),
            (nameof(ChangeKind.AddTheme) or nameof(ChangeKind.RemoveTheme), _) => (key == nameof(ChangeKind.AddTheme) ? AddedTheme : RemovedTheme, ThemeOf(value, terms, lang)),
            (nameof(ChangeKind.Lang), _) => (NewLang, RightsWording.LanguageOf(value).In(lang)),
            (nameof(ChangeKind.Pause), _) => (AllPaused, DayOf(value, lang)),
            ("regions" or "terms", "-") => (key == "regions" ? RightsWording.RegionsName : RightsWording.Themes, Unlimited.In(lang)),
            ("regions", _) => (RightsWording.RegionsName, string.Join(", ", value.Split(' ').Select(r => RegionOf(r, lang)))),
            ("terms", _) => (RightsWording.Themes, string.Join(", ", value.Split(' ').Select(t => ThemeOf(t, terms, lang)))),
            ("lang", _) => (RightsWording.Lang, RightsWording.LanguageOf(value).In(lang)),
            ("frequency", _) when Enum.TryParse<Frequency>(value, out var frequency) => (RightsWording.FrequencyName, RightsWording.FrequencyOf(frequency).In(lang)),
            ("format", _) => (RightsWording.Format, (value == nameof(MailFormat.Text) ? FormWording.Text : FormWording.Html).In(lang)),
            ("publisher", _) => (RightsWording.Publisher, value),
            ("series", "-") => (RightsWording.Series, FormWording.AllBulletins.In(lang)),
            ("series", _) => (RightsWording.Series, value),
            ("organisation", "new") => (RightsWording.Organisation, NewOne.In(lang)),
            ("organisation", "") => (Concerns, Everybody.In(lang)),
            ("organisation", _) => (RightsWording.Organisation, value),
            ("seat", "") => (Concerns, OneSeat.In(lang)),
            ("seat", _) => (RightsWording.Role, (value.Equals(nameof(Seat.Owner), StringComparison.OrdinalIgnoreCase) ? RightsWording.Owner : RightsWording.Member).In(lang)),
            ("paused until" or "organisation paused until", _) => (key == "paused until" ? Paused : AllPaused, DayOf(value, lang)),
            ("given", _) => (Given, Instant(value, lang)),
            ("source", _) => (Source, value),
            ("status", _) => (Status, value),
            _ => null,
        };
        return told is { } fact ? new KnownFact(fact.Name.In(lang), fact.Value) : null;
    }

    private static string RegionOf(string code, string lang) => Regions.Find(code)?.Short.In(lang) ?? code;

    // Older lines have numbers
    private static string ThemeOf(string written, TermIndex terms, string lang) =>
        (long.TryParse(written, CultureInfo.InvariantCulture, out var id) ? terms.Find(id) : terms.Find(written))?.Label.In(lang) ?? written;

    private static string DayOf(string written, string lang) =>
        DateOnly.TryParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? Dates.Day(day, lang) : NoPause.In(lang);

    private static string Sentence(string part, string lang)
    {
        if (part == "checked: still right") return new Localized("vuositarkistus: tiedot ovat yhä oikein", "årskontroll: uppgifterna stämmer fortfarande", "yearly check: still right").In(lang);
        if (part == "whether to go on") return new Localized("haluaako yhä tiedotteet", "om utskicken fortfarande önskas", "whether the bulletins are still wanted").In(lang);
        if (part == "reminder") return new Localized("muistutus", "påminnelse", "a reminder").In(lang);
        if (part == "asked again: stays") return new Localized("vastasi kysymykseen: haluaa yhä tiedotteet", "svarade på frågan: vill fortfarande ha utskicken", "answered the question: still wants the bulletins").In(lang);
        if (part == Seats.StillWanted.Unanswered) return new Localized("kysymykseen ei tullut vastausta", "inget svar på frågan", "the question was not answered").In(lang);
        if (part == "the time of the proof is over") return new Localized("todisteen säilytysaika on päättynyt", "bevisets förvaringstid har gått ut", "the time of the proof is over").In(lang);
        if (part == "hand-over from a seat that was erased") return new Localized("jatkaa päättäjänä, kun edellisen tiedot on poistettu", "fortsätter som den som bestämmer efter att företrädarens uppgifter raderats", "goes on as the one who decides after the former one was erased").In(lang);
        if (part == "asked for another address") return new Localized("pyysi tiedotteita toiseen osoitteeseen", "bad om utskicken till en annan adress", "asked for the bulletins at another address").In(lang);
        if (part == Joining.SubscriptionFolding.Merged) return new Localized("järjestö yhdistettiin toiseen", "organisationen slogs ihop med en annan", "the organisation was merged into another").In(lang);
        if (part == "too many of one sending failed") return new Localized("liian moni saman lähetyksen viesti palautui: vika voi olla lähettäjän", "för många meddelanden i samma utskick studsade: felet kan vara avsändarens", "too many messages of one sending came back: the fault may be the sender's").In(lang);
        if (part == "moved to another address") return new Localized("tiedotteet tulevat tästä lähtien toiseen osoitteeseen", "utskicken kommer från och med nu till en annan adress", "the bulletins come to another address from now on").In(lang);
        if (part == "moved from another address") return new Localized("tiedotteet tulevat tästä lähtien tähän osoitteeseen", "utskicken kommer från och med nu till den här adressen", "the bulletins come to this address from now on").In(lang);
        if (part == "with a newer seat of the address") return new Localized("saman osoitteen uudemman tilauksen mukana", "tillsammans med adressens nyare prenumeration", "together with a newer subscription of the address").In(lang);
        if (part == "an older copy of the contacts was put back") return new Localized("tilaajista palautettiin vanhempi kopio", "en äldre kopia av prenumeranterna återställdes", "an older copy of the subscribers was put back").In(lang);
        if (part == "the withdrawal stands") return new Localized("peruminen on voimassa", "avslutet gäller", "the withdrawal stands").In(lang);
        if (part == "the end at the organisation stands") return new Localized("lopettaminen järjestössä on voimassa", "avslutet hos organisationen gäller", "the end at the organisation stands").In(lang);
        if (part == "the move to another address stands") return new Localized("siirto toiseen osoitteeseen on voimassa", "flytten till en annan adress gäller", "the move to another address stands").In(lang);
        if (part == "together with another subscription of their own") return new Localized("yhdessä toisen oman tilauksen kanssa", "tillsammans med en annan egen prenumeration", "together with another subscription of their own").In(lang);
        if (part == "the erasure stands") return new Localized("poisto on voimassa", "raderingen gäller", "the erasure stands").In(lang);
        if (After(part, "joined organisation ") is { } joined) return new Localized("liitettiin järjestöön: ", "anslöts till organisationen: ", "joined the organisation: ").In(lang) + joined;
        if (After(part, "was refused by organisation ") is { } refused) return new Localized("järjestö ei ottanut mukaan: ", "organisationen sade nej: ", "was refused by the organisation: ").In(lang) + refused;
        if (After(part, "was not answered by organisation ") is { } silent) return new Localized("järjestö ei vastannut: ", "organisationen svarade inte: ", "was not answered by the organisation: ").In(lang) + silent;
        if (After(part, "hand-over from seat ") is { } left) return new Localized("jatkaa päättäjänä lähteneen jälkeen, paikka ", "fortsätter som den som bestämmer efter plats ", "goes on as the one who decides after seat ").In(lang) + Pair(left).Key;
        if (After(part, "lifted the suppression of ") is { } lifted)
        {
            // The instant has a colon of its own
            var end = lifted.IndexOf("Z: ", StringComparison.Ordinal);
            return end < 0 ? part : new Localized("poisti eston, joka oli tehty ", "hävde spärren från ", "lifted the suppression of ").In(lang) + $"{Instant(lifted[..(end + 1)], lang)} ({RightsWording.ReasonOf(lifted[(end + 3)..]).In(lang)})";
        }
        return part;
    }

    private static string? After(string text, string start) => text.StartsWith(start, StringComparison.Ordinal) ? text[start.Length..] : null;

    private static (string Key, string Value) Pair(string part) => part.IndexOf(": ", StringComparison.Ordinal) is >= 0 and var at ? (part[..at], part[(at + 2)..]) : (part, "");

    private static string Instant(string written, string lang) =>
        DateTime.TryParseExact(written, "yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var utc) ? Dates.DayAndTime(utc, lang) : written;

    public static Localized KindOf(ConsentKind kind) => kind switch
    {
        ConsentKind.Requested => new("tilausta pyydetty", "prenumeration begärd", "subscription asked for"),
        ConsentKind.Confirmed => new("tilaus vahvistettu", "prenumerationen bekräftad", "subscription confirmed"),
        ConsentKind.Changed => new("asetuksia muutettu", "inställningar ändrade", "settings changed"),
        ConsentKind.Withdrawn => new("tilaus peruttu", "prenumerationen avslutad", "subscription ended"),
        ConsentKind.Objected => new("viestit kielletty", "utskick avböjda", "objected to mail"),
        ConsentKind.Bounced => new("viesti palautui", "ett meddelande studsade", "a message came back"),
        ConsentKind.Imported => new("suostumus tuotu toisesta järjestelmästä", "samtycke importerat från ett annat system", "consent brought from another system"),
        ConsentKind.Suppressed => new("osoite estetty", "adressen spärrad", "address suppressed"),
        ConsentKind.Lifted => new("esto poistettu", "spärren hävd", "suppression lifted"),
        ConsentKind.Erased => new("tiedot poistettu", "uppgifterna raderade", "data erased"),
        ConsentKind.Asked => new("kysytty tilaajalta", "frågat prenumeranten", "the subscriber was asked"),
        _ => new(kind.ToString()),
    };

    public static Localized MethodOf(string method) => method switch
    {
        "mail" => new("sähköposti", "e-post", "e-mail"),
        "web" => new("sivuston lomake", "webbplatsens formulär", "the site's form"),
        "one-click" => new("sähköpostiohjelman perumispainike", "e-postprogrammets avslutningsknapp", "the mail program's unsubscribe button"),
        "import" => new("tuotu luettelo", "importerad lista", "an imported list"),
        "api" => new("toinen järjestelmä", "ett annat system", "another system"),
        "desk" => new("toimitus", "redaktionen", "the editors"),
        "time" => new("määräaika", "tidsfrist", "a time limit"),
        "start" => new("sivuston käynnistys", "webbplatsens start", "the site's start"),
        "cli" => new("ylläpito", "administratören", "the administrator"),
        _ => new(method),
    };
}
