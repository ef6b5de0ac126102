using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Data;
using Uutiset.Tests.People;
using Uutiset.People;

namespace Uutiset.Tests.Articles;

public abstract class PublishingTests(Newsroom newsroom)
{
    private static readonly Actor Agent = new("Aino Agentti");

    internal static ArticleDraft Text(string title) => new()
    {
        Title = title, Lead = "Ingressi kertoo, mistä on kyse.", BodyHtml = "<p>Leipäteksti.</p>", Tags = ["Sote-uudistus"], Regions = ["14"],
        Authors = [new DraftAuthor(null, "Aino Agentti", "Järjestöjen muutosagentti")],
    };

    [Fact]
    public async Task What_is_saved_is_hidden_until_it_is_published_and_edits_are_hidden_until_published_again()
    {
        var id = await CreateAsync(Text("Ensimmäinen otsikko"));
        Assert.Empty(await VisibleAsync(id));
        await PublishAsync(id);
        Assert.Equal("Ensimmäinen otsikko", Assert.Single(await VisibleAsync(id)).Title);

        var version = (await ArticleAsync(id)).Version;
        Assert.IsType<Outcome.Done>(await WithAsync<Drafting>(d => d.SaveAsync(id, Text("Toinen otsikko"), version, true, Agent, default)));
        var working = Assert.Single(await VisibleAsync(id));
        Assert.Equal(("Ensimmäinen otsikko", "Toinen otsikko", true), (working.Title, working.WorkingTitle, working.HasUnpublishedChanges));

        await PublishAsync(id);
        var second = Assert.Single(await VisibleAsync(id));
        Assert.Equal(("Toinen otsikko", "ensimmainen-otsikko", false), (second.Title, second.Slug, second.HasUnpublishedChanges));
        Assert.NotNull(second.UpdatedUtc);
        var revisions = await newsroom.InDbAsync(db => db.Revisions.Where(r => r.ArticleId == second.Id).OrderBy(r => r.Number).ToListAsync());
        Assert.Equal([true, true], revisions.Select(r => r.PublishedFromUtc is not null));
        Assert.Equal(revisions[0].PublishedUntilUtc, revisions[1].PublishedFromUtc);
    }

    [Fact]
    public async Task Of_two_who_save_the_same_version_the_second_is_shown_what_the_first_wrote()
    {
        var id = await CreateAsync(Text("Yhteinen"));
        var seen = (await ArticleAsync(id)).Version;
        Assert.IsType<Outcome.Done>(await WithAsync<Drafting>(d => d.SaveAsync(id, Text("Ainon versio"), seen, true, Agent, default)));
        var conflict = Assert.IsType<Outcome.Conflict>(await WithAsync<Drafting>(d => d.SaveAsync(id, Text("Eeron versio"), seen, true, new Actor("Eero"), default)));
        Assert.Equal(("Ainon versio", "Aino Agentti", seen + 1), (conflict.Theirs.Title, conflict.By, conflict.Version));
        Assert.Equal("Ainon versio", (await ArticleAsync(id)).WorkingTitle);
    }

    [Fact]
    public async Task Two_saves_at_the_same_moment_leave_one_winner()
    {
        var id = await CreateAsync(Text("Kilpailu"));
        var seen = (await ArticleAsync(id)).Version;
        var outcomes = await Task.WhenAll(Enumerable.Range(1, 6).Select(n => WithAsync<Drafting>(d => d.SaveAsync(id, Text($"Tallennus {n}"), seen, true, Agent, default))));
        Assert.Single(outcomes.OfType<Outcome.Done>());
        Assert.Equal(5, outcomes.OfType<Outcome.Conflict>().Count());
        Assert.Equal(seen + 1, (await ArticleAsync(id)).Version);
    }

