namespace Uutiset.Accounts.Api;

/// <summary>One page of a list. <c>total</c> counts all pages together.</summary>
internal sealed record Paged<T>(IReadOnlyList<T> Items, int Page, int PageSize, int Total);

/// <summary><c>?page=&amp;pageSize=</c>, taken with <c>[AsParameters]</c>; a group made by <see cref="ApiRoutes.MapApi"/> refuses bad values before the handler runs.</summary>
internal readonly record struct Paging(int? Page, int? PageSize)
{
    public const int Largest = 100;
    // 2^31 items lie nowhere, and the product below must not overflow
    private const int LastPage = 1_000_000;

    public int Number => Page ?? 1;

    public int Size => PageSize ?? 20;

    public int Skip => (Number - 1) * Size;

    public Paged<T> Of<T>(IReadOnlyList<T> items, int total) => new(items, Number, Size, total);

    internal Dictionary<string, string[]>? Refusal()
    {
        var errors = new Dictionary<string, string[]>();
        if (Number is < 1 or > LastPage) errors["page"] = ["must be 1 or more"];
        if (Size is < 1 or > Largest) errors["pageSize"] = [$"must be from 1 to {Largest}"];
        return errors.Count > 0 ? errors : null;
    }
}

internal sealed class PagingFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.Arguments.OfType<Paging>().Select(p => p.Refusal()).FirstOrDefault(r => r is not null) is { } errors
            ? Problems.Of(StatusCodes.Status400BadRequest, "The page asked for is not possible; see errors.", errors)
            : await next(context);
}
