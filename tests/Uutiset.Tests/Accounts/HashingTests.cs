using System.Diagnostics;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Uutiset.Accounts;

namespace Uutiset.Tests.Accounts;

/// <summary>The door with as many rounds of hashing as the site itself takes.</summary>
[Collection(nameof(Alone))]
public sealed class HashingTests(HashingTests.AsSlow newsroom) : IClassFixture<HashingTests.AsSlow>
{
    [Fact]
    public void Hashing_takes_at_least_the_rounds_that_OWASP_asks_for() =>
        Assert.InRange(newsroom.Services.GetRequiredService<IOptions<PasswordHasherOptions>>().Value.IterationCount, 220_000, int.MaxValue);

    [Fact]
    public async Task Unknown_address_wrong_password_closed_and_locked_account_get_the_same_answer_in_the_same_time()
    {
        var (known, closed, locked, unknown) = (NewEmail(), NewEmail(), NewEmail(), NewEmail());
        using var owner = await newsroom.SignedInAsync(Role.Agent, known);
        using var former = await newsroom.SignedInAsync(Role.Agent, closed);
        using var guessed = await newsroom.SignedInAsync(Role.Agent, locked);
        var until = newsroom.Clock.GetUtcNow().AddDays(1);
        await newsroom.InDbAsync(db => db.Users.Where(u => u.Email == locked).ExecuteUpdateAsync(u => u.SetProperty(x => x.LockoutEnd, (DateTimeOffset?)until)));
        await newsroom.InDbAsync(db => db.Users.Where(u => u.Email == closed).ExecuteUpdateAsync(u => u.SetProperty(x => x.Disabled, true)));

        using var stranger = newsroom.NewClient(cookies: true);
        var token = await stranger.FormTokenAsync("/kirjaudu");
        var times = new Dictionary<string, List<double>>();
        var answers = new HashSet<string>();
        for (var round = -1; round < 5; round++)
        {
            foreach (var email in new[] { unknown, known, closed, locked })
            {
                var watch = Stopwatch.StartNew();
                using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["Email"] = email, ["Password"] = "väärä salasana tässä", ["Paluu"] = "", ["__RequestVerificationToken"] = token });
                using var answer = await stranger.PostAsync("/kirjaudu", form);
                if (!times.TryGetValue(email, out var list)) times[email] = list = [];
                // The first round warms up
                if (round >= 0) list.Add(watch.Elapsed.TotalMilliseconds);
                var body = await answer.Content.ReadAsStringAsync();
                answers.Add($"{answer.StatusCode} {Normal(body, email)}");
            }
        }
        Assert.Single(answers);
        // One PBKDF2 of 220 000 rounds dwarfs everything else, for every kind of address
        var quickest = times.Values.Select(t => t.Min()).ToList();
        Assert.InRange(quickest.Max() / quickest.Min(), 1, 2);

        static string NewEmail() => $"äiti.{Guid.NewGuid():N}@example.fi";
        static string Normal(string html, string email) =>
            System.Text.RegularExpressions.Regex.Replace(html.Replace(email, "", StringComparison.Ordinal), "value=\"CfDJ[^\"]*\"", "");
    }

    public sealed class AsSlow : SqliteNewsroom
    {
        protected override int? HashingRounds => null;
    }
}
