using System.Net.Mail;
using Uutiset.Accounts;
using Uutiset.Articles.Translations;
using Uutiset.Media;
using Uutiset.Vocabulary;
using Uutiset.Vocabulary.Body;

namespace Uutiset.Articles;

/// <summary>The rows that hang on a draft: authors, links, attachments, deadlines, events, and what it belongs to.</summary>
internal sealed class DraftParts(DraftTargets targets, DraftContext context, DraftErrors errors, GroupCheck group)
{
    private const int Most = 100;
    private const int Longest = 300;
    private string lang = "fi";
    // By the id that the draft gives an event, the one that it gets
    private readonly Dictionary<Guid, Guid?> eventIds = [];

    public ArticleDraft Check(ArticleDraft draft)
    {
        lang = draft.Lang;
        if (draft.PublisherId is { } publisher && targets.Organisations.GetValueOrDefault(publisher) is not { IsPublisher: true })
            errors.Unknown("publisherId", "Julkaisijaa", "Utgivaren", "The publisher");
        if (draft.ProjectId is { } project && !targets.Projects.ContainsKey(project)) errors.Unknown("projectId", "Hanketta", "Projektet", "The project");
        if (draft.HeroMediaId is { } hero && !IsImage(hero)) errors.Unknown("heroMediaId", "Kuvaa", "Bilden", "The image");
        if (DraftMedia.Of(draft).InText.Any(r => !IsImage(r.MediaId!.Value))) errors.Unknown("bodyHtml", "Tekstiin lisättyä kuvaa", "En bild i texten", "An image of the text");
        if (draft.FollowUp is null && draft.FollowUpBy is not null) errors.Missing("followUp", "Lupaus jatkosta", "Löftet om en fortsättning", "The promise");
        errors.BeyondTime("followUpBy", draft.FollowUpBy);
        // First, since attachments may belong to them
        var events = Each("events", draft.Events, Event);
        // What the text shows in its place hangs on the article, whether or not it was listed too
        var text = BodyReferences.Of(draft);
        var related = Each("related", draft.Related, Link);
        var deadlines = Each("deadlines", draft.Deadlines, new DraftDeadlines(targets, context, errors, lang, group.Source).Check);
        return draft with
        {
            Authors = Each("authors", draft.Authors, (a, field) => Author(a, field, Writer)),
            Contacts = Each("contacts", draft.Contacts, (c, field) => Author(c, field, Teller)),
            Organisations = [.. Each("organisations", draft.Organisations, Mention).Distinct()],
            BodyHtml = Renamed(draft.BodyHtml),
            Related = [.. related, .. text.Articles.Where(id => IsOther(id) && !related.Any(r => r.ArticleId == id)).Select(id => new DraftLink(id))],
            Attachments = Each("attachments", draft.Attachments, new DraftAttachments(targets, errors, eventIds, Line).Check),
            Deadlines = [.. deadlines, .. text.Deadlines.Where(id => targets.Deadlines.ContainsKey(id) && !deadlines.Any(d => d.DeadlineId == id)).Select(id => new DraftDeadline(id))],
            // One that was chosen twice is told once
            Events = [.. events.DistinctBy(e => e.EventId)],
        };
    }

    /// <summary>The text with the ids that its events got.</summary>
    private string? Renamed(string? body) =>
        eventIds.Where(e => e.Value is not null && e.Key != e.Value).Aggregate(body, (text, e) => text?.Replace($"event:{e.Key}", $"event:{e.Value}", StringComparison.Ordinal));

    private IReadOnlyList<T> Each<T>(string field, IReadOnlyList<T> rows, Func<T, string, T?> check) where T : class
    {
        if (rows.Count > Most) errors.TooMany(field, rows.Count, Most);
        return [.. rows.Take(Most).Select((row, i) => check(row, $"{field}[{i}]")).OfType<T>()];
    }

    private static readonly Localized Writer = new("Kirjoittajan nimi", "Skribentens namn", "The author's name");
    private static readonly Localized Teller = new("Lisätietojen antajan nimi", "Kontaktpersonens namn", "The contact's name");

