using System.Net;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Articles.Openings;
using Uutiset.Articles.Versions;
using Uutiset.Bulletins;
using Uutiset.Bulletins.Segmenting;
using Uutiset.People;
using Uutiset.Subscribers;
using Uutiset.Tests.Articles;
using Uutiset.Tests.Site;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.People;

public abstract class MergeTests(Newsroom newsroom)
{
    [Fact]
    public async Task What_one_that_was_a_publisher_once_has_sent_keeps_its_numbers_and_tells_of_the_merge()
    {
        var (from, into, _) = await PairAsync();
        var made = await newsroom.InDbAsync(async db =>
        {
            var series = db.Terms.Add(new Term { Slug = "sarja-" + from.Slug, LabelFi = "Sarja " + from.Slug, Scheme = TermScheme.Series }).Entity;
            await db.SaveChangesAsync();
            var highest = await db.Bulletins.MaxAsync(b => b.Number) ?? 0;
            Bulletin Sent(Organisation publisher, int n) => db.Bulletins.Add(new Bulletin { PublisherId = publisher.Id, SeriesId = series.Id, Number = highest + n, IssueNumber = 1, CreatedUtc = newsroom.Clock.GetUtcNow().UtcDateTime, SavedUtc = newsroom.Clock.GetUtcNow().UtcDateTime }).Entity;
            var (theirs, ours) = (Sent(from, 1), Sent(into, 2));
            var segment = db.Segments.Add(new Segment { PublisherId = from.Id, Name = "Kaikki", SavedUtc = newsroom.Clock.GetUtcNow().UtcDateTime }).Entity;
            var subscription = db.Subscriptions.Add(new Subscription { PublisherId = from.Id, CreatedUtc = newsroom.Clock.GetUtcNow().UtcDateTime }).Entity;
            await db.SaveChangesAsync();
            return (Theirs: theirs.Id, Ours: ours.Id, Segment: segment.Id, Subscription: subscription.Id);
        });
        Assert.Equal(MergeOutcome.Done, await newsroom.DoAsync<OrganisationMerging, MergeOutcome>(async m => (await m.MergeAsync(from.PublicId, into.PublicId, (from.Version, into.Version), Actor.System, CancellationToken.None)).Outcome));
        var now = await newsroom.InDbAsync(async db => (
            Theirs: await db.Bulletins.AsNoTracking().SingleAsync(b => b.Id == made.Theirs), Ours: await db.Bulletins.AsNoTracking().SingleAsync(b => b.Id == made.Ours),
            Segment: await db.Segments.AsNoTracking().SingleAsync(s => s.Id == made.Segment), Subscription: await db.Subscriptions.AsNoTracking().SingleAsync(s => s.Id == made.Subscription)));
        Assert.Equal((into.Id, 1, 2), (now.Theirs.PublisherId, now.Theirs.IssueNumber!.Value, now.Theirs.Version));
        Assert.Equal((1, 1), (now.Ours.IssueNumber!.Value, now.Ours.Version));
        Assert.Equal((into.Id, 2, into.Id, 2), (now.Segment.PublisherId, now.Segment.Version, now.Subscription.PublisherId, now.Subscription.Version));
    }

