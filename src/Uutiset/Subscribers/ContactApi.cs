using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Api;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.People;
using Uutiset.Subscribers.Ledger;
using Uutiset.Subscribers.Seats;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers;

internal static class ContactApi
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var contacts = app.MapApi("/contacts", "Contacts");
        contacts.MapGet("", ListAsync).Needs(Permission.SubscribersRead).WithSummary("Contacts, the newest first; ?organisation=, ?state=, ?series= and ?q= narrow the list").Produces<Paged<ContactJson>>();
        contacts.MapPost("", AddAsync).Needs(Permission.SubscribersWrite).WithSummary("Asks an address by mail whether it subscribes (double opt-in)").Produces<ContactJson>(StatusCodes.Status201Created).Produces<ContactJson>();
        contacts.MapGet("/{id:guid}", ByIdAsync).Needs(Permission.SubscribersRead).WithSummary("One contact").Produces<ContactJson>();
        contacts.MapPut("/{id:guid}", SaveAsync).Needs(Permission.SubscribersWrite).WithSummary("Changes a contact; takes effect at once, also for queued bulletins. The address is its reader's to change").Produces<ContactJson>();
        contacts.MapDelete("/{id:guid}", EndAsync).Needs(Permission.SubscribersWrite).WithSummary("Ends the seat; the row and its ledger stay").Produces(StatusCodes.Status204NoContent);
        contacts.MapPost("/{id:guid}/hand-over", HandOverAsync).Needs(Permission.SubscribersWrite)
            .WithSummary("Names who goes on after the contact: a member decides for the organisation from now on, another address is asked by mail").Produces<ContactJson>().Produces<ContactJson>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status409Conflict);
        contacts.MapGet("/{id:guid}/consent", ConsentAsync).Needs(Permission.SubscribersRead).WithSummary("The contact's lines of the append-only consent ledger");
    }

    private static async Task<IResult> ListAsync(
        HttpContext http, NewsDb db, [AsParameters] Paging paging, [FromQuery] Guid? organisation, [FromQuery] string? state, [FromQuery] string? series, [FromQuery] string? q, Terms terms, CancellationToken ct)
    {
        var index = await terms.IndexAsync(ct);
        var contacts = Actor.Of(http.User).Own(db.Contacts.AsNoTracking(), c => c.Subscription!.PublisherId);
        if (organisation is { } id) contacts = contacts.Where(c => c.Subscription!.Organisation!.PublicId == id);
        if (!string.IsNullOrEmpty(series))
        {
            if (index.Find(series) is not { Scheme: TermScheme.Series } followed) return Problems.Invalid("series", "there is no such series");
            contacts = contacts.Where(c => c.Subscription!.SeriesId == followed.Id);
        }
        if (!string.IsNullOrEmpty(state))
        {
            if (!char.IsLetter(state[0]) || !Enum.TryParse<ContactState>(state, ignoreCase: true, out var wanted)) return Problems.Invalid("state", "must be requested, confirmed, withdrawn, bounced or suppressed");
            contacts = wanted switch
            {
                ContactState.Suppressed => contacts.Where(c => c.State == wanted || (c.State == ContactState.Requested || c.State == ContactState.Confirmed) && db.Suppressions.Any(s => s.AddressKey == c.AddressKey)),
                ContactState.Requested or ContactState.Confirmed => contacts.Where(c => c.State == wanted && !db.Suppressions.Any(s => s.AddressKey == c.AddressKey)),
                _ => contacts.Where(c => c.State == wanted),
            };
        }
        foreach (var word in WrittenWord.AllOf(q))
        {
#pragma warning disable CA1304, CA1311, CA1862 // SQL's lower()
            contacts = contacts.Where(c => c.Email.ToLower().Contains(word.Lower)
                || EF.Functions.Collate(c.Name!, NewsDb.FinnishOrder).ToLower().Contains(word.Lower)
                || EF.Functions.Collate(c.Subscription!.Organisation!.Name, NewsDb.FinnishOrder).ToLower().Contains(word.Lower));
#pragma warning restore CA1304, CA1311, CA1862
        }
        var total = await contacts.CountAsync(ct);
        var items = await Json(db, contacts.OrderByDescending(c => c.Id).Skip(paging.Skip).Take(paging.Size)).ToListAsync(ct);
        return Results.Ok(paging.Of(items, total));
    }

    private static async Task<IResult> AddAsync(HttpContext http, NewsDb db, Terms terms, Inviting inviting, ContactDraft draft, CancellationToken ct)
    {
        var (wishes, series, errors) = Check(draft, await terms.IndexAsync(ct));
        var email = WrittenAddress.Read(draft.Email);
        if (email is null) errors["email"] = ["must be an e-mail address"];
        var organisation = await OrganisationAsync(db, draft, errors, ct);
        var publisher = await db.PublisherForAsync(Actor.Of(http.User), draft.PublisherId, ct);
        if (publisher is null) errors["publisherId"] = ["is no publisher of the site, or not one that this key speaks for"];
        if (errors.Count > 0) return Problems.Invalid(errors);

        var kind = draft.Kind ?? (organisation is null ? ContactKind.Person : ContactKind.Role);
        var (result, contact) = await inviting.InviteAsync(new Invitation(publisher!.Id, organisation?.Id, email!, draft.Name, kind, draft.Seat, wishes) { Duty = Tidy(draft.Duty), SeriesId = series }, Door.Of("api", Actor.Of(http.User)), ct);
        return await AnswerAsync(db, result, contact, ct);
    }

    private static async Task<IResult> AnswerAsync(NewsDb db, InvitationResult result, Contact? contact, CancellationToken ct) => result switch
    {
        InvitationResult.Invited => Results.Created($"/api/v1/contacts/{contact!.PublicId}", await OneAsync(db, contact, ct)),
        InvitationResult.AlreadyThere => Results.Ok(await OneAsync(db, contact!, ct)),
        _ => Refused(result),
    };

    private static IResult Refused(InvitationResult why) => why switch
    {
        InvitationResult.Withdrawn => Problems.Invalid("email", "the address has ended its subscription; only its owner can begin it again"),
        InvitationResult.Moved => Problems.Invalid("email", "the reader has moved the subscription to another address; whoever has this one now subscribes on the form"),
        InvitationResult.Suppressed => Problems.Invalid("email", "the address is suppressed"),
        _ => Problems.Of(StatusCodes.Status409Conflict, "The address was asked within a day. It is not asked again so soon."),
    };

    /// <summary>The one that the id or the business id names; both must name the same one.</summary>
    private static async Task<Organisation?> OrganisationAsync(NewsDb db, ContactDraft draft, Dictionary<string, string[]> errors, CancellationToken ct)
    {
        var (id, number) = (draft.OrganisationId, Tidy(draft.BusinessId));
        if (id is null && number is null) return null;
        if (number is not null && !BusinessId.IsValid(number)) errors["businessId"] = ["is no business id; it looks like 1234567-1"];
        var organisation = await db.Organisations.AsNoTracking()
            .FirstOrDefaultAsync(o => id != null ? o.PublicId == id || db.FormerOrganisations.Any(f => f.PublicId == id && f.HeirId == o.Id) : o.BusinessId == number, ct);
        if (organisation is null) errors.TryAdd(id is null ? "businessId" : "organisationId", ["there is no such organisation"]);
        else if (number is not null && organisation.BusinessId != number) errors.TryAdd("businessId", ["is not this organisation's"]);
        return organisation;
    }

    /// <summary>
    /// Names who goes on in an organisation: a member of it decides for it from now on, and another address is asked by mail, as an owner would
    /// ask it. Who leaves stays until they are ended, so that somebody is there all the time.
    /// </summary>
    private static async Task<IResult> HandOverAsync(HttpContext http, NewsDb db, NamingSuccessor naming, Guid id, HandOverRequest request, CancellationToken ct)
    {
        if (await db.Contacts.Include(c => c.Subscription).FirstOrDefaultAsync(c => c.PublicId == id, ct) is not { } leaver) return Problems.NotFound("contact");
        var errors = new Dictionary<string, string[]>();
        var email = WrittenAddress.Read(request.Email);
        if (email is null) errors["email"] = ["must be an e-mail address"];
        if (request.Name is { Length: > 200 } || request.Name?.Any(char.IsControl) == true) errors["name"] = [NameWrong];
        if (errors.Count > 0) return Problems.Invalid(errors);
        var actor = Actor.Of(http.User);
        var (outcome, successor) = await naming.NameAsync(leaver, email!, Tidy(request.Name), Door.Of("api", actor), actor, ct);
        return outcome switch
        {
            SuccessorOutcome.Promoted => Results.Ok(await OneAsync(db, successor!, ct)),
            SuccessorOutcome.Asked => Results.Created($"/api/v1/contacts/{successor!.PublicId}", await OneAsync(db, successor, ct)),
            SuccessorOutcome.NoOrganisation => Problems.Invalid("id", "a private reader's seat is nobody else's"),
            SuccessorOutcome.Same => Problems.Invalid("email", "is the contact's own; name another"),
            SuccessorOutcome.Unreachable => Problems.Invalid("email", "sits there, and mail does not reach it"),
            SuccessorOutcome.Elsewhere => Problems.Invalid("email", "sits in another subscription of the organisation"),
            SuccessorOutcome.Withdrawn => Refused(InvitationResult.Withdrawn),
            SuccessorOutcome.Suppressed => Refused(InvitationResult.Suppressed),
            SuccessorOutcome.Ended => Problems.Of(StatusCodes.Status409Conflict, "The organisation has ended this subscription. Nobody goes on in it."),
            SuccessorOutcome.Decides => Problems.Of(StatusCodes.Status409Conflict, "The address decides for the organisation already."),
            _ => Refused(InvitationResult.AskedToday),
        };
    }

    /// <summary>What may be wrong with a contact that is made or changed.</summary>
    private static (Wishes Wishes, long? Series, Dictionary<string, string[]> Errors) Check(ContactDraft draft, TermIndex index)
    {
        var errors = new Dictionary<string, string[]>();
        if (draft.Name is { Length: > 200 } || draft.Name?.Any(char.IsControl) == true) errors["name"] = [NameWrong];
        if (draft.Duty is { Length: > SeatKeeping.DutyLength } || draft.Duty?.Any(char.IsControl) == true) errors["duty"] = ["may have 100 characters at most, on one line"];
        var lang = draft.Lang ?? "fi";
        if (!Languages.IsKnown(lang)) errors["lang"] = ["must be fi, sv or en"];
        var regions = (draft.Regions ?? []).Select(r => (Written: r, Region: Regions.Find(r))).ToList();
        if (regions.Exists(r => r.Region is null)) errors["regions"] = [$"there is no region {regions.First(r => r.Region is null).Written}"];
        var tags = (draft.Tags ?? []).Select(t => (Written: t, Term: index.Find(t))).ToList();
        if (tags.Find(t => t.Term is null) is { Written: { } odd }) errors["tags"] = [$"there is no theme {odd}; near it: {string.Join(", ", index.Nearest(odd, lang))}"];
        var series = Tidy(draft.Series) is { } named ? index.Find(named) : null;
        if (Tidy(draft.Series) is { } strange && series is not { Scheme: TermScheme.Series }) errors["series"] = [$"there is no series {strange}; near it: {string.Join(", ", index.Nearest(strange, lang))}"];
        return (new Wishes([.. regions.Select(r => r.Region?.Code).OfType<string>().Distinct()], [.. tags.Where(t => t.Term is not null).Select(t => t.Term!.Id).Distinct()], lang,
            draft.Frequency ?? Frequency.Immediate, draft.Format ?? MailFormat.Html), series?.Id, errors);
    }

    private const string NameWrong = "may have 200 characters at most, on one line";

    private static string? Tidy(string? words) => string.IsNullOrWhiteSpace(words) ? null : words.Trim();

    private static async Task<IResult> ByIdAsync(HttpContext http, NewsDb db, Guid id, CancellationToken ct)
    {
        var version = await db.Contacts.Where(c => c.PublicId == id).Select(c => (int?)c.Version).FirstOrDefaultAsync(ct);
        if (version is null) return Problems.NotFound("contact");
        var json = await Json(db, db.Contacts.AsNoTracking().Where(c => c.PublicId == id)).SingleAsync(ct);
        return Etags.OkOrNotModified(http, json, Etags.OfContent(version.Value, json));
    }

    private static async Task<IResult> SaveAsync(HttpContext http, NewsDb db, Terms terms, Preferring preferring, TimeProvider clock, Guid id, ContactDraft draft, CancellationToken ct)
    {
        if (Etags.Expected(http, out var refusal) is not { } version) return refusal!;
        if (await preferring.FindAsync(id, ct) is not { } contact) return Problems.NotFound("contact");
        var (wishes, series, errors) = Check(draft, await terms.IndexAsync(ct));
        if (series is not null && series != contact.Subscription!.SeriesId) errors.TryAdd("series", ["cannot be changed; which bulletins they get is the readers' own choice"]);
        if (Tidy(draft.BusinessId) is { } number && number != contact.Subscription!.Organisation?.BusinessId) errors["businessId"] = ["cannot be changed"];
        // Another address is another consent: it is asked, and this one ended
        if (draft.Email is not null && WrittenAddress.Read(draft.Email) != contact.Email) errors["email"] = ["cannot be changed; add the new address and end this one"];
        if (draft.OrganisationId is { } organisation && organisation != contact.Subscription!.Organisation?.PublicId) errors["organisationId"] = ["cannot be changed"];
        if (draft.Seat == Seat.Member && contact.Subscription!.OrganisationId is null) errors["seat"] = ["a private reader decides for themselves"];
        if (draft.PausedUntil != contact.PausedUntil && draft.PausedUntil is { } until && (until <= clock.Today() || until > clock.Today().AddDays(Pause.LongestDays))) errors["pausedUntil"] = ["must be a day to come, at most a year ahead"];
        if (contact.State == ContactState.Withdrawn) errors["state"] = ["the contact has ended its subscription"];
        if (errors.Count > 0) return Problems.Invalid(errors);
        (contact.Name, contact.Duty, contact.Kind) = (Tidy(draft.Name), Tidy(draft.Duty), draft.Kind ?? contact.Kind);
        var saving = await preferring.SaveAsync(contact,
            new Preference(wishes, ForAll: false, draft.PausedUntil, contact.Subscription!.PausedUntil, new SeenVersions(version, contact.Subscription.Version)) { Seat = draft.Seat },
            Door.Of("api", Actor.Of(http.User)), ct);
        return saving switch
        {
            Saving.Done => await ByIdAsync(http, db, id, ct),
            Saving.LastOwner => Problems.Invalid("seat", "is the organisation's last owner; make somebody else an owner first"),
            _ => Etags.Outdated(),
        };
    }

    private static async Task<IResult> EndAsync(HttpContext http, NewsDb db, Unsubscribing unsubscribing, Guid id, CancellationToken ct)
    {
        var version = Etags.Named(http, out var refusal);
        if (refusal is not null) return refusal;
        if (await db.Contacts.Include(c => c.Subscription).FirstOrDefaultAsync(c => c.PublicId == id, ct) is not { } contact) return Problems.NotFound("contact");
        if (version is { } seen && seen != contact.Version) return Etags.Outdated();
        await unsubscribing.EndSeatAsync(contact, Door.Of("api", Actor.Of(http.User)), ct);
        return Results.NoContent();
    }

    private static Task<ContactJson> OneAsync(NewsDb db, Contact contact, CancellationToken ct) =>
        Json(db, db.Contacts.AsNoTracking().Where(c => c.Id == contact.Id)).SingleAsync(ct);

    private static async Task<IResult> ConsentAsync(HttpContext http, NewsDb db, Guid id, CancellationToken ct)
    {
        // The lines outlive the contact; whose it was nobody can tell then, and they are for those who speak for the whole site
        if (!await db.Contacts.AnyAsync(c => c.PublicId == id, ct) && (Actor.Of(http.User).PublisherId is not null || !await db.ConsentEvents.AnyAsync(e => e.ContactId == id, ct))) return Problems.NotFound("contact");
        return Results.Ok(await db.ConsentEvents.Where(e => e.ContactId == id).ToJsonAsync(db, ct));
    }

    private static IQueryable<ContactJson> Json(NewsDb db, IQueryable<Contact> contacts) => contacts.Select(c => new ContactJson(
        c.PublicId, c.Subscription!.Organisation == null ? null : c.Subscription.Organisation.PublicId, c.Subscription.Organisation == null ? null : c.Subscription.Organisation.Name,
        c.Email, c.Name, c.Kind, c.Seat, c.Lang, c.Regions.Select(r => r.RegionCode).Order().ToList(),
        c.Terms.Join(db.Terms, t => t.TermId, t => t.Id, (_, t) => t.Slug).Order().ToList(), c.Frequency, c.Format,
        // An address is suppressed on a list of its own, whatever its seats say
        (c.State == ContactState.Requested || c.State == ContactState.Confirmed) && db.Suppressions.Any(s => s.AddressKey == c.AddressKey) ? ContactState.Suppressed : c.State,
        c.CreatedUtc, c.ConfirmedUtc, c.WithdrawnUtc, c.Duty, c.PausedUntil,
        db.Terms.Where(t => t.Id == c.Subscription.SeriesId).Select(t => t.Slug).FirstOrDefault(), c.Subscription.PausedUntil));
}

