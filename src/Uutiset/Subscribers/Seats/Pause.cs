using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Seats;

/// <summary>Mail stops until a day and goes on by itself on that day, a reader's own or the whole organisation's.</summary>
internal static class Pause
{
    public const int LongestDays = 366;

    /// <returns>The day when mail goes on; null when there is no pause, or none any longer.</returns>
    public static DateOnly? Now(DateOnly? until, DateOnly today) => until > today ? until : null;

    /// <summary>Nothing written means no pause.</summary>
    /// <returns>False for what is no day to come, or one too far away to be meant.</returns>
    public static bool TryRead(string? written, DateOnly today, out DateOnly? until)
    {
        until = null;
        if (string.IsNullOrWhiteSpace(written)) return true;
        if (!WrittenDate.TryRead(written.Trim(), today, out var date) || date.Day <= today || date.Day > today.AddDays(LongestDays)) return false;
        until = date.Day;
        return true;
    }
}
