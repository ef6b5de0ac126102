using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;

namespace Uutiset.Accounts.Api;

/// <summary>Says in plain words what is wrong with a request that could not even be read.</summary>
internal sealed class ApiExceptions : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException bad || !ApiKeyAuthentication.IsApi(context)) return false;
        var (detail, errors) = Explain(bad);
        await Problems.WriteAsync(context, bad.StatusCode, detail, errors, cancellationToken);
        return true;
    }

    private static (string? Detail, Dictionary<string, string[]>? Errors) Explain(BadHttpRequestException bad) => bad switch
    {
        { StatusCode: StatusCodes.Status413PayloadTooLarge } => (null, null),
        { InnerException: JsonException json } => Explain(json),
        { InnerException: null } when bad.Message.Contains("body", StringComparison.OrdinalIgnoreCase) => ("The request has no body; send a JSON object.", null),
        _ => (bad.Message.TrimEnd('.') + ".", null),
    };

    private static (string, Dictionary<string, string[]>?) Explain(JsonException json)
    {
        var where = json is { LineNumber: { } line, BytePositionInLine: { } at } ? $" (line {line + 1}, byte {at + 1})" : "";
        var field = json.Path?.TrimStart('$').TrimStart('.');
        // System.Text.Json tells about its own types; what a caller can use is the field
        return field is { Length: > 0 } && json.Message.Contains("could not be converted", StringComparison.Ordinal)
            ? ($"The value of {field} has the wrong type or is not one of the allowed words{where}.", new() { [field] = ["wrong type, or not one of the allowed words"] })
            : ($"The body is not valid JSON{where}.", null);
    }
}