    [Fact]
    public async Task Scheduled_article_stays_hidden_until_its_hour_and_carries_that_hour()
    {
        var id = await CreateAsync(Text("Ajastettu"));
        var hour = newsroom.Clock.GetUtcNow().UtcDateTime.AddHours(3);
        Assert.IsType<Outcome.Done>(await WithAsync<Publishing>(p => p.PublishAsync(id, null, hour, Agent, default)));
        var publisher = newsroom.Services.GetRequiredService<ScheduledPublisher>();
        await publisher.WorkAsync(default);
        var scheduled = await ArticleAsync(id);
        Assert.Equal(ArticleStatus.Scheduled, scheduled.Status);
        Assert.Empty(await VisibleAsync(id));
        // It would never be seen
        var early = await WithAsync<Drafting>(d => d.SaveAsync(id, Text("Ajastettu") with { ExpiresAt = hour.AddHours(-1) }, scheduled.Version, true, Agent, default));
        Assert.Equal("expiresAt", Assert.Single(Assert.IsType<Outcome.Refused>(early).Errors).Field);

        newsroom.Clock.Move(TimeSpan.FromHours(3.1));
        await publisher.WorkAsync(default);
        await publisher.WorkAsync(default);
        var published = Assert.Single(await VisibleAsync(id));
        Assert.Equal(hour, published.PublishedUtc!.Value, TimeSpan.FromMilliseconds(1));
        Assert.Single(await newsroom.InDbAsync(db => db.Revisions.Where(r => r.ArticleId == published.Id && r.PublishedFromUtc != null).ToListAsync()));
    }

    [Fact]
    public async Task An_article_ends_at_its_expiry_and_a_withdrawn_one_leaves_at_once()
    {
        var id = await CreateAsync(Text("Vanheneva") with { ExpiresAt = newsroom.Clock.GetUtcNow().AddHours(1) });
        await PublishAsync(id);
        Assert.Single(await VisibleAsync(id));
        newsroom.Clock.Move(TimeSpan.FromHours(1.1));
        Assert.Empty(await VisibleAsync(id));
        await newsroom.Services.GetRequiredService<ScheduledPublisher>().WorkAsync(default);
        Assert.Equal(ArticleStatus.Expired, (await ArticleAsync(id)).Status);

        var other = await CreateAsync(Text("Poistuva"));
        await PublishAsync(other);
        Assert.IsType<Outcome.Done>(await WithAsync<Publishing>(p => p.WithdrawAsync(other, null, Agent, default)));
        Assert.Empty(await VisibleAsync(other));
        Assert.Equal(ArticleStatus.Withdrawn, (await ArticleAsync(other)).Status);
    }

    [Fact]
    public async Task An_article_whose_time_has_ended_is_not_published()
    {
        var id = await CreateAsync(Text("Ohi jo") with { ExpiresAt = newsroom.Clock.GetUtcNow().AddMinutes(10) });
        newsroom.Clock.Move(TimeSpan.FromMinutes(11));
        var refused = Assert.IsType<Outcome.Refused>(await WithAsync<Publishing>(p => p.PublishAsync(id, null, null, Agent, default)));
        Assert.Equal("expiresAt", Assert.Single(refused.Errors).Field);
        Assert.Equal(ArticleStatus.Draft, (await ArticleAsync(id)).Status);
    }

    [Fact]
    public async Task Addresses_are_unique_and_an_old_one_stays_with_its_article()
    {
        var first = await CreateAsync(Text("Sama otsikko täällä"));
        var second = await CreateAsync(Text("Sama otsikko täällä"));
        await PublishAsync(first);
        await PublishAsync(second);
        Assert.Equal(("sama-otsikko-taalla", "sama-otsikko-taalla-2"), ((await ArticleAsync(first)).Slug, (await ArticleAsync(second)).Slug));

        var version = (await ArticleAsync(first)).Version;
        await WithAsync<Drafting>(d => d.SaveAsync(first, Text("Sama otsikko täällä") with { Slug = "uusi-osoite" }, version, true, Agent, default));
        await PublishAsync(first);
        var article = await ArticleAsync(first);
        Assert.Equal("uusi-osoite", article.Slug);
        Assert.Equal(["sama-otsikko-taalla", "uusi-osoite"], await newsroom.InDbAsync(db => db.ArticleSlugs.Where(s => s.ArticleId == article.Id).Select(s => s.Slug).Order().ToListAsync()));
        var taken = Assert.IsType<Outcome.Refused>(await WithAsync<Drafting>(d => d.CreateAsync(Text("Kolmas") with { Slug = "sama-otsikko-taalla" }, true, Agent, default)));
        Assert.Equal("slug", Assert.Single(taken.Errors).Field);
    }

    [Fact]
    public async Task Articles_of_one_title_published_at_the_same_moment_get_addresses_of_their_own()
    {
        var ids = new List<Guid>();
        for (var i = 0; i < 5; i++) ids.Add(await CreateAsync(Text("Samaan aikaan")));
        var outcomes = await Task.WhenAll(ids.Select(id => WithAsync<Publishing>(p => p.PublishAsync(id, null, null, Agent, default))));
        Assert.All(outcomes, o => Assert.IsType<Outcome.Done>(o));
        Assert.Equal(5, (await newsroom.InDbAsync(db => db.Articles.Where(a => ids.Contains(a.PublicId)).Select(a => a.Slug).ToListAsync())).Distinct().Count());
    }

