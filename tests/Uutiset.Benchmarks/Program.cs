using Uutiset.Benchmarks;

// One verb per benchmark; each measures a named peer in the same run and prints the ratio. dispatch-kill measures nothing: it proves.
var verbs = new Dictionary<string, Func<Task<int>>>
{
    ["desk"] = DeskBenchmark.RunAsync,
    ["dkim"] = DkimBenchmark.RunAsync,
    ["fill"] = FillBenchmark.RunAsync,
    ["subscribers"] = SubscriberBenchmark.RunAsync,
    ["import"] = ImportBenchmark.RunAsync,
    ["smtp"] = SmtpBenchmark.RunAsync,
    ["dispatch"] = DispatchBenchmark.RunAsync,
    ["everyday"] = EverydayBenchmark.RunAsync,
    ["million"] = MillionBenchmark.RunAsync,
    ["dispatch-kill"] = () => DispatchKill.RunAsync(args[1..]),
    ["sink"] = FastSink.RunAsync,
};

if (args is [var verb, ..] && (args.Length == 1 || verb == "dispatch-kill") && verbs.TryGetValue(verb, out var run))
{
    return await run();
}
await Console.Error.WriteLineAsync("Usage: Uutiset.Benchmarks " + string.Join('|', verbs.Keys));
return 2;