/// <summary>An address to ask. Without an organisation it is a private reader's.</summary>
/// <param name="Seat">Left out: owner when the organisation has none, otherwise member.</param>
/// <param name="Regions">Codes; empty: what the organisation wants.</param>
/// <param name="PublisherId">Whose bulletins; left out: of the publisher for whom the key speaks, or the site's first one.</param>
/// <param name="Tags">Slugs or labels; empty: what the organisation wants.</param>
/// <param name="Duty">What the person does in the organisation.</param>
/// <param name="BusinessId">Names the organisation instead of its id, or beside it.</param>
/// <param name="Series">Slug or label of the one series that is subscribed to; left out: all bulletins of the publisher. Of a contact that is changed it stays as it is.</param>
/// <param name="PausedUntil">Of a contact that is changed: no mail before this day. Who is being asked has no mail to pause.</param>
internal sealed record ContactDraft(
    Guid? OrganisationId, string? Email, string? Name, ContactKind? Kind, Seat? Seat, string? Lang, string[]? Regions, string[]? Tags, Frequency? Frequency, MailFormat? Format, Guid? PublisherId = null, string? Duty = null,
    DateOnly? PausedUntil = null, string? BusinessId = null, string? Series = null);

/// <summary>Who goes on in the organisation after a contact.</summary>
/// <param name="Name">Of a person; left out for a shared mailbox.</param>
internal sealed record HandOverRequest(string? Email, string? Name = null);

/// <summary>A contact as promised outside. Instants are UTC; state: requested, confirmed, withdrawn, bounced or suppressed.</summary>
/// <param name="PausedUntil">The day on which mail goes on by itself; the organisation may pause as a whole besides.</param>
/// <param name="Series">Slug of the one series that is subscribed to; null: all bulletins of the publisher.</param>
/// <param name="OrganisationPausedUntil">The day on which mail to the whole organisation goes on.</param>
internal sealed record ContactJson(
    Guid Id, Guid? OrganisationId, string? Organisation, string Email, string? Name, ContactKind Kind, Seat Seat, string Lang, IReadOnlyList<string> Regions, IReadOnlyList<string> Tags,
    Frequency Frequency, MailFormat Format, ContactState State, DateTime CreatedAt, DateTime? ConfirmedAt, DateTime? WithdrawnAt, string? Duty, DateOnly? PausedUntil,
    string? Series, DateOnly? OrganisationPausedUntil);
