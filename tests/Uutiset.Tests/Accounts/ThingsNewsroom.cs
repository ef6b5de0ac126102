using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Uutiset.Accounts;
using Uutiset.Accounts.Api;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Mailing;

namespace Uutiset.Tests.Accounts;

/// <summary>A small site with the real pipeline, database and keys, and one resource whose rules are known: what every API route shares is tested on it.</summary>
public sealed class ThingsNewsroom : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("uutiset-things-").FullName;
    private WebApplication? app;
    private int made;

    public HttpClient Client { get; private set; } = null!;

    public int Made => made;

    internal MovableClock Clock { get; } = new();

    internal FailingRival Rival { get; } = new();

    internal enum Colour { Blue, Green }

    internal sealed record Thing(string Name, int Size, Colour Colour, DateTime? Seen);

    public async ValueTask InitializeAsync()
    {
        var address = $"http://127.0.0.1:{Peers.FreePort()}";
        app = App.Build(builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Data:Folder"] = folder, ["Site:BaseUrl"] = address, ["Urls"] = address });
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton<TimeProvider>(Clock);
            builder.Services.AddSingleton<IInterceptor>(Rival);
        });
        var things = app.MapApi("/things", "Things");
        things.MapGet("/", ([AsParameters] Paging paging) => paging.Of<Thing>([], 0)).AllowAnonymous();
        things.MapGet("/{id:int}", (int id, HttpContext context) =>
            id == 404 ? Problems.NotFound("thing") : Etags.OkOrNotModified(context, new Thing("ä & ö", id, Colour.Green, null), Etags.Of(3))).AllowAnonymous();
        things.MapPost("/", PostAsync).Needs(Permission.ArticlesWrite);
        things.MapPut("/{id:int}", (int id, Thing thing, HttpContext context) =>
            Etags.Expected(context, out var refusal) is { } version ? version == 3 ? Results.Ok(thing) : Etags.Outdated() : refusal!).Needs(Permission.ArticlesWrite);
        things.MapGet("/broken", string () => throw new InvalidOperationException("secret detail")).AllowAnonymous();
        things.MapGet("/full", string () => throw new DbUpdateException("secret detail", new SqliteException("database or disk is full", 13))).AllowAnonymous();
        await app.Services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
        await app.StartAsync();
        Client = Newsroom.PatientClient(address);
    }

    private async Task<IResult> PostAsync(Thing thing, CancellationToken ct)
    {
        if (thing.Name.Length == 0) return Problems.Invalid("name", "must not be empty");
        if (thing.Name == "breaks") throw new InvalidOperationException("secret detail");
        var id = Interlocked.Increment(ref made);
        if (thing.Name == "slow") await Task.Delay(500, ct);
        return Results.Created($"/api/v1/things/{id}", new { id });
    }

    internal async Task<string> KeyAsync(params string[] scopes)
    {
        await using var scope = app!.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ApiKeys>().AddAsync("testi", scopes, 30, Actor.System, CancellationToken.None);
    }

    internal async Task<T> InDbAsync<T>(Func<NewsDb, Task<T>> work)
    {
        await using var scope = app!.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<NewsDb>());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app!.StopAsync();
        await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>Another request with the same Idempotency-Key: it stores its row a moment earlier, fails, and takes the row back in the next moment.</summary>
internal sealed class FailingRival : SaveChangesInterceptor
{
    private string? key;

    public bool Waits { get; set; }

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData data, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (Waits && data.Context!.ChangeTracker.Entries<IdempotentAnswer>().FirstOrDefault() is { } mine)
        {
            (Waits, key) = (false, mine.Entity.Key);
            await data.Context.Database.ExecuteSqlAsync(
                $"insert into idempotent_answer (key, body_hash, status, headers, body, created_utc) values ({key}, 'x', 0, '{{}}', x'', '2026-01-01')", cancellationToken);
        }
        return result;
    }

    public override async Task SaveChangesFailedAsync(DbContextErrorEventData data, CancellationToken cancellationToken = default)
    {
        if (key is not null) await data.Context!.Database.ExecuteSqlAsync($"delete from idempotent_answer where key = {key}", cancellationToken);
        key = null;
    }
}
