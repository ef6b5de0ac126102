using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Articles.Translations;
using Uutiset.Bulletins;

namespace Uutiset.Tests.Bulletins;

/// <summary>Every reader gets the version of their own language, and no item twice.</summary>
public abstract class LanguageVersionTests(Newsroom newsroom)
{
    [Fact]
    public async Task Readers_get_their_own_version_and_no_item_twice()
    {
        var subscription = await Readers.SubscriptionAsync(newsroom, "Kieliyhdistys ry", regions: ["17"]);
        await Readers.ContactAsync(newsroom, subscription, "fi@kielet.example.fi");
        await Readers.ContactAsync(newsroom, subscription, "sv@kielet.example.fi", c => c.Lang = "sv");
        var finnish = await Readers.ArticleAsync(newsroom, "Uutinen suomeksi");
        var swedish = await AlsoAsync("Nyheten på svenska", finnish, "sv");
        var summarised = await Readers.ArticleAsync(newsroom, "Vain suomeksi");
        var untranslated = await Readers.ArticleAsync(newsroom, "Kääntämättä");
        await newsroom.InDbAsync(async db =>
        {
            db.Add(new ArticleSummary { ArticleId = summarised.Id, Lang = "sv", Title = "Bara på finska", Text = "Kort om saken." });
            await db.SaveChangesAsync();
        });
        var id = await Readers.BulletinAsync(newsroom, new BulletinDraft
        {
            Variants = [new("fi", "Uutiset"), new("sv", "Nyheter")],
            // The editor picked both versions of one item
            Items = [new(finnish.PublicId, "Oma otsikko", "<p>Saate.</p>"), new(swedish.PublicId), new(summarised.PublicId), new(untranslated.PublicId)],
            Audience = new Audience { Regions = ["17"] },
        });

        var mail = await PreviewAsync(id, "sv");
        Assert.Contains("Nyheten på svenska", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Uutinen suomeksi", mail.Html, StringComparison.Ordinal);
        // What the editor wrote for the Finnish version is no heading of the Swedish one; the note stays and is marked
        Assert.DoesNotContain("Oma otsikko", mail.Html, StringComparison.Ordinal);
        Assert.Matches("lang=\"fi\"[^>]*><p>Saate", mail.Html);
        Assert.Contains("Bara på finska", mail.Html, StringComparison.Ordinal);
        Assert.Contains("Sammanfattning, hela texten på finska", mail.Html, StringComparison.Ordinal);
        Assert.Contains("Sammanfattning, hela texten på finska", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Sammanfattning, hela texten på finska", mail.WebHtml, StringComparison.Ordinal);
        Assert.DoesNotContain("Vain suomeksi", mail.Html, StringComparison.Ordinal);
        Assert.Matches("lang=\"fi\"[^§]*Kääntämättä", mail.Html.Replace("§", "", StringComparison.Ordinal));
        var own = await PreviewAsync(id, "fi");
        Assert.Contains("Oma otsikko", own.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Nyheten", own.Html, StringComparison.Ordinal);

        Assert.Equal(FreezeOutcome.Done, (await Readers.FreezeAsync(newsroom, id)).Outcome);
        var told = await newsroom.InDbAsync(db => (from item in db.VariantItems
                                                   join variant in db.Variants on item.VariantId equals variant.Id
                                                   where variant.Format == Uutiset.Subscribers.MailFormat.Html
                                                   orderby variant.Lang, item.Position
                                                   select new { variant.Lang, item.Position, item.ArticleId }).ToListAsync());
        Assert.Equal([("fi", 0, finnish.Id), ("fi", 1, summarised.Id), ("fi", 2, untranslated.Id), ("sv", 0, swedish.Id), ("sv", 1, summarised.Id), ("sv", 2, untranslated.Id)],
            told.Select(t => (t.Lang, t.Position, t.ArticleId)));
        Assert.Equal(2, await newsroom.InDbAsync(db => db.Deliveries.CountAsync(d => d.Address.EndsWith("@kielet.example.fi"))));
    }

    [Fact]
    public async Task A_version_that_is_not_public_reaches_nobody()
    {
        var finnish = await Readers.ArticleAsync(newsroom, "Julkinen suomeksi");
        await AlsoAsync("Opublicerad", finnish, "sv", ArticleStatus.Withdrawn);
        var id = await Readers.BulletinAsync(newsroom, new BulletinDraft { Variants = [new("sv", "Nyheter")], Items = [new(finnish.PublicId)] });
        var mail = await PreviewAsync(id, "sv");
        Assert.DoesNotContain("Opublicerad", mail.Html, StringComparison.Ordinal);
        Assert.Contains("Julkinen suomeksi", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_composing_page_says_which_versions_readers_get_and_offers_none_of_them_twice()
    {
        var finnish = await Readers.ArticleAsync(newsroom, "Tarjolla suomeksi");
        await AlsoAsync("Erbjuds på svenska", finnish, "sv");
        var id = await Readers.BulletinAsync(newsroom, new BulletinDraft { Variants = [new("fi", "Uutiset")], Items = [new(finnish.PublicId)] });
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = await editor.GetStringAsync($"/desk/bulletins/{id}?q=Erbjuds");
        Assert.Contains("Muut lukijat saavat version omalla kielellään: ruotsi.", System.Net.WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.DoesNotContain("add:", page, StringComparison.Ordinal);
    }

    private async Task<Rendered> PreviewAsync(Guid id, string lang)
    {
        await using var scope = newsroom.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<Previewing>().RenderAsync(id, lang, CancellationToken.None))!;
    }

    private async Task<Article> AlsoAsync(string title, Article original, string lang, ArticleStatus status = ArticleStatus.Published)
    {
        var version = await Readers.ArticleAsync(newsroom, title, status: status);
        await newsroom.InDbAsync(async db =>
        {
            var stored = await db.Articles.SingleAsync(a => a.Id == version.Id);
            (stored.Lang, stored.TranslationOfId) = (lang, original.Id);
            await db.SaveChangesAsync();
        });
        return version;
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : LanguageVersionTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : LanguageVersionTests(newsroom), IClassFixture<PostgresNewsroom>;
}
