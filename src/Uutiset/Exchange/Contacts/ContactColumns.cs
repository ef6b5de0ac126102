namespace Uutiset.Exchange.Contacts;

/// <summary>What a column may tell, by the names of <c>--map</c> and of our own files in lower camel case.</summary>
internal enum ContactField { Email, Name, FirstName, LastName, Organisation, OrganisationSv, BusinessId, Kind, Duty, Seat, Regions, Tags, Lang, Frequency, Format, ConsentAt, ConsentSource, Publisher, Series, PausedUntil, OrganisationRegions, OrganisationTags }

/// <summary>Which column of a file tells what.</summary>
internal sealed class ContactColumns
{
    public static readonly IReadOnlyList<ContactField> All = Enum.GetValues<ContactField>();

    // Without spaces, dashes and upper case; the name of the field itself is one of them
    private static readonly Dictionary<ContactField, string[]> Names = new()
    {
        [ContactField.Email] = ["emailaddress", "sähköposti", "sähköpostiosoite", "epost", "epostadress", "mail"],
        [ContactField.Name] = ["fullname", "nimi", "namn", "yhteyshenkilö", "kontaktperson"],
        [ContactField.FirstName] = ["etunimi", "förnamn"],
        [ContactField.LastName] = ["sukunimi", "efternamn", "surname"],
        [ContactField.Organisation] = ["organization", "company", "järjestö", "järjestönnimi", "yhdistys", "organisaatio", "förening", "företag"],
        [ContactField.OrganisationSv] = ["järjestöruotsiksi", "organisaatioruotsiksi", "organisationpåsvenska", "nimiruotsiksi"],
        [ContactField.BusinessId] = ["ytunnus", "fonummer"],
        [ContactField.Kind] = ["laji"],
        [ContactField.Duty] = ["tehtävä", "rooli", "uppgift", "roll", "role"],
        [ContactField.Seat] = ["paikka", "plats"],
        [ContactField.Regions] = ["region", "alue", "alueet", "maakunta", "maakunnat", "landskap", "område", "områden"],
        [ContactField.Tags] = ["themes", "theme", "teemat", "teema", "aiheet", "teman", "tema", "labels"],
        [ContactField.Lang] = ["language", "kieli", "språk"],
        [ContactField.Frequency] = ["tiheys", "lähetystiheys", "frekvens"],
        [ContactField.Format] = ["muoto"],
        [ContactField.ConsentAt] = ["suostumusaika", "suostumuspäivä", "samtyckesdatum", "samtyckestid"],
        [ContactField.ConsentSource] = ["suostumuksenlähde", "samtyckeskälla"],
        [ContactField.Publisher] = ["julkaisija", "utgivare"],
        [ContactField.Series] = ["sarja", "serie"],
        [ContactField.PausedUntil] = ["tauolla", "taukopäättyy", "pausaddtill", "pausentill"],
        [ContactField.OrganisationRegions] = ["järjestönalueet", "järjestönmaakunnat", "organisationensområden", "organisationenslandskap"],
        [ContactField.OrganisationTags] = ["järjestönteemat", "organisationensteman"],
    };

    private static readonly Dictionary<string, ContactField> ByName = Names.SelectMany(n => n.Value.Append(n.Key.ToString().ToLowerInvariant()).Select(v => (v, n.Key))).ToDictionary(n => n.v, n => n.Key);

    private readonly Dictionary<ContactField, int> columns = [];

    public int? this[ContactField field] => columns.TryGetValue(field, out var index) ? index : null;

    public static string NameOf(ContactField field) => char.ToLowerInvariant(field.ToString()[0]) + field.ToString()[1..];

    public static ContactField? FieldOf(string header) => ByName.TryGetValue(Plain(header), out var field) ? field : null;

    /// <summary>By the columns' own names, in Finnish, Swedish and English; of two that tell the same, the first.</summary>
    public static ContactColumns Guess(IReadOnlyList<string> headers, SourceSystem system)
    {
        var guess = new ContactColumns();
        for (var i = 0; i < headers.Count; i++)
            if (!system.OwnColumns.Contains(headers[i]) && FieldOf(headers[i]) is { } field) guess.columns.TryAdd(field, i);
        return guess;
    }

    /// <param name="map">Field and header, as somebody chose them; an empty header takes a guess away.</param>
    public static (ContactColumns? Columns, FileProblem? Problem) Of(IReadOnlyList<string> headers, SourceSystem system, IEnumerable<KeyValuePair<string, string>> map)
    {
        var columns = Guess(headers, system);
        foreach (var (name, header) in map)
        {
            if (All.Where(f => NameOf(f).Equals(name.Trim(), StringComparison.OrdinalIgnoreCase)).Select(f => (ContactField?)f).FirstOrDefault() is not { } field)
                return (null, new("field", name, string.Join(", ", All.Select(NameOf))));
            columns.columns.Remove(field);
            if (header.Trim().Length == 0) continue;
            var index = headers.ToList().FindIndex(h => h.Equals(header.Trim(), StringComparison.OrdinalIgnoreCase));
            if (index < 0) return (null, new("header", header, string.Join(", ", headers)));
            columns.columns[field] = index;
        }
        return columns.columns.ContainsKey(ContactField.Email) ? (columns, null) : (null, new("email", string.Join(", ", headers)));
    }

    private static string Plain(string header) => string.Concat(header.Normalize().Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
