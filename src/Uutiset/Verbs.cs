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
        root.AddServeVerb(adjust => App.Build(adjust));
        root.AddDataVerbs(() => App.Build(serves: false));
        root.AddSearchVerbs(() => App.Build(serves: false));
        root.AddAccountVerbs(() => App.Build(serves: false));
        root.AddExchangeVerbs(() => App.Build(serves: false));
        root.AddThemeVerbs();
        return root.RunAsync(args, ct);
    }
}
