using System.Text;
using Uutiset.Mail;
using Uutiset.Mail.Reading;
using Uutiset.Mail.Smtp;

namespace Uutiset.Tests.Mail;

/// <summary>Bounces and complaints: recorded from Postfix 3.7, and in the shapes that other senders write.</summary>
public sealed class ReportTests
{
    private static readonly IncomingMailReader Reader = new(new ReturnAddresses("example.fi"));

    [Theory]
    [InlineData("postfix-failed-5.1.1", DeliveryAction.Failed, "5.1.1", "gonetoken", "kalle@gone.example", "X-Postfix; No such mailbox")]
    [InlineData("postfix-failed-4.2.2", DeliveryAction.Failed, "4.2.2", "slowtoken", "liisa+a@slow.example", "X-Postfix; Mailbox is full")]
    [InlineData("postfix-delayed-4.2.2", DeliveryAction.Delayed, "4.2.2", "slowtoken", "liisa+a@slow.example", "X-Postfix; Mailbox is full")]
    public void What_Postfix_reports_is_read_with_both_action_and_status(string file, DeliveryAction action, string status, string token, string recipient, string words)
    {
        foreach (var mail in new[] { Recorded(file), Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(Recorded(file)).ReplaceLineEndings("\r\n")) })
        {
            var bounce = Assert.IsType<IncomingMail.Bounce>(Reader.Read(mail));

            Assert.Equal([token], bounce.BounceTokens);
            Assert.Equal(("d.12+=", "mx.example.fi", "plain.1@example.fi"), (bounce.Report.EnvelopeId, bounce.Report.ReportingMta, bounce.Report.ReturnedMessageId));
            Assert.Equal([new ReportedRecipient(action, EnhancedStatus.Parse(status), recipient, recipient, words, null)], bounce.Report.Recipients);
        }
    }

    [Fact]
    public void A_report_is_found_under_a_footer_in_base64_with_several_recipients_and_in_other_letters()
    {
        var status = """
            Reporting-MTA: dns;EUR01.prod.outlook.example
            Received-From-MTA: dns;mx.example.fi

            Original-Recipient: rfc822;liisa@example.org
            Final-Recipient: rfc822;Liisa.A@example.org
            Action: FAILED (nobody)
            Status: 5.1.10 (no such user)
            Remote-MTA: dns;mail.example.org
            Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound;
             Recipient =?utf-8?q?ei_l=C3=B6ydy?= by SMTP address lookup

            Final-Recipient: utf-8;äiti@example.org
            Action: relayed
            Status: 2.x.0

            Final-Recipient: rfc822;x@example.org
            Action: 1
            """;
        var mail = Multipart("mixed",
            "Content-Type: MULTIPART/Report; (kommentti) Report-Type=\"delivery-status\"; boundary=\"in(n)er;=?\"\n\n--in(n)er;=?\nContent-Type: text/plain\n\nFinal-Recipient: rfc822; not@this.example\n"
            + "--in(n)er;=?  \nContent-Type: Message/Global-Delivery-Status\nContent-Transfer-Encoding: BASE64\n\n" + Convert.ToBase64String(Encoding.UTF8.GetBytes(status), Base64FormattingOptions.InsertLineBreaks)
            + "\n--in(n)er;=?\nContent-Type: message/rfc822\n\nSubject: x\nMessage-ID:\n  <d.1@example.fi>\n\nMessage-ID: <not@this>\n--in(n)er;=?--\n",
            "Content-Type: text/plain\n\nTarkistettu");

        var report = DsnReader.Read(mail)!;

        Assert.Equal("d.1@example.fi", report.ReturnedMessageId);
        Assert.Equal(
            [
                new ReportedRecipient(DeliveryAction.Failed, new EnhancedStatus(5, 1, 10), "Liisa.A@example.org", "liisa@example.org", "smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient ei löydy by SMTP address lookup", "mail.example.org"),
                new ReportedRecipient(DeliveryAction.Relayed, null, "äiti@example.org", null, null, null),
                new ReportedRecipient(DeliveryAction.Unknown, null, "x@example.org", null, null, null),
            ],
            report.Recipients);
    }

    [Fact]
    public void A_report_that_somebody_forwards_as_an_attachment_is_no_report()
    {
        var forwarded = Multipart("mixed", "Content-Type: text/plain\n\nKatso", "Content-Type: message/rfc822\n\n" + Encoding.ASCII.GetString(Recorded("postfix-failed-5.1.1")));
        Assert.Null(DsnReader.Read(forwarded));
        Assert.IsType<IncomingMail.Other>(Reader.Read(forwarded));
    }

    [Fact]
    public void A_report_cut_short_is_read_as_far_as_it_goes()
    {
        var whole = Encoding.ASCII.GetString(Recorded("postfix-failed-5.1.1"));
        var cut = Encoding.ASCII.GetBytes(whole[..(whole.IndexOf("Status: 5.1.1", StringComparison.Ordinal) + "Status: 5.1.1".Length)]);

        var report = DsnReader.Read(cut)!;

        Assert.Equal(new EnhancedStatus(5, 1, 1), report.Recipients.Single().Status);
        Assert.Null(report.ReturnedMessageId);
    }

    [Theory]
    [InlineData("Original-Mail-From: <b+abc123@example.fi>\n", "abuse")]
    [InlineData("", "Not-Spam")]
    public void A_complaint_is_read_and_its_token_found_in_the_envelope_it_reports(string sender, string type)
    {
        var mail = Report("feedback-report", "To: fbl@example.fi\n",
            "Content-Type: text/plain\n\nThis is an email abuse report.",
            $"Content-Type: message/feedback-report\n\nFeedback-Type: {type}\nUser-Agent: SomeGenerator/1.0\nVersion: 1\n{sender}Original-Rcpt-To: <liisa@example.org>\nOriginal-Rcpt-To: kalle@example.org\nReceived-Date: Thu, 8 Mar 2026 14:00:00 +0200\n",
            "Content-Type: message/rfc822\nContent-Disposition: inline\n\nReturn-Path: <b+abc123@example.fi>\nMessage-ID: <d.7@example.fi>\nSubject: Hei\n\nHei.");

        var complaint = Assert.IsType<IncomingMail.Complaint>(Reader.Read(mail));

        Assert.Equal(["abc123"], complaint.BounceTokens);
        Assert.Equal((type == "abuse" ? "abuse" : "not-spam", "b+abc123@example.fi", "d.7@example.fi"), (complaint.Report.FeedbackType, complaint.Report.OriginalMailFrom, complaint.Report.ReturnedMessageId));
        Assert.Equal(["liisa@example.org", "kalle@example.org"], complaint.Report.OriginalRecipients);
    }

    internal static byte[] Recorded(string name) => File.ReadAllBytes(Path.Combine(HouseRules.Root, "tests/Uutiset.Tests/Mail/Recorded", name + ".eml"));

    internal static byte[] Multipart(string subtype, params string[] parts) => Report(subtype, "", parts);

    private static byte[] Report(string subtype, string header, params string[] parts) => Encoding.UTF8.GetBytes(
        $"From: mailer@example.org\n{header}MIME-Version: 1.0\nContent-Type: multipart/{(subtype == "mixed" ? "mixed" : "report; report-type=" + subtype)}; boundary=outer\n\npreamble\n"
        + string.Concat(parts.Select(p => $"--outer\n{p}\n")) + "--outer--\nepilogue\n");
}
