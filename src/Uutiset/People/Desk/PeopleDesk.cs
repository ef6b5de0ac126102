using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Desk;

namespace Uutiset.People.Desk;

internal static class PeopleDesk
{
    public static void AddPeopleDesk(this IServiceCollection services)
    {
        services.AddSingleton(new DeskMenuItem("people.list", "/desk/people", Permission.PeopleWrite, 50, "people"));
        services.AddSingleton(new AuditObject("person", id => "/desk/people/" + id, (db, ids) => db.People.Where(p => ids.Contains(p.Id)).Select(p => new AuditName(p.Id, p.Name))));
        services.AddSingleton(new AuditObject("organisation", id => "/desk/organisations/" + id, (db, ids) => db.Organisations.Where(o => ids.Contains(o.Id)).Select(o => new AuditName(o.Id, o.Name))));
        services.AddSingleton(new AuditObject("project", id => "/desk/projects/" + id, (db, ids) => db.Projects.Where(p => ids.Contains(p.Id)).Select(p => new AuditName(p.Id, p.Name))));
        services.AddSingleton(new DeskMenuItem("organisations.list", "/desk/organisations", Permission.PeopleWrite, 60, "house"));
        services.AddSingleton(new DeskMenuItem("projects.list", "/desk/projects", Permission.PeopleWrite, 62, "project"));
        services.AddSingleton(new DeskReviewList("reviews.projects", Permission.PeopleWrite, 20, PeopleReviews.ProjectsAsync));
        services.AddSingleton(new DeskReviewList("reviews.people", Permission.PeopleWrite, 30, PeopleReviews.PeopleAsync));
        services.AddPeopleSearch();
        services.AddPeoplePicks();
        // One form each for adding and editing, under two addresses
        services.Configure<RazorPagesOptions>(pages =>
        {
            pages.Conventions.AddPageRoute("/People/Desk/Person", "/desk/people/new");
            pages.Conventions.AddPageRoute("/People/Desk/Organisation", "/desk/organisations/new");
            pages.Conventions.AddPageRoute("/People/Desk/Project", "/desk/projects/new");
        });
    }
}
