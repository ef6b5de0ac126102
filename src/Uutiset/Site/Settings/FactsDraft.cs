using Uutiset.Vocabulary;
using Uutiset.Vocabulary.Body;

namespace Uutiset.Site.Settings;

/// <summary>One text in the languages of the interface; without Finnish there is none.</summary>
internal sealed record FactText(string? Fi = null, string? Sv = null, string? En = null);

/// <summary>What may be edited of the site's own facts: the desk's form and the body of <c>PUT /site</c>.</summary>
internal sealed record FactsDraft
{
    public FactText? Tagline { get; init; } = new();
    public FactText? Description { get; init; } = new();
    public string? ResponsibleEditor { get; init; }
    public Conformity Conformity { get; init; } = Conformity.Partly;
    public DateOnly? AssessedOn { get; init; }
    public FactText? Gaps { get; init; } = new();
    public FactText? Supervision { get; init; } = new();
    public string? DataProtectionOfficer { get; init; }
    public FactText? Processors { get; init; } = new();

    public static FactsDraft Of(SiteFacts f) => new()
    {
        Tagline = new(f.TaglineFi, f.TaglineSv, f.TaglineEn), Description = new(f.DescriptionFi, f.DescriptionSv, f.DescriptionEn), ResponsibleEditor = f.ResponsibleEditor,
        Conformity = f.Conformity, AssessedOn = f.AssessedOn, Gaps = new(f.GapsFi, f.GapsSv, f.GapsEn), Supervision = new(f.SupervisionFi, f.SupervisionSv, f.SupervisionEn),
        DataProtectionOfficer = f.DataProtectionOfficer, Processors = new(f.ProcessorsFi, f.ProcessorsSv, f.ProcessorsEn),
    };

    /// <summary>Fills the row when everything holds.</summary>
    public IReadOnlyList<FieldError> Fill(SiteFacts facts, DateOnly today)
    {
        var errors = new List<FieldError>();
        var (tagline, description) = (Read("tagline", Tagline, 160, lines: false, errors), Read("description", Description, 300, lines: false, errors));
        var (gaps, supervision, processors) = (Read("gaps", Gaps, 4000, lines: true, errors), Read("supervision", Supervision, 2000, lines: true, errors), Read("processors", Processors, 4000, lines: true, errors));
        var (editor, officer) = (One("responsibleEditor", ResponsibleEditor, errors), One("dataProtectionOfficer", DataProtectionOfficer, errors));
        if (AssessedOn > today) errors.Add(new("assessedOn", "Arviointipäivä ei voi olla tulevaisuudessa.", "Bedömningsdagen kan inte ligga i framtiden.", "The day of the assessment cannot lie in the future."));
        if (errors.Count > 0) return errors;
        (facts.TaglineFi, facts.TaglineSv, facts.TaglineEn) = tagline;
        (facts.DescriptionFi, facts.DescriptionSv, facts.DescriptionEn) = description;
        (facts.GapsFi, facts.GapsSv, facts.GapsEn) = gaps;
        (facts.SupervisionFi, facts.SupervisionSv, facts.SupervisionEn) = supervision;
        (facts.ProcessorsFi, facts.ProcessorsSv, facts.ProcessorsEn) = processors;
        (facts.ResponsibleEditor, facts.DataProtectionOfficer, facts.Conformity, facts.AssessedOn) = (editor, officer, Conformity, AssessedOn);
        return [];
    }

    private static (string? Fi, string? Sv, string? En) Read(string field, FactText? given, int most, bool lines, List<FieldError> errors)
    {
        var text = given ?? new FactText();
        string? Tidy(string name, string? written, string lang)
        {
            var tidy = lines
                ? string.Join("\n\n", (written ?? "").ReplaceLineEndings("\n").Split("\n\n").Select(p => Typography.Line(p, lang)).Where(p => p.Length > 0)) is { Length: > 0 } all ? all : null
                : Typography.LineOrNull(written, lang);
            if (tidy?.Length > most) errors.Add(new($"{field}.{name}", $"Enintään {most} merkkiä.", $"Högst {most} tecken.", $"At most {most} characters."));
            return tidy;
        }
        var (fi, sv, en) = (Tidy("fi", text.Fi, "fi"), Tidy("sv", text.Sv, "sv"), Tidy("en", text.En, "en"));
        if (fi is null && (sv ?? en) is not null)
            errors.Add(new(field + ".fi", "Kirjoita teksti ensin suomeksi: sitä näytetään, kun käännöstä ei ole.", "Skriv först texten på finska: den visas när en översättning saknas.", "Write the text in Finnish first: it is shown where there is no translation."));
        return (fi, sv, en);
    }

    private static string? One(string field, string? written, List<FieldError> errors)
    {
        var line = Typography.LineOrNull(written, "fi");
        if (line?.Length > 200) errors.Add(new(field, "Enintään 200 merkkiä.", "Högst 200 tecken.", "At most 200 characters."));
        return line;
    }
}
