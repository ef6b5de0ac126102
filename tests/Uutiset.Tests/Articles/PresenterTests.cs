using Uutiset.Articles;

namespace Uutiset.Tests.Articles;

public sealed class PresenterTests
{
    [Fact]
    public void The_line_of_the_form_is_no_field_and_older_revisions_that_hold_it_are_read()
    {
        var draft = new ArticleDraft { Attachments = [new(Title: "Diat", Presenters: [new("Aino Esimerkki", "sihteeri", "Esimerkki ry")])] };
        Assert.DoesNotContain("\"line\"", draft.ToJson(), StringComparison.Ordinal);
        var older = draft.ToJson().Replace("\"organisation\":\"Esimerkki ry\"", "\"organisation\":\"Esimerkki ry\",\"line\":\"Aino Esimerkki, sihteeri, Esimerkki ry\"", StringComparison.Ordinal);
        Assert.Contains("\"line\"", older, StringComparison.Ordinal);
        Assert.Equal(draft.Attachments[0].Presenters![0], ArticleDraft.FromJson(older).Attachments[0].Presenters![0]);
    }
}
