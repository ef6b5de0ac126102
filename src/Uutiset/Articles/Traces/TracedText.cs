using Uutiset.People.Traces;
using Uutiset.Vocabulary.Body;

namespace Uutiset.Articles.Traces;

/// <summary>Where a text tells how to reach somebody, and the same text with the organisation's details where that can be done without reading it.</summary>
internal static class TracedText
{
    /// <summary>Where something stood that readers are not told any more, and nothing answers instead.</summary>
    private const string LeftOut = "[…]";

    public static TracePlaces PlacesIn(ArticleDraft draft, ContactSpelling spelling)
    {
        var places = spelling.PlacesIn(Said(draft));
        if (draft.Authors.Any(a => IsTheirs(a, spelling))) places |= TracePlaces.Byline;
        if (draft.Contacts.Any(c => IsTheirs(c, spelling))) places |= TracePlaces.Contact;
        foreach (var block in BlocksOf(draft))
        {
            var box = block is Box { Kind: "contact" };
            var lines = BlockText.Lines([block]).Concat(BlockText.Links([block])).ToList();
            if (lines.Exists(spelling.Reaches)) places |= box ? TracePlaces.Box : TracePlaces.Text;
            if (lines.Exists(spelling.HasName)) places |= TracePlaces.Name;
        }
        return places;
    }

    /// <summary>Typed bylines and contacts with their phone or e-mail, and boxes of contact details. The running text is left to people.</summary>
    public static ArticleDraft Replaced(ArticleDraft draft, Reached who, ContactSpelling spelling)
    {
        // Nothing to put there
        if (who is { InsteadPhone: null, InsteadEmail: null }) return draft;
        // A colleague with the same number, say the office's, keeps what is their own
        DraftAuthor One(DraftAuthor author) => Instead(author, who, spelling, (author.Phone, author.Email));
        return draft with { Authors = [.. draft.Authors.Select(One)], Contacts = [.. draft.Contacts.Select(One)], BodyHtml = Body(draft, spelling, b => b is Box { Kind: "contact" }, joins: false) };
    }

    /// <summary>A text of the past as readers may open it once the person has left. Nobody can mend it any more, so that nothing in it is left to people.</summary>
    public static ArticleDraft Without(ArticleDraft draft, Reached who)
    {
        var spelling = new ContactSpelling(who with { InsteadPhone = who.InsteadPhone ?? LeftOut, InsteadEmail = who.InsteadEmail ?? LeftOut });
        string? Text(string? text) => text is null ? null : spelling.Replaced(text);
        DraftAuthor One(DraftAuthor author) => Instead(author, who, spelling, (null, null));
        return draft with
        {
            Title = spelling.Replaced(draft.Title), ShortTitle = Text(draft.ShortTitle), Lead = Text(draft.Lead), Excerpt = Text(draft.Excerpt), FollowUp = Text(draft.FollowUp),
            Summaries = draft.Summaries?.Select(s => s with { Title = Text(s.Title), Text = Text(s.Text) }).ToList(),
            Authors = [.. draft.Authors.Select(One)], Contacts = [.. draft.Contacts.Select(One)], BodyHtml = Body(draft, spelling, _ => true, joins: true),
        };
    }

    /// <summary>All words of the text in one, for a quick look.</summary>
    public static string Whole(ArticleDraft draft) =>
        string.Join('\n', Said(draft).Append(draft.BodyHtml).Concat(draft.Authors.Concat(draft.Contacts).SelectMany(a => new[] { a.Phone, a.Email })));

    /// <summary>What is typed as plain text beside the body.</summary>
    private static IEnumerable<string> Said(ArticleDraft draft) =>
        new[] { draft.Title, draft.ShortTitle, draft.Lead, draft.Excerpt, draft.FollowUp }.Concat((draft.Summaries ?? []).SelectMany(s => new[] { s.Title, s.Text })).OfType<string>();

    /// <param name="others">What stands with another name where the organisation has nothing to put in its place.</param>
    private static DraftAuthor Instead(DraftAuthor author, Reached who, ContactSpelling spelling, (string? Phone, string? Email) others)
    {
        var (byPhone, byEmail) = (spelling.Reaches(author.Phone), spelling.Reaches(author.Email));
        if (author.PersonId is not null || !byPhone && !byEmail) return author;
        if (spelling.IsName(author.Name)) return author with { Phone = who.InsteadPhone, Email = who.InsteadEmail };
        return author with { Phone = byPhone ? who.InsteadPhone ?? others.Phone : author.Phone, Email = byEmail ? who.InsteadEmail ?? others.Email : author.Email };
    }

    /// <param name="joins">A number of which one half is bold is replaced at the cost of what marks and links its paragraph has.</param>
    private static string? Body(ArticleDraft draft, ContactSpelling spelling, Func<Block, bool> which, bool joins)
    {
        var blocks = BlocksOf(draft);
        var (body, former) = (BodyWriter.Write([.. blocks.Select(b => which(b) ? Mended(b, spelling, joins) : b)]), BodyWriter.Write(blocks));
        return body == former ? draft.BodyHtml : body;
    }

    /// <summary>One of the site's persons is shown with what answers now; a typed one with what was typed. A namesake's line without a phone or e-mail tells nothing.</summary>
    private static bool IsTheirs(DraftAuthor author, ContactSpelling spelling) => author.PersonId is null
        && (spelling.Reaches(author.Phone) || spelling.Reaches(author.Email) || spelling.IsName(author.Name) && (spelling.IsOwn(author.Phone) || spelling.IsOwn(author.Email)));

    private static IReadOnlyList<Block> BlocksOf(ArticleDraft draft) =>
        draft.BodyHtml is { } html && HtmlCleaner.IsWithinBounds(html) ? HtmlCleaner.Read(html, draft.Lang) : [];

    private static Block Mended(Block block, ContactSpelling spelling, bool joins)
    {
        IReadOnlyList<Run> Text(IReadOnlyList<Run> runs)
        {
            IReadOnlyList<Run> mended = [.. runs.Select(r => new Run(spelling.Replaced(r.Text), r.Marks with { Link = Link(r.Marks.Link, spelling) }))];
            if (!joins) return mended;
            var (left, whole) = (BlockText.Of(mended), spelling.Replaced(BlockText.Of(mended)));
            return whole == left ? mended : [new Run(whole, Marks.None)];
        }
        string? Line(string? text) => text is null ? null : spelling.Replaced(text);
        IReadOnlyList<Block> All(IReadOnlyList<Block> blocks) => [.. blocks.Select(b => Mended(b, spelling, joins))];
        return block switch
        {
            Heading h => h with { Text = Text(h.Text) },
            Paragraph p => new Paragraph(Text(p.Text)),
            ListBlock l => l with { Items = [.. l.Items.Select(All)] },
            Quote q => q with { Blocks = All(q.Blocks) },
            Reference r => r with { Caption = Line(r.Caption), Alt = Line(r.Alt) },
            Box b => b with { Blocks = All(b.Blocks) },
            Table t => t with { Caption = Text(t.Caption), Rows = [.. t.Rows.Select(r => (IReadOnlyList<Cell>)[.. r.Select(c => c with { Blocks = All(c.Blocks) })])] },
            _ => block,
        };
    }

    private static string? Link(string? link, ContactSpelling spelling) =>
        link is not null && spelling.Reaches(link) ? SafeAddress.Of(spelling.Replaced(link)) : link;
}
