using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Accounts.Api;

/// <summary>
/// POST with Idempotency-Key: within 24 hours the same key and body gets the first answer again, the same key with another body 422
/// (draft-ietf-httpapi-idempotency-key-header). The key's row is written before the work, so that of two at once one waits outside with 409.
/// </summary>
internal sealed class Idempotency(RequestDelegate next, IDbContextFactory<NewsDb> databases, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);
    // A row without an answer after this long belongs to a process that died at work
    private static readonly TimeSpan LongestWork = TimeSpan.FromMinutes(5);
    private const int LongestKey = 255;
    private const int Working = 0;
    private const int Tries = 5;

    public async Task InvokeAsync(HttpContext context)
    {
        var given = context.Request.Headers["Idempotency-Key"].ToString();
        if (given.Length == 0 || !HttpMethods.IsPost(context.Request.Method) || !ApiKeyAuthentication.IsApi(context))
        {
            await next(context);
            return;
        }
        var ct = context.RequestAborted;
        if (given.Length > LongestKey)
        {
            await Problems.WriteAsync(context, StatusCodes.Status400BadRequest, $"Idempotency-Key may have {LongestKey} characters at most.", null, ct);
            return;
        }
        var key = Hash(Encoding.UTF8.GetBytes($"{context.User.FindFirst("key")?.Value}\n{context.Request.Path}\n{given}"));
        context.Request.EnableBuffering();
        var body = Convert.ToHexStringLower(await SHA256.HashDataAsync(context.Request.Body, ct));
        context.Request.Body.Position = 0;

        if (await BeginAsync(key, body, ct) is { } earlier) await AnswerAgainAsync(context, earlier, body, ct);
        else await WorkAsync(context, key);
    }

    /// <returns>The row that is there already; null when this request has it now.</returns>
    private async Task<IdempotentAnswer?> BeginAsync(string key, string body, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryBeginAsync(key, body, ct);
            }
            // Another request was faster by a moment: the next look finds its row. If it has failed meanwhile, this one may have the key
            catch (DbUpdateException) when (attempt < Tries)
            {
            }
        }
    }

    private async Task<IdempotentAnswer?> TryBeginAsync(string key, string body, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await databases.CreateDbContextAsync(ct);
        var (expired, abandoned) = (now - Kept, now - LongestWork);
        await db.IdempotentAnswers.Where(a => a.CreatedUtc < expired || a.Status == Working && a.CreatedUtc < abandoned).ExecuteDeleteAsync(ct);
        db.IdempotentAnswers.Add(new IdempotentAnswer { Key = key, BodyHash = body, Status = Working, CreatedUtc = now });
        if (await db.IdempotentAnswers.AsNoTracking().SingleOrDefaultAsync(a => a.Key == key, ct) is { } earlier) return earlier;
        await db.SaveChangesAsync(ct);
        return null;
    }

    private static async Task AnswerAgainAsync(HttpContext context, IdempotentAnswer earlier, string body, CancellationToken ct)
    {
        if (earlier.BodyHash != body)
        {
            await Problems.WriteAsync(context, StatusCodes.Status422UnprocessableEntity, "This Idempotency-Key was used with another body.", null, ct);
            return;
        }
        if (earlier.Status == Working)
        {
            context.Response.Headers.RetryAfter = "1";
            await Problems.WriteAsync(context, StatusCodes.Status409Conflict, "The first request with this Idempotency-Key is still being worked on.", null, ct);
            return;
        }
        context.Response.StatusCode = earlier.Status;
        foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, string>>(earlier.Headers)!) context.Response.Headers[name] = value;
        if (earlier.Body.Length > 0) await context.Response.Body.WriteAsync(earlier.Body, ct);
    }

    private async Task WorkAsync(HttpContext context, string key)
    {
        var outside = context.Response.Body;
        using var answer = new MemoryStream();
        context.Response.Body = answer;
        var kept = false;
        try
        {
            await next(context);
            // What broke here may be tried again with the same key
            if (context.Response.StatusCode < 500)
            {
                // The work is done: its answer is stored even when the caller has hung up
                await KeepAsync(context.Response, key, answer.ToArray(), CancellationToken.None);
                kept = true;
            }
        }
        finally
        {
            context.Response.Body = outside;
            if (!kept) await ForgetAsync(key, CancellationToken.None);
        }
        answer.Position = 0;
        await answer.CopyToAsync(outside, context.RequestAborted);
    }

    private async Task KeepAsync(HttpResponse response, string key, byte[] body, CancellationToken ct)
    {
        var headers = new Dictionary<string, string>();
        foreach (var name in new[] { "Content-Type", "Location", "ETag" })
            if (response.Headers.TryGetValue(name, out var value)) headers[name] = value.ToString();
        var (status, text) = (response.StatusCode, JsonSerializer.Serialize(headers));
        await using var db = await databases.CreateDbContextAsync(ct);
        await db.IdempotentAnswers.Where(a => a.Key == key).ExecuteUpdateAsync(
            row => row.SetProperty(a => a.Status, status).SetProperty(a => a.Headers, text).SetProperty(a => a.Body, body), ct);
    }

    private async Task ForgetAsync(string key, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await db.IdempotentAnswers.Where(a => a.Key == key).ExecuteDeleteAsync(ct);
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

internal static class IdempotencyPipeline
{
    public static void UseIdempotency(this WebApplication app) => app.UseMiddleware<Idempotency>();
}