    [Fact]
    public async Task What_hangs_on_the_merged_one_moves_to_the_heir_and_the_old_address_leads_there()
    {
        var (from, into, person) = await PairAsync();
        var project = await newsroom.InDbAsync(async db =>
        {
            var made = db.Projects.Add(new Project { Name = "Yhteishanke", Slug = "yhteishanke-" + from.Slug, OrganisationId = from.Id, Funders = { new ProjectFunder { OrganisationId = from.Id, Amount = 12.5m } } }).Entity;
            db.Subscriptions.Add(new Subscription
            {
                OrganisationId = from.Id, PublisherId = await db.Organisations.Where(o => o.IsPublisher).Select(o => o.Id).FirstAsync(), ResemblesId = into.Id, CreatedUtc = newsroom.Clock.GetUtcNow().UtcDateTime,
                Contacts = { new Contact { Email = from.Slug + "@example.fi", AddressKey = from.Slug, CreatedUtc = newsroom.Clock.GetUtcNow().UtcDateTime, State = ContactState.Confirmed } },
            });
            db.Organisations.Add(new Organisation { Name = "Alayhdistys", Slug = "ala-" + from.Slug, ParentId = from.Id });
            await db.SaveChangesAsync();
            return made;
        });
        var article = await newsroom.PrintAsync("Emon juttu " + from.Slug, a => a.PublisherId = from.Id);
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = $"/desk/organisations/{from.PublicId}/merge?into={into.PublicId}";
        var preview = WebUtility.HtmlDecode(await editor.GetStringAsync(page));
        foreach (var line in new[] { "1 henkilö jäsenyyksineen", "1 hanke", "1 tilaus", "1 yhteyshenkilö", "1 jutun julkaisija", "1 alaorganisaatio", "Y-tunnus" }) Assert.Contains(line, preview, StringComparison.Ordinal);

        using var merged = await editor.SubmitAsync(page, new() { ["Into"] = $"{into.PublicId}", ["SeenFrom"] = "1", ["SeenInto"] = "1" });
        Assert.Equal(HttpStatusCode.Redirect, merged.StatusCode);

        var now = await newsroom.InDbAsync(async db => (
            Gone: !await db.Organisations.AnyAsync(o => o.Id == from.Id),
            Heir: await db.Organisations.AsNoTracking().SingleAsync(o => o.Id == into.Id),
            Person: await db.People.AsNoTracking().Include(p => p.Memberships).SingleAsync(p => p.PublicId == person),
            Project: await db.Projects.AsNoTracking().Include(p => p.Funders).SingleAsync(p => p.Id == project.Id),
            Subscription: await db.Subscriptions.AsNoTracking().Include(s => s.Contacts).SingleAsync(s => s.OrganisationId == into.Id),
            Publisher: await db.Articles.Where(a => a.Id == article.Id).Select(a => a.PublisherId).SingleAsync(),
            Child: await db.Organisations.Where(o => o.Slug == "ala-" + from.Slug).Select(o => o.ParentId).SingleAsync(),
            Audit: await db.AuditEvents.AnyAsync(e => e.What == "organisation.merged" && e.Object == $"organisation:{into.PublicId}" && e.Content!.Detail!.Contains(from.Name))));
        Assert.True(now.Gone && now.Audit);
        Assert.Equal((from.BusinessId, into.Name), (now.Heir.BusinessId, now.Heir.Name));
        Assert.Equal((into.Id, into.Id), (now.Person.OrganisationId!.Value, Assert.Single(now.Person.Memberships).OrganisationId));
        Assert.Equal((into.Id, into.Id, 12.5m), (now.Project.OrganisationId!.Value, now.Project.Funders[0].OrganisationId!.Value, now.Project.Funders[0].Amount!.Value));
        Assert.Equal((null, ContactState.Confirmed), (now.Subscription.ResemblesId, Assert.Single(now.Subscription.Contacts).State));
        Assert.Equal((into.Id, into.Id), (now.Publisher!.Value, now.Child!.Value));

        using var old = await newsroom.Client.GetAsync("/sv/organisaatiot/" + from.Slug);
        Assert.Equal((HttpStatusCode.MovedPermanently, "/sv/organisaatiot/" + into.Slug), (old.StatusCode, old.Headers.Location!.OriginalString));
        using var api = await newsroom.Client.GetAsync($"/api/v1/organisations/{from.PublicId}");
        Assert.Equal((HttpStatusCode.MovedPermanently, $"/api/v1/organisations/{into.PublicId}"), (api.StatusCode, api.Headers.Location!.OriginalString));
    }

