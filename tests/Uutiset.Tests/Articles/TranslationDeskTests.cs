using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.People;

namespace Uutiset.Tests.Articles;

/// <summary>Translating at the desk: who may, what stands beside the form, and what is told when the original changes.</summary>
public abstract class TranslationDeskTests(Newsroom newsroom)
{
    [Fact]
    public async Task An_agent_translates_an_article_of_the_own_region_and_no_other()
    {
        var (agent, _) = await AgentAsync("14");
        var own = await DraftAsync("Joensuun sopimus", regions: ["14"]);
        var other = await DraftAsync("Lapin sopimus", regions: ["21"]);
        using var started = await agent.SubmitAsync(At(own), new() { ["lang"] = "sv" }, At(own) + "?handler=Start");
        Assert.Equal(HttpStatusCode.Redirect, started.StatusCode);
        var page = await PageAsync(agent, started.Headers.Location!.OriginalString);
        Assert.Equal("sv", page.QuerySelector("#Form_Title")!.GetAttribute("lang"));
        Assert.Equal("Joensuun sopimus", page.QuerySelector(".source .version-title")!.TextContent);
        Assert.Equal("fi", page.QuerySelector(".source .version")!.GetAttribute("lang"));
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync(At(other))).StatusCode);
        using var refused = await agent.SubmitAsync(At(own), new() { ["lang"] = "sv" }, At(other) + "?handler=Start");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using var linked = await agent.SubmitAsync(At(own), new() { ["other"] = $"{other}", ["as"] = "version" }, At(own) + "?handler=Link");
        Assert.Equal(HttpStatusCode.Forbidden, linked.StatusCode);
    }

    [Fact]
    public async Task The_form_saves_a_translation_like_any_article_and_keeps_it_linked()
    {
        var editor = await newsroom.SignedInAsync(Role.Editor);
        var original = await DraftAsync("Alkuteksti sivulla", events: [new DraftEvent("Yhteinen ilta", new DateOnly(2031, 3, 10))]);
        using var started = await editor.SubmitAsync(At(original), new() { ["lang"] = "sv" }, At(original) + "?handler=Start");
        var path = started.Headers.Location!.OriginalString;
        var form = await PageAsync(editor, path);
        Assert.Contains("Yhteinen ilta", form.QuerySelector(".shared-event")!.TextContent, StringComparison.Ordinal);
        var fields = Fields(form);
        fields["Form.Title"] = "Texten på sidan";
        fields["Form.BodyHtml"] = "<p>Översatt.</p>";
        using var saved = await editor.SubmitAsync(path, fields);
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var (draft, place) = await newsroom.InDbAsync(async db =>
        {
            var article = await db.Articles.Include(a => a.Translation).SingleAsync(a => a.WorkingTitle == "Texten på sidan");
            return (ArticleDraft.FromJson((await db.Revisions.SingleAsync(r => r.ArticleId == article.Id && r.Number == article.WorkingRevision)).Draft), article.Translation);
        });
        Assert.Equal((original, "sv"), (draft.TranslationOf!.Value, place!.Lang));
        Assert.Equal("Yhteinen ilta", Assert.Single(draft.Events).Title);
        Assert.Contains("Texten på sidan", (await PageAsync(editor, At(original))).QuerySelector("main table")!.TextContent, StringComparison.Ordinal);

        // What was typed and never saved outlives linking and unlinking
        var id = Guid.Parse(path.Split('/')[^1]);
        fields = Fields(await PageAsync(editor, path));
        fields["Form.Title"] = "Oskriven rubrik";
        using var kept = await editor.SubmitAsync(path, fields, path + "?handler=Autosave");
        using var unlinked = await editor.SubmitAsync(At(original), new() { ["version"] = $"{id}" }, At(original) + "?handler=Unlink");
        Assert.Equal(HttpStatusCode.Redirect, unlinked.StatusCode);
        Assert.False(await newsroom.InDbAsync(db => db.Translations.AnyAsync(t => t.Lang == "sv" && db.Articles.Any(a => a.Id == t.ArticleId && a.PublicId == id))));
        Assert.Equal("Oskriven rubrik", (await PageAsync(editor, path)).QuerySelector("#Form_Title")!.TextContent.Trim());
        using var linked = await editor.SubmitAsync(At(original), new() { ["other"] = $"{id}", ["as"] = "version" }, At(original) + "?handler=Link");
        Assert.Equal(HttpStatusCode.Redirect, linked.StatusCode);
        Assert.Equal("Oskriven rubrik", (await PageAsync(editor, path)).QuerySelector("#Form_Title")!.TextContent.Trim());
        Assert.True(await newsroom.InDbAsync(db => db.AuditEvents.AnyAsync(e => e.What == "article.translationLinked" && e.Object == $"article:{id}")));
    }

    [Fact]
    public async Task A_changed_original_is_told_beside_the_form_until_the_translation_is_marked()
    {
        var editor = await newsroom.SignedInAsync(Role.Editor);
        var original = await DraftAsync("Summa on sata", body: "<p>Summa on sata euroa.</p>");
        using var started = await editor.SubmitAsync(At(original), new() { ["lang"] = "sv" }, At(original) + "?handler=Start");
        var path = started.Headers.Location!.OriginalString;
        Assert.Null((await PageAsync(editor, path)).QuerySelector(".source-changed"));
        await SaveAsync(original, d => d with { BodyHtml = "<p>Summa on tuhat euroa.</p>" });
        var told = await PageAsync(editor, path);
        Assert.Equal(("sata", "tuhat"), (told.QuerySelector(".source-changed del")!.TextContent, told.QuerySelector(".source-changed ins")!.TextContent));
        Assert.Contains("Alkuteksti on muuttunut", (await PageAsync(editor, At(original))).QuerySelector("main table")!.TextContent, StringComparison.Ordinal);
        var fields = Fields(told);
        fields["Form.Title"] = "Summan är tusen";
        using var marked = await editor.SubmitAsync(path, fields, path + "?handler=Checked");
        Assert.Equal(HttpStatusCode.Redirect, marked.StatusCode);
        Assert.Null((await PageAsync(editor, path)).QuerySelector(".source-changed"));
    }

    [Fact]
    public async Task Who_may_not_edit_the_original_sees_its_published_text_only()
    {
        var (agent, agentId) = await AgentAsync("14");
        var original = await DraftAsync("Julkaistu lappilainen", regions: ["21"], body: "<p>Julkinen.</p>");
        var translation = await DraftAsync("Översättning", regions: ["14"], owner: agentId, lang: "sv", of: original);
        Assert.Null((await PageAsync(agent, $"/desk/articles/{translation}")).QuerySelector(".source"));
        await PublishAsync(original);
        await SaveAsync(original, d => d with { BodyHtml = "<p>Salainen luonnos.</p>" });
        var page = await PageAsync(agent, $"/desk/articles/{translation}");
        Assert.Contains("Julkinen.", page.QuerySelector(".source")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Salainen", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_existing_article_is_found_and_linked_from_either_side_and_a_second_of_its_language_refused()
    {
        var editor = await newsroom.SignedInAsync(Role.Editor);
        var finnish = await DraftAsync("Tammenterho kertoo");
        var swedish = await DraftAsync("Ekollonet berättar", lang: "sv");
        var second = await DraftAsync("Ekollonet igen", lang: "sv");
        Assert.Contains($"{finnish}", await editor.GetStringAsync(At(swedish) + "?q=Tammenterho"), StringComparison.Ordinal);
        using var linked = await editor.SubmitAsync(At(swedish), new() { ["other"] = $"{finnish}", ["as"] = "original" }, At(swedish) + "?handler=Link");
        Assert.Equal(HttpStatusCode.Redirect, linked.StatusCode);
        Assert.True(await newsroom.InDbAsync(db => db.Translations.AnyAsync(t => t.Original!.PublicId == finnish && t.Lang == "sv")));
        using var refused = await editor.SubmitAsync(At(finnish), new() { ["other"] = $"{second}", ["as"] = "version" }, At(finnish) + "?handler=Link");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("on jo versio tällä kielellä", WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Summaries_and_the_mark_of_easy_language_are_written_in_the_form()
    {
        var editor = await newsroom.SignedInAsync(Role.Editor);
        var id = await DraftAsync("Lomakkeelta tiivistetty");
        var path = $"/desk/articles/{id}";
        var fields = Fields(await PageAsync(editor, path));
        fields["Form.EasyLanguage"] = "true";
        fields["Form.Summaries.index"] = "a";
        fields["Form.Summaries[a].Lang"] = "sv";
        fields["Form.Summaries[a].Title"] = "Kort rubrik";
        using var refused = await editor.SubmitAsync(path, fields);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("Tiivistelmän teksti puuttuu.", WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        fields["Form.Summaries[a].Text"] = "Kort text.";
        using var saved = await editor.SubmitAsync(path, fields);
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var page = await PageAsync(editor, path);
        Assert.Equal("Kort rubrik", ((IHtmlInputElement)page.QuerySelector("[name='Form.Summaries[0].Title']")!).Value);
        Assert.True(((IHtmlInputElement)page.QuerySelector("#Form_EasyLanguage")!).IsChecked);
        Assert.Contains("Selkokieli", await editor.GetStringAsync("/desk/articles?q=Lomakkeelta"), StringComparison.Ordinal);
    }

    private static string At(Guid id) => $"/desk/articles/{id}/translations";

    private static async Task<IHtmlDocument> PageAsync(HttpClient client, string path) => new HtmlParser().ParseDocument(await client.GetStringAsync(path));

    /// <summary>The form as a browser without script would send it.</summary>
    private static Dictionary<string, string> Fields(IHtmlDocument page)
    {
        var fields = new Dictionary<string, string>();
        foreach (var field in page.QuerySelector("#article-form")!.QuerySelectorAll("input[name], textarea[name], select[name]").Where(f => f.Closest("noscript, template") is null))
        {
            var value = field switch
            {
                IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } => null,
                IHtmlInputElement input => input.Value,
                IHtmlTextAreaElement area => area.Value,
                IHtmlSelectElement select => select.Value,
                _ => null,
            };
            if (value is not null) fields[field.GetAttribute("name")!] = value;
        }
        return fields;
    }

    private async Task<(HttpClient Client, long Id)> AgentAsync(string region)
    {
        var email = $"{Guid.NewGuid():N}@example.fi";
        var client = await newsroom.SignedInAsync(Role.Agent, email);
        var id = await newsroom.InDbAsync(async db =>
        {
            var user = await db.Users.SingleAsync(u => u.Email == email);
            db.People.Add(new Person { Name = "Aino Esimerkki", Slug = $"aino-{user.Id}", UserId = user.Id, Regions = [new PersonRegion { RegionCode = region }] });
            await db.SaveChangesAsync();
            return user.Id;
        });
        return (client, id);
    }

    private async Task<Guid> DraftAsync(string title, string[]? regions = null, string body = "<p>Teksti.</p>", long? owner = null, string lang = "fi", Guid? of = null, DraftEvent[]? events = null)
    {
        await using var scope = newsroom.Services.CreateAsyncScope();
        var made = await scope.ServiceProvider.GetRequiredService<Drafting>().CreateAsync(
            new ArticleDraft { Title = title, BodyHtml = body, Regions = regions ?? [], Lang = lang, TranslationOf = of, Events = events ?? [] }, mayPublish: true, new Actor("Testaaja", owner), CancellationToken.None);
        return Assert.IsType<Outcome.Done>(made).Article.PublicId;
    }

    private async Task SaveAsync(Guid id, Func<ArticleDraft, ArticleDraft> change)
    {
        await using var scope = newsroom.Services.CreateAsyncScope();
        var (version, draft) = await newsroom.InDbAsync(async db =>
        {
            var article = await db.Articles.SingleAsync(a => a.PublicId == id);
            return (article.Version, ArticleDraft.FromJson((await db.Revisions.SingleAsync(r => r.ArticleId == article.Id && r.Number == article.WorkingRevision)).Draft));
        });
        Assert.IsType<Outcome.Done>(await scope.ServiceProvider.GetRequiredService<Drafting>().SaveAsync(id, change(draft), version, mayPublish: true, new Actor("Testaaja"), CancellationToken.None));
    }

    private async Task PublishAsync(Guid id)
    {
        await using var scope = newsroom.Services.CreateAsyncScope();
        Assert.IsType<Outcome.Done>(await scope.ServiceProvider.GetRequiredService<Publishing>().PublishAsync(id, null, null, new Actor("Testaaja"), CancellationToken.None));
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : TranslationDeskTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : TranslationDeskTests(newsroom), IClassFixture<PostgresNewsroom>;
}
