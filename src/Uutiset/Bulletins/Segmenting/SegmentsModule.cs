using Microsoft.AspNetCore.Mvc.RazorPages;
using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Vocabulary;

namespace Uutiset.Bulletins.Segmenting;

/// <summary>Audiences with a name.</summary>
internal static class SegmentsModule
{
    public static void AddSegments(this IServiceCollection services)
    {
        services.AddScoped<Segments>();
        services.AddScoped<ITermUse, SegmentTermUse>();
        services.AddSingleton(new SpokenObject("desk/segments/", (db, id) => db.Segments.Where(s => s.PublicId == id).Select(s => (long?)s.PublisherId)));
        services.AddSingleton(new AuditObject("segment", id => "/desk/segments/" + id));
        // One form for adding and editing, under two addresses
        services.Configure<RazorPagesOptions>(pages => pages.Conventions.AddPageRoute("/Bulletins/Desk/Segment", "/desk/segments/new"));
    }
}
