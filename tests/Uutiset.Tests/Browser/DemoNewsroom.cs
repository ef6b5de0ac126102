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
    // Seeded once in a run and copied: eight newsrooms would make the same images and send the same bulletins
    private static readonly Lazy<Task<string>> Seeded = new(SeedAsync);
    private string[] letters = [];

    protected override async Task<IEnumerable<KeyValuePair<string, string?>>> EngineAsync()
    {
        CopyFiles(await Seeded.Value, Folder);
        return [new("Data:Engine", "sqlite")];
    }

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        using var visitor = new Visitor(this);
        var preferences = await visitor.ConfirmedAsync("lukija@example.fi");
        await visitor.SubscribeAsync("odottaa@example.fi");
        // Of two subscriptions of one's own, and of an address that its reader has left
        await this.SitAsync("lukija@example.fi");
        var left = await visitor.ConfirmedAsync("vanha@example.fi");
        await visitor.MoveAsync(left, "uusi@example.fi");
        letters = [preferences, preferences + "/peru", left, left + "/peru", await visitor.ConfirmationPathAsync("odottaa@example.fi")];
    }

    private static async Task<string> SeedAsync()
    {
        await using var newsroom = new SqliteNewsroom();
        await newsroom.InitializeAsync();
        await using (var scope = newsroom.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<Demo>().SeedAsync(CancellationToken.None);
            var id = await newsroom.InDbAsync(db => db.Articles.Where(a => a.Slug == Withdrawn).Select(a => a.PublicId).SingleAsync());
            Assert.NotNull(await scope.ServiceProvider.GetRequiredService<Publishing>().WithdrawAsync(id, null, Actor.System, CancellationToken.None));
        }
        var waited = Stopwatch.StartNew();
        while (!await newsroom.InDbAsync(db => db.Dispatches.AllAsync(d => d.State == DispatchState.Sent)))
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(30), "The demo's bulletins are not sent.");
            await Task.Delay(50);
        }
        var kept = Directory.CreateTempSubdirectory("uutiset-demo-").FullName;
        WholeRun.AtEnd(() => Directory.Delete(kept, recursive: true));
        // The database's own files are written to while it is open
        CopyFiles(newsroom.Folder, kept, except: "uutiset.db");
        await newsroom.InDbAsync(db => db.Database.ExecuteSqlAsync($"vacuum into {Path.Combine(kept, "uutiset.db")}"));
        return kept;
    }

    private static void CopyFiles(string from, string to, string? except = null)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(from, file);
            if (except is not null && name.StartsWith(except, StringComparison.Ordinal)) continue;
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(to, name))!);
            File.Copy(file, Path.Combine(to, name));
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
