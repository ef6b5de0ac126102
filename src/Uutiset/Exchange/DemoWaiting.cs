using System.Text.Json;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Articles.Workflow;
using Uutiset.People;
using Uutiset.Vocabulary;

namespace Uutiset.Exchange;

/// <summary>Texts of the demo that are on their way: one waits for an editor with a comment on it, one for its hour.</summary>
internal sealed class DemoWaiting(Drafting drafting, Reviewing reviewing, Commenting commenting, Publishing publishing, TimeProvider clock)
{
    private sealed record Waiting(
        string Author, string Title, string Lead, string BodyHtml, IReadOnlyList<string> Regions, IReadOnlyList<string> Tags, string? Message, WaitingComment? Comment, int? InDays);

    private sealed record WaitingComment(string Exact, string Text);

    public async Task SeedAsync(IReadOnlyDictionary<string, Person> people, CancellationToken ct)
    {
        await using var stream = typeof(DemoWaiting).Assembly.GetManifestResourceStream("Uutiset.Exchange.Samples.demo-waiting.json")!;
        foreach (var sample in (await JsonSerializer.DeserializeAsync<List<Waiting>>(stream, ArticleDraft.Json, ct))!)
        {
            var writer = people[sample.Author];
            var actor = new Actor(writer.Name);
            var made = await drafting.CreateAsync(
                new ArticleDraft { Title = sample.Title, Lead = sample.Lead, BodyHtml = sample.BodyHtml, Regions = sample.Regions, Tags = sample.Tags, Authors = [new DraftAuthor(writer.PublicId, null)] }, mayPublish: true, actor, ct);
            if (made is not Outcome.Done { Article.PublicId: var id }) throw new InvalidOperationException(sample.Title);
            if (sample.InDays is { } days) await publishing.PublishAsync(id, null, Dates.ToUtc(clock.Today().AddDays(days), new TimeOnly(9, 0)), actor, ct);
            else await reviewing.AskAsync(id, null, new ReviewRequest(Message: sample.Message), actor, ct);
            if (sample.Comment is { } comment) await commenting.AddAsync(id, new CommentDraft(comment.Text, new TextQuote(comment.Exact)), new Actor("Helmi Hakola"), null, ct);
        }
    }
}