    [Fact]
    public async Task Many_articles_are_made_and_published_in_one_transaction()
    {
        for (var batch = 0; batch < 2; batch++)
        {
            await using var scope = newsroom.Services.CreateAsyncScope();
            var (db, check, drafting, publishing) = (scope.ServiceProvider.GetRequiredService<NewsDb>(), scope.ServiceProvider.GetRequiredService<DraftCheck>(),
                scope.ServiceProvider.GetRequiredService<Drafting>(), scope.ServiceProvider.GetRequiredService<Publishing>());
            await using var transaction = await db.Database.BeginTransactionAsync();
            for (var i = 0; i < 50; i++)
            {
                var good = await check.CheckAsync(Text("Tuotu juttu") with { SourceId = $"tuonti:{batch}-{i}", Tags = ["Uusi outo aihe"], BodyHtml = string.Concat(Enumerable.Repeat("<p>Pitkä kappale tekstiä.</p>", 60)) },
                    new DraftContext(MayPublish: true, Propose: true), default);
                Assert.True(good.IsGood);
                await publishing.PublishNewAsync(drafting.Add(good, Agent), good.Draft, Agent, default);
            }
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }
        Assert.Equal(100, await newsroom.InDbAsync(db => db.Articles.VisibleAt(newsroom.Clock.GetUtcNow().UtcDateTime).CountAsync(a => a.SourceId!.StartsWith("tuonti:"))));
        Assert.Equal(1, await newsroom.InDbAsync(db => db.Terms.CountAsync(t => t.LabelFi == "Uusi outo aihe")));
    }

    [Fact]
    public async Task A_byline_stays_as_it_was_when_the_writer_changes_jobs()
    {
        var person = await newsroom.InDbAsync(async db =>
        {
            var p = new Person { Name = "Maija Malli", Slug = $"maija-{Guid.NewGuid():N}", TitleFi = "Järjestöjen muutosagentti", Phone = "050 123 4567", Email = "maija@example.fi" };
            db.People.Add(p);
            await db.SaveChangesAsync();
            return p;
        });
        var draft = Text("Tekijä") with { Authors = [new DraftAuthor(person.PublicId, null), new DraftAuthor(null, "Vieras Kynä")] };
        var id = await CreateAsync(draft);
        await PublishAsync(id);
        await newsroom.InDbAsync(async db =>
        {
            var p = await db.People.SingleAsync(x => x.Id == person.Id);
            (p.TitleFi, p.Phone) = ("Toiminnanjohtaja", "040 000 0000");
            await db.SaveChangesAsync();
        });
        await WithAsync<Drafting>(d => d.SaveAsync(id, draft with { Title = "Tekijä, korjattu" }, 2, true, Agent, default));
        await PublishAsync(id);
        var bylines = await newsroom.InDbAsync(db => db.Bylines.Where(b => db.Articles.Any(a => a.Id == b.ArticleId && a.PublicId == id)).OrderBy(b => b.Position).ToListAsync());
        Assert.Equal(["Maija Malli", "Vieras Kynä"], bylines.Select(b => b.Name));
        Assert.Equal(("Järjestöjen muutosagentti", "050 123 4567"), (bylines[0].Title, bylines[0].Phone));
    }

    [Fact]
    public async Task What_was_typed_over_a_byline_goes_when_its_field_is_emptied_and_the_rest_stays_as_it_was()
    {
        var person = await newsroom.InDbAsync(async db =>
        {
            var p = new Person { Name = "Maija Malli", Slug = $"maija-{Guid.NewGuid():N}", TitleFi = "Muutosagentti", Phone = "050 123 4567", Email = "maija@example.fi" };
            db.People.Add(p);
            await db.SaveChangesAsync();
            return p;
        });
        var draft = Text("Oma numero") with { Authors = [new DraftAuthor(person.PublicId, null)] };
        var id = await CreateAsync(draft with { Authors = [new DraftAuthor(person.PublicId, "M. Malli", null, "Toinen yhdistys", "Oma hanke", "041 999 9999", "koti@example.fi")] });
        await PublishAsync(id);
        async Task<Byline> AfterAsync(string phone, string title)
        {
            await newsroom.InDbAsync(async db =>
            {
                var p = await db.People.SingleAsync(x => x.Id == person.Id);
                (p.TitleFi, p.Phone) = ("Toiminnanjohtaja", phone);
                await db.SaveChangesAsync();
            });
            await WithAsync<Drafting>(async d => await d.SaveAsync(id, draft with { Title = title }, (await ArticleAsync(id)).Version, true, Agent, default));
            await PublishAsync(id);
            return await newsroom.InDbAsync(db => db.Bylines.SingleAsync(b => db.Articles.Any(a => a.Id == b.ArticleId && a.PublicId == id)));
        }
        foreach (var byline in new[] { await AfterAsync("040 000 0000", "Numero pois"), await AfterAsync("040 111 1111", "Vielä kerran") })
            Assert.Equal(("Maija Malli", "Muutosagentti", null, null, "040 000 0000", "maija@example.fi"), (byline.Name, byline.Title, byline.Organisation, byline.Project, byline.Phone, byline.Email));
    }

