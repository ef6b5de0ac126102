namespace Uutiset.Articles;

/// <summary>
/// What page caches hear when an article changes for the public: "articles" for every list, then article:ID, translations:ID (of the original), term:ID, region:CODE, person:ID,
/// organisation:ID, project:ID, deadline:ID, event:ID, the articles that it goes on from, corrects or supersedes, and "deadlines" when it tells any.
/// </summary>
internal static class PublicKeys
{
    public static IEnumerable<string> Of(Article article)
    {
        yield return "articles";
        if (article.Id > 0) yield return Key("article", article.Id);
        // Its other versions lead to it
        if (article.GroupId > 0) yield return Key("translations", article.GroupId);
        foreach (var term in article.Terms) yield return Key("term", term.TermId);
        foreach (var region in article.Regions) yield return "region:" + region.RegionCode;
        foreach (var byline in article.Bylines) if (byline.PersonId is { } person) yield return Key("person", person);
        foreach (var contact in article.Contacts) if (contact.PersonId is { } teller) yield return Key("person", teller);
        foreach (var mention in article.Mentions) yield return Key("organisation", mention.OrganisationId);
        foreach (var link in article.Links) if (link.TargetId is { } former && ArticleRelations.TwoWays.Contains(link.Kind)) yield return Key("article", former);
        if (article.PublisherId is { } publisher) yield return Key("organisation", publisher);
        if (article.ProjectId is { } project) yield return Key("project", project);
        if (article.Deadlines.Count > 0) yield return "deadlines";
        foreach (var happening in article.Events) if (happening.EventId > 0) yield return Key("event", happening.EventId);
        foreach (var deadline in article.Deadlines) if (deadline.DeadlineId > 0) yield return Key("deadline", deadline.DeadlineId);
    }

    private static string Key(string kind, long id) => FormattableString.Invariant($"{kind}:{id}");
}
