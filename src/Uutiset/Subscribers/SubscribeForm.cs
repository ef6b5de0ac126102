using Uutiset.Mailing;
using Uutiset.People;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers;

/// <summary>What came from /tilaa: the values as they were written, and what is wrong with them.</summary>
internal sealed class SubscribeForm
{
    /// <summary>A field that people do not see and robots fill.</summary>
    public const string Trap = "kotisivu";
    private const int MostAsked = 30;

    public bool IsPrivate { get; private init; }
    public string Organisation { get; private init; } = "";
    public string Email { get; private init; } = "";
    public string? Address { get; private init; }
    public Wishes Wishes { get; private init; } = Wishes.Everything;
    public bool Trapped { get; private init; }
    /// <summary>The box was ticked under the text that stands there now.</summary>
    public bool Consents { get; private init; }
    public string? Stamp { get; private init; }
    public Localized? OrganisationError { get; private init; }
    public Localized? EmailError { get; private init; }
    public Localized? ConsentError { get; private init; }
    /// <summary>What is wrong with the form as a whole.</summary>
    public Localized? FormError { get; private init; }

    public bool IsGood => (OrganisationError ?? EmailError ?? ConsentError ?? FormError) is null;

    /// <summary>Themes and regions may be chosen by the address, as a link from an article does; what is not known is passed over.</summary>
    public static SubscribeForm Empty(string lang, IQueryCollection query, TermIndex terms) => new()
    {
        Wishes = Wishes.Everything with
        {
            Lang = lang, TermIds = [.. query["tags"].Select(t => terms.Find(t ?? "")?.Id).OfType<long>().Distinct().Take(MostAsked)],
            Regions = [.. query["regions"].Select(r => Regions.Find(r)?.Code).OfType<string>().Distinct().Take(MostAsked)],
        },
    };

    public static SubscribeForm Read(IFormCollection form, TermIndex terms, string lang, string consentText, FormStamp stamps)
    {
        var isPrivate = form["who"] == "private";
        var organisation = PeopleCheck.Tidy(Plain(form["organisation"]));
        var email = Plain(form["email"]).Trim();
        var address = WrittenAddress.Read(email);
        var wishes = WishChoices.Read(form, terms, lang);
        return new SubscribeForm
        {
            IsPrivate = isPrivate,
            Organisation = organisation,
            Email = email,
            Address = address,
            Wishes = wishes ?? Wishes.Everything with { Lang = lang },
            Consents = form["consent"] == "yes" && form["shown"] == ConsentLedger.HashOf(consentText),
            Trapped = !string.IsNullOrEmpty(form[Trap]),
            Stamp = form["t"],
            OrganisationError = isPrivate ? null : organisation.Length == 0 ? FormWording.OrganisationMissing : organisation.Length > 200 ? FormWording.OrganisationTooLong : null,
            EmailError = email.Length == 0 ? FormWording.EmailMissing : address is null ? FormWording.EmailWrong : null,
            ConsentError = form["consent"] != "yes" ? FormWording.ConsentMissing : form["shown"] != ConsentLedger.HashOf(consentText) ? FormWording.TextChanged : null,
            FormError = wishes is null ? FormWording.UnknownChoice : stamps.Read(form["t"]) switch
            {
                StampAge.Ripe => null,
                StampAge.TooYoung => FormWording.TooFast,
                _ => FormWording.TooOld,
            },
        };
    }

    // A line break in a name would forge a line wherever it is shown as text
    private static string Plain(string? value) => string.Concat((value ?? "").Select(c => char.IsControl(c) ? ' ' : c));
}
