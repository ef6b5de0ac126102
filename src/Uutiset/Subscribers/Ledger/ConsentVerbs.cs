using System.CommandLine;
using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Desk;
using Uutiset.Mailing;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Ledger;

/// <summary><c>consent verify</c> and <c>consent print EMAIL</c>.</summary>
internal static class ConsentVerbs
{
    public static void AddConsentVerbs(this RootCommand root, Func<WebApplication> build) =>
        root.Add(new Command("consent", "The ledger of who agreed to what") { Verify(build), Print(build) });

    private static Command Verify(Func<WebApplication> build)
    {
        var head = AuditVerbs.HeadOption();
        var verify = new Command("verify", "Follows the chain of the consent ledger and names the first row that does not fit; prints the chain's head") { head };
        verify.SetAction((parsed, ct) => AccountVerbs.InScopeAsync(build,
            async services => await (await services.GetRequiredService<ConsentVerifying>().VerifyAsync(parsed.GetValue(head), ct)).TellAsync("The consent ledger", ct), ct));
        return verify;
    }

    private static Command Print(Func<WebApplication> build)
    {
        var email = new Argument<string>("EMAIL") { Description = "In any spelling: upper and lower case are one" };
        var lang = new Option<string>("--lang") { DefaultValueFactory = _ => "fi", Description = "fi, sv or en" };
        lang.Validators.Add(given =>
        {
            if (!Languages.IsKnown(given.GetValueOrDefault<string>())) given.AddError("--lang: must be fi, sv or en");
        });
        var print = new Command("print", "Prints the ledger of an address as a story, seat by seat, each line with its link of the chain") { email, lang };
        print.SetAction((parsed, ct) => AccountVerbs.InScopeAsync(build, async services =>
        {
            var stories = await services.GetRequiredService<ConsentStory>().OfAddressAsync(services.GetRequiredService<AddressKeys>().Of(parsed.GetRequiredValue(email)), parsed.GetRequiredValue(lang), ct);
            if (stories.Count == 0)
            {
                await Console.Error.WriteLineAsync("EMAIL: the ledger has no line of that address.".AsMemory(), ct);
                return 1;
            }
            foreach (var story in stories) Console.WriteLine(StoryText.Of(story, services.GetRequiredService<DeskTexts>(), parsed.GetRequiredValue(lang)));
            // Evidence that does not hold is still printed, and says so
            return stories.All(s => s.Fits) ? 0 : 2;
        }, ct));
        return print;
    }
}
