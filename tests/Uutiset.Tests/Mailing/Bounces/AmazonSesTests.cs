using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Uutiset.Mailing;
using Uutiset.Mailing.Bounces;

namespace Uutiset.Tests.Mailing.Bounces;

/// <summary>Notifications of SNS signed by a certificate of our own, which a stand-in serves where Amazon would.</summary>
public sealed class AmazonSesTests : IDisposable
{
    private const string Certificate = "https://sns.eu-north-1.amazonaws.com/SimpleNotificationService-0123.pem";
    // Making one takes longer than all the rest of a test
    private static readonly RSA Key = RSA.Create(2048);
    private readonly Amazon amazon = new();
    private readonly AmazonSes ses;
    private readonly GuardedFetch fetch;

    public AmazonSesTests()
    {
        var now = DateTimeOffset.UnixEpoch + TimeSpan.FromDays(20_000);
        using var made = new CertificateRequest("CN=sns.amazonaws.com", Key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(now, now.AddYears(30));
        amazon.Pem = made.ExportCertificatePem();
        fetch = new GuardedFetch(amazon);
        ses = new AmazonSes(Options.Create(new MailOptions { Bounces = new BounceOptions { SesTopicArn = BounceSettings.Topic } }), fetch, TimeProvider.System, NullLogger<AmazonSes>.Instance);
    }

    [Fact]
    public async Task A_bounce_is_read_with_its_code_and_the_token_of_its_return_path()
    {
        var read = await ReadAsync(Signed("""
            {"notificationType":"Bounce","bounce":{"feedbackId":"0100","bounceType":"Permanent","bounceSubType":"General","timestamp":"2026-11-05T16:33:54.000Z",
             "bouncedRecipients":[{"emailAddress":"kalle@example.fi","action":"failed","status":"5.1.1","diagnosticCode":"smtp; 550 5.1.1 user unknown"}]},
             "mail":{"timestamp":"2026-11-05T16:33:50.000Z","source":"b+abc234@bounce.example.org","messageId":"0100-000000","destination":["kalle@example.fi"]}}
            """));

        var report = Assert.Single(read.Reports!);
        Assert.Equal((ReportKind.Failed, "5.1.1", "ses"), (report.Kind, report.Status.ToString(), report.Source));
        Assert.Equal(["abc234"], report.Tokens);
        Assert.Equal(new DateTime(2026, 11, 5, 16, 33, 54, DateTimeKind.Utc), report.AtUtc);
    }

    [Fact]
    public async Task Complaints_deliveries_and_full_mailboxes_are_read_too()
    {
        var complaint = await ReadAsync(Signed("""{"notificationType":"Complaint","complaint":{"complaintFeedbackType":"abuse","timestamp":"2026-11-05T16:33:54.000Z"},"mail":{"source":"b+abc234@bounce.example.org"}}"""));
        Assert.Equal(ReportKind.Complaint, Assert.Single(complaint.Reports!).Kind);
        var delivery = await ReadAsync(Signed("""{"eventType":"Delivery","delivery":{},"mail":{"source":"b+abc234@bounce.example.org"}}"""));
        Assert.Equal(ReportKind.Delivered, Assert.Single(delivery.Reports!).Kind);
        var full = await ReadAsync(Signed("""{"notificationType":"Bounce","bounce":{"bounceType":"Transient","bouncedRecipients":[{"emailAddress":"a@example.fi"}]},"mail":{"source":"b+abc234@bounce.example.org"}}"""));
        Assert.Equal(4, Assert.Single(full.Reports!).Status!.Value.Class);
        Assert.Empty((await ReadAsync(Signed("""{"eventType":"Open","mail":{"source":"b+abc234@bounce.example.org"}}"""))).Reports!);
    }

    [Theory]
    [InlineData("Message", "{}")]
    [InlineData("MessageId", "another")]
    [InlineData("Timestamp", "2030-01-01T00:00:00.000Z")]
    [InlineData("TopicArn", "arn:aws:sns:eu-north-1:999999999999:somebody")]
    [InlineData("SignatureVersion", "1")]
    [InlineData("Signature", "AAAA")]
    [InlineData("Signature", "not base64")]
    [InlineData("SigningCertURL", "http://sns.eu-north-1.amazonaws.com/x.pem")]
    [InlineData("SigningCertURL", "https://sns.eu-north-1.amazonaws.com.example.org/x.pem")]
    [InlineData("SigningCertURL", "https://sns.eu-north-1.amazonaws.com@example.org/x.pem")]
    [InlineData("SigningCertURL", "https://example.org/sns.eu-north-1.amazonaws.com/x.pem")]
    [InlineData("SigningCertURL", "https://sns.a.b.amazonaws.com/x.pem")]
    [InlineData("SigningCertURL", "https://sns.eu-north-1.amazonaws.com:8443/x.pem")]
    [InlineData("SigningCertURL", "https://s3.eu-north-1.amazonaws.com/x.pem")]
    [InlineData("SigningCertURL", "https://sns.eu-north-1.amazonaws.com/x.txt")]
    [InlineData("SigningCertURL", "file:///etc/passwd.pem")]
    public async Task What_was_changed_on_the_way_or_signed_by_somebody_else_is_forged(string field, string value)
    {
        var message = Signed("""{"notificationType":"Complaint","mail":{"source":"b+abc234@bounce.example.org"}}""");
        message[field] = value;
        Assert.Null((await ReadAsync(message)).Reports);
        Assert.All(amazon.Asked, a => Assert.Equal(Certificate, a));
    }

    [Fact]
    public async Task A_certificate_that_has_ended_or_is_none_proves_nothing()
    {
        var message = Signed("{}");
        amazon.Pem = "<html>";
        Assert.Null((await ReadAsync(message)).Reports);
        var longAgo = DateTimeOffset.UnixEpoch + TimeSpan.FromDays(10_000);
        using var old = new CertificateRequest("CN=sns.amazonaws.com", Key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(longAgo, longAgo.AddYears(1));
        amazon.Pem = old.ExportCertificatePem();
        Assert.Null((await ReadAsync(message)).Reports);
    }

    [Fact]
    public async Task A_subscription_is_confirmed_at_Amazons_address_and_nowhere_else()
    {
        var confirm = "https://sns.eu-north-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=x&Token=y";
        Assert.Empty((await ReadAsync(Signed("You have chosen to subscribe", "SubscriptionConfirmation", confirm))).Reports!);
        Assert.Equal([Certificate, confirm], amazon.Asked);

        amazon.Asked.Clear();
        Assert.Null((await ReadAsync(Signed("You have chosen to subscribe", "SubscriptionConfirmation", "https://169.254.169.254/latest/meta-data"))).Reports);
        Assert.Equal([Certificate], amazon.Asked);
    }

    [Theory]
    [InlineData("93.184.216.34", true)]
    [InlineData("2a00:1450:400f::1", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:93.184.216.34", true)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2001:0:7f00:1::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fd12::1", false)]
    [InlineData("ff02::1", false)]
    public void Nothing_is_fetched_from_the_inside(string address, bool isPublic) => Assert.Equal(isPublic, GuardedFetch.IsPublic(IPAddress.Parse(address)));

    [Fact]
    public async Task The_real_door_outwards_refuses_this_machine_and_open_lines()
    {
        using var real = new GuardedFetch(GuardedFetch.Handler());
        Assert.Null(await real.GetAsync(new Uri("https://localhost:1/x.pem"), 1000, CancellationToken.None));
        Assert.Null(await real.GetAsync(new Uri("http://example.org/x.pem"), 1000, CancellationToken.None));
        Assert.Null(await fetch.GetAsync(new Uri(Certificate), 100, CancellationToken.None));
    }

    private static Dictionary<string, string> Signed(string text, string type = "Notification", string? subscribe = null)
    {
        var message = new Dictionary<string, string>
        {
            ["Type"] = type, ["MessageId"] = "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324", ["TopicArn"] = BounceSettings.Topic, ["Message"] = text, ["Timestamp"] = "2026-11-05T16:33:55.000Z",
            ["SignatureVersion"] = "2", ["SigningCertURL"] = Certificate,
        };
        if (subscribe is not null) (message["SubscribeURL"], message["Token"]) = (subscribe, "y");
        else message["Subject"] = "Amazon SES";
        string[] order = subscribe is null ? ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"] : ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];
        message["Signature"] = Convert.ToBase64String(Key.SignData(Encoding.UTF8.GetBytes(string.Concat(order.Select(n => $"{n}\n{message[n]}\n"))), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        return message;
    }

    private Task<WebhookReading> ReadAsync(Dictionary<string, string> message) => ses.ReadAsync(new DefaultHttpContext().Request, JsonSerializer.SerializeToUtf8Bytes(message), CancellationToken.None);

    public void Dispose()
    {
        fetch.Dispose();
        amazon.Dispose();
    }

    private sealed class Amazon : HttpMessageHandler
    {
        public string Pem { get; set; } = "";

        public List<string> Asked { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add(request.RequestUri!.ToString());
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(Pem) });
        }
    }
}
