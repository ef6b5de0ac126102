namespace Uutiset.Themes.Pages;

/// <summary>
/// /tilaa. Field names are the posted names: who (organisation|private), organisation, choice (an id of the list, or new), from, email,
/// regions, tags, lang, frequency, format, consent. The buttons "find" and "sample" only show something. Values always come back.
/// </summary>
internal sealed record SubscribePage(SiteFrame Site, Head Head, IReadOnlyList<string> Keys) : IPage
{
    public required string Action { get; init; }
    /// <summary>Ends where the words go: what a script asks while the name is being written.</summary>
    public required string FindUrl { get; init; }
    public string? Organisation { get; init; }
    /// <summary>Organisations of the list that may be meant, with what tells them apart as a hint.</summary>
    public IReadOnlyList<Choice> Found { get; init; } = [];
    /// <summary>None of the found ones: a new organisation.</summary>
    public bool IsNew { get; init; }
    /// <summary>Of the found one at which the reader goes on, when the page is the answer to the button that looks for it.</summary>
    public string? Focus { get; init; }
    public bool FoundNothing { get; init; }
    /// <summary>Publishers and their series, when there are several.</summary>
    public IReadOnlyList<Choice> From { get; init; } = [];
    /// <summary>Some of these are series, which wants a word of explanation.</summary>
    public bool HasSeries { get; init; }
    public SubscriptionSample? Sample { get; init; }
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

/// <summary>What one would get: the newest bulletin for the chosen wishes, or articles of them when none was sent yet.</summary>
internal sealed record SubscriptionSample(IReadOnlyList<Link> Items)
{
    /// <summary>Of the bulletin; null: articles.</summary>
    public string? Subject { get; init; }
    public string? Url { get; init; }
    public Moment? Date { get; init; }
}

/// <summary>Who asks to sit in an organisation's subscription, for its owners.</summary>
internal sealed record JoiningPage(SiteFrame Site, Head Head, IReadOnlyList<string> Keys) : IPage
{
    public required string Action { get; init; }
    public required string Organisation { get; init; }
    public IReadOnlyList<Joiner> Joiners { get; init; } = [];
    public bool Answered { get; init; }
    public required string PreferencesUrl { get; init; }
}

/// <param name="Until">After that day the editors answer.</param>
internal sealed record Joiner(string Id, string Email, Moment Asked, Moment Until);

/// <summary>What a reader may choose, on /tilaa and on the preferences page alike.</summary>
internal sealed record Wishes(
    IReadOnlyList<Choice> Regions, IReadOnlyList<Choice> Tags, IReadOnlyList<Choice> Languages,
    IReadOnlyList<Choice> Frequencies, IReadOnlyList<Choice> Formats)
{
    /// <summary>Choosing nothing means what the organisation has chosen, not everything.</summary>
    public bool OfMember { get; init; }
    /// <summary>It depends on for whom the owner chooses.</summary>
    public bool OfOwner { get; init; }
    /// <summary>Language, frequency and format are as usual: they stand folded together, for those who want something else.</summary>
    public bool IsFolded { get; init; }
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
    /// <summary>Why the page is there again.</summary>
    public string? Note { get; init; }
    /// <summary>What is agreed to, point by point.</summary>
    public IReadOnlyList<KnownFact> Facts { get; init; } = [];
    public IReadOnlyList<HiddenField> Hidden { get; init; } = [];
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
    /// <summary>Whose bulletins the page is about, and which of them.</summary>
    public required string Subscription { get; init; }
    /// <summary>What else the reader subscribes to for themselves.</summary>
    public IReadOnlyList<OtherSubscription> Others { get; init; } = [];
    /// <summary>A private reader's choices may hold for all of these: asked as "own" (all).</summary>
    public bool MayChooseForOwn { get; init; }
    public bool ChoosesForOwn { get; init; }
    public required Wishes Wishes { get; init; }
    /// <summary>An owner's regions and themes may hold for the whole organisation: asked as "scope" (organisation|me).</summary>
    public bool MayChooseForAll { get; init; }
    public bool ChoosesForAll { get; init; }
    /// <summary>The publisher's series, when there are some and the reader may choose.</summary>
    public IReadOnlyList<Choice> From { get; init; } = [];
    /// <summary>Ends for the organisation; null for readers who may not.</summary>
    public string? EndOrganisationUrl { get; init; }
    /// <summary>Who sits in the organisation's seats; null for readers who do not keep them.</summary>
    public string? SeatsUrl { get; init; }
    /// <summary>Where the reader changes their address.</summary>
    public string? AddressUrl { get; init; }
    /// <summary>What the reader has before their eyes, posted back as "version".</summary>
    public string? Version { get; init; }
    public required Pausing Pause { get; init; }
    /// <summary>What the site knows of the reader, and the way to have it erased.</summary>
    public string? KnownUrl { get; init; }
    public string? EraseUrl { get; init; }
    public bool Saved { get; init; }
    public IReadOnlyList<FieldError> Errors { get; init; } = [];
}

/// <param name="Url">Its own page of preferences.</param>
/// <param name="Text">Its limits, and its pause if there is one.</param>
internal sealed record OtherSubscription(string Name, string Url, string Text);

/// <summary>A reader's wish to get their mail elsewhere, posted as "email".</summary>
internal sealed record AddressPage(SiteFrame Site, Head Head, IReadOnlyList<string> Keys) : IPage
{
    public required string Action { get; init; }
    /// <summary>Where the bulletins come now.</summary>
    public required string Current { get; init; }
    public required string PreferencesUrl { get; init; }
    public string? Email { get; init; }
    public string? EmailError { get; init; }
    public IReadOnlyList<FieldError> Errors { get; init; } = [];
}

/// <summary>No mail before a day, posted as "paused" and, by an owner, "allPaused": yyyy-MM-dd, empty without a pause.</summary>
/// <param name="All">The whole organisation's; null for readers who may not.</param>
/// <param name="Earliest">First day that may be chosen.</param>
/// <param name="Latest">Last day that may be chosen.</param>
internal sealed record Pausing(string Own, string? All, string Earliest, string Latest)
{
    public bool MayForAll => All is not null;
    /// <summary>A sentence about the pause that holds now.</summary>
    public string? Now { get; init; }
    public string? AllNow { get; init; }
    public string? Error { get; init; }
    public string? AllError { get; init; }
}

/// <summary>An owner's page of the organisation's seats. It posts "act" (promote, stepDown, invite), "seat", and of somebody new "email", "kind" (person|role) and "duty".</summary>
internal sealed record SeatsPage(SiteFrame Site, Head Head, IReadOnlyList<string> Keys) : IPage
{
    public required string Action { get; init; }
    public required string Organisation { get; init; }
    public required string PreferencesUrl { get; init; }
    public required IReadOnlyList<SeatRow> Seats { get; init; }
    /// <summary>What has just been done.</summary>
    public string? Done { get; init; }
    /// <summary>Nobody else decides for the organisation.</summary>
    public bool OnlyOwner { get; init; }
    public string? Email { get; init; }
    public string? Duty { get; init; }
    public bool IsRole { get; init; }
    public IReadOnlyList<FieldError> Errors { get; init; } = [];
    public string? EmailError { get; init; }
    public string? DutyError { get; init; }
}

internal sealed record SeatRow(string Id, string Email, string? Duty, string Role, string State)
{
    public required string Action { get; init; }
    public required string EndUrl { get; init; }
    public bool Mine { get; init; }
    public bool MayPromote { get; init; }
    public bool MayStepDown { get; init; }
}

/// <summary>What somebody takes over who goes on in another's place, and the button.</summary>
internal sealed record HandOverPage(SiteFrame Site, Head Head, IReadOnlyList<string> Keys) : IPage
{
    public required string Action { get; init; }
    public required string Organisation { get; init; }
    /// <summary>Names with commas between, or that it is all of them.</summary>
    public required string Regions { get; init; }
    public required string Themes { get; init; }
    /// <summary>How many get the organisation's bulletins now.</summary>
    public required int Contacts { get; init; }
    /// <summary>Why the page is there again.</summary>
    public string? Note { get; init; }
    public IReadOnlyList<HiddenField> Hidden { get; init; } = [];
    /// <summary>Exactly what is stored as shown, when the press also subscribes (DP-03).</summary>
    public string? Consent { get; init; }
    public required string Button { get; init; }
}

internal sealed record UnsubscribePage(SiteFrame Site, Head Head, IReadOnlyList<string> Keys) : IPage
{
    public required string Action { get; init; }
    public required string Email { get; init; }
    public string? Organisation { get; init; }
    public required string PreferencesUrl { get; init; }
}
