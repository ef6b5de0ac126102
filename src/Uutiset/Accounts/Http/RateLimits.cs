using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Uutiset.Accounts.Http;

internal sealed class LimitOptions
{
    public int SignInPerMinute { get; set; } = 20;
    public int SubscribePerHour { get; set; } = 5;
    public int SearchPerMinute { get; set; } = 120;
    public int FeedPerMinute { get; set; } = 120;
    public int ExportPerMinute { get; set; } = 10;
}

/// <summary>Policies by name, each per client address: <c>.RequireRateLimiting(RateLimits.Search)</c>, or <c>[EnableRateLimiting]</c> on a page.</summary>
internal static class RateLimits
{
    public const string SignIn = "sign-in";
    public const string Subscribe = "subscribe";
    public const string Search = "search";
    public const string SearchedList = "searched-list";
    public const string Feed = "feed";
    public const string Export = "export";

    public static void AddRateLimits(this IServiceCollection services)
    {
        services.AddOptions<LimitOptions>().BindConfiguration("Limits")
            .Validate(o => o is { SignInPerMinute: > 0, SubscribePerHour: > 0, SearchPerMinute: > 0, FeedPerMinute: > 0, ExportPerMinute: > 0 }, "Limits: every limit must be at least 1")
            .ValidateOnStart();
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<LimitOptions>>((limiter, limits) =>
        {
            var l = limits.Value;
            // Reading a form costs nothing; sending it does
            limiter.AddPolicy(SignIn, context => OnlyPosts(context, l.SignInPerMinute, TimeSpan.FromMinutes(1)));
            limiter.AddPolicy(Subscribe, context => OnlyPosts(context, l.SubscribePerHour, TimeSpan.FromHours(1)));
            limiter.AddPolicy(Search, context => Window(context, l.SearchPerMinute, TimeSpan.FromMinutes(1)));
            // Menus lead to such lists: only what is asked of them costs
            limiter.AddPolicy(SearchedList, context => context.Request.QueryString.HasValue ? Window(context, l.SearchPerMinute, TimeSpan.FromMinutes(1)) : RateLimitPartition.GetNoLimiter("read"));
            limiter.AddPolicy(Feed, context => Window(context, l.FeedPerMinute, TimeSpan.FromMinutes(1)));
            // On a page that offers a file, looking at the page costs nothing
            limiter.AddPolicy(Export, context => IsExport(context.Request) ? Window(context, l.ExportPerMinute, TimeSpan.FromMinutes(1)) : RateLimitPartition.GetNoLimiter("read"));
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = (rejected, _) =>
            {
                var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1);
                rejected.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                return ValueTask.CompletedTask;
            };
        });
    }

    private static RateLimitPartition<string> OnlyPosts(HttpContext context, int permits, TimeSpan window) =>
        HttpMethods.IsPost(context.Request.Method) ? Window(context, permits, window) : RateLimitPartition.GetNoLimiter("read");

    private static bool IsExport(HttpRequest request) =>
        request.Path.Value!.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || string.Equals(request.Query["handler"], "Csv", StringComparison.OrdinalIgnoreCase);

    private static RateLimitPartition<string> Window(HttpContext context, int permits, TimeSpan window) =>
        RateLimitPartition.GetFixedWindowLimiter(ClientOf(context.Connection.RemoteIpAddress),
            _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = window, QueueLimit = 0 });

    // One household or server has a whole /64 of IPv6 addresses to try from
    private static string ClientOf(IPAddress? address)
    {
        if (address is null) return "?";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }
}
