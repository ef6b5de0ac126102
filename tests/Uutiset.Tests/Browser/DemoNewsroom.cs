using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Exchange;
using Uutiset.Mailing;
using Uutiset.Tests.Subscribers;

namespace Uutiset.Tests.Browser;

/// <summary>The demo's content, so that every kind of page has something on it: its two bulletins lie in the mail drop, one article is withdrawn.</summary>
public sealed class DemoNewsroom : SqliteNewsroom, IAsyncLifetime
{
    public const string Withdrawn = "kuntavaalipaneelit-jarjestoille";
    private string[] letters = [];

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        await using (var scope = Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<Demo>().SeedAsync(CancellationToken.None);
            var id = await InDbAsync(db => db.Articles.Where(a => a.Slug == Withdrawn).Select(a => a.PublicId).SingleAsync());
            Assert.NotNull(await scope.ServiceProvider.GetRequiredService<Publishing>().WithdrawAsync(id, null, Actor.System, CancellationToken.None));
        }
        using var visitor = new Visitor(this);
        var preferences = await visitor.ConfirmedAsync("lukija@example.fi");
        await visitor.SubscribeAsync("odottaa@example.fi");
        // Of two subscriptions of one's own, and of an address that its reader has left
        await this.SitAsync("lukija@example.fi");
        var left = await visitor.ConfirmedAsync("vanha@example.fi");
        await visitor.MoveAsync(left, "uusi@example.fi");
        letters = [preferences, preferences + "/peru", left, left + "/peru", await visitor.ConfirmationPathAsync("odottaa@example.fi")];
        var waited = Stopwatch.StartNew();
        while (!await InDbAsync(db => db.Dispatches.AllAsync(d => d.State == DispatchState.Sent)))
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(30), "The demo's bulletins are not sent.");
            await Task.Delay(50);
        }
    }

    /// <summary>One of every kind of page that a visitor can come to.</summary>
    public IReadOnlyList<string> PublicPages(string lang)
    {
        string[] pages =
        [
            "/", "/arkisto", "/arkisto?q=avustus&region=15", "/arkisto?q=%22ei+t%C3%A4llaista%22", "/maaraajat", "/tilaisuudet", "/vaikuta", "/vaikuta/palvelustrategian-luonnos-lausuttavana", "/tiedotteet", "/tiedotteet/1",
            lang == "sv" ? "/uutiset/digistod-pa-svenska" : "/uutiset/valtionavustusten-hakuaika-jatkuu", "/uutiset/tyopajat-nuorten-mielenterveys",
            // A summary in the page's language above a text in another one, and easy language
            lang == "sv" ? "/uutiset/valtionavustusten-hakuaika-jatkuu" : "/uutiset/foreningar-vid-samma-bord-i-osterbotten", "/uutiset/digituki-selkokielella",
            "/muutosagentit-esittaytyvat", "/aiheet", "/aiheet/jarjestoavustukset", "/alueet", "/alueet/pohjois-savo", "/tekijat", "/tekijat/aino-kettusaari",
            "/organisaatiot", "/organisaatiot/jarjestojen-sote-silta-ry", "/hankkeet", "/hankkeet/yhdessa-alueella-hanke", "/hankkeet/jarjestot-liikkeelle-hanke", "/saavutettavuus", "/tietosuoja", "/tilaa", "/tilaus/olematon",
            "/uutiset/" + Withdrawn, "/olematon", .. letters,
        ];
        return [.. pages.Select(p => lang == "fi" ? p : "/sv" + (p == "/" ? "" : p))];
    }
}
