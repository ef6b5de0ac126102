using Uutiset.Accounts;

namespace Uutiset.People.Traces;

/// <summary>Whom texts still name, and what is put in the place of their phone and e-mail.</summary>
internal sealed record Reached(string Name, string? Phone, string? Email, string? InsteadPhone, string? InsteadEmail)
{
    /// <param name="person">With the organisation.</param>
    public static Reached Of(Person person) => new(person.Name, person.Phone, person.Email, person.Organisation?.Phone, person.Organisation?.Email);
}

/// <summary>Where in a text: a typed byline, a typed contact person, a box of contact details, the running text, or only the name.</summary>
[Flags]
internal enum TracePlaces
{
    None = 0,
    Byline = 1,
    Contact = 2,
    Box = 4,
    Text = 8,
    Name = 16,
}

/// <param name="Kind">What it is a text of: the last part of a text's key.</param>
/// <param name="Replaceable">Where the organisation's details can stand instead.</param>
/// <param name="ByHand">Where only a person can say what to write.</param>
/// <param name="Waits">Unpublished changes wait in the article, which nobody publishes by the way: everything is left to be done by hand.</param>
internal sealed record ContactTrace(string Kind, string Href, string Title, string Lang, TracePlaces Replaceable, TracePlaces ByHand, bool Waits = false);

/// <param name="More">There may be others: they are found when these are done.</param>
internal sealed record ContactTraces(IReadOnlyList<ContactTrace> Found, bool More);

/// <summary>A text that was changed, by the numbers of its revisions before and since: so it can be put back.</summary>
internal sealed record ReplacedContact(Guid Id, int Before, int After);

/// <summary>Public texts that tell how to reach somebody who leaves without naming them by id; the room that owns such texts registers one.</summary>
internal interface IContactTraces
{
    /// <param name="by">Who asks: what is another publisher's is neither named nor changed.</param>
    Task<ContactTraces> FindAsync(Reached who, Actor by, CancellationToken ct);

    /// <summary>Within the caller's transaction; saves. Nothing where everything is left to be done by hand.</summary>
    Task<IReadOnlyList<ReplacedContact>> ReplaceAsync(Reached who, Actor by, CancellationToken ct) => Task.FromResult<IReadOnlyList<ReplacedContact>>([]);

    /// <summary>Those that nobody has changed since, and that are not another publisher's. Within the caller's transaction; saves.</summary>
    Task PutBackAsync(IReadOnlyList<ReplacedContact> replaced, Actor by, CancellationToken ct) => Task.CompletedTask;
}
