using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Articles;
using Uutiset.People;
using Uutiset.Tests.Articles;
using Uutiset.Tests.Media;
using Uutiset.Tests.People;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Site;

/// <summary>One article in one state. Every field of a hidden one holds its secret; of the public one, its word.</summary>
internal sealed record Planted(string State, string Word, Guid Id, string Slug, Guid Event, Guid Deadline, string File, Guid FileId);

/// <summary>
/// One article in each state that the public must not see, made as an editor makes them, and one that it may see. All of them share a
/// theme, a region, a project, a writer and an organisation, so that each list has the chance to show them.
/// </summary>
internal sealed class HiddenContent
{
    public const string Shown = "julkilahna";
    public const string Region = "20";
    public const string RegionSlug = "kainuu";
    public const string Tag = "yhteinen-aihe";
    public const string Project = "yhteinen-hanke";
    public const string Writer = "yhteinen-kirjoittaja";

    /// <summary>What a stranger may ask for: the beginning of the secret is not the secret.</summary>
    public static string Needle(string word) => word[..^3];

    public required IReadOnlyList<Planted> Hidden { get; init; }
    public required Planted Public { get; init; }
    public required string OpeningSlug { get; init; }
    public required Guid OpeningId { get; init; }
    public required string HiddenOpeningSlug { get; init; }
    public required Guid HiddenOpeningId { get; init; }
    public required Guid OrganisationId { get; init; }
    public required Guid ProjectId { get; init; }
    public required Guid WriterId { get; init; }

    public const string OpeningSecret = "piiloavausxqz";
    public const string BulletinSecret = "piilotiedotexqz";
    public const string OrganisationSecret = "piilojarjestoxqz";

    public IEnumerable<string> Secrets => [.. Hidden.Select(h => h.Word), OpeningSecret, BulletinSecret, OrganisationSecret];

    public static async Task<HiddenContent> PlantAsync(Newsroom newsroom)
    {
        await newsroom.TagAsync("Yhteinen aihe", Tag);
        var writer = await newsroom.WriterAsync("Yhteinen Kirjoittaja", Writer, p => p.Regions.Add(new PersonRegion { RegionCode = Region }));
        using var key = await newsroom.WithKeyAsync("admin");
        var project = (await SentAsync(await key.PostAsJsonAsync("/api/v1/projects", new { name = "Yhteinen hanke", personIds = new[] { writer.PublicId } }))).GetProperty("id").GetGuid();
        var planting = new Planting(newsroom, key, writer.PublicId, project);
        var shown = await planting.PlantAsync("julkinen", Shown, published: true);
        var hidden = new List<Planted>();
        foreach (var state in new[] { "draft", "inReview", "scheduled", "withdrawn", "expired", "deleted", "edited", "page" })
            hidden.Add(await planting.PlantAsync(state, $"piilo{state.ToLowerInvariant()}xqz", published: state is "withdrawn" or "expired" or "deleted", other: shown.Id));
        var ids = hidden.ToDictionary(h => h.State, h => h.Id);
        await SentAsync(await key.PutAsync($"/api/v1/articles/{ids["inReview"]}/review", new { message = "piiloinreviewxqz" }));
        await SentAsync(await key.PutAsync($"/api/v1/articles/{ids["scheduled"]}/publication", new { publishAt = newsroom.Clock.GetUtcNow().AddDays(30) }));
        await SentAsync(await key.DeleteAsync($"/api/v1/articles/{ids["withdrawn"]}/publication"));
        // The deleted one cannot be told of any more
        var told = hidden.Where(h => h.State != "deleted").Select(h => h.Id).ToList();
        shown = await planting.TellAsync(shown, told);
        var opening = await SentAsync(await key.PostAsJsonAsync("/api/v1/openings",
            new { kind = "hearing", title = "Julkinen avaus " + Shown, regions = new[] { Region }, tags = new[] { Tag }, closes = "2090-05-01", isPublic = true, articleIds = told.Append(shown.Id) }));
        var secret = await SentAsync(await key.PostAsJsonAsync("/api/v1/openings",
            new { kind = "hearing", title = "Avaus " + OpeningSecret, description = OpeningSecret, decidedBy = OpeningSecret, regions = new[] { Region }, tags = new[] { Tag }, closes = "2090-05-02", articleIds = new[] { shown.Id } }));
        await newsroom.InDbAsync(async db =>
        {
            // Its address tells nothing, so that an answer that repeats the address tells nothing either
            (await db.Openings.SingleAsync(o => o.Title == "Avaus " + OpeningSecret)).Slug = "salattu-avaus";
            db.Organisations.Add(new Organisation { Name = "Listaamaton " + OrganisationSecret, Slug = "listaamaton", Listed = false });
            await db.SaveChangesAsync();
            var gone = await db.Articles.SingleAsync(a => a.PublicId == ids["deleted"]);
            await db.Revisions.Where(r => r.ArticleId == gone.Id).ExecuteDeleteAsync();
            db.Articles.Remove(await db.Articles.WholeAsync(gone.PublicId, CancellationToken.None) ?? gone);
            await db.SaveChangesAsync();
        });
        var articles = await newsroom.InDbAsync(db => db.Articles.AsNoTracking().Where(a => a.Status == ArticleStatus.Published || a.Status == ArticleStatus.Withdrawn).ToListAsync());
        await newsroom.BulletinAsync(1, started: true, [.. articles]);
        await newsroom.InDbAsync(async db =>
        {
            // As one that was written and not sent
            var publisher = await db.Organisations.Where(o => o.IsPublisher).Select(o => o.Id).FirstAsync();
            db.Bulletins.Add(new Uutiset.Bulletins.Bulletin
            {
                PublisherId = publisher, CreatedUtc = DateTime.UnixEpoch, SavedUtc = DateTime.UnixEpoch, Texts = { new() { Lang = "fi", Subject = "Kooste " + BulletinSecret, IntroHtml = BulletinSecret } },
            });
            await db.SaveChangesAsync();
        });
        // Hidden from the moment on, and marked by the worker
        newsroom.Clock.Move(TimeSpan.FromHours(3));
        await newsroom.Services.GetRequiredService<ScheduledPublisher>().WorkAsync(CancellationToken.None);
        return new HiddenContent
        {
            Hidden = hidden, Public = shown, OpeningSlug = opening.GetProperty("slug").GetString()!, OpeningId = opening.GetProperty("id").GetGuid(),
            HiddenOpeningSlug = "salattu-avaus", HiddenOpeningId = secret.GetProperty("id").GetGuid(),
            OrganisationId = writer.Organisation!.PublicId, ProjectId = project, WriterId = writer.PublicId,
        };
    }

