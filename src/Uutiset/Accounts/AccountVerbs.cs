using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Accounts.Auditing;
using Uutiset.Data;
using Uutiset.Desk;

namespace Uutiset.Accounts;

/// <summary><c>user add</c>, <c>key add</c> and the verbs of the audit log: the link or key alone on stdout, the rest on stderr.</summary>
internal static class AccountVerbs
{
    public static void AddAccountVerbs(this RootCommand root, Func<WebApplication> build)
    {
        root.Add(new Command("user", "People who sign in to the desk") { UserAdd(build) });
        root.Add(new Command("key", "Keys of the API") { KeyAdd(build) });
        root.AddAuditVerbs(build);
    }

    private static Command UserAdd(Func<WebApplication> build)
    {
        var email = new Option<string>("--email") { Required = true, Description = "The address is the user name" };
        var name = new Option<string>("--name") { Required = true, Description = "As colleagues see it" };
        var role = new Option<Role>("--role") { Required = true, Description = "admin, editor or agent" };
        role.Validators.Add(given =>
        {
            // The parser refuses a word that is no role, but takes any number for one
            if (given.Tokens.Any(t => int.TryParse(t.Value, out _))) given.AddError("--role: must be admin, editor or agent");
        });
        var publisher = PublisherOption();
        var add = new Command("add", "Adds somebody and prints a link, good once within 24 hours, where the person chooses a password") { email, name, role, publisher };
        add.SetAction((parsed, ct) => InScopeAsync(build, async services =>
        {
            var (of, unknown) = await PublisherAsync(services, parsed.GetValue(publisher), ct);
            if (unknown) return 1;
            var (link, refusal) = await services.GetRequiredService<Users>().AddAsync(
                parsed.GetRequiredValue(email), parsed.GetRequiredValue(name), parsed.GetRequiredValue(role), of, Actor.System, ct);
            if (refusal is not null)
            {
                await Console.Error.WriteLineAsync((refusal.StartsWith("accounts.publisher", StringComparison.Ordinal) ? "--publisher: " : "--email, --name: ") + services.GetRequiredService<DeskTexts>().Get("en", refusal));
                return 1;
            }
            await Console.Error.WriteLineAsync($"Added {parsed.GetRequiredValue(name)}. The link works once, within 24 hours:");
            Console.WriteLine(link);
            return 0;
        }, ct));
        return add;
    }

    private static Command KeyAdd(Func<WebApplication> build)
    {
        var name = new Option<string>("--name") { Required = true, Description = "Who or what uses it" };
        var scopes = new Option<string>("--scope") { Required = true, Description = string.Join(", ", Permissions.Scopes.Keys) + "; several separated by commas" };
        var days = new Option<int>("--days") { DefaultValueFactory = _ => ApiKeys.UsualDays, Description = "Days until it expires" };
        scopes.Validators.Add(given =>
        {
            if (ApiKeys.Read(given.GetValueOrDefault<string>()) is null) given.AddError("--scope: must be of " + string.Join(", ", Permissions.Scopes.Keys));
        });
        days.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() is < 1 or > 3650) given.AddError("--days: must be from 1 to 3650");
        });
        var publisher = PublisherOption();
        var add = new Command("add", "Makes a key and prints it, and nothing else, on stdout; it is never shown again") { name, scopes, days, publisher };
        add.SetAction((parsed, ct) => InScopeAsync(build, async services =>
        {
            var (of, unknown) = await PublisherAsync(services, parsed.GetValue(publisher), ct);
            if (unknown) return 1;
            var read = ApiKeys.Read(parsed.GetRequiredValue(scopes))!;
            if (of is not null && read.Contains(Speaking.WholeSite))
            {
                await Console.Error.WriteLineAsync("--publisher: " + services.GetRequiredService<DeskTexts>().Get("en", "accounts.publisher.admin"));
                return 1;
            }
            var key = await services.GetRequiredService<ApiKeys>().AddAsync(parsed.GetRequiredValue(name), read, parsed.GetValue(days), of, Actor.System, ct);
            await Console.Error.WriteLineAsync($"Added the key {parsed.GetRequiredValue(name)}; it expires in {parsed.GetValue(days)} days.");
            Console.WriteLine(key);
            return 0;
        }, ct));
        return add;
    }

    internal static Option<string?> PublisherOption() => new("--publisher") { Description = "Slug of the one publisher of the site for whom it speaks; left out: the whole site" };

    /// <summary>The publisher of a slug, or a line on stderr that says which there are.</summary>
    internal static async Task<(long? Id, bool IsUnknown)> PublisherAsync(IServiceProvider services, string? slug, CancellationToken ct)
    {
        if (slug is null) return (null, false);
        var all = await services.GetRequiredService<NewsDb>().Publishers().ToListAsync(ct);
        if (all.Find(p => p.Slug == slug) is { } found) return (found.Id, false);
        await Console.Error.WriteLineAsync($"--publisher: must be one of {string.Join(", ", all.Select(p => p.Slug))}");
        return (null, true);
    }

    internal static async Task<int> InScopeAsync(Func<WebApplication> build, Func<IServiceProvider, Task<int>> work, CancellationToken ct)
    {
        await using var app = build();
        // The settings that serve checks at start: a link to a wrong address helps nobody
        _ = app.Services.GetRequiredService<IOptions<SiteOptions>>().Value;
        await app.Services.GetRequiredService<Migrator>().MigrateAsync(ct);
        await using var scope = app.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }
}