    [Fact]
    public async Task A_deadline_that_supersedes_another_moves_it_for_every_article_and_keeps_the_history()
    {
        var first = await CreateAsync(Text("Haku päättyy") with { Deadlines = [new DraftDeadline(Title: "Valtionavustushaku", Closes: new DateOnly(2026, 3, 31))] });
        await PublishAsync(first);
        var deadline = await newsroom.InDbAsync(db => db.Articles.Where(a => a.PublicId == first).SelectMany(a => a.Deadlines).Select(d => d.Deadline!).SingleAsync());
        var second = await CreateAsync(Text("Haku jatkuu") with { Deadlines = [new DraftDeadline(Supersedes: deadline.PublicId, Closes: new DateOnly(2026, 4, 30), SourceUrl: "https://example.org/tiedote")] });
        Assert.Equal(new DateOnly(2026, 3, 31), (await DeadlineAsync(deadline.Id)).Closes);
        await PublishAsync(second);

        var moved = await DeadlineAsync(deadline.Id);
        Assert.Equal((new DateOnly(2026, 4, 30), new DateOnly(2026, 3, 31), "Valtionavustushaku"), (moved.Closes, moved.Supersedes!.Closes, moved.Title));
        var tellers = await newsroom.InDbAsync(db => db.Articles.Where(a => a.Deadlines.Any(d => d.DeadlineId == deadline.Id)).Select(a => a.PublicId).ToListAsync());
        Assert.Equal([first, second], tellers.Order());

        // Publishing the second article again must not move it a second time, nor back
        await WithAsync<Drafting>(d => d.SaveAsync(second, Text("Haku jatkuu yhä") with { Deadlines = [new DraftDeadline(deadline.PublicId)] }, 2, true, Agent, default));
        await PublishAsync(second);
        Assert.Equal(moved.Version, (await DeadlineAsync(deadline.Id)).Version);

        var refused = Assert.IsType<Outcome.Refused>(await WithAsync<Drafting>(d => d.CreateAsync(Text("Ristiriita") with { Deadlines = [new DraftDeadline(deadline.PublicId, Closes: new DateOnly(2026, 5, 5))] }, true, Agent, default)));
        Assert.Equal("deadlines[0].closes", Assert.Single(refused.Errors).Field);
    }

    [Fact]
    public async Task Joins_are_replaced_when_an_article_is_published_again()
    {
        var id = await CreateAsync(Text("Liitokset") with
        {
            Tags = ["Sote-uudistus", "Digipalvelut"], Audiences = ["Järjestöille"], Regions = ["14", "HUS"],
            Related = [new DraftLink(null, "https://example.org/a", "Lue lisää aiheesta", LinkKind.ReadMore)],
            Attachments = [new DraftAttachment("Diat", "https://example.org/d.pdf", Kind: "slides")],
            Events = [new DraftEvent("Tilaisuus", new DateOnly(2026, 3, 10), Place: "Joensuu")],
        });
        await PublishAsync(id);
        var version = (await ArticleAsync(id)).Version;
        await WithAsync<Drafting>(d => d.SaveAsync(id, Text("Liitokset") with { Tags = ["Digipalvelut", "Ikäihmiset"], Regions = ["01"] }, version, true, Agent, default));
        await PublishAsync(id);
        var article = await newsroom.InDbAsync(db => db.Articles.AsNoTracking().WholeAsync(id, default));
        Assert.Equal(["digipalvelut", "ikaihmiset"], await newsroom.InDbAsync(db => db.Articles.Where(a => a.PublicId == id).SelectMany(a => a.Terms).OrderBy(t => t.Position).Select(t => t.Term!.Slug).ToListAsync()));
        Assert.Equal(["01"], article!.Regions.Select(r => r.RegionCode));
        Assert.Equal((0, 0, 0), (article.Links.Count, article.Attachments.Count, article.Events.Count));
    }

