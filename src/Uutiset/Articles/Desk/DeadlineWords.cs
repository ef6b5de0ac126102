using Uutiset.Desk;

namespace Uutiset.Articles.Desk;

/// <summary>The day of a deadline in the desk's lists: when it closes or, while nobody knows, when it opens.</summary>
internal static class DeadlineWords
{
    public static string Of(Deadline deadline, DeskText text) =>
        deadline.Closes is null && OpeningDay.Of(deadline, text.Lang) is { } opening ? text["articles.deadlines.opens", opening] : DeadlineDay.Of(deadline).In(text.Lang);
}
