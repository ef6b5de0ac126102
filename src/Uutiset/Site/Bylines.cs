using Uutiset.Articles;
using Uutiset.People;
using Uutiset.Themes;
using Uutiset.Themes.Pages;

namespace Uutiset.Site;

/// <summary>Writers' cards: on an article as they were at publication, on their own page as they are.</summary>
internal static class Bylines
{
    public static IReadOnlyList<BylineCard> Of(Article article, IReadOnlyDictionary<long, Person> people, DateOnly today, SiteTexts texts) =>
        article.Bylines.Count == 0
            ? [new(texts["byline.staff"], null)]
            : [.. article.Bylines.OrderBy(b => b.Position).Select(b => Of(b, b.PersonId is { } id ? people.GetValueOrDefault(id) : null, today, texts.Lang))];

    public static BylineCard Of(Person person, DateOnly today, string lang)
    {
        var (phone, email) = Contact(person, person.Phone, person.Email, today);
        return new(person.Name, Press.At(lang, "/tekijat/" + person.Slug))
        {
            Role = Empty(person.Title.In(lang)), Organisation = OrganisationLink(person.Organisation, null, lang), Project = person.Project,
            Regions = Cards.Regions(person.Regions.Select(r => r.RegionCode), lang), Phone = Phone(phone), Email = Email(email),
        };
    }

    private static BylineCard Of(Byline byline, Person? person, DateOnly today, string lang)
    {
        var (phone, email) = person is null ? (byline.Phone, byline.Email) : Contact(person, byline.Phone, byline.Email, today);
        return new(byline.Name, person is null ? null : Press.At(lang, "/tekijat/" + person.Slug))
        {
            Role = Empty(byline.Title), Organisation = OrganisationLink(person?.Organisation, byline.Organisation, lang), Project = byline.Project,
            Phone = Phone(phone), Email = Email(email),
        };
    }

    /// <summary>Once somebody has left, the organisation answers in their place.</summary>
    private static (string? Phone, string? Email) Contact(Person person, string? phone, string? email, DateOnly today) =>
        person.ContactUntil < today ? (person.Organisation?.Phone, person.Organisation?.Email) : (phone, email);

    // The name as printed stays; it leads to a page only while the organisation still has that name
    private static Link? OrganisationLink(Organisation? organisation, string? printed, string lang)
    {
        var name = printed ?? (lang == "sv" ? organisation?.NameSv ?? organisation?.Name : organisation?.Name);
        if (string.IsNullOrEmpty(name)) return null;
        var same = organisation is { Listed: true } && (printed is null || printed == organisation.Name || printed == organisation.NameSv);
        return new(same ? Press.At(lang, "/organisaatiot/" + organisation!.Slug) : "", name);
    }

    private static Link? Phone(string? phone) => Empty(phone) is { } p ? new(ContactLinks.Tel(p), p) : null;

    private static Link? Email(string? email) => Empty(email) is { } e ? new("mailto:" + Uri.EscapeDataString(e).Replace("%40", "@", StringComparison.Ordinal), e) : null;

    private static string? Empty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
