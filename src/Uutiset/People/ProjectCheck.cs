using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Vocabulary;
using Uutiset.Vocabulary.Body;

namespace Uutiset.People;

/// <summary>The rules of a project, and the copying of a good draft onto it.</summary>
internal sealed class ProjectCheck(NewsDb db)
{
    private const int Most = 50;
    private const int LongestFundingText = 1000;

    /// <summary>More than the state's whole yearly support of NGOs is a slip of the pen.</summary>
    private const decimal LargestSum = 1_000_000_000m;

    public async Task<IReadOnlyList<FieldError>> FillAsync(Project project, ProjectDraft draft, CancellationToken ct)
    {
        var check = new PeopleCheck();
        var name = check.Name("name", draft.Name);
        var (nameSv, nameEn) = (check.Line("nameSv", draft.NameSv), check.Line("nameEn", draft.NameEn));
        if (draft.EndsOn < draft.StartsOn) check.Add("endsOn", "Hanke päättyisi ennen alkuaan.", "Projektet skulle sluta innan det börjar.", "The project would end before it starts.");
        var organisations = await db.OrganisationIdsAsync([.. new[] { draft.OrganisationId }.Concat((draft.Funders ?? []).Select(f => f.OrganisationId)).OfType<Guid>().Concat(draft.PartnerIds ?? [])], ct);
        long? Organisation(string field, Guid? id)
        {
            if (id is null || organisations.TryGetValue(id.Value, out var found) && found is var key && key > 0) return id is null ? null : organisations[id.Value];
            check.Add(field, "Organisaatiota ei löydy.", "Organisationen hittas inte.", "The organisation was not found.");
            return null;
        }
        var owner = Organisation("organisationId", draft.OrganisationId);
        var partners = (draft.PartnerIds ?? []).Select(id => Organisation("partnerIds", id)).OfType<long>().Distinct().Where(id => id != owner).ToList();
        var people = await db.People.Where(p => (draft.PersonIds ?? Array.Empty<Guid>()).Contains(p.PublicId)).Select(p => p.Id).ToListAsync(ct);
        if (people.Count < (draft.PersonIds ?? []).Distinct().Count()) check.Add("personIds", "Henkilöä ei löydy.", "Personen hittas inte.", "The person was not found.");
        var umbrella = await OtherAsync(project, "umbrellaId", draft.UmbrellaId, p => p.UmbrellaId, check, ct);
        var successor = await OtherAsync(project, "successorId", draft.SuccessorId, p => p.SuccessorId, check, ct);
        var funders = (draft.Funders ?? []).Select((f, i) => Funder(f, i, Organisation, check)).OfType<ProjectFunder>().ToList();
        var links = (draft.Links ?? []).Select((l, i) => Link(l, i, check)).OfType<ProjectLink>().ToList();
        if (!draft.KeepsVagueLinks) LookAtLinks(check, draft);
        if (partners.Count > Most || people.Count > Most || funders.Count > Most || links.Count > Most)
            check.Add("", $"Enintään {Most} riviä kutakin lajia.", $"Högst {Most} rader av varje slag.", $"At most {Most} rows of each kind.");
        var funding = (Fi: check.Text("fundingText", draft.FundingText, LongestFundingText), Sv: check.Text("fundingTextSv", draft.FundingTextSv, LongestFundingText), En: check.Text("fundingTextEn", draft.FundingTextEn, LongestFundingText));
        var description = (Fi: Html(check, "descriptionHtml", draft.DescriptionHtml, "fi"), Sv: Html(check, "descriptionSvHtml", draft.DescriptionSvHtml, "sv"), En: Html(check, "descriptionEnHtml", draft.DescriptionEnHtml, "en"));
        await check.ImagesAsync(db, [.. funders.Select((f, i) => (FormattableString.Invariant($"funders[{i}].logoId"), f.LogoId))], ct);
        if (check.Errors.Count > 0) return check.Errors;
        (project.Name, project.NameSv, project.NameEn) = (name, nameSv, nameEn);
        (project.OrganisationId, project.UmbrellaId, project.SuccessorId) = (owner, umbrella, successor);
        (project.StartsOn, project.StartsPrecision) = (ProjectDays.First(draft.StartsOn, draft.StartsPrecision), draft.StartsPrecision);
        (project.EndsOn, project.EndsPrecision) = (ProjectDays.Last(draft.EndsOn, draft.EndsPrecision), draft.EndsPrecision);
        (project.FundingText, project.FundingTextSv, project.FundingTextEn) = funding;
        (project.DescriptionHtml, project.DescriptionSvHtml, project.DescriptionEnHtml) = (description.Fi ?? "", description.Sv, description.En);
        (project.CheckedOn, project.ReviewBy) = (draft.CheckedOn, draft.ReviewBy);
        project.Partners.RemoveAll(p => !partners.Contains(p.OrganisationId));
        project.Partners.AddRange(partners.Except(project.Partners.Select(p => p.OrganisationId)).Select(id => new ProjectPartner { OrganisationId = id }).ToList());
        project.People.RemoveAll(p => !people.Contains(p.PersonId));
        project.People.AddRange(people.Except(project.People.Select(p => p.PersonId)).Select(id => new ProjectPerson { PersonId = id }).ToList());
        Renew(project.Funders, funders, (row, from, i) => (row.Position, row.OrganisationId, row.Name, row.Amount, row.LogoId) = (i, from.OrganisationId, from.Name, from.Amount, from.LogoId));
        Renew(project.Links, links, (row, from, i) => (row.Position, row.Url, row.Title) = (i, from.Url, from.Title));
        return [];
    }

