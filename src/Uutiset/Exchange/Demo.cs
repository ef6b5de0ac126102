using System.CommandLine;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Articles.Openings;
using Uutiset.Bulletins;
using Uutiset.Data;
using Uutiset.Finnish;
using Uutiset.Mailing;
using Uutiset.Media;
using Uutiset.People;
using Uutiset.Subscribers;
using Uutiset.Subscribers.Seats;
using Uutiset.Vocabulary;

namespace Uutiset.Exchange;

/// <summary>
/// A newsroom to try things out in: agents, articles, subscribed organisations and two sent bulletins, all invented. It is made
/// through the same verbs that people use.
/// </summary>
internal sealed class Demo(
    NewsDb db, Articles.DraftCheck check, Drafting drafting, Publishing publishing, Composing composing, Freezing freezing,
    DemoWaiting waiting, Projects projects, AddressKeys addresses, ConsentLedger ledger, SavingOpenings openings, DemoSite site, Uploading uploading, IOptions<MailOptions> mail, TimeProvider clock)
{
    private static readonly Actor Seeder = new("esimerkkiaineisto");

    public static Command Verb(Func<WebApplication> build)
    {
        var verb = new Command("demo", "Fills an empty database with invented agents, articles, subscribers and bulletins");
        verb.SetAction(async (_, ct) =>
        {
            await using var app = build();
            await app.Services.GetRequiredService<Migrator>().MigrateAsync(ct);
            await using var scope = app.Services.CreateAsyncScope();
            Console.WriteLine(await scope.ServiceProvider.GetRequiredService<Demo>().SeedAsync(ct));
            return 0;
        });
        return verb;
    }

    /// <returns>What was done, in one sentence.</returns>
    public async Task<string> SeedAsync(CancellationToken ct)
    {
        if (await db.Articles.AnyAsync(ct) || await db.Contacts.AnyAsync(ct)) return "The database is not empty; nothing was added.";
        await using var stream = typeof(Demo).Assembly.GetManifestResourceStream("Uutiset.Exchange.Samples.demo.json")!;
        var content = (await JsonSerializer.DeserializeAsync<DemoContent>(stream, ArticleDraft.Json, ct))!;

        // All or nothing: a demo that was cut off half-way would never be completed
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var organisations = await OrganisationsAsync(content, ct);
        var people = await PeopleAsync(content, organisations, ct);
        var projectIds = await ProjectsAsync(content, people, organisations, ct);
        var articles = await ArticlesAsync(content, people, organisations, projectIds, ct);
        await waiting.SeedAsync(people, ct);
        await SubscribersAsync(content, organisations[content.Organisations[0].Key], ct);
        await OpeningsAsync(content, articles, ct);
        await site.SeedAsync(Seeder, ct);
        await transaction.CommitAsync(ct);
        var sent = await BulletinsAsync(content, articles, ct);
        return $"{organisations.Count} publishers, {people.Count} change agents, {articles.Count} articles, {content.Subscribers.Count} subscribed organisations, {sent}.";
    }

    private async Task<Dictionary<string, Organisation>> OrganisationsAsync(DemoContent content, CancellationToken ct)
    {
        var made = new Dictionary<string, Organisation>();
        // The site's first publisher is there already and only gets a name
        var first = await db.Organisations.Where(o => o.IsPublisher).OrderBy(o => o.Id).FirstAsync(ct);
        foreach (var sample in content.Organisations)
        {
            var organisation = made.Count == 0 ? first : db.Organisations.Add(new Organisation()).Entity;
            (organisation.Name, organisation.NameSv, organisation.Slug, organisation.Type) = (sample.Name, sample.NameSv, Slug.From(sample.Name), sample.Type);
            (organisation.Website, organisation.Email, organisation.Listed, organisation.IsPublisher) = (sample.Website, sample.Email, true, true);
            if (sample.Logo is { } logo) organisation.LogoId = await ImageAsync(logo, ct);
            organisation.Address = "Esimerkkikatu 1, 00100 Helsinki";
            organisation.Regions = [.. sample.Regions.Select(r => new OrganisationRegion { RegionCode = r })];
            made[sample.Key] = organisation;
        }
        await db.SaveChangesAsync(ct);
        return made;
    }

    private async Task<Dictionary<string, Person>> PeopleAsync(DemoContent content, Dictionary<string, Organisation> organisations, CancellationToken ct)
    {
        var made = content.People.ToDictionary(p => p.Key, p => new Person
        {
            Name = p.Name,
            Slug = Slug.From(p.Name),
            TitleFi = "Järjestöjen muutosagentti",
            TitleSv = "Organisationernas förändringsagent",
            TitleEn = "NGO change agent",
            OrganisationId = organisations[p.Org].Id,
            Memberships = [new Membership { OrganisationId = organisations[p.Org].Id }],
            Project = p.Project,
            Phone = p.Phone,
            Email = p.Email,
            Regions = [.. p.Regions.Select(r => new PersonRegion { RegionCode = r })],
        });
        foreach (var sample in content.People)
            if (sample.Photo is { } photo) made[sample.Key].PhotoId = await ImageAsync(photo, ct);
        db.People.AddRange(made.Values);
        await db.SaveChangesAsync(ct);
        return made;
    }

    /// <summary>Null on a machine that cannot read images: it goes without.</summary>
    private async Task<Guid?> ImageAsync(DemoImage image, CancellationToken ct)
    {
        await using var content = typeof(Demo).Assembly.GetManifestResourceStream("Uutiset.Exchange.Samples." + image.File)!;
        return await uploading.AddAsync(image.File, content, new MediaDraft { AltFi = image.AltFi, AltSv = image.AltSv, Credit = image.Credit, Licence = image.Licence }, Seeder, ct) switch
        {
            UploadOutcome.Added added => added.Item.PublicId,
            UploadOutcome.Known known => known.Item.PublicId,
            _ => null,
        };
    }

    private async Task<Dictionary<string, Guid>> ProjectsAsync(DemoContent content, Dictionary<string, Person> people, Dictionary<string, Organisation> organisations, CancellationToken ct)
    {
        var made = new Dictionary<string, Guid>();
        var today = clock.Today();
        foreach (var sample in content.Projects)
        {
            var (project, errors) = await projects.AddAsync(new ProjectDraft
            {
                Name = sample.Name,
                NameSv = sample.NameSv,
                OrganisationId = organisations[sample.Org].PublicId,
                PartnerIds = [.. sample.Partners.Select(key => organisations[key].PublicId)],
                PersonIds = [.. sample.People.Select(key => people[key].PublicId)],
                StartsOn = today.AddYears(-sample.StartsYearsAgo),
                StartsPrecision = DayPrecision.Year,
                EndsOn = today.AddYears(sample.EndsInYears),
                EndsPrecision = DayPrecision.Year,
                Funders = [.. sample.Funders.Select(f => new ProjectFunderDraft(null, f.Name, f.Amount))],
                FundingText = sample.FundingText,
                DescriptionHtml = sample.DescriptionHtml,
                Links = [.. sample.Links.Select(l => new ProjectLinkDraft(l.Url, l.Title))],
                SuccessorId = sample.Successor is { } next ? made[next] : null,
                CheckedOn = today,
                ReviewBy = today.AddDays(20),
            }, Seeder, ct);
            if (project is null) throw new InvalidOperationException($"{sample.Name}: {string.Join(' ', errors)}");
            made[sample.Name] = project.PublicId;
        }
        return made;
    }

    private async Task<Dictionary<string, Article>> ArticlesAsync(
        DemoContent content, Dictionary<string, Person> people, Dictionary<string, Organisation> organisations, Dictionary<string, Guid> projectIds, CancellationToken ct)
    {
        var made = new Dictionary<string, Article>();
        // Oldest first: what points back finds what it points at
        foreach (var sample in content.Articles.OrderByDescending(a => a.DaysAgo))
        {
            var publisher = organisations[content.People.Single(p => p.Key == sample.Author).Org].PublicId;
            var superseded = sample.Supersedes is { } slug
                ? await db.Articles.Where(a => a.Slug == slug).SelectMany(a => a.Deadlines).Select(d => (Guid?)d.Deadline!.PublicId).FirstAsync(ct)
                : null;
            var draft = sample.ToDraft(clock.GetUtcNow(), people[sample.Author].PublicId, publisher, superseded, made);
            if (sample.Hero is { } hero) draft = draft with { HeroMediaId = await ImageAsync(hero, ct) };
            if (people[sample.Author].Project is { } worksIn && projectIds.TryGetValue(worksIn, out var project)) draft = draft with { ProjectId = project };
            var good = await check.CheckAsync(draft, new DraftContext(MayPublish: true), ct);
            if (!good.IsGood) throw new InvalidOperationException($"{sample.Slug}: {string.Join(' ', good.Errors)}");
            var article = drafting.Add(good, Seeder);
            await publishing.PublishNewAsync(article, good.Draft, Seeder, ct);
            await db.SaveChangesAsync(ct);
            made[sample.Slug] = article;
        }
        return made;
    }

    private async Task SubscribersAsync(DemoContent content, Organisation publisher, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var tags = await db.Terms.ToDictionaryAsync(t => t.Slug, t => t.Id, ct);
        foreach (var sample in content.Subscribers)
        {
            var organisation = new Organisation { Name = sample.Name, Slug = Slug.From(sample.Name), Type = sample.Type, Listed = true, Regions = [.. sample.Regions.Select(r => new OrganisationRegion { RegionCode = r })] };
            var subscription = new Subscription { Organisation = organisation, PublisherId = publisher.Id, CreatedUtc = now, CheckAskedUtc = YearlyCheck.Never };
            new Wishes(sample.Regions, [.. sample.Tags.Select(t => tags[t])], sample.Lang, Frequency.Immediate, MailFormat.Html).ApplyTo(subscription);
            foreach (var (email, index) in sample.Contacts.Select((c, i) => (c, i)))
            {
                var contact = new Contact
                {
                    Subscription = subscription, Email = email, AddressKey = addresses.Of(email), Lang = sample.Lang, Kind = ContactKind.Role,
                    Seat = index == 0 ? Seat.Owner : Seat.Member, State = ContactState.Confirmed, CreatedUtc = now, ConfirmedUtc = now, StayAskedUtc = YearlyCheck.Never,
                };
                db.Contacts.Add(contact);
                ledger.Write(db, contact, ConsentKind.Imported, Door.Of("import", Seeder), detail: "Esimerkkiaineisto, keksitty osoite");
            }
        }
        await db.SaveChangesAsync(ct);
    }

    private async Task OpeningsAsync(DemoContent content, Dictionary<string, Article> articles, CancellationToken ct)
    {
        var seeder = new ClaimsPrincipal(new ClaimsIdentity([new Claim("name", Seeder.Name), new Claim("scope", "admin")], "demo"));
        foreach (var sample in content.Openings)
        {
            var (_, opening, errors) = await openings.SaveAsync(null, new OpeningDraft(
                sample.Kind, sample.Title, sample.Description, sample.DecidedBy, Regions: sample.Regions, Tags: sample.Tags, Closes: sample.InDays is { } days ? clock.Today().AddDays(days) : null,
                SourceUrl: sample.InDays is null ? null : "https://example.org/vaikuta", AnswerUrl: "https://example.org/vastaa",
                ArticleIds: sample.Article is { } slug ? [articles[slug].PublicId] : [], IsPublic: true), 0, seeder, ct);
            if (opening is null) throw new InvalidOperationException($"{sample.Title}: {string.Join(' ', errors)}");
            foreach (var name in sample.Answering)
                await openings.AnswerAsync(opening.PublicId, await db.Organisations.Where(o => o.Name == name).Select(o => o.PublicId).SingleAsync(ct), takesPart: true, seeder, ct);
        }
    }

    private async Task<string> BulletinsAsync(DemoContent content, Dictionary<string, Article> articles, CancellationToken ct)
    {
        // Invented addresses never go to a real server
        var toTheDrop = mail.Value.Servers.Count == 0;
        foreach (var sample in content.Bulletins)
        {
            var composed = await composing.CreateAsync(new BulletinDraft
            {
                Variants =
                [
                    new BulletinDraftText("fi", sample.Subject, sample.Preheader, $"<p>{sample.Intro}</p>"),
                    new BulletinDraftText("sv", sample.SubjectSv, sample.PreheaderSv, $"<p>{sample.IntroSv}</p>"),
                ],
                Items = [.. sample.Items.Select(slug => new BulletinDraftItem(articles[slug].PublicId))],
            }, Seeder, ct);
            if (composed.Bulletin is null) throw new InvalidOperationException($"{sample.Subject}: {string.Join(' ', composed.Errors!)}");
            if (!toTheDrop) continue;
            var frozen = await freezing.FreezeAsync(composed.Bulletin.PublicId, null, null, Seeder, ct);
            if (frozen.Outcome != FreezeOutcome.Done) throw new InvalidOperationException($"{sample.Subject}: {frozen.Outcome}");
        }
        return toTheDrop ? $"{content.Bulletins.Count} bulletins on their way to the mail drop" : $"{content.Bulletins.Count} bulletins left as drafts, since a mail server is set";
    }
}
