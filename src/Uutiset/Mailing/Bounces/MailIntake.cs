using Microsoft.Extensions.Options;
using Uutiset.Mail.Reading;

namespace Uutiset.Mailing.Bounces;

/// <summary>Takes a mail that came to the return path: reports of servers, complaints, and mails that end a subscription.</summary>
internal sealed class MailIntake(IOptions<MailOptions> options, Intake intake, IReaders readers, TimeProvider clock)
{
    public static readonly MimeLimits Limits = new();

    private readonly IncomingMailReader reader = new(new ReturnAddresses(options.Value.BounceDomain), Limits);

    /// <returns>Unknown: none of these, or it proves nothing; perhaps a person wrote it.</returns>
    /// <exception cref="Uutiset.Mail.MailFormatException">It is over the limits.</exception>
    public async Task<Taken> TakeAsync(ReadOnlyMemory<byte> mail, string source, CancellationToken ct) => reader.Read(mail) switch
    {
        IncomingMail.Bounce bounce => await TakeAsync([.. ReportsOf(bounce, source)], ct),
        // RFC 6430: a reader says that it was no spam after all
        IncomingMail.Complaint { Report.FeedbackType: "not-spam" } => Taken.Noted,
        IncomingMail.Complaint complaint => await intake.TakeAsync(
            new BounceReport(ReportKind.Complaint, null, complaint.Report.FeedbackType, Now, source) { Tokens = complaint.BounceTokens, MessageId = complaint.Report.ReturnedMessageId }, ct),
        IncomingMail.Unsubscribe unsubscribe => await EndAsync(unsubscribe.Tokens, ct),
        // An absence, sent to the return path against RFC 3834 4
        IncomingMail.Automatic { BounceTokens.Count: > 0 } => Taken.Noted,
        _ => Taken.Unknown,
    };

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private async Task<Taken> TakeAsync(List<BounceReport> reports, CancellationToken ct)
    {
        var best = Taken.Unknown;
        foreach (var report in reports)
            if (await intake.TakeAsync(report, ct) is var taken && taken < best) best = taken;
        return best;
    }

    private async Task<Taken> EndAsync(IReadOnlyList<string> tokens, CancellationToken ct)
    {
        foreach (var token in tokens)
            if (await readers.UnsubscribeAsync(token, ct)) return Taken.Unsubscribed;
        return Taken.Unknown;
    }

    /// <summary>An alias may have several recipients; that one of them failed is what counts.</summary>
    private IEnumerable<BounceReport> ReportsOf(IncomingMail.Bounce bounce, string source) =>
        bounce.Report.Recipients.Where(r => r.Action != DeliveryAction.Unknown).OrderBy(r => r.Action)
            .Select(r => new BounceReport(KindOf(r.Action), r.Status, r.DiagnosticCode ?? r.RemoteMta, Now, source)
            {
                Tokens = bounce.BounceTokens,
                EnvelopeId = bounce.Report.EnvelopeId,
                MessageId = bounce.Report.ReturnedMessageId,
            });

    private static ReportKind KindOf(DeliveryAction action) => action switch
    {
        DeliveryAction.Failed => ReportKind.Failed,
        DeliveryAction.Delayed => ReportKind.Delayed,
        _ => ReportKind.Delivered,
    };
}
