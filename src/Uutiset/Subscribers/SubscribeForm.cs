using Uutiset.Mailing;
using Uutiset.People;
using Uutiset.Subscribers.Joining;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers;

/// <summary>What came from /tilaa: the values as they were written, and what is wrong with them.</summary>
internal sealed record SubscribeForm
{
    /// <summary>A field that people do not see and robots fill.</summary>
    public const string Trap = "kotisivu";
    /// <summary>Chosen instead of an organisation of the list.</summary>
    public const string New = "new";
    private const int MostAsked = 30;

    public bool IsPrivate { get; private init; }
    public string Organisation { get; private init; } = "";
    /// <summary>Id of an organisation of the list, <see cref="New"/>, or empty: nothing was chosen for what stands in the field now.</summary>
    public string Choice { get; private init; } = "";
    /// <summary>What the list has of the name that was typed.</summary>
    public IReadOnlyList<FoundOrganisation> Found { get; private init; } = [];
    /// <summary>The one that was chosen.</summary>
    public FoundOrganisation? Listed { get; private init; }
    /// <summary>The list was looked at.</summary>
    public bool Looked { get; private init; }
    /// <summary>The button that only looks for the organisation.</summary>
    public bool Finds { get; private init; }
    /// <summary>The button that only shows what one would get.</summary>
    public bool Samples { get; private init; }
    public Offer? Offer { get; private init; }
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

    /// <summary>What was asked for at the moment of sending; null for a private reader.</summary>
    public AskedOrganisation? Asked => IsPrivate ? null : TypedName.Read(Organisation) is var typed && Listed is { } one ? new(one.Name, null, one.Id) : new(typed.Name, typed.BusinessId, null);

    /// <summary>Themes, regions and a series may be chosen by the address, as a link from an article does; what is not known is passed over.</summary>
    public static SubscribeForm Empty(string lang, IQueryCollection query, TermIndex terms, IReadOnlyList<Offer> offers) => new()
    {
        Offer = offers.FirstOrDefault(o => o.Value == query["from"]) ?? offers[0],
        Wishes = Wishes.Everything with
        {
            Lang = lang, TermIds = [.. query["tags"].Select(t => terms.Find(t ?? "")?.Id).OfType<long>().Distinct().Take(MostAsked)],
            Regions = [.. query["regions"].Select(r => Regions.Find(r)?.Code).OfType<string>().Distinct().Take(MostAsked)],
        },
    };

    public static SubscribeForm Read(IFormCollection form, TermIndex terms, IReadOnlyList<Offer> offers, string lang, string consentText, FormStamp stamps)
    {
        var isPrivate = form["who"] == "private";
        var organisation = PeopleCheck.Tidy(Plain(form["organisation"]));
        var email = Plain(form["email"]).Trim();
        var address = WrittenAddress.Read(email, out var wrong);
        var wishes = WishChoices.Read(form, terms, lang);
        var offer = string.IsNullOrEmpty(form["from"]) ? offers[0] : offers.FirstOrDefault(o => o.Value == form["from"]);
        return new SubscribeForm
        {
            IsPrivate = isPrivate,
            Organisation = organisation,
            // A choice is of the name that was looked for: one that was written since has not been chosen yet
            Choice = PeopleCheck.Tidy(Plain(form["found"])) == organisation ? form["choice"].ToString() : "",
            Finds = form["find"].Count > 0,
            Samples = form["sample"].Count > 0,
            Offer = offer,
            Email = email,
            Address = address,
            Wishes = wishes ?? Wishes.Everything with { Lang = lang },
            Consents = form["consent"] == "yes" && form["shown"] == ConsentLedger.HashOf(consentText),
            Trapped = !string.IsNullOrEmpty(form[Trap]),
            Stamp = form["t"],
            OrganisationError = isPrivate ? null : organisation.Length == 0 ? FormWording.OrganisationMissing : organisation.Length > 200 ? FormWording.OrganisationTooLong : null,
            EmailError = wrong,
            ConsentError = form["consent"] != "yes" ? FormWording.ConsentMissing : form["shown"] != ConsentLedger.HashOf(consentText) ? FormWording.TextChanged : null,
            FormError = wishes is null || offer is null ? FormWording.UnknownChoice : stamps.Read(form["t"]) switch
            {
                StampAge.Ripe => null,
                StampAge.TooYoung => FormWording.TooFast,
                _ => FormWording.TooOld,
            },
        };
    }

    /// <summary>Looks the organisation up. Whoever sends the form while the list has something like it chooses first, since a name proves nothing.</summary>
    public async Task<SubscribeForm> LookAsync(OrganisationFinding finding, string lang, CancellationToken ct)
    {
        if (IsPrivate || OrganisationError is not null) return this;
        var typed = TypedName.Read(Organisation);
        if (typed.IsWrong) return this with { OrganisationError = FormWording.BusinessIdWrong };
        var found = await finding.FindAsync(typed, lang, ct);
        var listed = Guid.TryParse(Choice, out var id) ? await finding.ByIdAsync(id, lang, ct) : null;
        if (listed is not null && found.All(o => o.Id != listed.Id)) found = [listed, .. found.Take(OrganisationFinding.Most - 1)];
        var choice = listed is not null ? listed.PublicId.ToString() : Choice == New ? New : "";
        return this with
        {
            Looked = true, Found = found, Listed = listed, Choice = choice,
            OrganisationError = listed is not null ? null
                : choice == "" && found.Count > 0 ? FormWording.OrganisationUnchosen
                : typed.Name.Length == 0 ? FormWording.BusinessIdUnknown : null,
        };
    }

    /// <summary>Nothing was sent yet: what is missing is not said.</summary>
    public SubscribeForm WithoutErrors() => this with
    {
        OrganisationError = OrganisationError == FormWording.OrganisationUnchosen || !Finds ? null : OrganisationError, EmailError = null, ConsentError = null, FormError = null,
    };

    /// <summary>All is right with it, and it comes too early.</summary>
    public SubscribeForm Refused(Localized why) => this with { FormError = why };

    // A line break in a name would forge a line wherever it is shown as text
    private static string Plain(string? value) => string.Concat((value ?? "").Select(c => char.IsControl(c) ? ' ' : c));
}
