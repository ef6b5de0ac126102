using System.Reflection;
using Uutiset.Articles;
using Uutiset.Articles.Versions;
using Uutiset.Desk;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Articles;

/// <summary>Two people's texts held side by side and put together.</summary>
public sealed class MergingTests
{
    private static readonly ArticleDraft Root = new() { Title = "Haku avautuu", Lead = "Ingressi.", BodyHtml = "<p>Yksi.</p><p>Kaksi.</p><p>Kolme.</p><p>Neljä.</p>", Regions = ["14"] };

    [Fact]
    public void What_only_one_person_touched_is_taken_from_that_person_without_asking()
    {
        var mine = Root with { Title = "Haku avautuu maaliskuussa", BodyHtml = "<p>Yksi, omin sanoin.</p><p>Kaksi.</p><p>Kolme.</p><p>Neljä.</p>" };
        var theirs = Root with { Lead = "Toinen ingressi.", BodyHtml = "<p>Yksi.</p><p>Kaksi.</p><p>Kolme.</p><p>Neljä, lopusta.</p><p>Viisi.</p>" };
        var merging = Of(Root, mine, theirs);
        Assert.DoesNotContain(merging.Parts(), p => p.BothChanged);
        var merged = merging.Merge([]);
        Assert.Equal(("Haku avautuu maaliskuussa", "Toinen ingressi."), (merged.Title, merged.Lead));
        Assert.Equal("<p>Yksi, omin sanoin.</p><p>Kaksi.</p><p>Kolme.</p><p>Neljä, lopusta.</p><p>Viisi.</p>", merged.BodyHtml);
    }

    [Fact]
    public void A_paragraph_that_one_took_away_stays_away_and_one_that_the_other_wrote_stays()
    {
        var mine = Root with { BodyHtml = "<p>Yksi.</p><p>Kolme.</p><p>Neljä.</p>" };
        var theirs = Root with { BodyHtml = "<p>Yksi.</p><p>Kaksi.</p><p>Kolme.</p><p>Neljä.</p><p>Uusi loppu.</p>" };
        Assert.Equal("<p>Yksi.</p><p>Kolme.</p><p>Neljä.</p><p>Uusi loppu.</p>", Of(Root, mine, theirs).Merge([]).BodyHtml);
    }

    [Fact]
    public void A_paragraph_that_both_changed_is_for_a_person_to_choose()
    {
        var mine = Root with { BodyHtml = "<p>Yksi.</p><p>Kaksi minulta.</p><p>Kolme.</p><p>Neljä.</p>" };
        var theirs = Root with { BodyHtml = "<p>Yksi.</p><p>Kaksi häneltä.</p><p>Kolme.</p><p>Neljä.</p>" };
        var merging = Of(Root, mine, theirs);
        var part = Assert.Single(merging.Parts());
        Assert.True(part.BothChanged);
        Assert.Equal(["Kaksi minulta."], part.Mine);
        Assert.Equal(["Kaksi häneltä."], part.Theirs);
        Assert.Equal("<p>Yksi.</p><p>Kaksi häneltä.</p><p>Kolme.</p><p>Neljä.</p>", merging.Merge([Side.Theirs]).BodyHtml);
        Assert.Equal("<p>Yksi.</p><p>Kaksi häneltä.</p><p>Kaksi minulta.</p><p>Kolme.</p><p>Neljä.</p>", merging.Merge([Side.Both]).BodyHtml);
    }

