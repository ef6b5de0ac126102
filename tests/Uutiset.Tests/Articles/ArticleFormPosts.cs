using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Uutiset.Articles;

namespace Uutiset.Tests.Articles;

/// <summary>The article's form as a browser without script posts it.</summary>
public abstract class ArticleFormPosts(Newsroom newsroom)
{
    private protected readonly Newsroom newsroom = newsroom;

    private protected const string Title = "Järjestöt ja hyvinvointialue sopivat kumppanuudesta";

    private protected static Dictionary<string, string> Form(int version, params (string Name, string Value)[] more)
    {
        var form = new Dictionary<string, string>
        {
            ["Version"] = $"{version}", ["Form.Type"] = "News", ["Form.Lang"] = "fi", ["Form.Title"] = Title, ["Form.Lead"] = "Sopimus kattaa neljätoista järjestöä.",
            ["Form.BodyHtml"] = "<p>Tilat ja avustukset turvataan.</p>",
        };
        foreach (var (name, value) in more) form[name] = value;
        return form;
    }

    private protected static async Task<string> NewPageAsync(HttpClient editor)
    {
        using var answer = await editor.GetAsync("/desk/articles/new");
        return answer.Headers.Location!.OriginalString;
    }

    private protected static async Task<string> SavedAsync(HttpClient editor)
    {
        var page = await NewPageAsync(editor);
        using var saved = await editor.SubmitAsync(page, Form(0));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        return page;
    }

    private protected static async Task<string> PublishedAsync(HttpClient editor)
    {
        var page = await NewPageAsync(editor);
        using var published = await editor.SubmitAsync(page, Form(0), Path(page) + "?handler=Publish");
        Assert.Equal(HttpStatusCode.Redirect, published.StatusCode);
        return page;
    }

    private protected static async Task<HttpResponseMessage> AutosaveAsync(HttpClient editor, string page, Dictionary<string, string> form) =>
        await PostAutosaveAsync(editor, page, form, await editor.FormTokenAsync(page));

    private protected static async Task<HttpResponseMessage> PostAutosaveAsync(HttpClient editor, string page, Dictionary<string, string> form, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path(page) + "?handler=Autosave") { Content = new FormUrlEncodedContent(form) };
        request.Headers.Add("RequestVerificationToken", token);
        return await editor.SendAsync(request);
    }

    private protected static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;

    private protected static string Path(string page) => page.Split('?')[0];

    private protected static Guid IdOf(string page) => Guid.Parse(Path(page).Split('/')[^1]);

    private protected Task<Article> ArticleAsync(string page) => newsroom.InDbAsync(db => db.Articles.AsNoTracking().SingleAsync(a => a.PublicId == IdOf(page)));

    private protected async Task<ArticleDraft> DraftAsync(string page)
    {
        var article = await ArticleAsync(page);
        return ArticleDraft.FromJson(await newsroom.InDbAsync(db => db.Revisions.Where(r => r.ArticleId == article.Id && r.Number == article.WorkingRevision).Select(r => r.Draft).SingleAsync()));
    }
}
