using Uutiset.Desk.Picks;
using Uutiset.Vocabulary;

namespace Uutiset.People.Desk;

/// <summary>A row of the person's memberships, as typed.</summary>
internal sealed class MembershipRow
{
    public Pick OrganisationId { get; set; } = new();
    public string TitleFi { get; set; } = "";
    public string TitleSv { get; set; } = "";
    public string TitleEn { get; set; } = "";
    public string From { get; set; } = "";
    public string Until { get; set; } = "";

    public bool IsBlank => OrganisationId.IsBlank && string.IsNullOrWhiteSpace(TitleFi + TitleSv + TitleEn + From + Until);

    public static MembershipRow Of(Membership membership) => new()
    {
        OrganisationId = Pick.Of(membership.Organisation?.PublicId),
        TitleFi = membership.TitleFi ?? "",
        TitleSv = membership.TitleSv ?? "",
        TitleEn = membership.TitleEn ?? "",
        From = Written(membership.FromOn),
        Until = Written(membership.UntilOn),
    };

    public static string Written(DateOnly? day) => day is { } d ? Dates.Day(d, "fi") : "";
}
