using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Uutiset.Accounts;
using Uutiset.Desk;

namespace Uutiset.People.Desk;

internal static class PeopleDesk
{
    public static void AddPeopleDesk(this IServiceCollection services)
    {
        services.AddSingleton(new DeskMenuItem("people.list", "/desk/people", Permission.PeopleWrite, 50, "people"));
        services.AddSingleton(new DeskMenuItem("organisations.list", "/desk/organisations", Permission.PeopleWrite, 60, "house"));
        // One form each for adding and editing, under two addresses
        services.Configure<RazorPagesOptions>(pages =>
        {
            pages.Conventions.AddPageRoute("/People/Desk/Person", "/desk/people/new");
            pages.Conventions.AddPageRoute("/People/Desk/Organisation", "/desk/organisations/new");
        });
    }
}
