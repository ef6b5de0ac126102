using Uutiset.People;
using Uutiset.Vocabulary.Body;

namespace Uutiset.Articles.Traces;

/// <summary>Where a text tells how to reach somebody, and the same text with the organisation's details where that can be done without reading it.</summary>
internal static class TracedText
{
    public static TracePlaces PlacesIn(ArticleDraft draft, ContactSpelling spelling)
    {
        var places = TracePlaces.None;
        if (draft.Authors.Any(a => IsTheirs(a, spelling))) places |= TracePlaces.Byline;
        if (draft.Contacts.Any(c => IsTheirs(c, spelling))) places |= TracePlaces.Contact;
        foreach (var block in BlocksOf(draft))
        {
            var box = block is Box { Kind: "contact" };
            var lines = BlockText.Lines([block]).Concat(Links([block])).ToList();
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
        DraftAuthor Instead(DraftAuthor author)
        {
            var (byPhone, byEmail) = (spelling.Reaches(author.Phone), spelling.Reaches(author.Email));
            if (author.PersonId is not null || !byPhone && !byEmail) return author;
            if (spelling.IsName(author.Name)) return author with { Phone = who.InsteadPhone, Email = who.InsteadEmail };
            // A colleague with the same number, say the office's: what is their own stays
            return author with { Phone = byPhone ? who.InsteadPhone ?? author.Phone : author.Phone, Email = byEmail ? who.InsteadEmail ?? author.Email : author.Email };
        }

        var (authors, contacts) = (draft.Authors.Select(Instead).ToList(), draft.Contacts.Select(Instead).ToList());
        var blocks = BlocksOf(draft);
        var mended = blocks.Select(b => b is Box { Kind: "contact" } ? Mended(b, spelling) : b).ToList();
        var (body, former) = (BodyWriter.Write(mended), BodyWriter.Write(blocks));
        return draft with { Authors = authors, Contacts = contacts, BodyHtml = body == former ? draft.BodyHtml : body };
    }

    /// <summary>One of the site's persons is shown with what answers now; a typed one with what was typed. A namesake's line without a phone or e-mail tells nothing.</summary>
    private static bool IsTheirs(DraftAuthor author, ContactSpelling spelling) => author.PersonId is null
        && (spelling.Reaches(author.Phone) || spelling.Reaches(author.Email) || spelling.IsName(author.Name) && (spelling.IsOwn(author.Phone) || spelling.IsOwn(author.Email)));

    private static IReadOnlyList<Block> BlocksOf(ArticleDraft draft) =>
        draft.BodyHtml is { } html && HtmlCleaner.IsWithinBounds(html) ? HtmlCleaner.Read(html, draft.Lang) : [];

    private static Block Mended(Block block, ContactSpelling spelling)
    {
        IReadOnlyList<Run> Text(IReadOnlyList<Run> runs) => [.. runs.Select(r => new Run(spelling.Replaced(r.Text), r.Marks with { Link = Link(r.Marks.Link, spelling) }))];
        IReadOnlyList<Block> All(IReadOnlyList<Block> blocks) => [.. blocks.Select(b => Mended(b, spelling))];
        return block switch
        {
            Heading h => h with { Text = Text(h.Text) },
            Paragraph p => new Paragraph(Text(p.Text)),
            ListBlock l => l with { Items = [.. l.Items.Select(All)] },
            Quote q => q with { Blocks = All(q.Blocks) },
            Box b => b with { Blocks = All(b.Blocks) },
            Table t => t with { Caption = Text(t.Caption), Rows = [.. t.Rows.Select(r => (IReadOnlyList<Cell>)[.. r.Select(c => c with { Blocks = All(c.Blocks) })])] },
            _ => block,
        };
    }

    private static string? Link(string? link, ContactSpelling spelling) =>
        link is not null && spelling.Reaches(link) ? SafeAddress.Of(spelling.Replaced(link)) ?? link : link;

    private static IEnumerable<string> Links(IEnumerable<Block> blocks) => blocks.SelectMany(block => block switch
    {
        Heading h => Links(h.Text),
        Paragraph p => Links(p.Text),
        ListBlock l => l.Items.SelectMany(Links),
        Quote q => Links(q.Blocks),
        Box b => Links(b.Blocks),
        Table t => Links(t.Caption).Concat(t.Rows.SelectMany(r => r.SelectMany(c => Links(c.Blocks)))),
        _ => [],
    });

    private static IEnumerable<string> Links(IReadOnlyList<Run> text) => text.Select(r => r.Marks.Link).OfType<string>();
}