    [Fact]
    public async Task Answers_at_places_to_influence_mentions_and_the_logo_move_and_none_is_doubled_or_lost()
    {
        var (from, into, _) = await PairAsync();
        var now = newsroom.Clock.GetUtcNow().UtcDateTime;
        Opening Place(params long[] answering) => new()
        {
            Title = "Kuuleminen", Slug = "kuuleminen-" + Offices.Mark(), IsPublic = true, CreatedUtc = now, SavedUtc = now,
            Answers = [.. answering.Select(o => new OpeningAnswer { OrganisationId = o, MarkedUtc = now, MarkedBy = "Testi" })],
        };
        var (alone, both) = (Place(from.Id), Place(from.Id, into.Id));
        await newsroom.InDbAsync(db => { db.Openings.AddRange(alone, both); return db.SaveChangesAsync(); });
        var articles = new[] { await newsroom.PrintAsync("Toisesta", a => a.Mentions.Add(new ArticleMention { OrganisationId = from.Id })), await newsroom.PrintAsync("Kummastakin", a => a.Mentions.AddRange([new() { OrganisationId = from.Id }, new() { OrganisationId = into.Id, Position = 1 }])) };
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var preview = WebUtility.HtmlDecode(await editor.GetStringAsync($"/desk/organisations/{from.PublicId}/merge?into={into.PublicId}"));
        Assert.Contains("vastaa 2 vaikuttamisen paikassa", preview, StringComparison.Ordinal);
        Assert.Contains("mainitaan 2 jutussa", preview, StringComparison.Ordinal);
        Assert.Equal(MergeOutcome.Done, (await newsroom.DoAsync<OrganisationMerging, (MergeOutcome Outcome, Organisation? Heir)>(m => m.MergeAsync(from.PublicId, into.PublicId, (1, 1), Actor.System, CancellationToken.None))).Outcome);
        foreach (var place in new[] { alone, both })
            Assert.Equal([into.Id], await newsroom.InDbAsync(db => db.Set<OpeningAnswer>().Where(a => a.OpeningId == place.Id).Select(a => a.OrganisationId).ToListAsync()));
        foreach (var article in articles)
            Assert.Equal([into.Id], await newsroom.InDbAsync(db => db.Set<ArticleMention>().Where(m => m.ArticleId == article.Id).Select(m => m.OrganisationId).ToListAsync()));
        Assert.Contains(into.Name, (await newsroom.PageAsync("/vaikuta/" + alone.Slug)).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_merges_at_once_one_is_told_to_look_again_and_nothing_is_lost()
    {
        var (from, into, person) = await PairAsync();
        var other = await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Kolmas " + Offices.Mark() });
        Task<MergeOutcome> Merge(Guid a, Guid b) => newsroom.DoAsync<OrganisationMerging, MergeOutcome>(async m => (await m.MergeAsync(a, b, (1, 1), Actor.System, CancellationToken.None)).Outcome);
        var outcomes = await Task.WhenAll(Merge(from.PublicId, into.PublicId), Merge(from.PublicId, other.PublicId), Merge(from.PublicId, into.PublicId));
        Assert.Single(outcomes, MergeOutcome.Done);
        Assert.All(outcomes.Where(o => o != MergeOutcome.Done), o => Assert.Contains(o, new[] { MergeOutcome.Changed, MergeOutcome.Missing }));
        var heir = await newsroom.InDbAsync(db => db.FormerOrganisations.Where(f => f.PublicId == from.PublicId).Select(f => f.HeirId).SingleAsync());
        Assert.Equal(heir, await newsroom.InDbAsync(db => db.People.Where(p => p.PublicId == person).Select(p => p.OrganisationId!.Value).SingleAsync()));
    }

    [Fact]
    public async Task What_changed_after_the_preview_is_looked_at_again_and_a_publisher_never_leaves()
    {
        var (from, into, _) = await PairAsync();
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        using var agent = await newsroom.SignedInAsync(Role.Agent);
        var page = $"/desk/organisations/{from.PublicId}/merge?into={into.PublicId}";
        using var late = await editor.SubmitAsync(page, new() { ["Into"] = $"{into.PublicId}", ["SeenFrom"] = "1", ["SeenInto"] = "0" });
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync(page)).StatusCode);
        var publisher = await newsroom.InDbAsync(db => db.Organisations.Where(o => o.IsPublisher).FirstAsync());
        Assert.Equal(MergeOutcome.Publisher, (await newsroom.DoAsync<OrganisationMerging, (MergeOutcome Outcome, Organisation? Heir)>(m =>
            m.MergeAsync(publisher.PublicId, into.PublicId, (publisher.Version, 1), Actor.System, CancellationToken.None))).Outcome);
        Assert.True(await newsroom.InDbAsync(db => db.Organisations.AnyAsync(o => o.Id == from.Id)));
    }

