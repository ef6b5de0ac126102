namespace Uutiset.Themes.Pages;

/// <summary>An article in a list: kicker, headline, standfirst, date and author, tags.</summary>
/// <param name="Kicker">Name of the type: "Uutinen".</param>
/// <param name="Lang">Only when the article is in another language than the page.</param>
internal sealed record ArticleCard(string Url, string Title, string Kicker, Moment? Date, string? Lang = null)
{
    public IReadOnlyList<Link> Regions { get; init; } = [];
    public string? Standfirst { get; init; }
    /// <summary>"Tiivistelmä, koko teksti suomeksi": title and standfirst are a summary in the page's language.</summary>
    public string? Summary { get; init; }
    public string? Authors { get; init; }
    public IReadOnlyList<Link> Tags { get; init; } = [];
    /// <summary>Deadlines of the article that were moved since they were announced.</summary>
    public IReadOnlyList<DeadlineMove> Moves { get; init; } = [];
    public Picture? Picture { get; init; }
    /// <summary>Why the system chose it ("Sama aihe: Sote-uudistus"); null when an editor did or the list is plain.</summary>
    public string? Why { get; init; }
    /// <summary>Title and snippet of a search hit, escaped, with mark around what matched.</summary>
    public TrustedHtml? TitleHtml { get; init; }
    public TrustedHtml? SnippetHtml { get; init; }
}

/// <summary>A few sentences for readers of a language that has no full version.</summary>
/// <param name="Lang">Only when it is not the page's.</param>
/// <param name="Full">"Koko teksti on suomeksi", in the summary's language where the site speaks it.</param>
internal sealed record SummaryBox(string Id, string Label, string Title, string Text, string Full, string? Lang = null)
{
    /// <summary>Language of Label and Full, when it is not the page's.</summary>
    public string? WordsLang { get; init; }
    /// <summary>One of a list that has a heading of its own: its title is a step below that.</summary>
    public bool IsListed { get; init; }
}

/// <summary>A deadline as a leaf of a tear-off calendar.</summary>
/// <param name="Day">"30"; null when only the month is known.</param>
/// <param name="Full">The closing time in words: "torstai 30.4.2020 klo 16.15".</param>
/// <param name="Left">"12 päivää jäljellä", "Päättyy tänään", "Päättynyt".</param>
internal sealed record DeadlineLeaf(string Title, string Iso, string? Day, string Month, string Year, string Full, string Left)
{
    public bool Closed { get; init; }
    /// <summary>A week or less is left.</summary>
    public bool Soon { get; init; }
    /// <summary>"Avautuu 1.3.2020", while it has not.</summary>
    public string? Opens { get; init; }
    public DeadlineMove? Moved { get; init; }
    public Link? Source { get; init; }
    public IReadOnlyList<Link> Articles { get; init; } = [];
    public string? Lang { get; init; }
}

/// <param name="From">"31.3.": without the year when the new day has the same.</param>
internal sealed record DeadlineMove(string From, string To)
{
    /// <summary>Days before From, the first announced first.</summary>
    public IReadOnlyList<string> Earlier { get; init; } = [];
    /// <summary>Which deadline it is, where that does not stand beside it.</summary>
    public string? Title { get; init; }
    public Link? Source { get; init; }
}

/// <summary>The writer's card. Phone and Email are links (tel:, mailto:) whose text is the form people write.</summary>
internal sealed record BylineCard(string Name, string? Url)
{
    public string? Role { get; init; }
    public Link? Organisation { get; init; }
    public string? Project { get; init; }
    public IReadOnlyList<Link> Regions { get; init; } = [];
    public Link? Phone { get; init; }
    public Link? Email { get; init; }
    /// <summary>Who goes on, once this one has left.</summary>
    public Link? Successor { get; init; }
    public Picture? Photo { get; init; }
}

/// <summary>An organisation that somebody was in: "2019–2021".</summary>
internal sealed record FormerPost(Link Organisation, string? Role, string? When);

/// <param name="Sum">"9,4 milj. euroa"; null: not told.</param>
internal sealed record FunderLine(Link Funder, string? Sum)
{
    public Picture? Logo { get; init; }
}

/// <summary>What a text rests on: who published it, under which title, when.</summary>
internal sealed record SourceLine(Link Link, string? Publisher, Moment? Date);

/// <summary>A promise to come back to the matter, while nobody has.</summary>
/// <param name="By">"viimeistään 30.4.2026".</param>
/// <param name="Subscribe">Where one asks to be told.</param>
internal sealed record FollowUpNote(string Text, string? By, Link Subscribe, string? Lang = null);

