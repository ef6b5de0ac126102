using Microsoft.EntityFrameworkCore.Diagnostics;
using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Data;

namespace Uutiset.Subscribers.Ledger;

/// <summary>The consent ledger as a chain that shows what was changed, and as a story that can be filed.</summary>
internal static class LedgerModule
{
    public static void AddLedger(this IServiceCollection services)
    {
        services.AddSingleton<ConsentChain>();
        services.AddSingleton<IChain<ConsentEvent>>(s => s.GetRequiredService<ConsentChain>());
        services.AddSingleton<IInterceptor, Chaining<ConsentEvent>>();
        // Before the refusals that stand, which may erase words: what was there has a link first
        services.AddSingleton<IStartingRows, StartingConsentChain>();
        services.AddScoped<ConsentVerifying>();
        services.AddScoped<ConsentStory>();
        services.AddSingleton(new SpokenObject("desk/subscribers/contacts/", (db, id) => db.Contacts.Where(c => c.PublicId == id).Select(c => (long?)c.Subscription!.PublisherId)));
    }
}
