using Microsoft.Extensions.Options;
using Uutiset.Data;
using Uutiset.Mail;
using Uutiset.Mailing;
using Uutiset.Subscribers;
using Uutiset.Themes;
using Uutiset.Vocabulary;

namespace Uutiset.Bulletins;

/// <summary>Writes a rendered bulletin as a mail with open slots, with the headers of mass mail (RFC 2369, 2919, 8058), and fills the slots.</summary>
internal sealed class Compiling(IOptions<MailOptions> mail, SubscriptionLinks links, SiteFrames frames)
{
    private const string Reason = "reason";
    private const string Unsubscribe = "unsubscribe";
    private const string UnsubscribeMail = "unsubscribeMail";
    private const string Preferences = "preferences";

    /// <param name="render">Renders with the slots' markers in the reader's places.</param>
    public (CompiledMessage Message, Rendered Rendered) Compile(int? number, Publisher publisher, MailFormat format, string subjectMark, Func<ForReader, Rendered> render)
    {
        var slots = new SlotSet();
        var (unsubscribe, unsubscribeMail) = (slots.Url(Unsubscribe), slots.Mailto(UnsubscribeMail));
        var rendered = render(new ForReader(slots.Text(Reason).ToString(), unsubscribe.ToString(), slots.Url(Preferences).ToString()));
        var from = mail.Value.FromMailbox;
        var archive = number is { } n ? Rendering.WebPath(n) : "/tiedotteet";
        var template = new MessageTemplate
        {
            From = from.WithName(publisher.Name),
            ReplyTo = mail.Value.ReplyToMailbox,
            To = slots.Mailbox(SlotName.To),
            Subject = subjectMark + rendered.Subject,
            Date = slots.Date(SlotName.Date),
            MessageId = slots.MessageId(SlotName.MessageId),
            Text = rendered.Text,
            Html = format == MailFormat.Html ? rendered.Html : null,
            Language = rendered.Lang,
            ListId = new ListId("tiedotteet." + from.Domain, publisher.Name.Length > 120 ? null : publisher.Name),
            ListUnsubscribe = [unsubscribe, unsubscribeMail],
            OneClickUnsubscribe = true,
            ListHelp = links.Subscribe(rendered.Lang),
            ListOwner = "mailto:" + Answers,
            ListArchive = frames.Absolute(rendered.Lang, archive),
            FeedbackId = $"{number ?? 0}:{publisher.Id}:bulletin:{SenderId(from.Domain)}",
            Bulk = true,
            Slots = slots,
        };
        return (template.Compile(), rendered);
    }

    /// <param name="lang">The variant's language, in which the reader's pages open.</param>
    public Dictionary<string, string> Fill(long contact, int tokenVersion, string reason, string lang)
    {
        var token = links.Token(contact, tokenVersion);
        return Fill(links.Absolute(lang, SubscriptionLinks.UnsubscribePath(token)), links.Absolute(lang, SubscriptionLinks.PreferencesPath(token)), reason, token);
    }

    /// <summary>For a test: links that end nobody's subscription.</summary>
    public Dictionary<string, string> FillForTest(string lang) =>
        Fill(links.Subscribe(lang), links.Subscribe(lang), MailWording.Reason(null, [], [], lang), "test");

    private string Answers => (mail.Value.ReplyToMailbox ?? mail.Value.FromMailbox).Address;

    // Where the return path is read here, a mail to u+TOKEN@ ends the subscription; otherwise the person who reads the answers does, by the
    // token in the subject
    private string MailtoOf(string token) => mail.Value.Bounces.ReadsMail
        ? $"mailto:u+{token}@{mail.Value.BounceDomain}?subject=unsubscribe"
        : $"mailto:{Answers}?subject=unsubscribe%20{token}";

    private Dictionary<string, string> Fill(string unsubscribe, string preferences, string reason, string token) => new()
    {
        [Unsubscribe] = unsubscribe,
        [UnsubscribeMail] = MailtoOf(token),
        [Preferences] = preferences,
        [Reason] = reason,
    };

    /// <summary>The stable last field of Feedback-ID, 5-15 characters, the same for all that this domain sends.</summary>
    private static string SenderId(string domain)
    {
        var letters = new string([.. domain.Where(char.IsAsciiLetterOrDigit).Take(15)]);
        return letters.Length >= 5 ? letters : (letters + "uutiset")[..7];
    }
}
