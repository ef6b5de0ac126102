using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Uutiset.People;
using Uutiset.Subscribers;
using Uutiset.Tests.Bulletins;

namespace Uutiset.Tests.Subscribers;

/// <summary>Readers who change their address, and seats for them straight in the database.</summary>
internal static partial class Movers
{
    /// <returns>The link that was pressed.</returns>
    public static async Task<string> MoveAsync(this Visitor visitor, string preferences, string to)
    {
        await visitor.PostAsync(preferences + "/osoite", ("email", to));
        var link = Link().Match((await visitor.MailAsync(to))[^1]).Value;
        Assert.Contains("Osoite on vaihdettu", await (await visitor.PressAsync(link)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        return link;
    }

    /// <param name="organisation">Null: for themselves.</param>
    public static async Task<Contact> SitAsync(this Newsroom newsroom, string email, string? organisation = null, long? series = null, long? publisher = null, Seat seat = Seat.Owner)
    {
        var subscription = await Readers.SubscriptionAsync(newsroom, organisation);
        await newsroom.InDbAsync(db => db.Subscriptions.Where(s => s.Id == subscription.Id)
            .ExecuteUpdateAsync(u => u.SetProperty(s => s.SeriesId, series).SetProperty(s => s.PublisherId, s => publisher ?? s.PublisherId)));
        return await Readers.ContactAsync(newsroom, subscription, email, c => c.Seat = seat);
    }

    public static Task<Organisation> PublisherAsync(this Newsroom newsroom, string name) => newsroom.InDbAsync(async db =>
    {
        var publisher = db.Add(new Organisation { Slug = Guid.CreateVersion7().ToString("N"), Name = name, Address = "Esimerkkikatu 2, 00100 Helsinki", Email = "toinen@example.org", IsPublisher = true, Listed = true }).Entity;
        await db.SaveChangesAsync();
        return publisher;
    });

    public static string PathOf(this Newsroom newsroom, Contact seat) => SubscriptionLinks.PreferencesPath(newsroom.Get<SubscriptionLinks>().Token(seat.Id, seat.TokenVersion));

    [GeneratedRegex("/tilaus/osoite/[a-z2-7]+")]
    private static partial Regex Link();
}
