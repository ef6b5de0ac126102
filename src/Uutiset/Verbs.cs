using System.CommandLine;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Exchange;
using Uutiset.Operations;
using Uutiset.Search;
using Uutiset.Themes;

/// <summary>The command line: a line for each room that has verbs.</summary>
internal static class Verbs
{
    public static Task<int> RunAsync(string[] args, CancellationToken ct)
    {
        var root = new RootCommand("Uutiset: news and bulletins for NGO change agents");
        root.AddServeVerb(App.Build);
        root.AddDataVerbs(() => App.Build());
        root.AddSearchVerbs(() => App.Build());
        root.AddAccountVerbs(() => App.Build());
        root.AddExchangeVerbs(() => App.Build());
        root.AddThemeVerbs();
        return root.RunAsync(args, ct);
    }
}
