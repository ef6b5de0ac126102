using Uutiset.Benchmarks;

// One verb per benchmark; each measures a named peer in the same run and prints the ratio.
var verbs = new Dictionary<string, Func<Task<int>>>
{
    ["desk"] = DeskBenchmark.RunAsync,
    ["dkim"] = DkimBenchmark.RunAsync,
    ["fill"] = FillBenchmark.RunAsync,
    ["subscribers"] = SubscriberBenchmark.RunAsync,
    ["import"] = ImportBenchmark.RunAsync,
    ["smtp"] = SmtpBenchmark.RunAsync,
    ["dispatch"] = DispatchBenchmark.RunAsync,
    ["sink"] = FastSink.RunAsync,
};

if (args is [var verb] && verbs.TryGetValue(verb, out var run))
{
    return await run();
}
await Console.Error.WriteLineAsync("Usage: Uutiset.Benchmarks " + string.Join('|', verbs.Keys));
return 2;
