using System.CommandLine;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Data;

namespace Uutiset.Exchange;

/// <summary>
/// <c>import articles F.jsonl</c>: one ArticleDraft a line, "status": "published" and "translationOfSource" (the sourceId of
/// the original) allowed. A line with a sourceId that is known
/// already updates its article; a line that will not do is reported and leaves nothing behind.
/// </summary>
internal sealed class ArticleImport(IServiceScopeFactory scopes, IOptions<SiteOptions> site)
{
    // One commit for so many lines: a tenth of the time of one commit a line, and a refusal redoes little
    private const int BatchSize = 50;
    private const string Line = "line";

    public static void AddVerb(RootCommand root, Func<WebApplication> build)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "JSON lines, one article each" }.AcceptExistingOnly();
        var verb = new Command("articles", "Reads articles; unknown tags are kept as proposals for an editor. Ends with 1 when a line was refused") { file };
        verb.SetAction(async (parsed, ct) =>
        {
            await using var app = build();
            await app.Services.GetRequiredService<Migrator>().MigrateAsync(ct);
            await using var scope = app.Services.CreateAsyncScope();
            await using var stream = parsed.GetValue(file)!.OpenRead();
            using var reader = new StreamReader(stream);
            var bar = new ProgressBar("Articles", stream.Length);
            var report = await scope.ServiceProvider.GetRequiredService<ArticleImport>().RunAsync(reader, Actor.System, () => bar.Show(stream.Position), ct);
            report.Print();
            return Imports.ExitCode(report.Refused);
        });
        Imports.Verb(root).Add(verb);
    }

    public Task<ArticleImportReport> RunAsync(TextReader lines, Actor actor, Action? progress, CancellationToken ct) =>
        RunAsync(ImportLine.ReadAsync(lines, ct), actor, progress, ct);

    public async Task<ArticleImportReport> RunAsync(IAsyncEnumerable<ImportLine> lines, Actor actor, Action? progress, CancellationToken ct)
    {
        var (created, updated, unchanged, refused) = (0, 0, 0, new List<RefusedLine>());
        var batch = new List<ImportLine>();
        await foreach (var line in lines.WithCancellation(ct))
        {
            if (line.Why is not null) refused.Add(new RefusedLine(line.Number, line.Why));
            // Two lines of one source in one batch would not see each other, nor would a translation its original
            else
            {
                if (batch.Count == BatchSize || line.IsTranslation || batch.Exists(l => l.Draft!.SourceId is { } id && id == line.Draft!.SourceId)) await FlushAsync();
                batch.Add(line);
            }
            progress?.Invoke();
        }
        await FlushAsync();
        return new ArticleImportReport(created, updated, unchanged, [.. refused.OrderBy(r => r.Line)]);

        async Task FlushAsync()
        {
            var tally = await SaveAsync(batch, actor, ct);
            (created, updated, unchanged) = (created + tally.Created, updated + tally.Updated, unchanged + tally.Unchanged);
            refused.AddRange(tally.Refused);
            batch.Clear();
        }
    }

    private async Task<ArticleImportReport> SaveAsync(List<ImportLine> batch, Actor actor, CancellationToken ct)
    {
        if (batch.Count == 0) return new ArticleImportReport(0, 0, 0, []);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<NewsDb>();
        var (created, updated, unchanged, refused) = (0, 0, 0, new List<RefusedLine>());
        var sources = batch.Select(l => l.Draft!.SourceId).OfType<string>().ToList();
        var known = await db.Articles.Where(a => a.SourceId != null && sources.Contains(a.SourceId)).ToDictionaryAsync(a => a.SourceId!, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        foreach (var given in batch)
        {
            if (await WithOriginalAsync(db, given, ct) is not { } line)
            {
                refused.Add(new RefusedLine(given.Number, $"translationOfSource: there is no article with the sourceId \"{given.OriginalSource}\"; its line must stand before this one."));
                continue;
            }
            var result = known.TryGetValue(line.Draft!.SourceId ?? "", out var article)
                ? await UpdateAsync(scope.ServiceProvider, article, line, actor, ct)
                : await CreateAsync(scope.ServiceProvider, line, actor, ct);
            if (result.Why is not null) refused.Add(new RefusedLine(line.Number, result.Why));
            else if (result.Kind == 'c') created++;
            else if (result.Kind == 'u') updated++;
            else unchanged++;
        }
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new ArticleImportReport(created, updated, unchanged, refused);
    }

    /// <returns>Null when the original is not there.</returns>
    private static async Task<ImportLine?> WithOriginalAsync(NewsDb db, ImportLine line, CancellationToken ct)
    {
        if (line.OriginalSource is not { } source) return line;
        var original = await db.Articles.Where(a => a.SourceId == source).Select(a => (Guid?)a.PublicId).FirstOrDefaultAsync(ct);
        return original is null ? null : line with { Draft = line.Draft! with { TranslationOf = original } };
    }

    private async Task<(char Kind, string? Why)> CreateAsync(IServiceProvider services, ImportLine line, Actor actor, CancellationToken ct)
    {
        var checkedDraft = await services.GetRequiredService<DraftCheck>().CheckAsync(line.Draft!, Asking(line), ct);
        if (!checkedDraft.IsGood) return ('r', Why(checkedDraft.Errors));
        var article = services.GetRequiredService<Drafting>().Add(checkedDraft, actor);
        if (line.Publish) await services.GetRequiredService<Publishing>().PublishNewAsync(article, checkedDraft.Draft, actor, ct);
        return ('c', null);
    }

    private async Task<(char Kind, string? Why)> UpdateAsync(IServiceProvider services, Article article, ImportLine line, Actor actor, CancellationToken ct)
    {
        var (db, before) = (services.GetRequiredService<NewsDb>(), article.WorkingRevision);
        // A conflict takes back what is not saved: that must be this line's alone
        await db.SaveChangesAsync(ct);
        await db.Database.CurrentTransaction!.CreateSavepointAsync(Line, ct);
        var saved = await services.GetRequiredService<Drafting>().SaveAsync(article.PublicId, line.Draft!, article.Version, Asking(line), actor, ct);
        if (saved is Outcome.Done && line.Publish && article.Status != ArticleStatus.Withdrawn)
            saved = await services.GetRequiredService<Publishing>().PublishImportedAsync(article.PublicId, actor, ct);
        if (saved is not Outcome.Done)
        {
            await db.Database.CurrentTransaction!.RollbackToSavepointAsync(Line, ct);
            services.GetRequiredService<Vocabulary.Terms>().ForgetProposed();
        }
        return saved switch
        {
            Outcome.Done done => (done.Article.WorkingRevision == before ? 'n' : 'u', null),
            Outcome.Refused refusal => ('r', Why(refusal.Errors)),
            _ => ('r', "Somebody changed the article during the import; run it again."),
        };
    }

    private static DraftContext Asking(ImportLine line) => new(MayPublish: true, Propose: true, ComesOut: line.Publish);

    private string Why(IReadOnlyList<Vocabulary.FieldError> errors) =>
        string.Join(" ", errors.Select(e => $"{e.Field}: {e.Message.In(site.Value.Languages[0])}"));
}
