using System.Text;
using Uutiset.Accounts;
using Uutiset.Exchange.Contacts;
using Uutiset.Tests.People;

namespace Uutiset.Tests.Exchange;

/// <summary>A list of contacts as the command line takes it: looked at, and then run.</summary>
internal static class Lists
{
    public static async Task<ContactImportReport> RunAsync(this ContactImport import, byte[] file, long? publisher, Actor actor, Action<long>? progress, CancellationToken ct)
    {
        using var stream = new MemoryStream(file);
        var (report, problem) = await import.TakeAsync(stream, publisher, actor, rows => progress?.Invoke(rows), ct: ct);
        Assert.Null(problem);
        return report!;
    }

    public static async Task<(ContactImportReport? Report, FileProblem? Problem)> TakeAsync(
        this ContactImport import, Stream file, long? publisher, Actor actor, Action<long>? progress = null, string? system = null, string name = "lista.csv", bool dry = false, string[]? map = null, string lang = "en", CancellationToken ct = default)
    {
        var (look, problem) = await ContactFile.LookAsync(file, ct);
        if (look is null) return (null, problem);
        var pairs = (map ?? []).Select(m => m.Split('=', 2)).Select(m => KeyValuePair.Create(m[0], m[1]));
        (var plan, problem) = ImportPlan.Of(look, SourceSystem.Find(system), pairs, name, lang);
        if (plan is null) return (null, problem);
        return (await import.RunAsync(file, plan with { IsDry = dry }, publisher, actor, (sofar, _) =>
        {
            progress?.Invoke(sofar.Rows);
            return Task.CompletedTask;
        }, ct), null);
    }

    /// <summary>In a scope of its own, as every run has.</summary>
    public static Task<(ContactImportReport? Report, FileProblem? Problem)> ListAsync(
        this Newsroom newsroom, byte[] file, string? system = null, string name = "lista.csv", bool dry = false, string[]? map = null, string lang = "en", Actor? actor = null) =>
        newsroom.DoAsync<ContactImport, (ContactImportReport?, FileProblem?)>(async import =>
        {
            using var stream = new MemoryStream(file);
            return await import.TakeAsync(stream, actor?.PublisherId, actor ?? Actor.System, null, system, name, dry, map, lang);
        });

    public static Task<(ContactImportReport? Report, FileProblem? Problem)> ListAsync(
        this Newsroom newsroom, string file, string? system = null, string name = "lista.csv", bool dry = false, string[]? map = null, string lang = "en", Actor? actor = null) =>
        newsroom.ListAsync(Encoding.UTF8.GetBytes(file), system, name, dry, map, lang, actor);
}
