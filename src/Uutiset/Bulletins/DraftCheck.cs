using Uutiset.Articles;
using Uutiset.Mail;
using Uutiset.People;
using Uutiset.Vocabulary;
using Uutiset.Vocabulary.Body;

namespace Uutiset.Bulletins;

/// <summary>What is wrong with a draft, per field.</summary>
internal static class DraftCheck
{
    // Mail programs cut subjects at about 70 characters; this only stops what is no subject at all
    public const int LongestSubject = 150;
    public const int LongestPreheader = 250;
    public const int LongestHeading = 200;
    public const int LongestText = 20_000;
    public const int MostItems = 60;

    public static List<FieldError> Errors(BulletinDraft draft)
    {
        var errors = new List<FieldError>();
        for (var i = 0; i < draft.Variants.Count; i++) Check(draft.Variants[i], $"variants[{i}]", errors);
        if (draft.Variants.Select(v => v.Lang).Distinct().Count() != draft.Variants.Count)
            errors.Add(new("variants", "Kukin kieli saa olla kerran.", "Varje språk får finnas en gång.", "Each language may stand once."));
        if (draft.Items.Count > MostItems)
            errors.Add(new("items", $"Enintään {MostItems} artikkelia mahtuu.", $"Högst {MostItems} artiklar ryms.", $"At most {MostItems} articles fit."));
        if (draft.Items.Select(i => i.ArticleId).Distinct().Count() != draft.Items.Count)
            errors.Add(new("items", "Sama artikkeli on mukana kahdesti.", "Samma artikel finns med två gånger.", "The same article stands twice."));
        for (var i = 0; i < draft.Items.Count; i++)
        {
            Line(draft.Items[i].Heading, LongestHeading, $"items[{i}].heading", errors);
            Html(draft.Items[i].NoteHtml, $"items[{i}].noteHtml", errors);
        }
        Unknown(draft.Audience.Regions, r => Regions.Find(r) is not null, "audience.regions", errors);
        Unknown(draft.Audience.OrganisationTypes, OrganisationTypes.All.ContainsKey, "audience.organisationTypes", errors);
        Unknown(draft.Audience.Langs, Languages.IsKnown, "audience.langs", errors);
        return errors;
    }

    public static FieldError NoSuch(string field, string value) =>
        new(field, $"Arvoa ”{value}” ei tunneta.", $"Värdet ”{value}” är okänt.", $"The value \"{value}\" is unknown.");

    public static FieldError NotPublished(string field) =>
        new(field, "Tällaista julkaistua artikkelia ei ole.", "Det finns ingen sådan publicerad artikel.", "There is no such published article.");

    private static void Check(BulletinDraftText text, string field, List<FieldError> errors)
    {
        if (!Languages.IsKnown(text.Lang)) errors.Add(NoSuch(field + ".lang", text.Lang));
        Line(text.Subject, LongestSubject, field + ".subject", errors);
        Line(text.Preheader, LongestPreheader, field + ".preheader", errors);
        Html(text.IntroHtml, field + ".introHtml", errors);
    }

    private static void Unknown(IReadOnlyList<string> values, Func<string, bool> known, string field, List<FieldError> errors)
    {
        if (values.FirstOrDefault(v => !known(v)) is { } stranger) errors.Add(NoSuch(field, stranger));
    }

    // A line end in a subject adds a recipient or a whole second mail (S39)
    private static void Line(string? value, int most, string field, List<FieldError> errors)
    {
        if (value?.Length > most) errors.Add(TooLong(field, value.Length, most));
        if (HeaderText.HasForbidden(value))
            errors.Add(new(field, "Kirjoita yhdelle riville ilman ohjausmerkkejä.", "Skriv på en rad utan styrtecken.", "Write one line without control characters."));
    }

    private static void Html(string? html, string field, List<FieldError> errors)
    {
        if (html is not null && (html.Length > LongestText || !HtmlCleaner.IsWithinBounds(html))) errors.Add(TooLong(field, html.Length, LongestText));
    }

    private static FieldError TooLong(string field, int length, int most) => new(field,
        $"Teksti on liian pitkä: {length} merkkiä. Enintään {most} merkkiä mahtuu.",
        $"Texten är för lång: {length} tecken. Högst {most} tecken ryms.",
        $"The text is too long: {length} characters. At most {most} fit.");
}