    private static async Task<JsonElement> SentAsync(HttpResponseMessage answer)
    {
        Assert.True(answer.IsSuccessStatusCode, $"{answer.RequestMessage!.RequestUri}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return answer.StatusCode == HttpStatusCode.NoContent ? default : await answer.JsonAsync();
    }

    private sealed class Planting(Newsroom newsroom, HttpClient key, Guid writer, Guid project)
    {
        public async Task<Planted> PlantAsync(string state, string word, bool published, Guid? other = null)
        {
            var file = await SentAsync(await key.SendAsync(word + ".pdf", Files.Pdf(word)));
            var media = file.GetProperty("id").GetGuid();
            var slug = "osoite-" + state.ToLowerInvariant();
            // What is being edited was published without the secret
            var first = await SentAsync(await key.PostAsJsonAsync("/api/v1/articles", Draft(state, state == "edited" ? "vanhateksti" : word, slug, state == "edited" ? null : media, other)));
            var id = first.GetProperty("id").GetGuid();
            if (published || state == "edited") await SentAsync(await key.PutAsync($"/api/v1/articles/{id}/publication", new { publishAt = (string?)null }));
            if (state == "edited") await SaveAsync(id, Draft(state, word, slug, media, other));
            return await ReadAsync(new Planted(state, word, id, slug, default, default, word + ".pdf", media));
        }

        /// <summary>The public article names the hidden ones as related.</summary>
        public async Task<Planted> TellAsync(Planted shown, IEnumerable<Guid> hidden)
        {
            await SaveAsync(shown.Id, Draft("julkinen", Shown, shown.Slug, shown.FileId, null, hidden));
            await SentAsync(await key.PutAsync($"/api/v1/articles/{shown.Id}/publication", new { publishAt = (string?)null }));
            return await ReadAsync(shown);
        }

        private async Task<Planted> ReadAsync(Planted article)
        {
            var now = await key.JsonAsync($"/api/v1/articles/{article.Id}");
            return article with { Event = now.GetProperty("events")[0].GetProperty("eventId").GetGuid(), Deadline = now.GetProperty("deadlines")[0].GetProperty("deadlineId").GetGuid() };
        }

        private async Task SaveAsync(Guid id, object draft)
        {
            using var now = await key.GetAsync($"/api/v1/articles/{id}");
            await SentAsync(await key.PutAsync($"/api/v1/articles/{id}", draft, now.Headers.ETag!.ToString()));
        }

        private object Draft(string state, string word, string slug, Guid? media, Guid? other, IEnumerable<Guid>? related = null) => new
        {
            type = state == "page" ? "page" : "news", lang = state switch { "draft" => "sv", "withdrawn" => "en", _ => "fi" }, title = $"Juttu {word}", shortTitle = word, slug, lead = word, excerpt = word, bodyHtml = $"<p>{word} {Needle(word)}</p>",
            tags = new[] { Tag }, regions = new[] { Region }, projectId = project, translationOf = state is "draft" or "withdrawn" ? other : null,
            authors = new object[] { new { personId = writer }, new { name = "Typed " + word, organisation = word, email = word + "@example.fi", phone = "050 " + word } },
            related = (related ?? []).Select(r => (object)new { articleId = r }).Append(new { url = "https://example.org/" + word, title = word, kind = "readMore" }),
            deadlines = new[] { new { title = "Haku " + word, closes = "2090-04-30", sourceUrl = "https://example.org/" + word } },
            events = new[] { new { title = "Tilaisuus " + word, start = "2090-03-10", place = word, url = "https://example.org/" + word } },
            attachments = media is null ? [] : new object[] { new { title = "Liite " + word, mediaId = media, kind = "memo" } },
            expiresAt = state == "expired" ? (DateTimeOffset?)newsroom.Clock.GetUtcNow().AddHours(1) : null,
        };
    }
}
