namespace Uutiset.Themes.Pages;

/// <summary>
/// /tilaa. Field names are the posted names: who (organisation|private), organisation, email, regions, tags, lang, frequency,
/// format, consent. Values come back when something was refused.
/// </summary>
internal sealed record SubscribePage(SiteFrame Site, Head Head, IReadOnlyList<string> Keys) : IPage
{
    public required string Action { get; init; }
    public string? Organisation { get; init; }
    public bool IsPrivate { get; init; }
    public string? Email { get; init; }
    public required Wishes Wishes { get; init; }
    /// <summary>Exactly what is stored as shown (DP-03).</summary>
    public required string ConsentText { get; init; }
    /// <summary>Ticked by the reader before the form came back; never for them.</summary>
    public bool Consents { get; init; }
    public required string PrivacyUrl { get; init; }
    /// <summary>A field that people do not see and robots fill.</summary>
    public required string TrapName { get; init; }
    public IReadOnlyList<HiddenField> Hidden { get; init; } = [];
    public IReadOnlyList<FieldError> Errors { get; init; } = [];
    public string? OrganisationError { get; init; }
    public string? EmailError { get; init; }
    public string? ConsentError { get; init; }
}

/// <summary>What a reader may choose, on /tilaa and on the preferences page alike.</summary>
internal sealed record Wishes(
    IReadOnlyList<Choice> Regions, IReadOnlyList<Choice> Tags, IReadOnlyList<Choice> Languages,
    IReadOnlyList<Choice> Frequencies, IReadOnlyList<Choice> Formats)
{
    /// <summary>Choosing nothing means what the organisation has chosen, not everything.</summary>
    public bool OfMember { get; init; }
    /// <summary>It depends on for whom the owner chooses.</summary>
    public bool OfOwner { get; init; }
}

internal sealed record HiddenField(string Name, string Value);

/// <param name="Id">Id of the field, so that the summary can lead there.</param>
internal sealed record FieldError(string Id, string Message);

/// <summary>GET changes nothing: a button does (confirming a subscription, saying that one takes part or does not).</summary>
internal sealed record ConfirmPage(SiteFrame Site, Head Head, IReadOnlyList<string> Keys) : IPage
{
    public required string Action { get; init; }
    public required string Title { get; init; }
    public required string Text { get; init; }
    public required string Button { get; init; }
    /// <summary>What the button posts, when there is another one beside it.</summary>
    public string? Name { get; init; }
    public string? Value { get; init; }
    public OtherButton? Other { get; init; }
}

/// <summary>A second button of the same name.</summary>
internal sealed record OtherButton(string Text, string Value);

internal sealed record PreferencesPage(SiteFrame Site, Head Head, IReadOnlyList<string> Keys) : IPage
{
    public required string Action { get; init; }
    public required string UnsubscribeUrl { get; init; }
    public required string Email { get; init; }
    public string? Organisation { get; init; }
    public required Wishes Wishes { get; init; }
    /// <summary>An owner's regions and themes may hold for the whole organisation: asked as "scope" (organisation|me).</summary>
    public bool MayChooseForAll { get; init; }
    public bool ChoosesForAll { get; init; }
    /// <summary>Ends for the organisation; null for readers who may not.</summary>
    public string? EndOrganisationUrl { get; init; }
    /// <summary>What the site knows of the reader, and the way to have it erased.</summary>
    public string? KnownUrl { get; init; }
    public string? EraseUrl { get; init; }
    public bool Saved { get; init; }
    public IReadOnlyList<FieldError> Errors { get; init; } = [];
}

internal sealed record UnsubscribePage(SiteFrame Site, Head Head, IReadOnlyList<string> Keys) : IPage
{
    public required string Action { get; init; }
    public required string Email { get; init; }
    public string? Organisation { get; init; }
    public required string PreferencesUrl { get; init; }
}
