namespace Uutiset.Articles;

/// <summary>
/// A deadline or event that comes without an id but says what the text before said is the same one: an import that runs again,
/// or a script that sends its file anew, must not make a second one each time.
/// </summary>
internal static class Recognition
{
    public static ArticleDraft Of(ArticleDraft draft, ArticleDraft previous) => draft with
    {
        Deadlines = [.. draft.Deadlines.Select(d => d with { DeadlineId = d.DeadlineId ?? Known(d, previous) })],
        Events = [.. draft.Events.Select(e => e with { EventId = e.EventId ?? Known(e, previous) })],
    };

    private static Guid? Known(DraftEvent happening, ArticleDraft previous) =>
        string.IsNullOrWhiteSpace(happening.Title) ? null : previous.Events.FirstOrDefault(p => p.Title == happening.Title.Trim() && p.Start == happening.Start)?.EventId;

    private static Guid? Known(DraftDeadline deadline, ArticleDraft previous) =>
        deadline.Supersedes is not null || string.IsNullOrWhiteSpace(deadline.Title) ? null
            : previous.Deadlines.FirstOrDefault(p => p.Title == deadline.Title.Trim() && p.LastDay == deadline.LastDay)?.DeadlineId;
}
