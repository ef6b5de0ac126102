using Microsoft.AspNetCore.Mvc.RazorPages;
using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Data;
using Uutiset.Desk;

namespace Uutiset.Vocabulary;

internal static class VocabularyModule
{
    public static void AddVocabulary(this IServiceCollection services)
    {
        services.AddSingleton<IStartingRows, StartingVocabulary>();
        services.AddScoped<Terms>();
        services.AddScoped<TermCheck>();
        services.AddScoped<TermEditing>();
        services.AddScoped<TermMerging>();
        services.AddScoped<RegionEditing>();
        services.AddSingleton(new DeskMenuItem("terms.list", "/desk/terms", Permission.VocabularyWrite, 64, "tag"));
        services.AddSingleton(new DeskMenuItem("regions.list", "/desk/regions", Permission.VocabularyWrite, 66, "box"));
        services.AddSingleton(new AuditObject("region", code => "/desk/regions/" + code));
        services.AddSingleton(new DeskReviewList("terms.proposed", Permission.VocabularyWrite, 40, Uutiset.Vocabulary.Desk.ProposedTerms.ListAsync));
        // One form for adding and editing, under two addresses. Post: Desk, which comes later, begins the conventions anew
        services.PostConfigure<RazorPagesOptions>(pages => pages.Conventions.AddPageRoute("/Vocabulary/Desk/Term", "/desk/terms/new"));
        services.AddSingleton(new DeskSearchKind("search.terms", Permission.ArticlesWrite, 80, Vocabulary.Desk.TermSearch.FindAsync));
    }
}
