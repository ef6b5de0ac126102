using System.CommandLine;
using System.Globalization;
using System.Text;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.Subscribers;
using Uutiset.Subscribers.Rights;

namespace Uutiset.Exchange;

/// <summary><c>export person EMAIL</c> and <c>erase person EMAIL</c>: for whoever answers a request that came by letter. Both end with 1 when nothing is known.</summary>
internal static class PersonVerbs
{
    public static void AddPersonVerbs(this RootCommand root, Func<WebApplication> build)
    {
        root.Add(new Command("export", "Writes what the site holds") { Export(build) });
        root.Add(new Command("erase", "Removes for good") { Erase(build) });
    }

    private static Argument<string> Email() => new("EMAIL") { Description = "In any spelling: upper and lower case are one" };

    private static Command Export(Func<WebApplication> build)
    {
        var email = Email();
        var person = new Command("person", "Prints all that is known of an address as JSON (GDPR 15, 20)") { email };
        person.SetAction((parsed, ct) => AccountVerbs.InScopeAsync(build, async services =>
        {
            var key = services.GetRequiredService<AddressKeys>().Of(parsed.GetRequiredValue(email));
            var told = await services.GetRequiredService<Telling>().TellAsync(key, ct);
            if (told.IsEmpty) return await NothingAsync(ct);
            services.GetRequiredService<Audit>().Write(services.GetRequiredService<NewsDb>(), Actor.System, "contact.told", Erasing.Reference(key));
            await services.GetRequiredService<NewsDb>().SaveChangesAsync(ct);
            Console.WriteLine(Encoding.UTF8.GetString(services.GetRequiredService<PersonFile>().Write(told)));
            return 0;
        }, ct));
        return person;
    }

    private static Command Erase(Func<WebApplication> build)
    {
        var email = Email();
        var person = new Command("person", "Erases all that is known of an address (GDPR 17); a keyed hash stays and keeps it out of every list") { email };
        person.SetAction((parsed, ct) => AccountVerbs.InScopeAsync(build, async services =>
        {
            var key = services.GetRequiredService<AddressKeys>().Of(parsed.GetRequiredValue(email));
            if (await services.GetRequiredService<Erasing>().EraseAsync(key, Door.Of("cli", Actor.System), Actor.System, ct) is not { } erased) return await NothingAsync(ct);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Erased: {erased.Seats} contacts; {erased.Mails} deliveries no longer say to whom they went."));
            return 0;
        }, ct));
        return person;
    }

    private static async Task<int> NothingAsync(CancellationToken ct)
    {
        await Console.Error.WriteLineAsync("EMAIL: nothing is known of that address.".AsMemory(), ct);
        return 1;
    }
}
