using Uutiset.Subscribers;
using Uutiset.Vocabulary;
using Uutiset.Vocabulary.Body;

namespace Uutiset.Bulletins.Desk;

/// <summary>The composing page's fields. Introductions and notes are typed as plain text: paragraphs, "- " lists and addresses become markup.</summary>
internal sealed class ComposeForm : IAudienceFields
{
    public int Version { get; set; }
    /// <summary>Null: as it was. The form asks for it where there are several, of who speaks for all of them.</summary>
    public Guid? PublisherId { get; set; }
    /// <summary>Slug; empty: of none.</summary>
    public string? Series { get; set; }
    public List<TextFields> Texts { get; set; } = [];
    public List<ItemFields> Items { get; set; } = [];
    public List<string> Regions { get; set; } = [];
    public List<string> Tags { get; set; } = [];
    public List<string> OrganisationTypes { get; set; } = [];
    public List<string> Langs { get; set; } = [];
    public Frequency? Frequency { get; set; }

    public static ComposeForm Of(Bulletin bulletin, TermIndex terms)
    {
        var draft = Composing.DraftOf(bulletin, terms);
        return new ComposeForm
        {
            Version = bulletin.Version,
            PublisherId = draft.PublisherId,
            Series = draft.Series,
            Texts = [.. Languages.All.Select(lang => draft.Variants.FirstOrDefault(v => v.Lang == lang) is { } v
                ? new TextFields { Lang = lang, Subject = v.Subject, Preheader = v.Preheader, Intro = PlainText.Of(v.IntroHtml, lang) }
                : new TextFields { Lang = lang })],
            Items = [.. draft.Items.Select(i => new ItemFields { ArticleId = i.ArticleId, Title = i.ArticleTitle ?? "", Heading = i.Heading, Note = PlainText.Of(i.NoteHtml, "fi") })],
        }.With(draft.Audience);
    }

    public Audience Audience => this.ToAudience();

    /// <param name="stored">Markup whose text was not touched stays as it is: it may have come through the API with more than plain text can say.</param>
    public BulletinDraft ToDraft(BulletinDraft stored) => new()
    {
        Variants = [.. Texts.Where(t => !t.IsEmpty).Select(t => new BulletinDraftText(
            t.Lang, t.Subject ?? "", t.Preheader, TypedText.Markup(t.Intro, t.Lang, stored.Variants.FirstOrDefault(v => v.Lang == t.Lang)?.IntroHtml)))],
        Items = [.. Items.Select(i => new BulletinDraftItem(
            i.ArticleId, i.Heading, TypedText.Markup(i.Note, "fi", stored.Items.FirstOrDefault(s => s.ArticleId == i.ArticleId)?.NoteHtml)))],
        Audience = Audience,
        PublisherId = PublisherId,
        Series = Series,
    };

    /// <summary>Carries out a button of the list of articles: up:2, down:0, remove:1, add:ID.</summary>
    public void Apply(string? act)
    {
        if (act is null) return;
        var (verb, argument) = act.IndexOf(':', StringComparison.Ordinal) is var at and > 0 ? (act[..at], act[(at + 1)..]) : (act, "");
        if (verb == "add" && Guid.TryParse(argument, out var id))
        {
            if (!Items.Exists(i => i.ArticleId == id)) Items.Add(new ItemFields { ArticleId = id });
            return;
        }
        if (!int.TryParse(argument, out var index) || index < 0 || index >= Items.Count) return;
        if (verb == "remove") Items.RemoveAt(index);
        var to = verb switch { "up" => index - 1, "down" => index + 1, _ => index };
        if (to != index && to >= 0 && to < Items.Count) (Items[index], Items[to]) = (Items[to], Items[index]);
    }

    internal sealed class TextFields
    {
        public string Lang { get; set; } = "fi";
        public string? Subject { get; set; }
        public string? Preheader { get; set; }
        public string? Intro { get; set; }

        public bool IsEmpty => string.IsNullOrWhiteSpace(Subject) && string.IsNullOrWhiteSpace(Preheader) && string.IsNullOrWhiteSpace(Intro);
    }

    internal sealed class ItemFields
    {
        public Guid ArticleId { get; set; }
        public string Title { get; set; } = "";
        /// <summary>Shown, not posted: languages in which readers get another version of it, or a summary.</summary>
        public IReadOnlyList<string> Versions { get; set; } = [];
        public string? Heading { get; set; }
        public string? Note { get; set; }
    }
}
