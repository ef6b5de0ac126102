using System.CommandLine;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Exchange;
using Uutiset.Operations;
using Uutiset.Search;
using Uutiset.Subscribers.Ledger;
using Uutiset.Themes;

/// <summary>The command line: a line for each room that has verbs.</summary>
internal static class Verbs
{
    /// <param name="settings">Wins over the environment's, for whoever runs a verb within their own process.</param>
    public static Task<int> RunAsync(string[] args, CancellationToken ct, Action<WebApplicationBuilder>? settings = null)
    {
        var root = new RootCommand("Uutiset: news and bulletins for NGO change agents");
        root.AddServeVerb(adjust => App.Build(settings + adjust));
        root.AddDataVerbs(Build);
        root.AddSearchVerbs(Build);
        root.AddAccountVerbs(Build);
        root.AddConsentVerbs(Build);
        root.AddExchangeVerbs(Build);
        root.AddThemeVerbs();
        return root.RunAsync(args, ct);

        WebApplication Build() => App.Build(settings, serves: false);
    }
}
