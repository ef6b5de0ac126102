using System.CommandLine;
using System.Globalization;

namespace Uutiset.Accounts.Auditing;

/// <summary><c>audit verify</c> and <c>audit forget</c>.</summary>
internal static class AuditVerbs
{
    public static void AddAuditVerbs(this RootCommand root, Func<WebApplication> build) =>
        root.Add(new Command("audit", "The log of who did what") { Verify(build), Forget(build) });

    private static Command Verify(Func<WebApplication> build)
    {
        var head = HeadOption();
        var verify = new Command("verify", "Follows the chain of the audit log and names the first row that does not fit; prints the chain's head") { head };
        verify.SetAction((parsed, ct) => AccountVerbs.InScopeAsync(build,
            async services => await (await services.GetRequiredService<AuditVerifying>().VerifyAsync(parsed.GetValue(head), ct)).TellAsync("The audit log", ct), ct));
        return verify;
    }

    internal static Option<string?> HeadOption() => new("--head") { Description = "A head that this verb printed before, say for last month's report: it must still be in the chain" };

    private static Command Forget(Func<WebApplication> build)
    {
        var reference = new Argument<string>("OBJECT") { Description = "person:ID, user:NUMBER, organisation:ID ... as the log's page names it" };
        var forget = new Command("forget", "Forgets names, networks and values of everything done to an object or by an account; the events and the chain stand") { reference };
        forget.SetAction((parsed, ct) => AccountVerbs.InScopeAsync(build, async services =>
        {
            var count = await services.GetRequiredService<AuditForgetting>().ForgetAsync(parsed.GetRequiredValue(reference), ct);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Forgotten: the content of {count} rows."));
            return 0;
        }, ct));
        return forget;
    }
}
