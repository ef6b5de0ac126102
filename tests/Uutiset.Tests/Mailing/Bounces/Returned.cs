using System.Globalization;
using System.Text;

namespace Uutiset.Tests.Mailing.Bounces;

/// <summary>Mails as they come to the return path.</summary>
internal static class Returned
{
    /// <param name="token">TOKEN of b+TOKEN@; null: the report came without it.</param>
    public static byte[] Dsn(string? token, string action = "failed", string status = "5.1.1", string? envelopeId = null, string? messageId = null) => Bytes($"""
        Return-Path: <>
        Delivered-To: {(token is null ? "postmaster" : "b+" + token)}@bounce.example.org
        From: Mail Delivery System <MAILER-DAEMON@mx.example.fi>
        To: {(token is null ? "postmaster" : "b+" + token)}@bounce.example.org
        Subject: Undelivered Mail Returned to Sender
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="raja"

        --raja
        Content-Type: text/plain; charset=utf-8

        Viesti ei mennyt perille. 4.0.0 is not the code.
        --raja
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.fi
        {(envelopeId is null ? "X-Nothing: -" : "Original-Envelope-Id: " + envelopeId)}

        Final-Recipient: rfc822; kalle@example.fi
        Action: {action}
        Status: {status}
        Diagnostic-Code: smtp; 550 {status} No such mailbox

        --raja
        Content-Type: text/rfc822-headers

        Subject: Hei
        Message-ID: <{messageId ?? "x@elsewhere.example"}>

        --raja--
        """);

    public static byte[] Complaint(string token, string type = "abuse") => Bytes($"""
        From: <fbl@provider.example>
        To: fbl@example.org
        Subject: FW: Hei
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=feedback-report; boundary="raja"

        --raja
        Content-Type: text/plain

        This is a complaint.
        --raja
        Content-Type: message/feedback-report

        Feedback-Type: {type}
        User-Agent: Example/1.0
        Version: 1
        Original-Mail-From: <b+{token}@bounce.example.org>

        --raja
        Content-Type: text/rfc822-headers

        Subject: Hei
        Message-ID: <x@elsewhere.example>

        --raja--
        """);

    public static byte[] Unsubscribe(string token) => Bytes($"""
        Delivered-To: u+{token}@bounce.example.org
        From: Kalle <kalle@example.fi>
        To: u+{token}@bounce.example.org
        Subject: unsubscribe
        Date: Mon, 23 Nov 2026 08:00:00 +0200

        """);

    public static byte[] Personal() => Bytes("""
        From: Kalle <kalle@example.fi>
        To: postmaster@bounce.example.org
        Subject: Hei, kuka siellä?

        Terveisin Kalle
        """);

    /// <summary>Nested deeper than any honest mail.</summary>
    public static byte[] Unreadable()
    {
        var text = new StringBuilder("Subject: x\n");
        for (var i = 0; i < 40; i++) text.Append(CultureInfo.InvariantCulture, $"Content-Type: multipart/mixed; boundary=\"b{i}\"\n\n--b{i}\n");
        return Bytes(text.ToString());
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
