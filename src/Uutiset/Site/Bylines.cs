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
        var (phone, email) = person.Contact(today);
        return new(person.Name, Press.At(lang, "/tekijat/" + person.Slug))
        {
            Role = Empty(person.Title.In(lang)), Organisation = OrganisationLink(person.Organisation, null, lang), Project = person.Project,
            Regions = Cards.Regions(person.Regions.Select(r => r.RegionCode), lang), Phone = Phone(phone), Email = Email(email), Successor = Successor(person, today, lang),
            Photo = Pictures.Named(person.Photo, person.Name, lang, Pictures.Portrait),
        };
    }

    public static BylineCard Of(Byline byline, Person? person, DateOnly today, string lang)
    {
        var (phone, email) = person is null || person.IsReachable(today) ? (byline.Phone, byline.Email) : person.Contact(today);
        return new(byline.Name, person is null ? null : Press.At(lang, "/tekijat/" + person.Slug))
        {
            Role = Empty(Roles.In(byline.Title, lang)), Organisation = OrganisationLink(person?.Organisation, byline.Organisation, lang), Project = byline.Project,
            Phone = Phone(phone), Email = Email(email), Successor = person is null ? null : Successor(person, today, lang),
            Photo = person is null ? null : Pictures.Named(person.Photo, person.Name, lang, Pictures.Portrait),
        };
    }

    private static Link? Successor(Person person, DateOnly today, string lang) =>
        !person.IsReachable(today) && person.Successor is { } next ? new(Press.At(lang, "/tekijat/" + next.Slug), next.Name) : null;

    // The name as printed stays; it leads to a page only while the organisation still has that name
    private static Link? OrganisationLink(Organisation? organisation, string? printed, string lang)
    {
        var name = printed ?? organisation?.Label.In(lang);
        if (string.IsNullOrEmpty(name)) return null;
        var same = organisation is { Listed: true } && (printed is null || printed == organisation.Name || printed == organisation.NameSv || printed == organisation.NameEn);
        return new(same ? Press.At(lang, "/organisaatiot/" + organisation!.Slug) : "", name);
    }

    public static Link? Phone(string? phone) => Empty(phone) is { } p ? new(ContactLinks.Tel(p), p) : null;

    public static Link? Email(string? email) => Empty(email) is { } e ? new("mailto:" + Uri.EscapeDataString(e).Replace("%40", "@", StringComparison.Ordinal), e) : null;

    private static string? Empty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
