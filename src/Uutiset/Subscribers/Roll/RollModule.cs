using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Desk;
using Uutiset.Desk.Changing;
using Uutiset.Subscribers.Desk;
using Uutiset.Subscribers.Roll.Changing;

namespace Uutiset.Subscribers.Roll;

/// <summary>Who subscribes: the desk's lists of organisations and their seats, and changes of many at once.</summary>
internal static class RollModule
{
    public static void AddRoll(this IServiceCollection services)
    {
        services.AddScoped<OrganisationRoll>();
        services.AddScoped<SeatRoll>();
        services.AddScoped<RollCourse>();
        services.AddScoped<Timeline>();
        services.AddScoped<ChangePlanning>();
        services.AddChanges<SubscriberChange, SubscriberChangeRow, ChangeWork>("subscriber-changes");
        services.AddScoped<ChangeWords>();
        services.AddSingleton(new SpokenObject("desk/subscribers/changes/", (db, id) => db.SubscriberChanges.Where(c => c.PublicId == id).Select(c => c.PublisherId)));
        services.AddSingleton(new AuditObject("subscribers", id => ChangeWords.Href + id));
        services.AddSingleton(new DeskMenuItem("subscribers.menu", RollDesk.Organisations, Permission.SubscribersRead, 64, "people"));
    }
}
