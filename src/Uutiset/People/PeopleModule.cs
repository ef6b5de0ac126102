using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Media;
using Uutiset.People.Desk;
using Uutiset.People.Traces;

namespace Uutiset.People;

internal static class PeopleModule
{
    public static void AddPeople(this IServiceCollection services)
    {
        services.AddSingleton<IStartingRows, FirstPublisher>();
        services.AddScoped<Organisations>();
        services.AddScoped<Persons>();
        services.AddScoped<Projects>();
        services.AddScoped<ProjectCheck>();
        services.AddScoped<OrganisationMerging>();
        services.AddScoped<IOrganisationMove, PeopleMove>();
        services.AddScoped<IMediaUse, PeopleMediaUse>();
        services.AddScoped<LookAlikes>();
        services.AddScoped<Leaving>();
        services.AddScoped<IContactTraces, PageTraces>();
        services.AddScoped<MembershipTurns>();
        services.AddTimedJob<MembershipTurns>("turn-memberships", TimeSpan.FromMinutes(30), (turns, ct) => turns.TurnAsync(ct));
        services.AddPeopleDesk();
    }

    public static void MapPeople(this WebApplication app)
    {
        app.MapPeopleApi();
        // The list of accounts knows no persons: it leads here
        app.MapGet("/desk/people/leaving", async (long user, NewsDb db, CancellationToken ct) =>
            await db.People.Where(p => p.UserId == user).Select(p => (Guid?)p.PublicId).FirstOrDefaultAsync(ct) is { } person
                ? Results.Redirect($"/desk/people/{person}/leaving") : Results.Redirect("/desk/people")).Needs(Permission.PeopleManage).ExcludeFromDescription();
    }
}

/// <summary>Consent, sender and footer belong to a publisher; a new site has one, named like the site.</summary>
internal sealed class FirstPublisher(IOptions<SiteOptions> site) : IStartingRows
{
    public async Task AddMissingAsync(NewsDb db, CancellationToken ct)
    {
        if (await db.Organisations.AnyAsync(o => o.IsPublisher, ct)) return;
        db.Organisations.Add(new Organisation { Name = site.Value.Name, Slug = "julkaisija", IsPublisher = true, Listed = true, Type = "umbrella" });
        await db.SaveChangesAsync(ct);
    }
}
