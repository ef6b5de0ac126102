using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Vocabulary.Body;
using Uutiset.Data;
using Uutiset.Finnish;
using Uutiset.People;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Openings;

internal enum OpeningOutcome { Done, Refused, Missing, Forbidden, Outdated }

/// <summary>Makes and changes places to influence and marks who takes part; the desk and the API come through here.</summary>
internal sealed class SavingOpenings(NewsDb db, Terms terms, ArticleRights rights, Audit audit, TimeProvider clock)
{
    private const int LongestTitle = 200;
    private const int LongestText = 10_000;
    private const int Most = 50;

    /// <param name="id">Null makes a new one.</param>
    public async Task<(OpeningOutcome Outcome, Opening? Opening, IReadOnlyList<FieldError> Errors)> SaveAsync(
        Guid? id, OpeningDraft draft, int expectedVersion, ClaimsPrincipal user, CancellationToken ct)
    {
        await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        var index = await terms.HoldAsync(ct);
        var opening = id is null ? null : await WholeAsync(id.Value, ct);
        if (id is not null && opening is null) return (OpeningOutcome.Missing, null, []);
        if (opening is not null && !await MayEditAsync(user, opening, ct)) return (OpeningOutcome.Forbidden, opening, []);
        if (opening is not null && opening.Version != expectedVersion) return (OpeningOutcome.Outdated, opening, []);
        var errors = new DraftErrors();
        var lang = DraftCheck.ContentLanguages.Contains(draft.Lang ?? "fi") ? draft.Lang ?? "fi" : "fi";
        if (lang != (draft.Lang ?? "fi")) errors.Add("lang", "Kieltä ei tunneta.", "Språket är okänt.", "The language is not known.");
        var title = errors.WithinOrNull("title", Typography.LineOrNull(draft.Title, lang), LongestTitle);
        if (title is null) errors.Missing("title", "Nimi", "Namnet", "The title");
        var decider = errors.WithinOrNull("decidedBy", Typography.LineOrNull(draft.DecidedBy, lang), LongestTitle);
        var description = errors.Within("description", (draft.Description ?? "").Trim().ReplaceLineEndings("\n"), LongestText);
        var codes = (draft.Regions ?? []).Select(r => Regions.Find(r) ?? Regions.FindBySlug(r)).ToList();
        if (codes.Contains(null)) errors.Unknown("regions", "Aluetta", "Området", "The region");
        var tags = (draft.Tags ?? []).Where(t => !string.IsNullOrWhiteSpace(t)).Select(t => (Typed: t, Term: index.Find(t))).ToList();
        foreach (var (typed, _) in tags.Where(t => t.Term is null)) errors.Unknown("tags", $"Aihetta ”{typed}”", $"Ämnet ”{typed}”", $"The topic “{typed}”");
        var wanted = (draft.ArticleIds ?? []).Distinct().ToList();
        var articles = wanted.Count > Most ? [] : await db.Articles.Where(a => wanted.Contains(a.PublicId)).Select(a => a.Id).ToListAsync(ct);
        if (wanted.Count > Most) errors.TooMany("articleIds", wanted.Count, Most);
        else if (articles.Count < wanted.Count) errors.Unknown("articleIds", "Juttua", "Artikeln", "The article");
        var day = DayOf(draft, title ?? "", errors);
        var told = await NamedDeadlineAsync(draft.DeadlineId, opening, user, errors, ct);
        var (material, answer) = (Address("materialUrl", draft.MaterialUrl, errors), Address("answerUrl", draft.AnswerUrl, errors));
        if (draft.IsPublic && user.Has(Permission.ArticlesPublish) && !await rights.MayShowAsync(user, [.. codes.OfType<Region>().Select(r => r.Code)], ct))
            errors.Add("regions", "Voit julkaista vain omien alueittesi paikkoja. Tallenna se ilman julkaisua, niin toimittaja julkaisee sen.",
                "Du kan publicera bara möjligheter i dina egna områden. Spara den utan att publicera, så publicerar en redaktör den.",
                "You can make public only what is of your own regions. Save it without making it public, and an editor will.");
        var (now, actor) = (clock.GetUtcNow().UtcDateTime, Actor.Of(user));
        var stays = opening is not null && draft.PublisherId is null;
        var publisher = stays ? opening!.PublisherId : (await db.PublisherForAsync(actor, draft.PublisherId, ct))?.Id;
        if (publisher is null && !stays)
        {
            if (actor.PublisherId is null) errors.Unknown("publisherId", "Julkaisijaa", "Utgivaren", "The publisher");
            else errors.Add("publisherId", "Voit lisätä vaikuttamisen paikkoja vain oman julkaisijasi nimissä.", "Du kan lägga till påverkansmöjligheter bara i din egen utgivares namn.",
                "You can add opportunities only in the name of your own publisher.");
        }
        if (errors.Found.Count > 0) return (OpeningOutcome.Refused, opening, errors.Found);

        if (opening is null)
        {
            opening = new Opening { CreatedUtc = now, OwnerId = actor.UserId, Version = 0 };
            db.Openings.Add(opening);
        }
        if (!await SetDeadlineAsync(opening, told, day, draft.DeadlineId is not null, user, actor, now, ct))
        {
            errors.NotMovable("closes");
            return (OpeningOutcome.Refused, opening, errors.Found);
        }
        (opening.Kind, opening.Lang, opening.Title, opening.Description) = (draft.Kind, lang, title!, description);
        (opening.DecidedBy, opening.MaterialUrl, opening.AnswerUrl, opening.PublisherId) = (decider, material, answer, publisher);
        // What the public sees is for those who may publish
        if (user.Has(Permission.ArticlesPublish)) opening.IsPublic = draft.IsPublic;
        opening.Regions = [.. codes.OfType<Region>().DistinctBy(r => r.Code).Select(r => new OpeningRegion { RegionCode = r.Code })];
        opening.Terms = [.. tags.Select(t => t.Term!).DistinctBy(t => t.Id).Select(t => new OpeningTerm { TermId = t.Id })];
        opening.Articles = [.. articles.Select(a => new OpeningArticle { ArticleId = a })];
        (opening.SavedUtc, opening.SavedBy, opening.Version) = (now, actor.Name, id is null ? 1 : expectedVersion + 1);
        audit.Write(db, actor, id is null ? "opening.added" : "opening.saved", Target(opening), opening.Title, AuditChanges.Of(db, opening));
        var saved = await FinishAsync(opening, ct);
        if (transaction is not null && saved.Outcome == OpeningOutcome.Done) await transaction.CommitAsync(ct);
        return saved;
    }

