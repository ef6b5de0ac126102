using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Mailing;
using Uutiset.Operations;
using Uutiset.Tests.Site;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Operations;

public abstract class MaterialReminderTests(Newsroom newsroom)
{
    private async Task<int> RemindAsync()
    {
        await using var scope = newsroom.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<MaterialReminding>().RemindAsync(CancellationToken.None);
    }

    [Fact]
    public async Task The_owner_hears_once_that_a_material_ends_in_a_week_and_that_captions_are_due()
    {
        var email = $"{Guid.NewGuid():N}@example.fi";
        using var editor = await newsroom.SignedInAsync(Role.Editor, email);
        var owner = await newsroom.InDbAsync(db => db.Users.Where(u => u.Email == email).Select(u => u.Id).SingleAsync());
        var today = newsroom.Clock.Today();
        await newsroom.PrintAsync("Muistutettava juttu", a =>
        {
            a.OwnerId = owner;
            a.Attachments.Add(new Attachment { Title = "Päättyvät diat", Kind = "slides", Url = "https://example.org/d.pdf", AvailableUntil = today.AddDays(9) });
            a.Attachments.Add(new Attachment { Position = 1, Title = "Tekstittämätön tallenne", Kind = "video", Url = "https://example.org/v", Captions = Captions.Missing });
            a.Attachments.Add(new Attachment { Position = 2, Title = "Lyhyt tallenne", Kind = "video", Url = "https://example.org/l", Captions = Captions.Missing, AvailableUntil = today.AddDays(12) });
            a.Attachments.Add(new Attachment { Position = 3, Title = "Tekstitetty tallenne", Kind = "video", Url = "https://example.org/t", Captions = Captions.Present });
        });
        Assert.Equal(0, await RemindAsync());
        Assert.DoesNotContain("Päättyvät diat", await editor.GetStringAsync("/desk"));
        newsroom.Clock.Move(TimeSpan.FromDays(2));
        Assert.Equal(1, await RemindAsync());
        Assert.Equal(0, await RemindAsync());
        // A session does not last over the days that have passed
        using var later = await newsroom.SignedInAsync(Role.Editor);
        Assert.Contains($"poistuu näkyvistä {Dates.Day(today.AddDays(9), "fi")} jälkeen", WebUtility.HtmlDecode(await later.GetStringAsync("/desk")));
        newsroom.Clock.Move(TimeSpan.FromDays(5));
        // The short recording ends in a week, the long one has a week left for its captions
        Assert.Equal(2, await RemindAsync());
        Assert.Equal(0, await RemindAsync());
        using var latest = await newsroom.SignedInAsync(Role.Editor);
        Assert.Contains("tekstitys puuttuu", WebUtility.HtmlDecode(await latest.GetStringAsync("/desk")));
        var lanes = await newsroom.InDbAsync(db => db.Deliveries.Where(d => d.Address == email).Select(d => d.Lane).ToListAsync());
        Assert.Equal(3, lanes.Count);
        Assert.All(lanes, l => Assert.Equal(Lane.Single, l));
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : MaterialReminderTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : MaterialReminderTests(newsroom), IClassFixture<PostgresNewsroom>;
}
