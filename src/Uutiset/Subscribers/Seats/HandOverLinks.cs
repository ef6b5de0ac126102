using System.Globalization;
using Uutiset.Accounts;
using Uutiset.Mailing;

namespace Uutiset.Subscribers.Seats;

/// <summary>Where the mails about seats lead: a seat to its own page, the organisation's address to one that only it knows.</summary>
internal sealed class HandOverLinks(CapabilityTokens tokens, AddressKeys addresses, SubscriptionLinks links)
{
    private const string Capability = "hand-over";

    public string OfSeat(HandOver asked, Contact seat) => links.Absolute(seat.Lang, PathOf(links.Token(seat.Id, seat.TokenVersion), asked.PublicId));

    public string OfOrganisation(HandOver asked, string address, string lang) => links.Absolute(lang, PathOf(tokens.Make(Capability, asked.Id, Mark(address))));

    public string OfCheck(Contact owner) => links.Absolute(owner.Lang, CheckDoor.PathOf(links.Token(owner.Id, owner.TokenVersion)));

    public string OfStay(Contact reader) => links.Absolute(reader.Lang, StayDoor.PathOf(links.Token(reader.Id, reader.TokenVersion)));

    public static string PathOf(string token, Guid asked) => $"/tilaus/{token}/jatkaja/{asked}";

    public static string PathOf(string token) => "/tilaus/jatkaja/" + token;

    public bool TryRead(string token, out long asked, out int mark) => tokens.TryRead(Capability, token, out asked, out mark);

    /// <summary>The link is for the address that was asked: when an editor has written another one, it opens nothing.</summary>
    public int Mark(string address) => int.Parse(addresses.Of(address).AsSpan(0, 7), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
