using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.People;

/// <summary>How persons and projects are found by what somebody wrote or remembers; organisations by <see cref="OrganisationNames"/>.</summary>
internal static class Names
{
    /// <summary>Those with all the words in their name or title.</summary>
    public static IQueryable<Person> WithName(this IQueryable<Person> people, string? typed)
    {
        foreach (var word in WrittenWord.AllOf(typed))
        {
#pragma warning disable CA1304, CA1311, CA1862 // becomes SQL's lower(), under the Finnish order: that of PostgreSQL folds what the database's own locale does not
            people = people.Where(p => EF.Functions.Collate(p.Name, NewsDb.FinnishOrder).ToLower().Contains(word.Lower) || EF.Functions.Collate(p.TitleFi, NewsDb.FinnishOrder).ToLower().Contains(word.Lower));
#pragma warning restore CA1304, CA1311, CA1862
        }
        return people;
    }

    /// <summary>Those with all the words in their Finnish, Swedish or English name.</summary>
    public static IQueryable<Project> WithName(this IQueryable<Project> projects, string? typed)
    {
        foreach (var word in WrittenWord.AllOf(typed))
        {
#pragma warning disable CA1304, CA1311, CA1862 // becomes SQL's lower(), under the Finnish order: that of PostgreSQL folds what the database's own locale does not
            projects = projects.Where(p => EF.Functions.Collate(p.Name, NewsDb.FinnishOrder).ToLower().Contains(word.Lower) || EF.Functions.Collate(p.NameSv!, NewsDb.FinnishOrder).ToLower().Contains(word.Lower) || EF.Functions.Collate(p.NameEn!, NewsDb.FinnishOrder).ToLower().Contains(word.Lower));
#pragma warning restore CA1304, CA1311, CA1862
        }
        return projects;
    }
}
