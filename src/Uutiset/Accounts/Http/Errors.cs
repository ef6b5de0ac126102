using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Uutiset.Accounts.Api;
using Uutiset.Data;

namespace Uutiset.Accounts.Http;

/// <summary>Errors as people and programs can use them: a page with an id in the reader's language, or a problem document under /api. Never a stack (ASVS 16.5.1).</summary>
internal static class Errors
{
    public static void AddErrors(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.AddExceptionHandler<ApiExceptions>();
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
    }

    public static void UseErrors(this WebApplication app)
    {
        app.UseStatusCodePages(async status =>
        {
            var context = status.HttpContext;
            if (ApiKeyAuthentication.IsApi(context)) await Problems.WriteAsync(context, context.Response.StatusCode, null, null, context.RequestAborted);
            else await ShowPageAsync(context, status.Next);
        });
        var engine = app.Services.GetRequiredService<IDatabaseEngine>();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = context =>
            {
                // The page itself is written by the status code pages around this
                context.Response.StatusCode = context.Features.Get<IExceptionHandlerFeature>()?.Error switch
                {
                    BadHttpRequestException bad => bad.StatusCode,
                    { } error when engine.IsUnstorable(error) => StatusCodes.Status400BadRequest,
                    { } error when engine.IsFull(error) => StatusCodes.Status507InsufficientStorage,
                    _ => StatusCodes.Status500InternalServerError,
                };
                return Task.CompletedTask;
            },
            AllowStatusCode404Response = true,
            // The asker's mistake, answered with 400: no stack for that
            SuppressDiagnosticsCallback = error => error.Exception is BadHttpRequestException || engine.IsUnstorable(error.Exception),
        });
    }

    /// <summary>What a reader can quote and an operator can find in the log.</summary>
    public static string IdOf(HttpContext context) => Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;

    private static async Task ShowPageAsync(HttpContext context, RequestDelegate next)
    {
        var (path, query, method, type, code) = (context.Request.Path, context.Request.QueryString, context.Request.Method, context.Request.ContentType, context.Response.StatusCode);
        if (HttpMethods.IsHead(method)) return;
        context.SetEndpoint(null);
        context.Request.RouteValues.Clear();
        context.Request.Path = "/virhe/" + code;
        context.Request.QueryString = QueryString.Empty;
        context.Request.Method = HttpMethods.Get;
        // A form that could not be read, as one with NUL in it, cannot be read for the page either
        context.Request.ContentType = null;
        try
        {
            await next(context);
        }
        finally
        {
            (context.Request.Path, context.Request.QueryString, context.Request.Method, context.Request.ContentType) = (path, query, method, type);
        }
    }
}
