using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;
using Uutiset.Bulletins;
using Uutiset.Mailing;
using Uutiset.Mailing.Bounces;
using Uutiset.Mailing.Sending;
using Uutiset.Subscribers;
using Uutiset.Tests.Accounts;
using Uutiset.Tests.Bulletins;

namespace Uutiset.Tests.Mailing.Bounces;

public abstract class BounceApiTests(IBounceNewsroom newsroom)
{
    private readonly Newsroom room = newsroom.Room;

    [Fact]
    public async Task A_signed_report_counts_once_and_is_answered_alike_each_time()
    {
        var (reader, dispatch, token) = await SentAsync("signed");
        using var first = await SignedAsync(Returned.Dsn(token));
        using var second = await SignedAsync(Returned.Dsn(token));

        Assert.Equal(("counted", "repeated"), (await OutcomeAsync(first), await OutcomeAsync(second)));
        Assert.Equal((1, ContactState.Bounced), ((await Dispatches.CountsAsync(room, dispatch)).Bounced, await Reports.StateAsync(room, reader)));
    }

    [Fact]
    public async Task A_report_that_proves_nothing_is_refused_and_nothing_happens()
    {
        var (reader, _, token) = await SentAsync("unsigned");
        var body = Returned.Dsn(token);
        var now = room.Clock.GetUtcNow().ToUnixTimeSeconds();
        var right = SignedRequest.Sign(BounceSettings.Secret, now, body);
        foreach (var (signature, at) in new (string?, long?)[]
        {
            (null, null), (right, null), (null, now), (right, now + 1), ("sha256=", now), (right.ToUpperInvariant(), now),
            (SignedRequest.Sign("another secret that is long enough", now, body), now), (SignedRequest.Sign(BounceSettings.Secret, now, Returned.Dsn(token, status: "5.1.2")), now),
            (SignedRequest.Sign(BounceSettings.Secret, now - 301, body), now - 301), (SignedRequest.Sign(BounceSettings.Secret, now + 320, body), now + 320),
        })
        {
            using var answer = await PostAsync(room.Client, body, signature, at);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
        Assert.Equal(ContactState.Confirmed, await Reports.StateAsync(room, reader));
    }

    [Fact]
    public async Task A_key_reports_by_its_scope_and_for_the_whole_site_only()
    {
        var (reader, _, token) = await SentAsync("key");
        using var writer = await room.WithKeyAsync("articles:write");
        using var bound = await room.WithKeyAsync((await room.InDbAsync(Readers.PublisherAsync)).Id, "subscribers:write");
        foreach (var client in new[] { writer, bound })
        {
            using var refused = await client.PostAsJsonAsync("/api/v1/bounces", new { kind = "failed", token, code = "5.1.1" });
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }
        using var key = await room.WithKeyAsync("subscribers:write");
        using var taken = await key.PostAsJsonAsync("/api/v1/bounces", new { kind = "failed", token, code = "5.1.1", text = "550 5.1.1 no" });
        Assert.Equal("counted", await OutcomeAsync(taken));
        Assert.Equal("bounced", await Reports.ReasonAsync(room, reader));
        using var strange = await key.PostAsJsonAsync("/api/v1/bounces", new { kind = "complaint", token = "aaaa" });
        Assert.Equal("unknown", await OutcomeAsync(strange));
        foreach (var wrong in new[] { "{", "[]", "null", "{\"kind\":\"eaten\"}", "{}" })
        {
            using var content = new StringContent(wrong, Encoding.UTF8, "application/json");
            using var answer = await key.PostAsync("/api/v1/bounces", content);
            Assert.Equal((wrong, HttpStatusCode.BadRequest), (wrong, answer.StatusCode));
        }
    }

    [Fact]
    public async Task What_is_too_large_or_cannot_be_read_is_refused()
    {
        using var large = await SignedAsync(new byte[MailIntake.Limits.MaxBytes + 1]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        using var deep = await SignedAsync(Returned.Unreadable());
        Assert.Equal(HttpStatusCode.BadRequest, deep.StatusCode);
        using var webhook = await room.Client.PostAsync("/api/v1/webhooks/mailgun", new ByteArrayContent(new byte[600 * 1024]));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, webhook.StatusCode);
    }

    [Fact]
    public async Task A_mail_to_the_unsubscribing_address_ends_the_subscription_as_a_click_does()
    {
        var reader = (await Reports.ContactsAsync(room, "mailto", 1))[0];
        var article = await Readers.ArticleAsync(room, "Avustukset haettavana");
        var bulletin = await Readers.BulletinAsync(room, new BulletinDraft { Variants = [new("fi", "Viikon uutiset", null, null)], Items = [new(article.PublicId, null, null)] });
        var frozen = await Readers.FreezeAsync(room, bulletin);
        await Dispatches.UntilAsync(room, frozen.Dispatch!.Id, c => c.IsOver);
        var slots = await room.InDbAsync(db => db.Deliveries.Where(d => d.DispatchId == frozen.Dispatch.Id && d.AddressKey == reader.AddressKey).Select(d => d.Slots).SingleAsync());
        var mailto = JsonDocument.Parse(slots).RootElement.GetProperty("unsubscribeMail").GetString()!;
        Assert.Matches(@"^mailto:u\+[a-z2-7]{20,60}@bounce\.example\.org\?subject=unsubscribe$", mailto);

        using var answer = await SignedAsync(Returned.Unsubscribe(mailto["mailto:u+".Length..mailto.IndexOf('@', StringComparison.Ordinal)].ToUpperInvariant()));

        Assert.Equal("unsubscribed", await OutcomeAsync(answer));
        Assert.Equal(ContactState.Withdrawn, await Reports.StateAsync(room, reader));
        var line = await room.InDbAsync(db => db.ConsentEvents.SingleAsync(e => e.ContactId == reader.PublicId && e.Kind == ConsentKind.Withdrawn));
        Assert.Equal(("mail", "self"), (line.Method, line.Actor));
        using var forged = await SignedAsync(Returned.Unsubscribe("abcdefghijklmnopqrstuvwxyz234567"));
        Assert.Equal("unknown", await OutcomeAsync(forged));
    }

    [Theory]
    [InlineData("HardBounce", "bounced", 1)]
    [InlineData("BadEmailAddress", "bounced", 1)]
    [InlineData("SoftBounce", null, 1)]
    [InlineData("Blocked", null, 1)]
    [InlineData("Transient", null, 0)]
    [InlineData("AutoResponder", null, 0)]
    [InlineData("SpamComplaint", "complained", 1)]
    public async Task Postmark_is_believed_by_its_name_and_password(string type, string? reason, int rows)
    {
        var (reader, dispatch, token) = await SentAsync("postmark" + type);
        var body = Encoding.UTF8.GetBytes($$"""
            {"RecordType":"{{(type == "SpamComplaint" ? type : "Bounce")}}","MessageStream":"broadcast","ID":4323372036854775807,"Type":"{{type}}","TypeCode":1,"Name":"Hard bounce","Tag":"",
             "MessageID":"883953f4-6105-42a2-a16a-77a8eac79483","Metadata":{"uutiset":"{{token}}"},"ServerID":23,"Description":"The server was unable to deliver your message.","Details":"smtp;550 5.1.1 no such user",
             "Email":"{{reader.Email}}","From":"uutiset@example.org","BouncedAt":"2026-11-05T16:33:54.9070259Z","DumpAvailable":true,"Inactive":true,"CanActivate":true,"Subject":"Hei"}
            """);
        foreach (var wrong in new[] { null, "postmark:väärä", "postmark:", ":sala:sana ä" })
            Assert.Equal(HttpStatusCode.Unauthorized, await HookAsync("postmark", body, wrong));
        Assert.Null(await Reports.ReasonAsync(room, reader));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await HookAsync("postmark", body, "postmark:sala:sana ä"), await HookAsync("postmark", body, "postmark:sala:sana ä")));

