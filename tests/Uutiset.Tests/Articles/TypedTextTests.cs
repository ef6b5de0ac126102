using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles;

namespace Uutiset.Tests.Articles;

/// <summary>What an editor typed is never lost or doubled: autosave, two tabs, two people, one text.</summary>
public abstract class TypedTextTests(Newsroom n) : ArticleFormPosts(n)
{
    [Fact]
    public async Task Sending_a_new_article_twice_makes_one_article()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = await NewPageAsync(editor);
        var before = await newsroom.InDbAsync(db => db.Articles.CountAsync());
        using var first = await AutosaveAsync(editor, page, Form(0));
        using var again = await AutosaveAsync(editor, page, Form(0));
        using var saved = await editor.SubmitAsync(page, Form(0));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Redirect), (first.StatusCode, again.StatusCode, saved.StatusCode));
        Assert.Equal(before + 1, await newsroom.InDbAsync(db => db.Articles.CountAsync()));
    }

    [Fact]
    public async Task Autosave_says_when_and_changes_neither_revision_nor_public_text()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = await PublishedAsync(editor);
        var before = await ArticleAsync(page);
        using var answer = await AutosaveAsync(editor, page, Form(before.Version, ("Form.Title", "Keskeneräinen otsikko")));
        var said = await JsonAsync(answer);
        Assert.Matches("^Tallennettu klo [0-9]{1,2}\\.[0-9]{2}$", said.GetProperty("text").GetString());
        Assert.Equal(before.Version, said.GetProperty("version").GetInt32());
        var after = await ArticleAsync(page);
        Assert.Equal((before.WorkingRevision, before.Title, before.Version), (after.WorkingRevision, after.Title, after.Version));
        var reopened = await editor.GetStringAsync(Path(page));
        Assert.Contains("Keskeneräinen otsikko", reopened, StringComparison.Ordinal);
        Assert.Contains("?text=saved", reopened, StringComparison.Ordinal);
        Assert.DoesNotContain("Keskeneräinen otsikko", await editor.GetStringAsync(Path(page) + "?text=saved"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Autosave_after_somebody_elses_save_warns_and_keeps_the_text()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        using var other = await newsroom.SignedInAsync(Role.Editor);
        var page = await SavedAsync(editor);
        var version = (await ArticleAsync(page)).Version;
        using var saved = await other.SubmitAsync(Path(page), Form(version, ("Form.Lead", "Toisen ingressi.")));
        using var answer = await AutosaveAsync(editor, Path(page), Form(version, ("Form.Lead", "Oma ingressi.")));
        Assert.NotNull((await JsonAsync(answer)).GetProperty("warning").GetString());
    }

    [Fact]
    public async Task A_conflict_shows_both_texts_overwrites_nothing_and_lets_the_person_choose()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        using var other = await newsroom.SignedInAsync(Role.Editor);
        var page = await SavedAsync(editor);
        var version = (await ArticleAsync(page)).Version;
        using var theirs = await other.SubmitAsync(Path(page), Form(version, ("Form.Lead", "Toisen ingressi.")));
        using var mine = await editor.SubmitAsync(Path(page), Form(version, ("Form.Lead", "Oma ingressi.")));
        Assert.Equal(HttpStatusCode.Conflict, mine.StatusCode);
        var html = WebUtility.HtmlDecode(await mine.Content.ReadAsStringAsync());
        Assert.Contains("Toisen ingressi.", html, StringComparison.Ordinal);
        Assert.Contains("Oma ingressi.", html, StringComparison.Ordinal);
        Assert.Equal("Toisen ingressi.", (await DraftAsync(page)).Lead);
        // Whoever takes the other text can still go back to their own
        Assert.Contains("Oma ingressi.", await editor.GetStringAsync(Path(page)), StringComparison.Ordinal);
        var now = (await ArticleAsync(page)).Version;
        using var kept = await editor.SubmitAsync(Path(page), Form(version, ("Form.Lead", "Oma ingressi."), ("theirs", $"{now}")), Path(page) + "?handler=Keep");
        Assert.Equal(HttpStatusCode.Redirect, kept.StatusCode);
        Assert.Equal("Oma ingressi.", (await DraftAsync(page)).Lead);
    }

    [Fact]
    public async Task Two_texts_of_a_conflict_are_put_together_as_chosen_and_saved_only_by_the_person()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        using var other = await newsroom.SignedInAsync(Role.Editor);
        var page = await SavedAsync(editor);
        var version = (await ArticleAsync(page)).Version;
        using var theirs = await other.SubmitAsync(Path(page), Form(version, ("Form.Lead", "Toisen ingressi.")));
        using var mine = await editor.SubmitAsync(Path(page), Form(version, ("Form.ShortTitle", "Lyhyt otsikkoni")));
        Assert.Equal(HttpStatusCode.Conflict, mine.StatusCode);
        Assert.Contains("handler=Merge", await mine.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var now = (await ArticleAsync(page)).Version;
        using var merged = await editor.SubmitAsync(Path(page), Form(version, ("Form.ShortTitle", "Lyhyt otsikkoni"), ("theirs", $"{now}")), Path(page) + "?handler=Merge");
        Assert.Equal(HttpStatusCode.Redirect, merged.StatusCode);
        Assert.Equal((now, "Toisen ingressi."), ((await ArticleAsync(page)).Version, (await DraftAsync(page)).Lead));
        var html = WebUtility.HtmlDecode(await editor.GetStringAsync(Path(page)));
        Assert.Contains("Lyhyt otsikkoni", html, StringComparison.Ordinal);
        Assert.Contains("Toisen ingressi.", html, StringComparison.Ordinal);
        using var again = await other.SubmitAsync(Path(page), Form(now, ("Form.Lead", "Vielä kerran.")));
        using var late = await editor.SubmitAsync(Path(page), Form(version, ("Form.ShortTitle", "Lyhyt otsikkoni"), ("theirs", $"{now}")), Path(page) + "?handler=Merge");
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
    }

    [Fact]
    public async Task What_was_typed_last_is_not_lost_by_withdrawing()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = await PublishedAsync(editor);
        var version = (await ArticleAsync(page)).Version;
        using var withdrawn = await editor.SubmitAsync(Path(page), Form(version, ("Form.Lead", "Viime hetken ingressi.")), Path(page) + "?handler=Withdraw");
        Assert.Equal(ArticleStatus.Withdrawn, (await ArticleAsync(page)).Status);
        Assert.Contains("Viime hetken ingressi.", await editor.GetStringAsync(Path(page)), StringComparison.Ordinal);
        using var saved = await editor.SubmitAsync(Path(page), Form((await ArticleAsync(page)).Version, ("Form.Lead", "Viime hetken ingressi.")));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);

        // Nothing typed: nothing to bring back
        using var again = await editor.SubmitAsync(Path(page), Form((await ArticleAsync(page)).Version, ("Form.Lead", "Viime hetken ingressi.")), Path(page) + "?handler=Withdraw");
        Assert.DoesNotContain("?text=saved", await editor.GetStringAsync(Path(page)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tabs_that_autosave_in_the_same_moment_are_all_answered_calmly()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        for (var round = 0; round < 4; round++)
        {
            var page = await NewPageAsync(editor);
            var token = await editor.FormTokenAsync(page);
            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => PostAutosaveAsync(editor, page, Form(0, ("Form.Title", $"Välilehti {n}")), token)));
            Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.StatusCode));
            Assert.StartsWith("Välilehti", (await ArticleAsync(page)).WorkingTitle, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_same_new_article_sent_twice_at_once_is_made_once()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        for (var round = 0; round < 4; round++)
        {
            var page = await NewPageAsync(editor);
            var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => editor.SubmitAsync(page, Form(0))));
            Assert.All(answers, a => Assert.Equal(HttpStatusCode.Redirect, a.StatusCode));
            Assert.Equal(1, (await ArticleAsync(page)).WorkingRevision);
        }
    }

    [Fact]
    public async Task An_autosave_starts_no_article_in_a_language_that_nobody_writes()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = await NewPageAsync(editor);
        using var kept = await AutosaveAsync(editor, page, Form(0, ("Form.Lang", "tlh")));
        Assert.Equal(HttpStatusCode.OK, kept.StatusCode);
        Assert.Equal("fi", (await ArticleAsync(page)).Lang);
        using var refused = await editor.SubmitAsync(page, Form(0, ("Form.Lang", "tlh")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
    }

    [Fact]
    public async Task Publishing_by_somebody_else_meanwhile_is_no_conflict_of_texts()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        using var other = await newsroom.SignedInAsync(Role.Editor);
        var page = await SavedAsync(editor);
        var version = (await ArticleAsync(page)).Version;
        using var published = await other.SubmitAsync(Path(page), Form(version), Path(page) + "?handler=Publish");
        Assert.True((await ArticleAsync(page)).Version > version);
        using var answer = await AutosaveAsync(editor, Path(page), Form(version, ("Form.Lead", "Uusi ingressi.")));
        Assert.Equal(JsonValueKind.Null, (await JsonAsync(answer)).GetProperty("warning").ValueKind);
        using var saved = await editor.SubmitAsync(Path(page), Form(version, ("Form.Lead", "Uusi ingressi.")));
        Assert.Equal((HttpStatusCode.Redirect, "Uusi ingressi."), (saved.StatusCode, (await DraftAsync(page)).Lead));
        // Two clicks send the same text twice
        using var twice = await editor.SubmitAsync(Path(page), Form(version, ("Form.Lead", "Uusi ingressi.")));
        Assert.Equal((HttpStatusCode.Redirect, 2), (twice.StatusCode, (await ArticleAsync(page)).WorkingRevision));
    }

    [Fact]
    public async Task Whoever_signs_in_again_finds_the_form_of_the_article_that_was_never_saved()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = Path(await NewPageAsync(editor));
        using var opened = await editor.GetAsync(page);
        Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
        Assert.Contains($"data-article=\"{IdOf(page)}\"", await opened.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False(await newsroom.InDbAsync(db => db.Articles.AnyAsync(a => a.PublicId == IdOf(page))));
    }

    [Fact]
    public async Task A_whole_text_saved_by_another_tab_is_not_overwritten_as_if_it_were_the_empty_start()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = await SavedAsync(editor);
        using var stale = await editor.SubmitAsync(Path(page), Form(0, ("Form.Title", "Toisen välilehden otsikko")));
        Assert.Equal((HttpStatusCode.Conflict, Title), (stale.StatusCode, (await ArticleAsync(page)).WorkingTitle));
    }

    [Fact]
    public async Task A_form_with_a_hundred_attachments_is_read()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = await NewPageAsync(editor);
        var rows = Enumerable.Range(0, 100).SelectMany(n => new (string, string)[]
        {
            ($"Form.Attachments[{n}].Title", $"Diat {n}"), ($"Form.Attachments[{n}].Url", $"https://example.org/{n}"), ($"Form.Attachments[{n}].Kind", "slides"), ($"Form.Attachments[{n}].MediaId", ""),
            ($"Form.Attachments[{n}].Presenters", ""), ($"Form.Attachments[{n}].Pages", ""), ($"Form.Attachments[{n}].Lang", ""), ($"Form.Attachments[{n}].Captions", ""),
            ($"Form.Attachments[{n}].AvailableFrom", ""), ($"Form.Attachments[{n}].AvailableUntil", ""), ($"Form.Attachments[{n}].EventId", ""),
            ($"Form.Attachments[{n}].Accessibility", ""), ($"Form.Attachments[{n}].FileType", ""), ($"Form.Attachments[{n}].FileSize", ""), ($"Form.Attachments[{n}].CaptionsUntil", ""), ($"Form.Attachments[{n}].CaptionsFi", ""),
            ($"Form.Attachments[{n}].CaptionsSv", ""), ($"Form.Attachments[{n}].CaptionsEn", ""), ($"Form.Attachments[{n}].PosterId", ""), ($"Form.Attachments[{n}].TranscriptId", ""), ($"Form.Attachments[{n}].TranscriptUrl", ""),
        });
        using var saved = await editor.SubmitAsync(page, Form(0, [.. rows]));
        Assert.Equal((HttpStatusCode.Redirect, 100), (saved.StatusCode, (await DraftAsync(page)).Attachments.Count));
    }

    public sealed class OnSqlite(SqliteNewsroom n) : TypedTextTests(n), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom n) : TypedTextTests(n), IClassFixture<PostgresNewsroom>;
}
