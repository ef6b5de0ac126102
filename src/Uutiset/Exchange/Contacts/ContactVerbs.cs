using System.CommandLine;
using Uutiset.Accounts;
using Uutiset.Desk;

namespace Uutiset.Exchange.Contacts;

/// <summary><c>import contacts F</c> and <c>export contacts</c>.</summary>
internal static class ContactVerbs
{
    public static void AddContactVerbs(this RootCommand root, Func<WebApplication> build)
    {
        Imports.Verb(root).Add(Import(build));
        root.Subcommands.Single(c => c.Name == "export").Add(Export(build));
    }

    private static Command Export(Func<WebApplication> build)
    {
        var publisher = AccountVerbs.PublisherOption();
        publisher.Description = "Slug of the publisher whose contacts are written; left out: all of them";
        var verb = new Command("contacts", "Writes every contact as CSV on stdout, safe for spreadsheets; import contacts reads it again") { publisher };
        verb.SetAction((parsed, ct) => AccountVerbs.InScopeAsync(build, async services =>
        {
            var (whose, unknown) = await AccountVerbs.PublisherAsync(services, parsed.GetValue(publisher), ct);
            if (unknown) return 1;
            await using var stdout = Console.OpenStandardOutput();
            await services.GetRequiredService<ContactExport>().WriteAsync(stdout, whose, Actor.System, ct);
            return 0;
        }, ct));
        return verb;
    }

    private static Command Import(Func<WebApplication> build)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "CSV with a header; ; , or tab between the columns" }.AcceptExistingOnly();
        var publisher = AccountVerbs.PublisherOption();
        publisher.Description = "Slug of the publisher whose subscribers they are; left out: the site's first one";
        var system = new Option<string?>("--as") { Description = "Who wrote the file; left out: told by its columns" }.AcceptOnlyFromAmong([.. SourceSystem.All.Select(s => s.Name)]);
        var map = new Option<string[]>("--map") { Description = "FIELD=HEADER, as in email=Sähköposti; may be given again. Fields: " + string.Join(", ", ContactColumns.All.Select(ContactColumns.NameOf)) };
        map.Validators.Add(given =>
        {
            if (given.Tokens.Any(t => !t.Value.Contains('=', StringComparison.Ordinal))) given.AddError("--map: must be FIELD=HEADER");
        });
        var dry = new Option<bool>("--dry-run") { Description = "Says what would become of each row, and writes nothing" };
        var report = new Option<FileInfo?>("--report") { Description = "A CSV file for every refused line; left out: they are printed" };
        var lang = new Option<string>("--lang") { Description = "Of the reasons", DefaultValueFactory = _ => "en" }.AcceptOnlyFromAmong([.. Vocabulary.Languages.All]);
        var verb = new Command("contacts", "Reads subscribers from a CSV file; withdrawals and suppressions always win. Ends with 1 when a line was refused") { file, publisher, system, map, dry, report, lang };
        verb.SetAction((parsed, ct) => AccountVerbs.InScopeAsync(build, async services =>
        {
            var (whose, unknown) = await AccountVerbs.PublisherAsync(services, parsed.GetValue(publisher), ct);
            if (unknown) return 1;
            var (texts, given) = (services.GetRequiredService<DeskTexts>(), parsed.GetValue(file)!);
            await using var stream = given.OpenRead();
            var (look, problem) = await ContactFile.LookAsync(stream, ct);
            var plan = default(ImportPlan);
            if (look is not null)
            {
                var pairs = (parsed.GetValue(map) ?? []).Select(m => m.Split('=', 2)).Select(m => KeyValuePair.Create(m[0], m[1]));
                (plan, problem) = ImportPlan.Of(look, SourceSystem.Find(parsed.GetValue(system)), pairs, given.Name, parsed.GetRequiredValue(lang));
            }
            if (plan is null)
            {
                await Console.Error.WriteLineAsync(problem!.In(texts, parsed.GetRequiredValue(lang)).AsMemory(), ct);
                return 1;
            }
            var bar = new ProgressBar("Contacts", look!.Rows);
            await using var written = parsed.GetValue(report) is { } path ? await RefusalReport.OpenAsync(path.FullName, 0, texts, plan.Lang, ct) : null;
            var done = await services.GetRequiredService<ContactImport>().RunAsync(stream, plan with { IsDry = parsed.GetValue(dry) }, whose, Actor.System, async (sofar, refused) =>
            {
                if (written is not null) await written.WriteAsync(refused, ct);
                else foreach (var line in refused) Console.WriteLine($"line {line.Line}: {line.Why}");
                bar.Show(sofar.Rows);
            }, ct);
            Console.WriteLine($"Contacts{(parsed.GetValue(dry) ? " (dry run, nothing was written)" : "")}: {done.Confirmed} confirmed, {done.Asked} asked by mail, {done.Unchanged} unchanged, {done.RefusedCount} refused.");
            if (done.Barred > 0) Console.WriteLine($"Refusals taken over: {done.Barred}.");
            return done.RefusedCount == 0 ? 0 : 1;
        }, ct));
        return verb;
    }

    public static string In(this FileProblem problem, DeskTexts texts, string lang) =>
        string.Format(System.Globalization.CultureInfo.InvariantCulture, texts.Get(lang, "intake.file." + problem.Code), problem.Values);
}