        Assert.Equal((reason, rows), (await Reports.ReasonAsync(room, reader), await RowsAsync(dispatch)));
    }

    [Fact]
    public void Postmark_gets_our_token_with_the_message_where_it_is_the_relay()
    {
        var (theirs, others) = (new ArrayBufferWriter<byte>(), new ArrayBufferWriter<byte>());
        Postmark.Mark(new BounceOptions { PostmarkUser = "a", PostmarkPassword = "b" }, "abc234", theirs);
        Postmark.Mark(new BounceOptions(), "abc234", others);
        Assert.Equal("X-PM-Metadata-uutiset: abc234\r\n", Encoding.ASCII.GetString(theirs.WrittenSpan));
        Assert.Equal(0, others.WrittenCount);
    }

    [Theory]
    [InlineData("failed", "permanent", "5.1.1", "bounced", 1)]
    [InlineData("failed", "permanent", "5.7.1", null, 1)]
    [InlineData("failed", "temporary", "4.2.2", null, 0)]
    [InlineData("delivered", "", "", null, 0)]
    [InlineData("complained", "", "", "complained", 1)]
    [InlineData("opened", "", "", null, 0)]
    public async Task Mailgun_is_believed_by_its_signature(string name, string severity, string code, string? reason, int rows)
    {
        var (reader, dispatch, token) = await SentAsync("mailgun" + name + code);
        // Once by the return path, otherwise by our Message-ID
        var id = await Reports.DeliveryAsync(room, dispatch, reader);
        var message = room.Services.GetRequiredService<CapabilityTokens>().Make(Filling.MessagePurpose, id, 1);
        var byPath = code == "5.1.1";
        byte[] Body(string key, long at)
        {
            var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(at.ToString(CultureInfo.InvariantCulture) + "abc")));
            return Encoding.UTF8.GetBytes($$"""
                {"signature":{"timestamp":"{{at}}","token":"abc","signature":"{{signature}}"},
                 "event-data":{"event":"{{name}}","severity":"{{severity}}","timestamp":{{at}}.5,"id":"G9Bn5sl1TC6nu79C8C0bwg","reason":"bounce","recipient":"{{reader.Email}}",
                  "delivery-status":{"code":550,"enhanced-code":"{{(byPath ? "" : code)}}","message":"{{code}} mailbox","description":"","attempt-no":1},
                  "envelope":{"transport":"smtp","sender":"{{(byPath ? $"b+{token}@bounce.example.org" : "postmaster@example.org")}}","targets":"{{reader.Email}}"},
                  "message":{"headers":{"message-id":"{{(byPath ? "x@mailgun.example" : message + "@example.org")}}","from":"uutiset@example.org"},"size":111},"flags":{"is-test-mode":false},"user-variables":{} } }
                """);
        }
        var now = room.Clock.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal(HttpStatusCode.Unauthorized, await HookAsync("mailgun", Body("key-of-somebody", now)));
        Assert.Equal(HttpStatusCode.Unauthorized, await HookAsync("mailgun", Body(BounceSettings.MailgunKey, now - 90_000)));
        Assert.Equal(HttpStatusCode.Unauthorized, await HookAsync("mailgun", "{}"u8.ToArray()));
        Assert.Null(await Reports.ReasonAsync(room, reader));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await HookAsync("mailgun", Body(BounceSettings.MailgunKey, now)), await HookAsync("mailgun", Body(BounceSettings.MailgunKey, now))));

        Assert.Equal((reason, rows), (await Reports.ReasonAsync(room, reader), await RowsAsync(dispatch)));
    }

    [Fact]
    public async Task A_provider_that_nobody_set_up_and_a_body_that_is_not_theirs_are_refused()
    {
        Assert.Equal(HttpStatusCode.NotFound, await HookAsync("sendgrid", "{}"u8.ToArray()));
        Assert.Equal(HttpStatusCode.BadRequest, await HookAsync("mailgun", "<xml/>"u8.ToArray()));
        Assert.Equal(HttpStatusCode.BadRequest, await HookAsync("postmark", "[1]"u8.ToArray(), "postmark:sala:sana ä"));
        // Of the right topic, and signed by nobody: the key would lie elsewhere
        Assert.Equal(HttpStatusCode.Unauthorized, await HookAsync("ses", Encoding.UTF8.GetBytes($$"""{"Type":"Notification","TopicArn":"{{BounceSettings.Topic}}","SignatureVersion":"2","SigningCertURL":"https://sns.example.org/x.pem","Signature":"AAAA","Message":"{}" }""")));
    }

    private async Task<(Contact Reader, long Dispatch, string Token)> SentAsync(string prefix)
    {
        var reader = (await Reports.ContactsAsync(room, prefix, 1))[0];
        var dispatch = await Reports.SentAsync(room, [reader]);
        return (reader, dispatch, Reports.TokenOf(room, await Reports.DeliveryAsync(room, dispatch, reader)));
    }

    private Task<HttpResponseMessage> SignedAsync(byte[] body)
    {
        var now = room.Clock.GetUtcNow().ToUnixTimeSeconds();
        return PostAsync(room.Client, body, SignedRequest.Sign(BounceSettings.Secret, now, body), now);
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, byte[] body, string? signature, long? at)
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new("message/rfc822") } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/bounces") { Content = content, Headers = { ExpectContinue = true } };
        if (signature is not null) request.Headers.TryAddWithoutValidation(SignedRequest.SignatureHeader, signature);
        if (at is { } seconds) request.Headers.TryAddWithoutValidation(SignedRequest.TimestampHeader, seconds.ToString(CultureInfo.InvariantCulture));
        return await client.SendAsync(request);
    }

    private async Task<HttpStatusCode> HookAsync(string provider, byte[] body, string? basic = null)
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/webhooks/" + provider) { Content = content };
        if (basic is not null) request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(basic)));
        using var answer = await room.Client.SendAsync(request);
        return answer.StatusCode;
    }

    private static async Task<string?> OutcomeAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("outcome").GetString();
    }

    private Task<int> RowsAsync(long dispatch) => room.InDbAsync(db => db.Bounces.CountAsync(b => b.DispatchId == dispatch));

    public sealed class OnSqlite(SqliteBounceNewsroom newsroom) : BounceApiTests(newsroom), IClassFixture<SqliteBounceNewsroom>;

    public sealed class OnPostgres(PostgresBounceNewsroom newsroom) : BounceApiTests(newsroom), IClassFixture<PostgresBounceNewsroom>;
}