    /// <summary>Says which links do not name where they lead (WCAG 2.4.4).</summary>
    private static void LookAtLinks(PeopleCheck check, ProjectDraft draft)
    {
        void Vague(string field, string words) => check.Add(field,
            $"Linkin teksti ei kerro, mihin linkki vie: ”{words}”. Kirjoita tekstiin kohteen nimi, tai vahvista, että linkki saa jäädä näin.",
            $"Länkens text berättar inte vart länken leder: ”{words}”. Skriv målets namn i texten eller bekräfta att länken får stå så.",
            $"The words of a link do not say where it leads: “{words}”. Name the target in them, or confirm that the link may stand (keepsVagueLinks).");
        foreach (var (link, n) in (draft.Links ?? []).Select((l, i) => (l, i)))
            if (link.Title is { Length: < 300 } title && VagueLinks.IsVague(title)) Vague(FormattableString.Invariant($"links[{n}].title"), title.Trim());
        foreach (var (field, html, lang) in new[] { ("descriptionHtml", draft.DescriptionHtml, "fi"), ("descriptionSvHtml", draft.DescriptionSvHtml, "sv"), ("descriptionEnHtml", draft.DescriptionEnHtml, "en") })
            if (html is { Length: <= PeopleCheck.LongestHtml } && HtmlCleaner.IsWithinBounds(html) && VagueLinks.In(HtmlCleaner.Read(html, lang)) is [var first, ..]) Vague(field, first);
    }

    /// <summary>Rows keep their keys, which are their places; what they say is written anew.</summary>
    private static void Renew<T>(List<T> rows, List<T> wanted, Action<T, T, int> copy) where T : class, new()
    {
        if (rows.Count > wanted.Count) rows.RemoveRange(wanted.Count, rows.Count - wanted.Count);
        for (var i = 0; i < wanted.Count; i++)
        {
            if (i == rows.Count) rows.Add(new T());
            copy(rows[i], wanted[i], i);
        }
    }

    private async Task<long?> OtherAsync(Project project, string field, Guid? wanted, Func<Project, long?> next, PeopleCheck check, CancellationToken ct)
    {
        if (wanted is not { } id) return null;
        var other = await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.PublicId == id, ct);
        if (other is null)
        {
            check.Add(field, "Hanketta ei löydy.", "Projektet hittas inte.", "The project was not found.");
            return null;
        }
        // Neither its own umbrella nor its own successor, however long the way round
        for (var (at, steps) = (other, 0); at is not null && steps < 20; steps++)
        {
            if (at.Id == project.Id)
            {
                check.Add(field, "Hanke ei voi viitata itseensä.", "Ett projekt kan inte hänvisa till sig självt.", "A project cannot refer to itself.");
                return null;
            }
            at = next(at) is { } following ? await db.Projects.AsNoTracking().SingleAsync(p => p.Id == following, ct) : null;
        }
        return other.Id;
    }

    private static ProjectFunder? Funder(ProjectFunderDraft draft, int n, Func<string, Guid?, long?> organisation, PeopleCheck check)
    {
        var field = FormattableString.Invariant($"funders[{n}].");
        var name = check.Line(field + "name", draft.Name);
        if (draft.OrganisationId is null && name is null && draft.Amount is null) return null;
        if (draft.OrganisationId is null && name is null) check.Add(field + "name", "Rahoittajan nimi puuttuu.", "Finansiärens namn saknas.", "The funder's name is missing.");
        if (draft.Amount is < 0 or > LargestSum) check.Add(field + "amount", "Summa ei kelpaa.", "Summan duger inte.", "The sum will not do.");
        var known = organisation(field + "organisationId", draft.OrganisationId);
        return new ProjectFunder { OrganisationId = known, Name = known is null ? name : null, Amount = draft.Amount is { } sum ? Math.Round(sum, 2) : null, LogoId = draft.LogoId };
    }

    private static ProjectLink? Link(ProjectLinkDraft draft, int n, PeopleCheck check)
    {
        var field = FormattableString.Invariant($"links[{n}].");
        if (string.IsNullOrWhiteSpace(draft.Url) && string.IsNullOrWhiteSpace(draft.Title)) return null;
        var url = SafeAddress.OfWeb(draft.Url);
        if (url is null) check.Add(field + "url", "Verkko-osoite ei kelpaa. Aloita se https:// tai http://.", "Webbadressen duger inte. Börja den med https:// eller http://.", "The web address will not do. Begin it with https:// or http://.");
        var title = check.Line(field + "title", draft.Title);
        if (title is null) check.Add(field + "title", "Kirjoita linkin teksti: se kertoo, mihin linkki vie.", "Skriv länkens text: den berättar vart länken leder.", "Write the text of the link: it tells where the link leads.");
        return url is null || title is null ? null : new ProjectLink { Url = url, Title = title };
    }

    private static string? Html(PeopleCheck check, string field, string? html, string lang)
    {
        if (string.IsNullOrWhiteSpace(html)) return null;
        if (html.Length <= PeopleCheck.LongestHtml && HtmlCleaner.IsWithinBounds(html)) return HtmlCleaner.Clean(html, lang) is { Length: > 0 } clean ? clean : null;
        check.Add(field, "Teksti on liian pitkä.", "Texten är för lång.", "The text is too long.");
        return null;
    }
}