    /// <summary>Marks that an organisation takes part, or no longer does. Only listed ones: the page names them.</summary>
    public async Task<OpeningOutcome> AnswerAsync(Guid id, Guid organisationId, bool takesPart, ClaimsPrincipal user, CancellationToken ct)
    {
        var opening = await WholeAsync(id, ct);
        if (opening is null) return OpeningOutcome.Missing;
        if (!await MayEditAsync(user, opening, ct)) return OpeningOutcome.Forbidden;
        if (await db.Organisations.AsNoTracking().SingleOrDefaultAsync(o => o.PublicId == organisationId && o.Listed, ct) is not { } organisation) return OpeningOutcome.Missing;
        return await MarkAsync(opening, organisation, takesPart, Actor.Of(user), ct);
    }

    /// <summary>The organisation itself says so, by a link that only its contact has: of a place that the public sees, while it is open.</summary>
    public async Task<OpeningOutcome> AnswerForAsync(Guid id, Organisation organisation, bool takesPart, CancellationToken ct)
    {
        if (await WholeAsync(id, ct) is not { IsPublic: true } opening || !opening.IsOpenAt(clock.GetUtcNow().UtcDateTime)) return OpeningOutcome.Missing;
        return await MarkAsync(opening, organisation, takesPart, new Actor(organisation.Name), ct);
    }

    private async Task<OpeningOutcome> MarkAsync(Opening opening, Organisation organisation, bool takesPart, Actor actor, CancellationToken ct)
    {
        var known = opening.Answers.Find(a => a.OrganisationId == organisation.Id);
        if (takesPart == known is not null) return OpeningOutcome.Done;
        if (known is not null) opening.Answers.Remove(known);
        else opening.Answers.Add(new OpeningAnswer { OrganisationId = organisation.Id, MarkedUtc = clock.GetUtcNow().UtcDateTime, MarkedBy = actor.Name });
        opening.Version++;
        audit.Write(db, actor, takesPart ? "opening.answered" : "opening.unanswered", Target(opening), $"{opening.Title}: {organisation.Name}");
        return (await FinishAsync(opening, ct)).Outcome;
    }

    /// <summary>What the public sees changes at once: for those who may publish, and not for regions that are somebody else's.</summary>
    public async Task<bool> MayEditAsync(ClaimsPrincipal user, Opening opening, CancellationToken ct) => (await rights.ReachOfAsync(user, ct)).MayEdit(opening)
        && (!opening.IsPublic || user.Has(Permission.ArticlesPublish) && await rights.MayShowAsync(user, opening.Regions.ConvertAll(r => r.RegionCode), ct));

    public Task<Opening?> WholeAsync(Guid id, CancellationToken ct) =>
        db.Openings.Include(o => o.Deadline).Include(o => o.Regions).Include(o => o.Terms).Include(o => o.Articles).Include(o => o.Answers).AsSplitQuery()
            .SingleOrDefaultAsync(o => o.PublicId == id, ct);

    private async Task<(OpeningOutcome Outcome, Opening? Opening, IReadOnlyList<FieldError> Errors)> FinishAsync(Opening opening, CancellationToken ct)
    {
        db.Changed("openings", "deadlines");
        try
        {
            if (db.Entry(opening).State == EntityState.Added) await db.SaveWithSlugAsync(db.Openings.Select(o => o.Slug), Slug.From(opening.Title, "paikka"), slug => opening.Slug = slug, ct);
            else await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return (OpeningOutcome.Outdated, null, []);
        }
        return (OpeningOutcome.Done, opening, []);
    }