    [Fact]
    public async Task Merging_the_heir_again_keeps_the_oldest_address_leading_on()
    {
        var (first, second, _) = await PairAsync();
        var third = await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Viimeinen " + Offices.Mark() });
        Task<MergeOutcome> Merge(Guid a, Guid b, int seen) => newsroom.DoAsync<OrganisationMerging, MergeOutcome>(async m => (await m.MergeAsync(a, b, (seen, 1), Actor.System, CancellationToken.None)).Outcome);
        Assert.Equal((MergeOutcome.Done, MergeOutcome.Done), (await Merge(first.PublicId, second.PublicId, 1), await Merge(second.PublicId, third.PublicId, 2)));
        using var old = await newsroom.Client.GetAsync("/organisaatiot/" + first.Slug);
        Assert.Equal("/organisaatiot/" + third.Slug, old.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_draft_that_names_the_merged_one_means_the_heir_wherever_it_is_read()
    {
        var (from, into, _) = await PairAsync();
        var draft = new ArticleDraft { Title = "Kertoo järjestöstä " + from.Slug, BodyHtml = "<p>Teksti.</p>", Organisations = [new DraftMention(from.PublicId), new DraftMention(into.PublicId)] };
        var article = await newsroom.DraftAsync(draft with { Organisations = [] });
        Assert.IsType<Outcome.Done>(await newsroom.DoAsync<Drafting, Outcome>(d => d.SaveAsync(article.PublicId, draft, article.Version, true, Actor.System, CancellationToken.None)));
        Assert.Equal(MergeOutcome.Done, await newsroom.DoAsync<OrganisationMerging, MergeOutcome>(async m => (await m.MergeAsync(from.PublicId, into.PublicId, (from.Version, into.Version), Actor.System, CancellationToken.None)).Outcome));

        using var script = await newsroom.WithKeyAsync("articles:write");
        var named = (await script.JsonAsync($"/api/v1/articles/{article.PublicId}")).GetProperty("organisations").EnumerateArray().Select(o => o.GetProperty("organisationId").GetGuid());
        Assert.Equal([into.PublicId], named);
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var form = await editor.SeeAsync($"/desk/articles/{article.PublicId}");
        Assert.Equal([$"{into.PublicId}"], form.QuerySelectorAll("main input[name$='.OrganisationId']").Select(i => i.GetAttribute("value")).Where(v => !string.IsNullOrEmpty(v)));
        var lines = await newsroom.DoAsync<History, IReadOnlyList<ComparedField>>(h => h.CompareAsync(draft with { Organisations = [] }, draft, "fi", CancellationToken.None));
        Assert.Contains(into.Name, Assert.Single(lines, f => f.Field == "organisations").Lines.Select(l => string.Concat((l.After ?? []).Select(w => w.Text))));
        Assert.IsType<Outcome.Done>(await newsroom.DoAsync<Publishing, Outcome>(p => p.PublishAsync(article.PublicId, null, null, Actor.System, CancellationToken.None)));
        Assert.Equal([into.Id], await newsroom.InDbAsync(db => db.Set<ArticleMention>().Where(m => m.ArticleId == article.Id).Select(m => m.OrganisationId).ToListAsync()));
    }

    [Fact]
    public async Task Organisations_with_the_same_site_or_nearly_the_same_name_are_asked_about()
    {
        var mark = Offices.Mark();
        var one = await newsroom.OrganisationAsync(new OrganisationDraft { Name = $"Omaishoitajien {mark} tuki ry", Website = $"https://www.{mark}.example.org/etusivu" });
        await newsroom.OrganisationAsync(new OrganisationDraft { Name = $"Omaishoitajien {mark} tukii ry" });
        await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Aivan muu " + Offices.Mark(), Website = $"http://{mark}.example.org" });
        var of = await newsroom.DoAsync<LookAlikes, IReadOnlyList<LookAlike>>(l => l.OfAsync(one.Id, CancellationToken.None));
        Assert.Equal([Resemblance.Website, Resemblance.NearlyName], of.Select(l => l.Why));
        var all = await newsroom.DoAsync<LookAlikes, IReadOnlyList<LookAlike>>(l => l.AllAsync(CancellationToken.None));
        Assert.Equal(2, all.Count(l => l.One.Id == one.Id || l.Other.Id == one.Id));
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        Assert.Contains("Ovatko nämä samat?", await editor.GetStringAsync($"/desk/organisations/{one.PublicId}"), StringComparison.Ordinal);
        Assert.Contains(mark, await editor.GetStringAsync("/desk/organisations/look-alikes"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_is_narrowed_by_type_region_and_state()
    {
        var mark = Offices.Mark();
        await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Säätiö " + mark, Type = "foundation", Regions = ["14"] });
        await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Piilossa " + mark, Type = "association", Listed = false });
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        async Task<(bool, bool)> Shown(string query)
        {
            var html = WebUtility.HtmlDecode(await editor.GetStringAsync($"/desk/organisations?q={mark}&{query}"));
            return (html.Contains("Säätiö " + mark, StringComparison.Ordinal), html.Contains("Piilossa " + mark, StringComparison.Ordinal));
        }
        Assert.Equal(((true, true), (true, false), (true, false), (false, true), (false, false)),
            (await Shown(""), await Shown("type=foundation"), await Shown("region=14"), await Shown("state=unlisted"), await Shown("state=publisher")));
    }

    [Fact]
    public async Task A_parent_is_never_its_own_child_and_a_changed_organisation_is_not_overwritten()
    {
        using var script = await newsroom.WithKeyAsync("articles:write");
        var top = await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Ylin " + Offices.Mark() });
        var below = await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Alin " + Offices.Mark(), ParentId = top.PublicId });
        var address = $"/api/v1/organisations/{top.PublicId}";
        using var unsafePut = await script.PutAsync(address, new { name = top.Name });
        using var circle = await script.PutAsync(address, new { name = top.Name, parentId = below.PublicId }, "\"1\"");
        using var renamed = await script.PutAsync(address, new { name = top.Name, nameEn = "The top", registryNumber = "123.456" }, "\"1\"");
        using var late = await script.PutAsync(address, new { name = "Toinen nimi" }, "\"1\"");
        Assert.Equal(((HttpStatusCode)428, HttpStatusCode.UnprocessableEntity, HttpStatusCode.OK, HttpStatusCode.PreconditionFailed),
            (unsafePut.StatusCode, circle.StatusCode, renamed.StatusCode, late.StatusCode));
        Assert.Equal(["parentId"], (await circle.JsonAsync()).ErrorFields());
        var json = await newsroom.Client.JsonAsync(address);
        Assert.Equal(("The top", "123.456", 2), (json.GetProperty("nameEn").GetString(), json.GetProperty("registryNumber").GetString(), json.GetProperty("version").GetInt32()));
        var page = await newsroom.PageAsync("/organisaatiot/" + below.Slug);
        Assert.Contains("Kuuluu:", page.Body!.TextContent, StringComparison.Ordinal);
    }

    private async Task<(Organisation From, Organisation Into, Guid Person)> PairAsync()
    {
        var mark = Offices.Mark();
        var from = await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Vanha Yhdistys " + mark, BusinessId = BusinessIdFor(mark) });
        var into = await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Uusi Yhdistys " + mark });
        var person = await newsroom.PersonAsync(new PersonDraft { Name = "Jäsen " + mark, TitleFi = "Sihteeri", Memberships = [new(from.PublicId)] });
        return (from, into, person.PublicId);
    }

    private static string BusinessIdFor(string mark)
    {
        for (var n = 1_000_000 + Math.Abs(mark.GetHashCode(StringComparison.Ordinal)) % 8_000_000; ; n++)
            for (var check = 0; check < 10; check++)
                if (BusinessId.IsValid($"{n}-{check}")) return $"{n}-{check}";
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : MergeTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : MergeTests(newsroom), IClassFixture<PostgresNewsroom>;
}