    private DraftAuthor? Author(DraftAuthor author, string field, Localized what)
    {
        var clean = new DraftAuthor(author.PersonId, Line(field + ".name", author.Name), Line(field + ".title", author.Title), Line(field + ".organisation", author.Organisation),
            Line(field + ".project", author.Project), Line(field + ".phone", author.Phone), Line(field + ".email", author.Email));
        if (clean == new DraftAuthor(null, null)) return null;
        if (author.PersonId is { } id && targets.People.GetValueOrDefault(id) is var person)
        {
            if (person is null) errors.Unknown(field + ".personId", "Henkilöä", "Personen", "The person");
            // A person's own name is no name of its own for the byline
            else if (clean.Name == person.Name) clean = clean with { Name = null };
        }
        if (author.PersonId is null && clean.Name is null) errors.Missing(field + ".name", what.In("fi"), what.In("sv"), what.In("en"));
        if (clean.Email is { } email && !(MailAddress.TryCreate(email, out var address) && address.Address == email))
            errors.Add(field + ".email", "Sähköpostiosoite ei kelpaa.", "E-postadressen duger inte.", "The e-mail address will not do.");
        return clean;
    }

    private DraftLink? Link(DraftLink link, string field)
    {
        if (link.ArticleId is { } article)
        {
            if (!IsOther(article)) errors.Unknown(field + ".articleId", "Liittyvää juttua", "Den relaterade artikeln", "The related article");
            return new DraftLink(article, Kind: link.Kind);
        }
        if (string.IsNullOrWhiteSpace(link.Url + link.Title + link.Publisher) && link.Date is null) return null;
        var url = SafeAddress.OfWeb(link.Url);
        if (url is null) errors.BadAddress(field + ".url");
        var title = Line(field + ".title", link.Title);
        if (title is null) errors.Missing(field + ".title", "Linkin teksti", "Länkens text", "The text of the link");
        if (ArticleRelations.TwoWays.Contains(link.Kind))
            errors.Add(field + ".kind", "Vain oma juttu voi olla se, jota tämä jatkaa, oikaisee tai korvaa: anna articleId.", "Bara en egen artikel kan vara den som den här fortsätter, rättar eller ersätter: ange articleId.",
                "Only an article of this site can be the one that this one follows up, corrects or supersedes: give articleId.");
        errors.BeyondTime(field + ".date", link.Date);
        return new DraftLink(null, url, title, link.Kind, Line(field + ".publisher", link.Publisher), link.Date);
    }

    private DraftMention? Mention(DraftMention mention, string field)
    {
        if (mention.OrganisationId is null && string.IsNullOrWhiteSpace(mention.Name)) return null;
        var found = mention.OrganisationId is { } id ? targets.Organisations.GetValueOrDefault(id) : targets.Named(mention.Name!);
        // What a subscriber typed is nobody's to see until an editor has listed it
        if (found is { Listed: true }) return new DraftMention(found.PublicId);
        var name = mention.Name is { } typed && mention.OrganisationId is null ? Shown(typed) : "";
        errors.Unknown(field + (mention.OrganisationId is null ? ".name" : ".organisationId"), $"Organisaatiota{name}", $"Organisationen{name}", $"The organisation{name}");
        return null;

        static string Shown(string name) => $" ”{(name.Length > 60 ? name[..60] + "…" : name.Trim())}”";
    }