    [Fact]
    public void Outside_links_and_related_articles_are_chosen_apart_though_they_lie_in_one_list()
    {
        var (ours, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var mine = Root with { Related = [new(ours), new(Url: "https://example.fi/a", Title: "A")] };
        var theirs = Root with { Related = [new(other), new(Url: "https://example.fi/b", Title: "B")] };
        var merging = Of(null, mine, theirs, new LinkedArticle(1, ours, ArticleType.News, "o", "Oma", true), new LinkedArticle(2, other, ArticleType.News, "t", "Toinen", true));
        Assert.Equal(["related", "links"], merging.Parts().Select(p => p.Field));
        Assert.Equal([new(other), new(Url: "https://example.fi/a", Title: "A")], merging.Merge([Side.Theirs, Side.Mine]).Related);
    }

    [Fact]
    public void Changes_are_marked_in_words()
    {
        var line = Assert.Single(Comparing.Lines(["Haku päättyy 31. maaliskuuta kello neljältä."], ["Haku päättyy 30. huhtikuuta kello neljältä."]));
        Assert.Equal(["31", "maaliskuuta"], line.Before!.Where(w => w.Changed).Select(w => w.Text));
        Assert.Equal(["30", "huhtikuuta"], line.After!.Where(w => w.Changed).Select(w => w.Text));
        Assert.Equal("Haku päättyy 30. huhtikuuta kello neljältä.", string.Concat(line.After!.Select(w => w.Text)));
    }

    [Fact]
    public void A_new_address_behind_the_same_words_and_a_paragraph_made_a_heading_are_changes()
    {
        Assert.NotEqual(DraftLines.OfBody("<p><a href=\"https://example.fi/a\">Ohje</a></p>", "fi"), DraftLines.OfBody("<p><a href=\"https://example.fi/b\">Ohje</a></p>", "fi"));
        Assert.NotEqual(DraftLines.OfBody("<p>Aika ja paikka</p>", "fi"), DraftLines.OfBody("<h2>Aika ja paikka</h2>", "fi"));
    }

    private static readonly Guid One = Guid.CreateVersion7(), Other = Guid.CreateVersion7();

    // What no form has: both texts carry what the newest one says. Ids that only tie rows together are not read by people, and a name beside an id neither
    private static readonly HashSet<string> Untold =
        ["SourceId", "TranslationOf", "KeepsVagueLinks", "LanguageTag", "Organisations.Name", "Attachments.Presenter", "Events.EventId", "Deadlines.Was"];

    /// <summary>Every field of a draft and of its rows, changed by itself: it is seen beside the other text, and taken over when chosen.</summary>
    [Fact]
    public void No_field_of_a_draft_is_left_out_of_comparing_and_merging()
    {
        var full = new ArticleDraft
        {
            Title = "Haku avautuu", Lang = "fi", BodyHtml = "<p>Yksi.</p>", Authors = [new(One, null)], Contacts = [new(One, null)], Tags = ["sote"], Audiences = ["jarjestot"], Regions = ["14"],
            Related = [new(ArticleId: One), new(Url: "https://example.fi/a", Title: "A")], Organisations = [new(One)], Summaries = [new("sv", "Ansökan", "Kort.")], FollowUp = "Palaamme asiaan.",
            Attachments = [new("Diat", MediaId: One, Presenters: [new("Maija Metsälampi")])], Deadlines = [new(Title: "Haku", Opens: new(2031, 3, 1), Closes: new(2031, 3, 31))], Events = [new("Ilta", new(2031, 3, 1), EventId: Other)],
            PublishedAt = new DateTimeOffset(2021, 9, 2, 6, 5, 0, TimeSpan.Zero), PublishedPrecision = DatePrecision.Minute,
        };
        var unseen = new List<string>();
        foreach (var property in typeof(ArticleDraft).GetProperties().Where(p => !Untold.Contains(p.Name)))
        {
            foreach (var (name, changed) in Changed(full, property))
            {
                if (Untold.Contains(name)) continue;
                var merging = Of(full, full, changed);
                if (merging.Parts().Count == 0) unseen.Add(name);
                else if (merging.Merge([.. Enumerable.Repeat(Side.Theirs, 9)]).ToJson() != changed.ToJson()) unseen.Add(name + " is not taken over");
            }
        }
        Assert.Empty(unseen);
    }

    private static IEnumerable<(string Name, ArticleDraft Draft)> Changed(ArticleDraft full, PropertyInfo property)
    {
        if (property.GetValue(full) is System.Collections.IList { Count: > 0 } rows && rows[^1] is { } row and not string)
        {
            foreach (var field in row.GetType().GetProperties().Where(f => f.CanWrite))
                yield return ($"{property.Name}.{field.Name}", With(full, property, Rows(rows, With(row, field, Another(field.PropertyType, field.GetValue(row))))));
        }
        else
        {
            yield return (property.Name, With(full, property, Another(property.PropertyType, property.GetValue(full))));
        }
    }

    private static T With<T>(T record, PropertyInfo property, object? value) where T : notnull
    {
        var copy = (T)record.GetType().GetMethod("<Clone>$")!.Invoke(record, null)!;
        property.SetValue(copy, value);
        return copy;
    }

    private static Array Rows(System.Collections.IList rows, object last)
    {
        var copy = Array.CreateInstance(last.GetType(), rows.Count);
        rows.CopyTo(copy, 0);
        copy.SetValue(last, rows.Count - 1);
        return copy;
    }

    private static object Another(Type type, object? now) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(string) => now is "fi" ? "sv" : now is "sv" ? "en" : now is string { Length: > 0 } s && s.StartsWith('<') ? "<p>Kaksi.</p>" : now is null or "" ? "14" : now + " toisin",
        var t when t == typeof(Guid) => Other,
        var t when t == typeof(bool) => now is not true,
        var t when t == typeof(int) => 12,
        var t when t == typeof(long) => 1_200_000L,
        var t when t == typeof(DateOnly) => new DateOnly(2032, 1, 2),
        var t when t == typeof(TimeOnly) => new TimeOnly(16, 0),
        var t when t == typeof(DateTimeOffset) => new DateTimeOffset(2022, 1, 2, 10, 0, 0, TimeSpan.Zero),
        var t when t == typeof(DatePrecision) => DatePrecision.Month,
        { IsEnum: true } t => Enum.GetValues(t).Cast<object>().First(v => !v.Equals(now)),
        var t when t == typeof(DeadlineDay) => new DeadlineDay(new DateOnly(2032, 1, 2), null, DatePrecision.Day),
        var t when t == typeof(IReadOnlyList<string>) => new[] { "03" },
        var t when t == typeof(IReadOnlyList<Presenter>) => new Presenter[] { new("Onni Kallio") },
        var t => throw new InvalidOperationException($"Give another value of {t}"),
    };

    private static Merging Of(ArticleDraft? root, ArticleDraft mine, ArticleDraft theirs, params LinkedArticle[] linked) =>
        new(root, mine, theirs, new DraftLines(new ArticleNames(
            [new(1, One, "maija", "Maija Metsälampi", false, null, null, null), new(2, Other, "onni", "Onni Kallio", false, null, null, null)],
            linked.Length > 0 ? linked : [new(1, One, ArticleType.News, "yksi", "Yksi", true), new(2, Other, ArticleType.News, "toinen", "Toinen", true)],
            [new(1, One, "yksi", "Yksi ry", null, null, true), new(2, Other, "toinen", "Toinen ry", null, null, true)], [(1, One, "Yksi hanke"), (2, Other, "Toinen hanke")],
            [new Deadline { PublicId = Other, Title = "Toinen haku", Closes = new(2031, 5, 1) }], new Dictionary<Guid, string> { [One] = "yksi.pdf", [Other] = "toinen.pdf" }), new TermIndex([]), new DeskTexts(), "fi"));
}
