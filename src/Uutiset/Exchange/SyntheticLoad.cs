using System.CommandLine;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Data;
using Uutiset.Exchange.Contacts;
using Uutiset.People;
using Uutiset.Vocabulary;

namespace Uutiset.Exchange;

/// <summary><c>seed load</c>: any amount of the same content every time, for capacity tests.</summary>
internal sealed class SyntheticLoad(ArticleImport articles, ContactImport contacts, IServiceScopeFactory scopes, TimeProvider clock)
{
    private const string Domain = "@load.example.fi";

    private static readonly string[] Themes =
        ["sote-uudistus", "jarjestoavustukset", "osallisuus-ja-vaikuttaminen", "ikaihmiset", "digipalvelut", "palveluohjaus", "mielenterveys-ja-paihteet", "vammaispalvelut"];

    public static Command Verb(Func<WebApplication> build)
    {
        var articles = Count("--articles", "How many articles");
        var people = Count("--people", "How many change agents, each with a desk account and a region; articles that are added after them are theirs");
        var contacts = Count("--contacts", "How many confirmed contacts, two or three to an organisation");
        var bulletins = Count("--bulletins", "How many bulletins that every contact has received, a month apart");
        var verb = new Command("load", "Adds synthetic Finnish articles, people, contacts and bulletins, the same ones every time") { articles, people, contacts, bulletins };
        verb.SetAction(async (parsed, ct) =>
        {
            await using var app = build();
            await app.Services.GetRequiredService<Migrator>().MigrateAsync(ct);
            await using var scope = app.Services.CreateAsyncScope();
            var load = scope.ServiceProvider.GetRequiredService<SyntheticLoad>();
            Console.WriteLine($"People: {await load.PeopleAsync(parsed.GetValue(people), ct)} created.");
            var report = await load.ArticlesAsync(parsed.GetValue(articles), ct);
            report.Print();
            var enrolled = await load.ContactsAsync(parsed.GetValue(contacts), ct);
            Console.WriteLine($"Contacts: {enrolled.Confirmed} confirmed, {enrolled.Unchanged} unchanged, {enrolled.RefusedCount} refused.");
            Console.WriteLine($"Bulletins: {await scope.ServiceProvider.GetRequiredService<SyntheticBulletins>().AddAsync(parsed.GetValue(bulletins), ct)} deliveries.");
            return report.Refused.Count + enrolled.RefusedCount == 0 ? 0 : 1;
        });
        return verb;
    }

    public Task<ArticleImportReport> ArticlesAsync(int count, CancellationToken ct)
    {
        var (bar, done) = (new ProgressBar("Articles", count), 0);
        return articles.RunAsync(DraftsAsync(count, ct), Actor.System, () => bar.Show(++done), ct);
    }

    /// <summary>Accounts that nobody can sign in to yet: their set-up links are not told.</summary>
    /// <returns>How many were not there before.</returns>
    public async Task<int> PeopleAsync(int count, CancellationToken ct)
    {
        var (bar, made) = (new ProgressBar("People", count), 0);
        for (var number = 1; number <= count; number++)
        {
            await using var scope = scopes.CreateAsyncScope();
            var email = $"agent{number}{Domain}";
            bar.Show(number);
            if (await scope.ServiceProvider.GetRequiredService<NewsDb>().People.AnyAsync(p => p.Email == email, ct)) continue;
            await scope.ServiceProvider.GetRequiredService<Users>().AddAsync(email, SyntheticFinnish.Name(number), Role.Agent, Actor.System, ct);
            var (person, errors) = await scope.ServiceProvider.GetRequiredService<Persons>().AddAsync(new PersonDraft
            {
                Name = SyntheticFinnish.Name(number), TitleFi = "Järjestöjen muutosagentti", Email = email, Account = email, Regions = [Regions.All[number % Regions.All.Count].Code],
            }, Actor.System, ct);
            if (person is null) throw new InvalidOperationException($"{email}: {string.Join(' ', errors.Select(e => e.Message.En))}");
            made++;
        }
        return made;
    }

    /// <summary>Through the same file format that people import.</summary>
    public async Task<ContactImportReport> ContactsAsync(int count, CancellationToken ct)
    {
        var csv = new StringBuilder("organisation;email;name;kind;lang;regions;tags;frequency;format;consentAt;consentSource\n");
        for (var number = 1; number <= count; number++)
        {
            var random = SyntheticFinnish.Repeatable(number);
            // Two or three seats to an organisation
            var organisation = number * 2 / 5;
            csv.Append(CultureInfo.InvariantCulture, $"Esimerkkiyhdistys {organisation} ry;reader{number}{Domain};{SyntheticFinnish.Name(number)};role;{(number % 20 == 0 ? "sv" : "fi")};")
                .Append(number % 5 == 0 ? "" : SyntheticFinnish.Pick(random, Regions.All).Code).Append(';')
                .Append(number % 3 == 0 ? SyntheticFinnish.Pick(random, Themes) : "").Append(";immediate;html;2026-01-02;load\n");
        }
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(csv.ToString()));
        var (look, _) = await ContactFile.LookAsync(file, ct);
        var bar = new ProgressBar("Contacts", count);
        return await contacts.RunAsync(file, ImportPlan.Of(look!, null, [], "load.csv", "en").Plan!, null, Actor.System, (sofar, _) =>
        {
            bar.Show(sofar.Rows);
            return Task.CompletedTask;
        }, ct);
    }

    private async IAsyncEnumerable<ImportLine> DraftsAsync(int count, [EnumeratorCancellation] CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var people = await PeopleIdsAsync(ct);
        for (var number = 1; number <= count; number++)
        {
            ct.ThrowIfCancellationRequested();
            yield return new ImportLine(number, Draft(number, now, people), Publish: true, null);
        }
    }

    private async Task<List<Guid>> PeopleIdsAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<NewsDb>().People.Where(p => p.Email!.EndsWith(Domain)).OrderBy(p => p.Id).Select(p => p.PublicId).ToListAsync(ct);
    }

    private static ArticleDraft Draft(int number, DateTimeOffset now, List<Guid> people)
    {
        var random = SyntheticFinnish.Repeatable(number);
        return new ArticleDraft
        {
            Type = (ArticleType)(number % 3 == 0 ? 1 : 0),
            Title = SyntheticFinnish.Title(number),
            Lead = SyntheticFinnish.Sentence(random),
            BodyHtml = SyntheticFinnish.BodyHtml(number),
            Authors = [people.Count > 0 ? new DraftAuthor(people[number % people.Count], null) : new DraftAuthor(null, SyntheticFinnish.Name(number % 60), "Järjestöjen muutosagentti", "Esimerkkijärjestö ry")],
            Tags = [SyntheticFinnish.Pick(random, Themes), SyntheticFinnish.Pick(random, Themes)],
            Regions = number % 4 == 0 ? [] : [SyntheticFinnish.Pick(random, Regions.All).Code],
            // Twenty years of publication, a moment each
            PublishedAt = now.AddMinutes(-(number % 10_512_000) * 7 - 60),
            SourceId = $"load:{number}",
        };
    }

    private static Option<int> Count(string name, string description) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => 0,
        Validators = { result => { if (result.GetValueOrDefault<int>() < 0) result.AddError($"{name} must not be negative"); } },
    };
}
