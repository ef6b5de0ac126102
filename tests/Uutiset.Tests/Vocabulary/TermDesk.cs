using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Vocabulary;

/// <summary>Terms as the vocabulary's own verbs make them. Labels carry a mark, since no two terms may have the same.</summary>
internal static class TermDesk
{
    public static string Mark() => Guid.NewGuid().ToString("N")[..10];

    /// <summary>A theme, where the draft does not say otherwise.</summary>
    public static async Task<Term> AddTermAsync(this Newsroom newsroom, TermDraft draft)
    {
        var (term, errors) = await newsroom.EditTermsAsync(e => e.AddAsync(draft with { Scheme = draft.Scheme ?? TermScheme.Theme }, Actor.System, CancellationToken.None));
        Assert.Empty(errors);
        return term!;
    }

    public static Task<Term> ProposedAsync(this Newsroom newsroom, string label, string slug) => newsroom.InDbAsync(async db =>
    {
        var term = db.Terms.Add(new Term { LabelFi = label, Slug = slug, State = TermState.Proposed }).Entity;
        await db.SaveChangesAsync();
        return term;
    });

    public static async Task<T> EditTermsAsync<T>(this Newsroom newsroom, Func<TermEditing, Task<T>> work)
    {
        await using var scope = newsroom.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<TermEditing>());
    }

    /// <summary>Work on a term that the verb's own context tracks.</summary>
    public static async Task<T> WithTermAsync<T>(this Newsroom newsroom, Term term, Func<TermEditing, Term, Task<T>> work)
    {
        await using var scope = newsroom.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<TermEditing>(), await scope.ServiceProvider.GetRequiredService<NewsDb>().Terms.SingleAsync(t => t.Id == term.Id));
    }

    public static Task RejectAsync(this Newsroom newsroom, Term term) => newsroom.WithTermAsync(term, async (editing, tracked) =>
    {
        await editing.DecideAsync(tracked, accept: false, Actor.System, CancellationToken.None);
        return true;
    });

    public static async Task<TermMergeOutcome> MergeTermsAsync(this Newsroom newsroom, Term from, Term into, (int, int)? seen = null)
    {
        await using var scope = newsroom.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<TermMerging>().MergeAsync(from.PublicId, into.PublicId, seen, Actor.System, CancellationToken.None)).Outcome;
    }

    public static Task<Term> ReadTermAsync(this Newsroom newsroom, Guid id) => newsroom.InDbAsync(db => db.Terms.AsNoTracking().SingleAsync(t => t.PublicId == id));

    /// <summary>The page's form filled as it came, with these fields changed.</summary>
    public static Dictionary<string, string> Form(Term term, params (string Name, string Value)[] changes)
    {
        var fields = new Dictionary<string, string>
        {
            ["Version"] = term.Version.ToString(System.Globalization.CultureInfo.InvariantCulture), ["Form.Scheme"] = term.Scheme.ToString(), ["Form.Label"] = term.LabelFi, ["Form.LabelSv"] = term.LabelSv ?? "",
            ["Form.LabelEn"] = term.LabelEn ?? "", ["Form.Slug"] = term.Slug, ["Form.Synonyms"] = term.Synonyms.Replace(';', '\n'), ["Form.Broader"] = "", ["Form.Uri"] = term.Uri ?? "",
        };
        foreach (var (name, value) in changes) fields[name] = value;
        return fields;
    }
}
