using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Vocabulary;

namespace Uutiset.People.Desk;

/// <summary>People, organisations and projects in the desk's search, by their names.</summary>
internal static class PeopleSearch
{
    public static void AddPeopleSearch(this IServiceCollection services)
    {
        services.AddSingleton(new DeskSearchKind("people.list", Permission.PeopleWrite, 20, PeopleAsync, DeskSearchKind.ListAt("/desk/people")));
        services.AddSingleton(new DeskSearchKind("organisations.list", Permission.PeopleWrite, 30, OrganisationsAsync, DeskSearchKind.ListAt("/desk/organisations")));
        services.AddSingleton(new DeskSearchKind("projects.list", Permission.PeopleWrite, 40, ProjectsAsync, DeskSearchKind.ListAt("/desk/projects")));
    }

    private static async Task<IReadOnlyList<DeskFrontRow>> PeopleAsync(IServiceProvider services, ClaimsPrincipal user, string typed, CancellationToken ct)
    {
        var (db, text) = (services.GetRequiredService<NewsDb>(), services.GetRequiredService<DeskText>());
        var editable = db.People.Editable(db, user).Select(p => p.Id);
        var people = await db.People.AsNoTracking().WithName(typed).OrderBy(p => EF.Functions.Collate(p.Name, NewsDb.FinnishOrder)).Take(DeskSearchKind.Taken)
            .Select(p => new { p.PublicId, p.Slug, p.Name, p.TitleFi, p.TitleSv, p.TitleEn, Organisation = p.Organisation!.Name, MayEdit = editable.Contains(p.Id) }).ToListAsync(ct);
        return [.. people.Select(p => new DeskFrontRow(p.MayEdit ? $"/desk/people/{p.PublicId}" : $"/tekijat/{p.Slug}", p.Name,
            string.Join(", ", new[] { new Localized(p.TitleFi, p.TitleSv, p.TitleEn).In(text.Lang), p.Organisation }.Where(w => !string.IsNullOrEmpty(w)))))];
    }

    private static async Task<IReadOnlyList<DeskFrontRow>> OrganisationsAsync(IServiceProvider services, ClaimsPrincipal user, string typed, CancellationToken ct)
    {
        var (db, text) = (services.GetRequiredService<NewsDb>(), services.GetRequiredService<DeskText>());
        var editable = db.Organisations.Editable(db, user).Select(o => o.Id);
        var organisations = await db.Organisations.AsNoTracking().WithName(typed).OrderBy(o => !o.Listed).ThenBy(o => EF.Functions.Collate(o.Name, NewsDb.FinnishOrder))
            .Take(DeskSearchKind.Taken).Select(o => new { o.PublicId, o.Slug, o.Listed, o.Name, o.NameSv, o.NameEn, o.BusinessId, MayEdit = editable.Contains(o.Id) }).ToListAsync(ct);
        // One that is not listed has no page; the desk's list shows it
        return [.. organisations.Select(o => new DeskFrontRow(o.MayEdit ? $"/desk/organisations/{o.PublicId}" : o.Listed ? $"/organisaatiot/{o.Slug}" : "/desk/organisations" + QueryString.Create("q", o.Name), new Localized(o.Name, o.NameSv, o.NameEn).In(text.Lang), o.BusinessId))];
    }

    private static async Task<IReadOnlyList<DeskFrontRow>> ProjectsAsync(IServiceProvider services, ClaimsPrincipal user, string typed, CancellationToken ct)
    {
        var (db, text) = (services.GetRequiredService<NewsDb>(), services.GetRequiredService<DeskText>());
        var editable = db.Projects.Editable(db, user).Select(p => p.Id);
        var rows = await db.Projects.AsNoTracking().WithName(typed).OrderBy(p => EF.Functions.Collate(p.Name, NewsDb.FinnishOrder)).Take(DeskSearchKind.Taken)
            .Select(p => new { p.PublicId, p.Slug, p.Name, p.NameSv, p.NameEn, Owner = p.Organisation!.Name, MayEdit = editable.Contains(p.Id) }).ToListAsync(ct);
        return [.. rows.Select(p => new DeskFrontRow(p.MayEdit ? $"/desk/projects/{p.PublicId}" : $"/hankkeet/{p.Slug}", new Localized(p.Name, p.NameSv, p.NameEn).In(text.Lang), p.Owner))];
    }
}
