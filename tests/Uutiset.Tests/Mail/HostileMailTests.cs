using System.Diagnostics;
using System.Text;
using Uutiset.Mail;
using Uutiset.Mail.Reading;

namespace Uutiset.Tests.Mail;

/// <summary>Anybody may write to the bounce mailbox: whatever comes is read in time, or refused by one exception.</summary>
public sealed class HostileMailTests
{
    private const int Large = 2 * 1024 * 1024;
    private static readonly IncomingMailReader Reader = new(new ReturnAddresses("example.fi"));

    public static TheoryData<string, string> Giants => new()
    {
        { "one line", new string('a', Large) },
        { "only line ends", new string('\n', Large) },
        { "one field of blanks", "Subject:" + new string(' ', 200_000) + "x\n\n" },
        { "encoded words that never end", "Subject: " + Repeat("=?", 240_000) + "\n\n" },
        { "encoded words of unknown letters", "Subject: " + Repeat("=?x?q?a?= ", 240_000) + "\n\n" },
        { "addresses", "To: " + Repeat("b+a@example.fi,", 240_000) + "\n\n" },
        { "at signs", "To: " + Repeat("@", 240_000) + "\n\n" },
        { "a local part without end", "To: " + Repeat("b+", 100_000) + Repeat("a", 100_000) + "@example.fi\n\n" },
        { "parameters", "Content-Type: multipart/mixed" + Repeat(";a=b", 240_000) + "\n\n" },
        { "comments", "Content-Type: multipart/mixed;" + Repeat("(", 240_000) + "\n\n" },
        { "quotes", "Content-Type: multipart/mixed;" + Repeat("\"\\", 240_000) + "\n\n" },
        { "almost delimiters", "Content-Type: multipart/mixed; boundary=a\n\n" + Repeat("--a-\n", Large - 100) },
        { "nothing but delimiters", "Content-Type: multipart/mixed; boundary=a\n\n" + Repeat("--a\n", Large - 100) },
        { "parts within parts", string.Concat(Enumerable.Range(0, 20_000).Select(n => $"Content-Type: multipart/mixed; boundary=a{n}\n\n--a{n}\n")) },
        { "parts within parts of one delimiter", Repeat("Content-Type: multipart/mixed; boundary=a\n\n--a\n", Large - 100) },
        { "fields", Repeat("a:b\n", Large) },
        { "folds", "Subject: a\n" + Repeat(" \n", 240_000) + "\n" },
        { "recipients", "Content-Type: multipart/report; boundary=a\n\n--a\nContent-Type: message/delivery-status\n\n" + Repeat("Action: failed\n\n", Large - 200) },
        { "empty groups", "Content-Type: multipart/report; boundary=a\n\n--a\nContent-Type: message/delivery-status\n\n" + Repeat("\n", Large - 200) },
        { "broken base64", "Content-Type: multipart/report; boundary=a\n\n--a\nContent-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n\n" + Repeat("=A", Large - 200) },
        { "broken quoted-printable", "Content-Type: multipart/report; boundary=a\n\n--a\nContent-Type: message/delivery-status\nContent-Transfer-Encoding: quoted-printable\n\n" + Repeat("==", Large - 200) },
        { "complaints", "Content-Type: multipart/report; boundary=a\n\n--a\nContent-Type: message/feedback-report\n\n" + Repeat("Original-Rcpt-To: a\n", 200_000) },
    };

    [Theory]
    [MemberData(nameof(Giants))]
    public void A_giant_made_to_take_long_takes_no_longer_than_any_other(string name, string source)
    {
        var mail = Encoding.ASCII.GetBytes(source);
        Assert.InRange(mail.Length, 1, Large);
        var started = Stopwatch.GetTimestamp();

        var read = Read(mail);

        // 2 MB take some 20 ms; what grows with the square of its length takes minutes
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(3), $"{name}: {Stopwatch.GetElapsedTime(started)}, {read}");
    }

    [Fact]
    public void Each_limit_refuses_by_the_one_exception()
    {
        var nested = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 12).Select(n => $"Content-Type: multipart/mixed; boundary=a{n}\n\n--a{n}\n")));
        var report = ReportTests.Recorded("postfix-failed-5.1.1");
        (byte[] Mail, MimeLimits Limits)[] over =
        [
            (report, new() { MaxBytes = report.Length - 1 }),
            (nested, new()),
            (report, new() { MaxParts = 3 }),
            (report, new() { MaxHeaderBytes = 100 }),
            (report, new() { MaxFields = 5 }),
            (report, new() { MaxRecipients = 0 }),
        ];
        Assert.All(over, o => Assert.Throws<MailFormatException>(() => new IncomingMailReader(new ReturnAddresses("example.fi"), o.Limits).Read(o.Mail)));
        Assert.IsType<IncomingMail.Bounce>(new IncomingMailReader(new ReturnAddresses("example.fi"), new() { MaxBytes = report.Length, MaxParts = 4, MaxRecipients = 1 }).Read(report));
    }

    [Fact]
    public void Twenty_thousand_damaged_reports_are_read_or_refused_and_nothing_else_happens()
    {
        var random = new Random(20261123);
        byte[][] whole = [.. new[] { "postfix-failed-5.1.1", "postfix-delayed-4.2.2" }.Select(ReportTests.Recorded), Sample.Plain()];
        string[] pieces = ["\n", "\r", "\n\n", "--", "=?utf-8?b?", "?=", "boundary=", ";", "\"", "(", "\0", "Content-Type: multipart/mixed; boundary=\"\"\n", "Content-Transfer-Encoding: base64\n", "\ud83c", "ä", ":"];
        for (var round = 0; round < 20_000; round++)
        {
            var mail = whole[round % whole.Length].ToList();
            for (var damage = random.Next(1, 12); damage > 0; damage--)
            {
                var at = random.Next(mail.Count);
                switch (random.Next(4))
                {
                    case 0:
                        mail[at] = (byte)random.Next(256);
                        break;
                    case 1:
                        mail.InsertRange(at, Encoding.UTF8.GetBytes(pieces[random.Next(pieces.Length)]));
                        break;
                    case 2:
                        mail.RemoveRange(at, Math.Min(random.Next(1, 80), mail.Count - at - (at == 0 ? 1 : 0)));
                        break;
                    default:
                        mail.InsertRange(at, mail.GetRange(at / 2, Math.Min(60, mail.Count - at / 2)));
                        break;
                }
            }
            Read([.. mail]);
        }
    }

    private static string Read(byte[] mail)
    {
        try
        {
            return Reader.Read(mail).GetType().Name;
        }
        catch (MailFormatException e)
        {
            return e.Message;
        }
    }

    private static string Repeat(string text, int octets) => new StringBuilder().Insert(0, text, octets / text.Length).ToString();
}
