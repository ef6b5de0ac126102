using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Desk.Picks;
using Uutiset.Vocabulary;

namespace Uutiset.People.Desk;

/// <summary>Organisations, persons and projects, for the fields of forms that choose one by its name.</summary>
internal static class PeoplePicks
{
    public const string Organisation = "organisation";
    public const string Person = "person";
    public const string Project = "project";

    public static void AddPeoplePicks(this IServiceCollection services)
    {
        // What a subscriber typed waits for an editor to list it
        services.AddSingleton(new PickKind(Organisation, Permission.PeopleWrite,
            (db, words, text, ct) => ListedAsync(db.Organisations.Where(o => o.Listed || o.IsPublisher).WithName(words), words, text, ct),
            (db, ids, text, ct) => ListedAsync(db.Organisations.Where(o => ids.Contains(o.PublicId)), null, text, ct)));
        services.AddSingleton(new PickKind(Person, Permission.PeopleWrite,
            (db, words, text, ct) => ListedAsync(db.People.WithName(words), words, text, ct),
            (db, ids, text, ct) => ListedAsync(db.People.Where(p => ids.Contains(p.PublicId)), null, text, ct)));
        services.AddSingleton(new PickKind(Project, Permission.PeopleWrite,
            (db, words, text, ct) => ListedAsync(db.Projects.WithName(words), words, text, ct),
            (db, ids, text, ct) => ListedAsync(db.Projects.Where(p => ids.Contains(p.PublicId)), null, text, ct)));
    }

    /// <param name="words">By these: those of exactly that name first, and a page of them. Null: all.</param>
    public static async Task<IReadOnlyList<Picked>> ListedAsync(IQueryable<Organisation> organisations, string? words, DeskText text, CancellationToken ct)
    {
        var rows = await (words is null ? organisations : organisations.OrderBy(o => o.Name == words ? 0 : 1).ThenBy(o => EF.Functions.Collate(o.Name, NewsDb.FinnishOrder)).Take(PickKind.Most))
            .Select(o => new { o.PublicId, o.Name, o.Type, o.BusinessId }).ToListAsync(ct);
        return [.. rows.Select(o => new Picked(o.PublicId, o.Name, "fi", Note(OrganisationTypes.All.GetValueOrDefault(o.Type)?.In(text.Lang), o.BusinessId)))];
    }

    private static async Task<IReadOnlyList<Picked>> ListedAsync(IQueryable<Person> people, string? words, DeskText text, CancellationToken ct)
    {
        var rows = await (words is null ? people : people.OrderBy(p => p.Name == words ? 0 : 1).ThenBy(p => EF.Functions.Collate(p.Name, NewsDb.FinnishOrder)).Take(PickKind.Most))
            .Select(p => new { p.PublicId, p.Name, p.TitleFi, p.TitleSv, p.TitleEn, Organisation = (string?)p.Organisation!.Name }).ToListAsync(ct);
        return [.. rows.Select(p => new Picked(p.PublicId, p.Name, "fi", Note(new Localized(p.TitleFi, p.TitleSv, p.TitleEn).In(text.Lang), p.Organisation)))];
    }

    private static async Task<IReadOnlyList<Picked>> ListedAsync(IQueryable<Project> projects, string? words, DeskText text, CancellationToken ct)
    {
        var rows = await (words is null ? projects : projects.OrderBy(p => p.Name == words ? 0 : 1).ThenBy(p => EF.Functions.Collate(p.Name, NewsDb.FinnishOrder)).Take(PickKind.Most))
            .Select(p => new { p.PublicId, p.Name, Owner = (string?)p.Organisation!.Name, p.EndsOn, p.EndsPrecision }).ToListAsync(ct);
        return [.. rows.Select(p => new Picked(p.PublicId, p.Name, "fi", Note(p.Owner, p.EndsOn is { } ends ? ProjectDays.Written(ends, p.EndsPrecision, text.Lang) : null)))];
    }

    private static string Note(params IEnumerable<string?> parts) => string.Join(", ", parts.Where(p => !string.IsNullOrEmpty(p)));
}