/// <summary>Words of somebody, with the article in which they stand.</summary>
internal sealed record QuoteLine(IReadOnlyList<string> Lines, Link Article, Moment? Date, string? Lang = null);

/// <summary>What stands below an article's text, for "parts/after": on its page and in its feed entry.</summary>
internal sealed record AfterText(
    IReadOnlyList<EventCard> Events, IReadOnlyList<AttachmentItem> Attachments, IReadOnlyList<Link> ReadMore, IReadOnlyList<SourceLine> Sources,
    IReadOnlyList<BylineCard> Contacts, IReadOnlyList<Link> ContactLinks, IReadOnlyList<Link> Mentions, FollowUpNote? FollowUp)
{
    public IEnumerable<AttachmentItem> Materials => Attachments.Concat(Events.SelectMany(e => e.Materials));

    public static readonly AfterText Nothing = new([], [], [], [], [], [], [], null);
}

/// <param name="When">"tiistai 10.3.2020 klo 9.00–15.30".</param>
internal sealed record EventCard(string Title, Moment When, string? Place, Link? More, bool Past = false)
{
    public Link? Region { get; init; }
    public Link? Online { get; init; }
    public Link? Register { get; init; }
    /// <summary>Until when one may sign up, or that it is over.</summary>
    public string? Registration { get; init; }
    /// <summary>The event for a calendar program.</summary>
    public Link? Calendar { get; init; }
    public IReadOnlyList<AttachmentItem> Materials { get; init; } = [];
    public IReadOnlyList<Link> Articles { get; init; } = [];
}

/// <param name="Kind">"Diaesitys", "Muistio", "Tallenne".</param>
/// <param name="Url">Null once it is no longer available; Note then says so.</param>
/// <param name="Note">"Saatavilla 30.4.2020 asti".</param>
/// <param name="Presenters">Each with title and organisation.</param>
/// <param name="Details">"12 sivua, ruotsiksi".</param>
internal sealed record AttachmentItem(string Title, string Kind, string? Url, IReadOnlyList<string> Presenters, string? Details = null, string? Note = null, string? Lang = null)
{
    /// <summary>It can be seen now, but not for ever.</summary>
    public bool Ending { get; init; }
    public bool Gone { get; init; }
    /// <summary>For a recording: the link in words that say where it leads. Nothing is fetched from there before.</summary>
    public string? Watch { get; init; }
    /// <summary>The same recording played on this page, once the reader asks for it.</summary>
    public EmbedOffer? Embed { get; init; }
    /// <summary>For a recording of our own.</summary>
    public RecordingPlayer? Player { get; init; }
    /// <summary>What is said in a recording, to read.</summary>
    public Link? Transcript { get; init; }
    /// <summary>"Tiedosto ei ole saavutettava", or that nobody knows; Ask says where to get another version.</summary>
    public string? Barrier { get; init; }
    public Link? Ask { get; init; }
}

/// <param name="Url">Of the service's player, on one of the hosts that the content policy lets in.</param>
/// <param name="Play">What the button does, and to whom the reader's data goes.</param>
internal sealed record EmbedOffer(string Url, string Play, string Note);

/// <summary>The browser's own player.</summary>
/// <param name="Label">What a screen reader calls it.</param>
internal sealed record RecordingPlayer(string Url, string Type, string Label, bool Audio)
{
    public int? Width { get; init; }
    public int? Height { get; init; }
    public string? Poster { get; init; }
    public string? Credit { get; init; }
    public IReadOnlyList<CaptionTrack> Tracks { get; init; } = [];
}

internal sealed record CaptionTrack(string Url, string Lang, string Name);

/// <summary>One choice of a list in a form.</summary>
internal sealed record Choice(string Value, string Label, bool Selected = false)
{
    public int? Count { get; init; }
    public string? Hint { get; init; }
}

/// <summary>An image of the library, for "parts/picture".</summary>
/// <param name="Url">For browsers that know neither AVIF nor WebP.</param>
/// <param name="Alt">Empty when it says nothing that the text does not.</param>
/// <param name="Width">Of the largest size: with the height, the room that the page keeps free.</param>
/// <param name="Sizes">The sizes attribute.</param>
internal sealed record Picture(string Url, string Alt, int Width, int Height, string Sizes)
{
    public IReadOnlyList<PictureSource> Sources { get; init; } = [];
    /// <summary>The point that stays in sight when the image is cropped, in tenths from the left and the top.</summary>
    public int FocalX { get; init; } = 5;
    public int FocalY { get; init; } = 5;
    public string? Caption { get; init; }
    public string? Credit { get; init; }
    /// <summary>In sight as the page opens: fetched at once. The others wait until the reader comes near.</summary>
    public bool First { get; init; }
}

internal sealed record PictureSource(string Type, string SrcSet);
