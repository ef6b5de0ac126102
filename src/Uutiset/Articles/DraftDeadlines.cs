using Uutiset.Articles.Translations;
using Uutiset.Vocabulary.Body;

namespace Uutiset.Articles;

/// <summary>A deadline in a draft: one that exists (by id), a new one, or one that supersedes another, which moves it when the article is published.</summary>
internal sealed class DraftDeadlines(DraftTargets targets, DraftContext context, DraftErrors errors, string lang, SourceText? source = null)
{
    public DraftDeadline? Check(DraftDeadline given, string field)
    {
        given = given with { Closes = given.LastDay };
        if (given.DeadlineId is { } id)
        {
            if (targets.Deadlines.TryGetValue(id, out var known)) return Existing(known, given, field);
            // An original that is not public yet has allotted it: its row is made by whichever is published first
            if (source?.Draft.Deadlines.FirstOrDefault(d => d.DeadlineId == id) is { } shared) return shared;
            // An id that an earlier save of this draft allotted; its row is made at publication
            if (context.Previous?.Deadlines.Any(d => d.DeadlineId == id) != true) errors.Unknown(field + ".deadlineId", "Määräaikaa", "Tidsfristen", "The deadline");
        }
        else if (string.IsNullOrWhiteSpace(given.Title + given.SourceUrl) && given.Closes is null && given.Opens is null && given.Supersedes is null)
        {
            return null;
        }
        Deadline? superseded = null;
        if (given.Supersedes is { } former && !targets.Deadlines.TryGetValue(former, out superseded))
            errors.Unknown(field + ".supersedes", "Korvattavaa määräaikaa", "Den ersatta tidsfristen", "The superseded deadline");
        var title = Typography.LineOrNull(given.Title, lang) ?? superseded?.Title;
        if (title is null) errors.Missing(field + ".title", "Määräajan nimi", "Tidsfristens namn", "The title of the deadline");
        errors.WithinOrNull(field + ".title", title, DraftCheck.LongestTitle);
        var draft = given with { Title = title, DeadlineId = given.DeadlineId ?? (given.Supersedes is null ? Guid.CreateVersion7() : null), Was = superseded is null ? null : Known(given, superseded) };
        return Times(draft, field);
    }

    // Saving the same text again is no new look at the day
    private DeadlineDay Known(DraftDeadline given, Deadline superseded) =>
        given.Was ?? context.Previous?.Deadlines.FirstOrDefault(d => d.Supersedes == given.Supersedes && (d.LastDay, d.ClosesAt) == (given.Closes, given.ClosesAt))?.Was ?? DeadlineDay.Of(superseded);

    private DraftDeadline Existing(Deadline known, DraftDeadline given, string field)
    {
        // As it stood in the text before: saving the same text again is no change, also when the deadline was moved since
        if (context.Previous?.Deadlines.FirstOrDefault(d => d.DeadlineId == known.PublicId) is { } before && (given.Closes == before.LastDay || given.Closes == known.Closes)) return before;
        var moved = given.Closes is { } closes && closes != known.Closes || given.ClosesAt is { } at && at != known.ClosesAt;
        if (moved)
            errors.Add(field + ".closes", "Määräaika on jo olemassa toisella päivällä. Siirrä se määräaikojen sivulla tai anna uusi päivä supersedes-kentän kanssa.",
                "Tidsfristen finns redan med en annan dag. Flytta den på sidan för tidsfrister eller ange den nya dagen med fältet supersedes.",
                "The deadline exists with another day. Move it with PUT /deadlines/{id}, or give the new day together with supersedes.");
        return new DraftDeadline(known.PublicId);
    }

    private DraftDeadline Times(DraftDeadline given, string field)
    {
        if (given.Closes is null && given.Opens is null)
            errors.Add(field + ".closes", "Kirjoita viimeinen päivä tai, jos sitä ei vielä tiedetä, milloin haku avautuu.",
                "Skriv sista dagen eller, om den inte är känd ännu, när ansökan öppnar.", "Give the closing day or, while it is not known, when it opens.");
        errors.BeyondTime(field + ".closes", given.Closes);
        errors.BeyondTime(field + ".opens", given.Opens);
        var draft = given with
        {
            ClosesAt = given.Closes is null ? null : given.ClosesAt,
            Precision = given.Closes is null ? DatePrecision.Unknown : given.Precision is null or DatePrecision.Unknown ? DatePrecision.Day : given.Precision,
            OpensPrecision = given is { Opens: not null, OpensPrecision: DatePrecision.Month } ? DatePrecision.Month : null,
        };
        var earliest = draft.OpensPrecision is null || draft.Opens is not { } opens ? draft.Opens : new DateOnly(opens.Year, opens.Month, 1);
        if (earliest > draft.Closes) errors.Add(field + ".opens", "Avautuminen olisi vasta määräajan jälkeen.", "Öppningen skulle vara först efter tidsfristen.", "It would open after it closes.");
        if (string.IsNullOrWhiteSpace(draft.SourceUrl)) return draft with { SourceUrl = null };
        var source = SafeAddress.OfWeb(draft.SourceUrl);
        if (source is null) errors.BadAddress(field + ".sourceUrl");
        return draft with { SourceUrl = source };
    }
}
