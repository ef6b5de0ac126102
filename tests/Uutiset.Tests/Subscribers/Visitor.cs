using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Uutiset.Subscribers;

namespace Uutiset.Tests.Subscribers;

/// <summary>Somebody at a computer of their own: another loopback address, so that one visitor's limit is not another's. No cookies, no script.</summary>
internal sealed partial class Visitor : IDisposable
{
    private static int count;
    private readonly Newsroom newsroom;

    public Visitor(Newsroom newsroom)
    {
        this.newsroom = newsroom;
        var n = Interlocked.Increment(ref count);
        var address = new IPAddress([127, 1, (byte)(n / 250), (byte)(1 + n % 250)]);
        Http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false,
            ConnectCallback = async (context, ct) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Bind(new IPEndPoint(address, 0));
                await socket.ConnectAsync(context.DnsEndPoint, ct);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        { BaseAddress = new Uri(newsroom.BaseUrl) };
    }

    public HttpClient Http { get; }

    public async Task<HttpResponseMessage> SubscribeAsync(string email, string? organisation = null, string lang = "fi", params (string, string)[] more)
    {
        var prefix = lang == "fi" ? "" : "/" + lang;
        var form = await FormAsync(prefix + "/tilaa");
        newsroom.Clock.Move(TimeSpan.FromSeconds(3));
        var who = organisation is null ? "private" : "organisation";
        return await PostAsync(prefix + "/tilaa", [.. form, ("who", who), ("organisation", organisation ?? ""), ("email", email), ("lang", lang), ("consent", "yes"), .. more]);
    }

    /// <summary>The hidden fields of a page's form.</summary>
    public async Task<(string, string)[]> FormAsync(string path) =>
        [.. Hidden().Matches(await Http.GetStringAsync(path)).Select(m => (m.Groups[1].Value, WebUtility.HtmlDecode(m.Groups[2].Value)))];

    public Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields) =>
        Http.PostAsync(path, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));

    /// <summary>The page's one button, with what stands on the page at that moment.</summary>
    public async Task<HttpResponseMessage> PressAsync(string path)
    {
        using var page = await Http.GetAsync(path);
        return await PostAsync(path, [.. Hidden().Matches(await page.Content.ReadAsStringAsync()).Select(m => (m.Groups[1].Value, WebUtility.HtmlDecode(m.Groups[2].Value)))]);
    }

    /// <summary>What lies in the mailbox of an address, oldest first, as text with its line breaks of transport taken out.</summary>
    public Task<List<string>> MailAsync(string email) => newsroom.InDbAsync(async db =>
    {
        var bodies = await db.Deliveries.Where(d => d.Address == email).OrderBy(d => d.Id)
            .Join(db.MailContents, d => d.ContentId, c => c.Id, (d, c) => c.Compiled).ToListAsync();
        return bodies.Select(b => Encoding.Latin1.GetString(b).Replace("=\r\n", "", StringComparison.Ordinal)).ToList();
    });

    public async Task<string> ConfirmationPathAsync(string email) => ConfirmLink().Match((await MailAsync(email))[^1]).Value;

    public async Task<string> ConfirmedAsync(string email, string? organisation = null, params (string, string)[] more)
    {
        await SubscribeAsync(email, organisation, "fi", more);
        Assert.Equal(HttpStatusCode.OK, (await PressAsync(await ConfirmationPathAsync(email))).StatusCode);
        return await PreferencesPathAsync(email);
    }

    public Task<string> PreferencesPathAsync(string email) => newsroom.InDbAsync(async db =>
    {
        var contact = await db.Contacts.OrderBy(c => c.Id).FirstAsync(c => c.Email == email);
        return SubscriptionLinks.PreferencesPath(newsroom.Get<SubscriptionLinks>().Token(contact.Id, contact.TokenVersion));
    });

    public Task<Contact> ContactAsync(string email) => newsroom.InDbAsync(db => db.Contacts.AsNoTracking()
        .Include(c => c.Regions).Include(c => c.Subscription!.Regions).Include(c => c.Subscription!.Terms).Include(c => c.Subscription!.Organisation)
        .OrderBy(c => c.Id).FirstAsync(c => c.Email == email));

    public Task<List<ConsentEvent>> LedgerAsync(string email) => newsroom.InDbAsync(async db =>
    {
        var contact = await db.Contacts.OrderBy(c => c.Id).FirstAsync(c => c.Email == email);
        return await db.ConsentEvents.AsNoTracking().Include(e => e.Words).Where(e => e.ContactId == contact.PublicId).OrderBy(e => e.Id).ToListAsync();
    });

    public void Dispose() => Http.Dispose();

    [GeneratedRegex("""<input type="hidden" name="([^"]+)" value="([^"]*)">""")]
    private static partial Regex Hidden();

    [GeneratedRegex("(?:/sv|/en)?/tilaus/vahvista/[a-z2-7]+")]
    private static partial Regex ConfirmLink();
}

internal static class NewsroomServices
{
    public static T Get<T>(this Newsroom newsroom) where T : notnull => Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<T>(newsroom.Services);
}