    [Fact]
    public async Task Every_wrong_field_is_named_and_nothing_is_stored()
    {
        var before = await newsroom.InDbAsync(db => db.Articles.CountAsync());
        var refused = Assert.IsType<Outcome.Refused>(await WithAsync<Drafting>(d => d.CreateAsync(new ArticleDraft
        {
            Title = new string('a', 10_000), Lang = "klingon", Slug = "Väärä Osoite", Regions = ["14", "99"], Tags = ["sote-uudistys"], BodyHtml = string.Concat(Enumerable.Repeat("<div>", 5000)),
            Authors = [new DraftAuthor(null, null, Title: "Päällikkö", Email: "ei osoite")], Related = [new DraftLink(null, "javascript:alert(1)", "x")],
            Attachments = [new DraftAttachment(null, "ftp://example.org/x")], Deadlines = [new DraftDeadline(Title: "Haku")], Events = [new DraftEvent("Tilaisuus")],
            PublishedAt = newsroom.Clock.GetUtcNow().AddDays(1), ProjectId = Guid.NewGuid(),
        }, true, Agent, default)));
        Assert.Equal(
            ["attachments[0].title", "attachments[0].url", "authors[0].email", "authors[0].name", "bodyHtml", "deadlines[0].closes", "events[0].start", "lang", "projectId", "publishedAt", "regions[1]",
             "related[0].url", "slug", "tags[0]", "title"],
            refused.Errors.Select(e => e.Field).Order(StringComparer.Ordinal));
        Assert.Contains("Sote-uudistus", refused.Errors.Single(e => e.Field == "tags[0]").Message.Fi);
        Assert.All(refused.Errors, e => Assert.True(e.Message is { Fi.Length: > 5, Sv.Length: > 5, En.Length: > 5 }));
        Assert.Equal(before, await newsroom.InDbAsync(db => db.Articles.CountAsync()));
    }

    [Fact]
    public async Task A_change_row_tells_page_caches_what_to_make_anew()
    {
        var id = await CreateAsync(Text("Muutos"));
        var seq = await newsroom.InDbAsync(db => db.Changes.MaxAsync(c => (long?)c.Seq)) ?? 0;
        await PublishAsync(id);
        var keys = await newsroom.InDbAsync(db => db.Changes.Where(c => c.Seq > seq).Select(c => c.Keys).ToListAsync());
        Assert.Contains(keys, k => k.Contains("articles", StringComparison.Ordinal) && k.Contains("region:14", StringComparison.Ordinal) && k.Contains("term:", StringComparison.Ordinal));
    }

    private async Task<Guid> CreateAsync(ArticleDraft draft)
    {
        var outcome = await WithAsync<Drafting>(d => d.CreateAsync(draft, true, Agent, default));
        return outcome is Outcome.Done done ? done.Article.PublicId : throw new InvalidOperationException(string.Join("; ", ((Outcome.Refused)outcome).Errors.Select(e => e.Field + ": " + e.Message.En)));
    }

    private async Task PublishAsync(Guid id) => Assert.IsType<Outcome.Done>(await WithAsync<Publishing>(p => p.PublishAsync(id, null, null, Agent, default)));

    private Task<Article> ArticleAsync(Guid id) => newsroom.InDbAsync(db => db.Articles.AsNoTracking().SingleAsync(a => a.PublicId == id));

    private Task<Deadline> DeadlineAsync(long id) => newsroom.InDbAsync(db => db.Deadlines.AsNoTracking().Include(d => d.Supersedes).SingleAsync(d => d.Id == id));

    private Task<List<Article>> VisibleAsync(Guid id) =>
        newsroom.InDbAsync(db => db.Articles.AsNoTracking().VisibleAt(newsroom.Clock.GetUtcNow().UtcDateTime).Where(a => a.PublicId == id).ToListAsync());

    private Task<Outcome> WithAsync<T>(Func<T, Task<Outcome>> act) where T : notnull => newsroom.DoAsync<T, Outcome>(act);

    public sealed class OnSqlite(SqliteNewsroom newsroom) : PublishingTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : PublishingTests(newsroom), IClassFixture<PostgresNewsroom>;
}
