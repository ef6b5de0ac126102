using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
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

    /// <summary>What is held against a colleague's change, with the keys of the labels: the texts each in its language, since two people often write two of them.</summary>
    public static readonly IReadOnlyDictionary<string, string> Labels = new Dictionary<string, string>(AudienceFields.Labels)
    {
        [nameof(PublisherId)] = "bulletins.publisher", [nameof(Series)] = "bulletins.series", [nameof(Finnish)] = "bulletins.lang.fi", [nameof(Swedish)] = "bulletins.lang.sv",
        [nameof(English)] = "bulletins.lang.en", [nameof(Items)] = "bulletins.articles",
    };

    [BindNever, JsonIgnore]
    public TextFields Finnish { get => TextIn("fi"); set => Put(value); }

    [BindNever, JsonIgnore]
    public TextFields Swedish { get => TextIn("sv"); set => Put(value); }

    [BindNever, JsonIgnore]
    public TextFields English { get => TextIn("en"); set => Put(value); }

    private TextFields TextIn(string lang) => Texts.Find(t => t.Lang == lang) ?? new TextFields { Lang = lang };

    private void Put(TextFields text)
    {
        var place = Texts.FindIndex(t => t.Lang == text.Lang);
        if (place < 0) Texts.Add(text);
        else Texts[place] = text;
    }

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

    // An empty field is none: what was never written is no difference between two people
    private static string? Typed(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    [JsonIgnore]
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
        [HiddenInput]
        public string Lang { get; set; } = "fi";
        public string? Subject { get; set => field = Typed(value); }
        public string? Preheader { get; set => field = Typed(value); }
        public string? Intro { get; set => field = Typed(value); }

        [JsonIgnore]
        public bool IsEmpty => string.IsNullOrWhiteSpace(Subject) && string.IsNullOrWhiteSpace(Preheader) && string.IsNullOrWhiteSpace(Intro);
    }

    internal sealed class ItemFields
    {
        public Guid ArticleId { get; set; }
        /// <summary>Shown, not posted, as the languages are.</summary>
        [JsonIgnore]
        public string Title { get; set; } = "";
        /// <summary>Languages in which readers get another version of it, or a summary.</summary>
        [JsonIgnore]
        public IReadOnlyList<string> Versions { get; set; } = [];
        public string? Heading { get; set => field = Typed(value); }
        public string? Note { get; set => field = Typed(value); }
    }
}