    private DraftEvent? Event(DraftEvent happening, string field)
    {
        // Told together with the original and changed only there
        if (happening.EventId is { } shared && group.Source?.Draft.Events.FirstOrDefault(e => e.EventId == shared) is { } same)
        {
            eventIds[shared] = shared;
            return same;
        }
        if (happening.EventId is { } known && IsToldOnly(happening, known))
        {
            eventIds[known] = known;
            return new DraftEvent(EventId: known);
        }
        if (happening.IsBlank) return null;
        var title = Line(field + ".title", happening.Title);
        if (title is null) errors.Missing(field + ".title", "Tilaisuuden nimi", "Evenemangets namn", "The title of the event");
        if (happening.Start is null) errors.Missing(field + ".start", "Tilaisuuden päivä", "Evenemangets dag", "The day of the event");
        errors.BeyondTime(field + ".start", happening.Start);
        errors.BeyondTime(field + ".end", happening.End);
        errors.BeyondTime(field + ".registrationUntil", happening.RegistrationUntil);
        if (happening.End < happening.Start || (happening.End ?? happening.Start) == happening.Start && happening.EndsAt < happening.StartsAt) errors.Add(field + ".end", "Tilaisuus päättyisi ennen alkuaan.", "Evenemanget skulle sluta innan det börjar.", "The event would end before it starts.");
        var url = string.IsNullOrWhiteSpace(happening.Url) ? null : SafeAddress.OfWeb(happening.Url);
        if (url is null && !string.IsNullOrWhiteSpace(happening.Url)) errors.BadAddress(field + ".url");
        string? Address(string name, string? typed)
        {
            if (string.IsNullOrWhiteSpace(typed)) return null;
            var clean = SafeAddress.OfWeb(typed);
            if (clean is null) errors.BadAddress($"{field}.{name}");
            return clean;
        }
        var (online, registration) = (Address("onlineUrl", happening.OnlineUrl), Address("registrationUrl", happening.RegistrationUrl));
        if (happening.RegistrationUntil > (happening.End ?? happening.Start))
            errors.Add(field + ".registrationUntil", "Ilmoittautuminen päättyisi vasta tilaisuuden jälkeen.", "Anmälan skulle sluta efter evenemanget.", "Registration would close after the event.");
        var region = string.IsNullOrWhiteSpace(happening.Region) ? null : Vocabulary.Regions.Find(happening.Region) ?? Vocabulary.Regions.FindBySlug(happening.Region);
        if (region is null && !string.IsNullOrWhiteSpace(happening.Region)) errors.Unknown(field + ".region", "Aluetta", "Området", "The region");
        // Publishing writes the event anew, so an id from elsewhere would rewrite somebody else's (S14): it is an event of its own then. Of an
        // import the ids are kept, as long as no event here has them: its other lines may tell the same ones
        var isOwn = happening.EventId is { } id && !group.LeftEvents.Contains(id)
            && (Had(id) || context.Propose && !targets.Events.ContainsKey(id));
        var eventId = isOwn ? happening.EventId!.Value : Guid.CreateVersion7();
        eventIds[eventId] = eventId;
        if (happening.EventId is { } asked) eventIds[asked] = eventId;
        return happening with
        {
            Title = title, Url = url, Place = Line(field + ".place", happening.Place), EventId = eventId, OnlineUrl = online, RegistrationUrl = registration, Region = region?.Code,
        };
    }

    /// <summary>One that another article tells is told here too and written there, whatever this draft says of it; so is one that is chosen by its id alone.</summary>
    private bool IsToldOnly(DraftEvent happening, Guid id)
    {
        if (!targets.Events.ContainsKey(id)) return false;
        var isBare = string.IsNullOrWhiteSpace(happening.Title) && happening.Start is null;
        if (group.LeftEvents.Contains(id) && !isBare) return false;
        if (!Had(id) && !targets.Tellers.IsSeenBy(id, context.By ?? Actor.System)) return false;
        return targets.Tellers.IsOthers(id, context.Article?.Id ?? 0, group.Source?.Id) || isBare && Had(id);
    }

    private bool Had(Guid happening) => context.Previous?.Events.Any(e => e.EventId == happening) == true;

    private bool IsImage(Guid media) => targets.Media.GetValueOrDefault(media) is { Kind: MediaKind.Image };

    private bool IsOther(Guid article) => targets.Articles.ContainsKey(article) && article != context.Article?.PublicId;

    private string? Line(string field, string? text) =>
        text?.Length > Longest * 4 ? errors.WithinOrNull(field, text, Longest) : errors.WithinOrNull(field, Typography.LineOrNull(text, lang), Longest);
}
