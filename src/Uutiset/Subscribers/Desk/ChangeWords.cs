using System.Globalization;
using Uutiset.Desk;
using Uutiset.Subscribers.Roll.Changing;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Desk;

/// <summary>Says in a sentence what a change of many does: "Lisää alue Lappi".</summary>
internal sealed class ChangeWords(Terms terms, DeskText text)
{
    public const string Href = "/desk/subscribers/changes/";

    public async Task<string> OfAsync(SubscriberChange change, CancellationToken ct) => text["subscribers.does." + change.Kind, change.Kind switch
    {
        ChangeKind.AddRegion or ChangeKind.RemoveRegion => Regions.Find(change.Value)?.Short.In(text.Lang) ?? change.Value,
        ChangeKind.AddTheme or ChangeKind.RemoveTheme => (await terms.IndexAsync(ct)).Find(change.Value)?.Label.In(text.Lang) ?? change.Value,
        ChangeKind.Lang => text["articles.lang." + change.Value],
        ChangeKind.Pause => Dates.Day(DateOnly.ParseExact(change.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture), text.Lang),
        _ => "",
    }];
}
