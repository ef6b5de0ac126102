namespace Uutiset.Mail.Reading;

/// <summary>Says what a mail in the bounce mailbox is, by its fields and its structure; free text is never guessed at.</summary>
/// <param name="ours">Our addresses for machines.</param>
/// <param name="limits">Null for the usual ones.</param>
public sealed class IncomingMailReader(ReturnAddresses ours, MimeLimits? limits = null)
{
    private const int MaxToken = 64;

    // Who delivers last writes first: these are sure, To is what the sender wrote
    private static readonly string[] RecipientFields = ["Delivered-To", "X-Original-To", "Envelope-To", "To"];

    private readonly MimeLimits _limits = limits ?? new();

    /// <summary>Reads one mail.</summary>
    /// <param name="message">As stored in a Maildir, or as POP3 or a web request gave it.</param>
    /// <exception cref="MailFormatException">It is over the limits; nothing else is thrown, whatever stands in it.</exception>
    public IncomingMail Read(ReadOnlyMemory<byte> message)
    {
        var mail = MimePart.Read(message, _limits);
        var recipients = RecipientFields.SelectMany(mail.Header.All).ToList();
        var subject = EncodedText.Decode(Cut(mail.Header.First("Subject")));
        var kind = KindOf(mail, recipients, subject);
        if (kind is IncomingMail.Complaint { Report.OriginalMailFrom: { } sender })
        {
            recipients.Insert(0, sender);
        }
        return kind with { BounceTokens = [.. TokensIn(recipients, ours.Bounces)], Subject = Cut(subject), From = Cut(mail.Header.First("From")) };
    }

    private IncomingMail KindOf(MimePart mail, List<string> recipients, string subject)
    {
        if (DsnReader.Find(mail, _limits) is { } report)
        {
            return new IncomingMail.Bounce(report);
        }
        if (ArfReader.Find(mail, _limits) is { } complaint)
        {
            return new IncomingMail.Complaint(complaint);
        }
        // Before the marks of machines: mail programs send these by themselves when the reader presses a button
        List<string> tokens = [.. TokensIn(recipients, ours.Unsubscribes), .. TokenInSubject(subject)];
        return tokens.Count > 0 ? new IncomingMail.Unsubscribe([.. tokens.Distinct(StringComparer.OrdinalIgnoreCase)])
            : AutoReply.MarkOf(mail) is { } mark ? new IncomingMail.Automatic(mark)
            : new IncomingMail.Other();
    }

    private static IEnumerable<string> TokenInSubject(string subject)
    {
        const string Word = "unsubscribe ";
        var token = subject.Trim();
        token = token.StartsWith(Word, StringComparison.OrdinalIgnoreCase) ? token[Word.Length..].Trim() : "";
        return token.Length is > 0 and <= MaxToken && token.All(char.IsAsciiLetterOrDigit) ? [token] : [];
    }

    /// <summary>TOKEN wherever <c>name+TOKEN@domain</c> stands in one of the fields.</summary>
    private IEnumerable<string> TokensIn(IEnumerable<string> fields, string name) =>
        fields.SelectMany(f => TokensIn(f, name)).Distinct(StringComparer.OrdinalIgnoreCase);

    private IEnumerable<string> TokensIn(string field, string name)
    {
        for (var at = field.IndexOf('@', StringComparison.Ordinal); at >= 0; at = field.IndexOf('@', at + 1))
        {
            var afterDomain = at + 1 + ours.Domain.Length;
            if (string.Compare(field, at + 1, ours.Domain, 0, ours.Domain.Length, StringComparison.OrdinalIgnoreCase) != 0
                || (afterDomain < field.Length && (char.IsLetterOrDigit(field[afterDomain]) || field[afterDomain] is '.' or '-')))
            {
                continue;
            }
            var start = at;
            while (start > 0 && at - start < MaxToken && char.IsAsciiLetterOrDigit(field[start - 1]))
            {
                start--;
            }
            var before = start - 1 - name.Length;
            if (start < at && before >= 0 && field[start - 1] == '+'
                && string.Compare(field, before, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0
                && (before == 0 || field[before - 1] is ' ' or '<' or ',' or ':' or ';'))
            {
                yield return field[start..at];
            }
        }
    }

    private static string Cut(string? text) => text is null ? "" : text.Length <= HeaderText.MaxLength ? text : text[..HeaderText.MaxLength];
}