    private static DraftDeadline? DayOf(OpeningDraft draft, string title, DraftErrors errors)
    {
        if (draft.Closes is null && draft.Opens is null) return null;
        var (day, found) = DeadlineApi.Check(new DraftDeadline(null, title.Length > 0 ? title : "–", draft.Opens, draft.Closes, draft.ClosesAt, draft.Precision, draft.SourceUrl, OpensPrecision: draft.OpensPrecision));
        foreach (var error in found) errors.Add(error.Field, error.Message.Fi, error.Message.Sv ?? error.Message.Fi, error.Message.En ?? error.Message.Fi);
        return day;
    }

    /// <summary>One that its editor may see: an unknown one and a hidden one are told alike.</summary>
    private async Task<Deadline?> NamedDeadlineAsync(Guid? id, Opening? opening, ClaimsPrincipal user, DraftErrors errors, CancellationToken ct)
    {
        if (id is null || id == opening?.Deadline?.PublicId) return opening?.Deadline;
        var seen = (await rights.ReachOfAsync(user, ct)).SeenDeadlines(db);
        var deadline = await seen.SingleOrDefaultAsync(d => d.PublicId == id, ct);
        if (deadline is null) errors.Unknown("deadlineId", "Määräaikaa", "Tidsfristen", "The deadline");
        return deadline;
    }

    /// <param name="told">The deadline that was named, else the one that is told already.</param>
    /// <param name="day">Null: the named one's own, else none.</param>
    /// <returns>False when the day is told by what this person may not edit, or by what is public and they may not publish, and would move for it.</returns>
    private async Task<bool> SetDeadlineAsync(Opening opening, Deadline? told, DraftDeadline? day, bool isNamed, ClaimsPrincipal user, Actor actor, DateTime now, CancellationToken ct)
    {
        if (told is not null && told != opening.Deadline)
        {
            if (opening.Deadline is { } own)
            {
                if (!await MayMoveAsync(own, user, actor, now, ct)) return false;
                await LeaveDeadlineAsync(opening, own, ct);
            }
            opening.Deadline = told;
        }
        if (isNamed && day is null) return true;
        if (opening.Deadline is not { } deadline)
        {
            if (day is null) return true;
            opening.Deadline = new Deadline();
            DeadlineMoves.Fill(opening.Deadline, day, now);
            return true;
        }
        if (day is null)
        {
            // Taken away and given anew, it would be moved past everybody who tells it
            if (!await MayMoveAsync(deadline, user, actor, now, ct)) return false;
            await LeaveDeadlineAsync(opening, deadline, ct);
            return true;
        }
        var before = DeadlineDay.Of(deadline);
        // A title put right is put right on its deadline too, unless that goes by another name
        var renames = deadline.Title == opening.Title && deadline.Title != day.Title;
        var stands = before == DeadlineDay.Of(day) && deadline.SourceUrl == day.SourceUrl && (deadline.Opens, deadline.OpensPrecision) == (day.Opens, day.OpensPrecision ?? DatePrecision.Day);
        if (stands && !renames) return true;
        // The name alone stays as those know it who tell it too
        if (!await MayMoveAsync(deadline, user, actor, now, ct)) return stands;
        if (await DeadlineMoves.MoveAsync(db, deadline, renames ? day : day with { Title = deadline.Title }, actor, now, ct))
            audit.Write(db, actor, before != DeadlineDay.Of(deadline) ? "deadline.moved" : "deadline.corrected", $"deadline:{deadline.PublicId}", deadline.Title, AuditChanges.Of(db, deadline));
        return true;
    }

    private async Task<bool> MayMoveAsync(Deadline deadline, ClaimsPrincipal user, Actor actor, DateTime now, CancellationToken ct) =>
        (await rights.MovableAsync(actor, [deadline.Id], ct)).Contains(deadline.Id)
        && (user.Has(Permission.ArticlesPublish) || !await db.DeadlinesToldAt(now, PublicDates.Filter.None).AnyAsync(d => d.Id == deadline.Id, ct));

    /// <summary>A day that nobody else tells and the public was not told goes with its former ones: left alone, it would show the name of a hidden place.</summary>
    private async Task LeaveDeadlineAsync(Opening opening, Deadline deadline, CancellationToken ct)
    {
        (opening.Deadline, opening.DeadlineId) = (null, null);
        if (opening.IsPublic || await db.Set<ArticleDeadline>().AnyAsync(d => d.DeadlineId == deadline.Id, ct) || await db.Openings.AnyAsync(o => o.Id != opening.Id && o.DeadlineId == deadline.Id, ct)) return;
        for (Deadline? state = deadline; state is not null; state = state.SupersedesId is { } former ? await db.Deadlines.FindAsync([former], ct) : null) db.Deadlines.Remove(state);
    }

    private static string? Address(string field, string? typed, DraftErrors errors)
    {
        if (string.IsNullOrWhiteSpace(typed)) return null;
        var clean = SafeAddress.OfWeb(typed);
        if (clean is null) errors.BadAddress(field);
        return clean;
    }

    private static string Target(Opening opening) => $"opening:{opening.PublicId}";
}
