using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Articles.Bulk;
using Uutiset.Bulletins;
using Uutiset.Bulletins.Segmenting;
using Uutiset.Desk.Changing;
using Uutiset.Exchange.Contacts;
using Uutiset.Media;
using Uutiset.People;
using Uutiset.Subscribers.Roll.Changing;
using Uutiset.Tests.Articles;
using Uutiset.Tests.Media;
using Uutiset.Tests.People;

namespace Uutiset.Tests.Accounts;

/// <summary>One of each thing that an address may name by its id, made for one person and of one region.</summary>
internal sealed record Things(Guid Article, Guid Bulletin, Guid Person, Guid Organisation, Guid Project, Guid Media, Guid Opening, Guid Deadline, Guid Contact, Guid Term, Guid Redirect, Guid Change, Guid Segment, Guid SubscriberChange)
{
    public Guid List { get; init; }

    /// <summary>Whose id a route takes, by what stands before it. A route that is not here fails the matrix.</summary>
    public Guid? Of(string pattern) => pattern.TrimStart('/').Replace("api/v1/", "", StringComparison.Ordinal).Replace("desk/", "", StringComparison.Ordinal).Split("/{")[0] switch
    {
        "articles/changes" => Change,
        "articles" or "received" => Article,
        "bulletins" => Bulletin,
        "people" or "authors" => Person,
        "organisations" or "subscribers" => Organisation,
        "segments" => Segment,
        "subscribers/changes" => SubscriberChange,
        "projects" => Project,
        "media" => Media,
        "openings" => Opening,
        "deadlines" => Deadline,
        "contacts" or "subscribers/contacts" => Contact,
        "subscribers/import" => List,
        "terms" => Term,
        "redirects" => Redirect,
        _ => null,
    };

    /// <param name="owner">The account that makes them; null: nobody's.</param>
    /// <param name="publisher">Whose they are, as far as they are any publisher's; null: the site's first one's.</param>
    public static async Task<Things> MakeAsync(Newsroom newsroom, long? owner, string region, Organisation? publisher = null, string? named = null)
    {
        var (actor, mark) = (new Actor("Tekijä", owner, PublisherId: publisher?.Id), named ?? Offices.Mark());
        var article = await newsroom.DoAsync<Drafting, Outcome>(d => d.CreateAsync(new ArticleDraft { Title = "Juttu " + mark, Lead = "Ingressi.", BodyHtml = "<p>Teksti.</p>", Regions = [region] }, false, actor, default));
        var bulletin = await newsroom.DoAsync<Composing, Composed>(c => c.CreateAsync(new BulletinDraft(), actor, default));
        var organisation = await newsroom.OrganisationAsync(new OrganisationDraft { Name = $"Yhdistys {mark} ry", Regions = [region] });
        var person = await newsroom.PersonAsync(new PersonDraft { Name = "Henkilö " + mark, TitleFi = "Muutosagentti", Regions = [region] });
        var (project, _) = await newsroom.DoAsync<Projects, (Project?, IReadOnlyList<Uutiset.Vocabulary.FieldError>)>(p => p.AddAsync(new ProjectDraft { Name = "Hanke " + mark, OrganisationId = organisation.PublicId }, actor, default));
        var media = await newsroom.DoAsync<Uploading, UploadOutcome>(u => u.AddAsync(mark + ".pdf", new MemoryStream(Files.Pdf(mark)), new MediaDraft(), actor, default));
        using var key = await newsroom.WithKeyAsync("admin");
        using var opening = await key.PostAsJsonAsync("/api/v1/openings", new { kind = "hearing", title = "Kuuleminen " + mark, regions = new[] { region }, isPublic = true, publisherId = publisher?.PublicId });
        using var deadline = await key.PostAsJsonAsync("/api/v1/deadlines", new { title = "Haku " + mark, closes = "2090-01-01" });
        using var contact = await key.PostAsJsonAsync("/api/v1/contacts", new { organisationId = organisation.PublicId, email = mark + "@example.fi", kind = "role", lang = "fi", publisherId = publisher?.PublicId });
        using var term = await key.PostAsJsonAsync("/api/v1/tags", new { scheme = "theme", label = "Aihe " + mark });
        using var redirect = await key.PostAsJsonAsync("/api/v1/redirects", new { from = "/vanha-" + mark, to = "/arkisto" });
        var change = new BulkChange { Kind = BulkKind.AddTags, Value = "digipalvelut", State = ChangeState.Done, ById = owner, By = actor.Name, PlannedUtc = newsroom.Clock.GetUtcNow().UtcDateTime, DoneUtc = newsroom.Clock.GetUtcNow().UtcDateTime };
        var segment = new Segment { Name = "Segmentti " + mark, SavedUtc = change.PlannedUtc };
        var bulk = new SubscriberChange { Kind = ChangeKind.AddRegion, Value = "14", State = ChangeState.Done, PublisherId = publisher?.Id, By = actor.Name, PlannedUtc = change.PlannedUtc, DoneUtc = change.PlannedUtc };
        await newsroom.InDbAsync(async db =>
        {
            segment.PublisherId = publisher?.Id ?? await db.Organisations.Where(o => o.IsPublisher).OrderBy(o => o.Id).Select(o => o.Id).FirstAsync();
            db.AddRange(change, segment, bulk);
            await db.SaveChangesAsync();
        });
        var list = await newsroom.DoAsync<Uploads, (ContactUpload? Upload, FileProblem?)>(async u =>
            await u.AddAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes($"email;name\nlista-{mark}@example.fi;Lista {mark}\n")), mark + ".csv", publisher?.Id ?? await newsroom.InDbAsync(db => db.Publishers().Select(p => p.Id).FirstAsync()), "fi", actor, default));
        return new Things(Assert.IsType<Outcome.Done>(article).Article.PublicId, bulletin.Bulletin!.PublicId, person.PublicId, organisation.PublicId, project!.PublicId,
            Assert.IsType<UploadOutcome.Added>(media).Item.PublicId, (await opening.JsonAsync()).GetProperty("id").GetGuid(), (await deadline.JsonAsync()).GetProperty("deadlineId").GetGuid(),
            (await contact.JsonAsync()).GetProperty("id").GetGuid(), (await term.JsonAsync()).GetProperty("id").GetGuid(), (await redirect.JsonAsync()).GetProperty("id").GetGuid(), change.PublicId, segment.PublicId, bulk.PublicId) { List = list.Upload!.PublicId };
    }

    /// <summary>A signed-in browser of somebody with a region, and one of each thing that is theirs.</summary>
    public static async Task<(HttpClient Browser, long Id, Things Own)> OwnerAsync(Newsroom newsroom, Role role, string region, Organisation? publisher = null)
    {
        var email = $"{Guid.NewGuid():N}@example.fi";
        var browser = await newsroom.SignedInAsync(role, email, publisher?.Id);
        var id = await newsroom.InDbAsync(db => db.Users.Where(u => u.Email == email).Select(u => u.Id).SingleAsync());
        await newsroom.PersonAsync(new PersonDraft { Name = "Oma " + email[..8], TitleFi = "Muutosagentti", Regions = [region], Account = email });
        return (browser, id, await MakeAsync(newsroom, id, region, publisher));
    }
}
