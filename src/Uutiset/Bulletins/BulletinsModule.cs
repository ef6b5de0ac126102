using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Bulletins.Desk;
using Uutiset.Bulletins.Segmenting;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Mailing.Bounces;
using Uutiset.Media;
using Uutiset.People;
using Uutiset.Subscribers.Joining;
using Uutiset.Subscribers.Roll;
using Uutiset.Subscribers.Seats;
using Uutiset.Vocabulary;

namespace Uutiset.Bulletins;

internal static class BulletinsModule
{
    public static void AddBulletins(this IServiceCollection services)
    {
        services.AddScoped<IOrganisationMove, PublisherMove>();
        services.AddScoped<ITermUse, AudienceTermUse>();
        services.AddScoped<IMediaUse, BulletinMediaUse>();
        services.AddScoped<IBulletinSample, SentSample>();
        services.AddScoped<IReceivedBulletins, ReceivedBulletins>();
        services.AddSegments();
        services.AddScoped<Composing>();
        services.AddScoped<Rendering>();
        services.AddScoped<Readiness>();
        services.AddScoped<Recipients>();
        services.AddScoped<Freezing>();
        services.AddScoped<TestSending>();
        services.AddScoped<Previewing>();
        services.AddScoped<DispatchVerbs>();
        services.AddScoped<ProofList>();
        services.AddScoped<Received>();
        services.AddScoped<Alarms>();
        services.AddTimedJob<Alarms>("alarm-of-sending", TimeSpan.FromMinutes(1), (alarms, ct) => alarms.TellAsync(ct));
        services.AddScoped<IQueuedBulletins, QueuedBulletins>();
        services.AddSingleton<Compiling>();
        services.AddSingleton(new DeskMenuItem("bulletins.menu", "/desk/bulletins", Permission.BulletinsWrite, 20, "mail"));
        foreach (var path in new[] { "desk/bulletins/", "api/v1/bulletins/" })
            services.AddSingleton(new SpokenObject(path, (db, id) => db.Bulletins.Where(b => b.PublicId == id).Select(b => (long?)b.PublisherId)));
        services.AddSingleton(new AuditObject("bulletin", id => "/desk/bulletins/" + id));
        services.AddSingleton(new DeskSearchKind("bulletins.title", Permission.BulletinsWrite, 70, BulletinSearch.FindAsync));
        services.AddBulletinFront();
        services.AddBulletinCalendar();
        services.AddBounceDesk();
        services.AddSingleton(new DeskMenuItem("maildrop.menu", "/desk/mail-drop", Permission.MailDropRead, 800, "inbox"));
    }

    public static void MapBulletins(this WebApplication app)
    {
        app.MapBulletinApi();
        app.MapDispatchApi();
        app.MapBounces();
        app.MapPreviewFrame();
        app.MapProgress();
        app.MapMailDropFrame();
    }
}
