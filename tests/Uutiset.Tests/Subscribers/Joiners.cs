using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Uutiset.People;
using Uutiset.Subscribers;
using Uutiset.Subscribers.Joining;
using Uutiset.Tests.Bulletins;
using Uutiset.Tests.People;

namespace Uutiset.Tests.Subscribers;

/// <summary>Organisations of the list with somebody in their subscription, and strangers who would like to sit there too.</summary>
internal static partial class Joiners
{
    /// <param name="owner">Null: nobody of it subscribes.</param>
    public static async Task<Organisation> ListedAsync(this Newsroom newsroom, string name, string? owner = null, string[]? regions = null, long? publisher = null)
    {
        var organisation = await newsroom.OrganisationAsync(new OrganisationDraft { Name = name });
        if (owner is null) return organisation;
        var subscription = await newsroom.InDbAsync(async db =>
        {
            var made = db.Subscriptions.Add(new Subscription
            {
                OrganisationId = organisation.Id, PublisherId = publisher ?? (await Readers.PublisherAsync(db)).Id, CreatedUtc = newsroom.Clock.GetUtcNow().UtcDateTime,
                Regions = [.. (regions ?? []).Select(r => new SubscriptionRegion { RegionCode = r })],
            }).Entity;
            await db.SaveChangesAsync();
            return made;
        });
        await Readers.ContactAsync(newsroom, subscription, owner, c => c.Seat = Seat.Owner);
        return organisation;
    }

    /// <summary>Chooses the organisation from the list, and sends the form.</summary>
    public static async Task<HttpResponseMessage> JoinAsync(this Newsroom newsroom, string email, Organisation organisation, params (string, string)[] more)
    {
        using var visitor = new Visitor(newsroom);
        var form = await visitor.FormAsync("/tilaa");
        newsroom.Clock.Move(TimeSpan.FromSeconds(3));
        return await visitor.PostAsync("/tilaa", [.. form.Where(f => f.Item1 != "found"), ("found", organisation.Name), ("choice", $"{organisation.PublicId}"),
            ("who", "organisation"), ("organisation", organisation.Name), ("email", email), ("consent", "yes"), .. more]);
    }

    /// <returns>What the page says after the button of the mailed link.</returns>
    public static async Task<string> ConfirmAsync(this Newsroom newsroom, string email)
    {
        using var visitor = new Visitor(newsroom);
        using var answer = await visitor.PressAsync(await visitor.ConfirmationPathAsync(email));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    public static Task<JoinRequest> RequestOfAsync(this Newsroom newsroom, string email) =>
        newsroom.InDbAsync(db => db.JoinRequests.AsNoTracking().Include(j => j.Contact).OrderByDescending(j => j.Id).FirstAsync(j => j.Contact!.Email == email));

    /// <summary>Where the mail to an owner leads.</summary>
    public static async Task<string> JoiningPathAsync(this Visitor visitor, string owner) => Link().Match((await visitor.MailAsync(owner))[^1]).Value;

    [GeneratedRegex("/tilaus/[a-z0-9.-]+/liittyjat", RegexOptions.IgnoreCase)]
    private static partial Regex Link();
}
