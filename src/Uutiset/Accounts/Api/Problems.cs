using Microsoft.AspNetCore.Mvc;
using Uutiset.Accounts.Http;

namespace Uutiset.Accounts.Api;

/// <summary>Refusals as RFC 9457 documents, with <c>errors</c> per field where a field is to blame.</summary>
internal static class Problems
{
    /// <summary>422: understood, but one or more fields will not do.</summary>
    public static IResult Invalid(IReadOnlyDictionary<string, string[]> errors) =>
        Of(StatusCodes.Status422UnprocessableEntity, "One or more fields are not acceptable; see errors.", errors);

    public static IResult Invalid(string field, string message) => Invalid(new Dictionary<string, string[]> { [field] = [message] });

    public static IResult NotFound(string what) => Of(StatusCodes.Status404NotFound, $"There is no such {what}.");

    public static IResult Of(int status, string? detail = null, IReadOnlyDictionary<string, string[]>? errors = null) => new Problem(status, detail, errors);

    public static Task WriteAsync(HttpContext context, int status, string? detail, IReadOnlyDictionary<string, string[]>? errors, CancellationToken ct)
    {
        var problem = new ProblemDetails
        {
            Type = "about:blank",
            Title = TitleOf(status),
            Status = status,
            Detail = detail ?? DetailOf(status),
            Instance = context.Request.Path,
        };
        if (errors is { Count: > 0 }) problem.Extensions["errors"] = errors;
        problem.Extensions["id"] = Errors.IdOf(context);
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(problem, options: null, contentType: "application/problem+json; charset=utf-8", ct);
    }

    private static string TitleOf(int status) => status switch
    {
        StatusCodes.Status422UnprocessableEntity => "Unprocessable Content",
        StatusCodes.Status413PayloadTooLarge => "Content Too Large",
        _ => Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status),
    };

    private static string? DetailOf(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "The request could not be understood.",
        StatusCodes.Status401Unauthorized => "Send a valid API key: Authorization: Bearer KEY.",
        StatusCodes.Status403Forbidden => "The API key does not have the scope that this needs.",
        StatusCodes.Status404NotFound => "There is nothing at this address.",
        StatusCodes.Status405MethodNotAllowed => "This address does not take that method; see Allow.",
        StatusCodes.Status413PayloadTooLarge => "The body is larger than this address takes.",
        StatusCodes.Status415UnsupportedMediaType => "Send the body as application/json.",
        StatusCodes.Status429TooManyRequests => "Too many requests; try again after the seconds in Retry-After.",
        StatusCodes.Status500InternalServerError => "Something broke here. The log tells more under this id.",
        StatusCodes.Status507InsufficientStorage => "The disk of the server is full: nothing was saved. Send it again when there is space.",
        _ => null,
    };

    private sealed class Problem(int status, string? detail, IReadOnlyDictionary<string, string[]>? errors) : IResult, IStatusCodeHttpResult
    {
        public int? StatusCode => status;

        public Task ExecuteAsync(HttpContext httpContext) => WriteAsync(httpContext, status, detail, errors, httpContext.RequestAborted);
    }
}
