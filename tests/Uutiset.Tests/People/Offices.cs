using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;
using Uutiset.People;

namespace Uutiset.Tests.People;

/// <summary>Invented people and organisations, made by the room's own verbs.</summary>
internal static class Offices
{
    public static async Task<T> DoAsync<TVerb, T>(this Newsroom newsroom, Func<TVerb, Task<T>> work) where TVerb : notnull
    {
        await using var scope = newsroom.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<TVerb>());
    }

    public static async Task<Organisation> OrganisationAsync(this Newsroom newsroom, OrganisationDraft draft)
    {
        var (organisation, errors) = await newsroom.DoAsync<Organisations, (Organisation? Organisation, IReadOnlyList<Uutiset.Vocabulary.FieldError> Errors)>(o => o.AddAsync(draft, Actor.System, CancellationToken.None));
        Assert.Empty(errors);
        return organisation!;
    }

    public static async Task<Person> PersonAsync(this Newsroom newsroom, PersonDraft draft)
    {
        var (person, errors) = await newsroom.DoAsync<Persons, (Person? Person, IReadOnlyList<Uutiset.Vocabulary.FieldError> Errors)>(p => p.AddAsync(draft, Actor.System, CancellationToken.None));
        Assert.Empty(errors);
        return person!;
    }

    public static string Mark() => Guid.NewGuid().ToString("N")[..12];
}
