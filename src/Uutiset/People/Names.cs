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
            people = people.Where(p => p.Name.Contains(word.Given) || p.Name.Contains(word.Lower) || p.Name.Contains(word.Capital)
                || p.TitleFi.Contains(word.Lower) || p.TitleFi.Contains(word.Capital));
        }
        return people;
    }

    /// <summary>Those with all the words in their Finnish, Swedish or English name.</summary>
    public static IQueryable<Project> WithName(this IQueryable<Project> projects, string? typed)
    {
        foreach (var word in WrittenWord.AllOf(typed))
        {
            projects = projects.Where(p => p.Name.Contains(word.Given) || p.Name.Contains(word.Lower) || p.Name.Contains(word.Capital)
                || p.NameSv!.Contains(word.Given) || p.NameSv.Contains(word.Lower) || p.NameSv.Contains(word.Capital)
                || p.NameEn!.Contains(word.Given) || p.NameEn.Contains(word.Lower) || p.NameEn.Contains(word.Capital));
        }
        return projects;
    }
}
