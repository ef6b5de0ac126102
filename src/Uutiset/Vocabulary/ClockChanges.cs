namespace Uutiset.Vocabulary;

/// <summary>Hours that the clock skips or shows twice in Finland: what a person who schedules something is told (FI-05).</summary>
internal static class ClockChanges
{
    /// <summary>What is wrong with an hour that does not exist, such as 29.3.2026 klo 3.30, naming the nearest that do.</summary>
    public static FieldError? Skipped(string field, DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        if (!Dates.Helsinki.IsInvalidTime(local)) return null;
        var (before, after) = (local, local);
        while (Dates.Helsinki.IsInvalidTime(before)) before = before.AddMinutes(-1);
        while (Dates.Helsinki.IsInvalidTime(after)) after = after.AddMinutes(1);
        string At(DateTime moment, string lang) => Dates.AtTime(TimeOnly.FromDateTime(moment), lang);
        return new FieldError(field,
            $"Kello siirtyy {Dates.Day(day, "fi")} kesäaikaan, eikä aikaa {At(local, "fi")} ole. Lähimmät ajat ovat {At(before, "fi")} ja {At(after, "fi")}.",
            $"Klockan ställs om till sommartid {Dates.Day(day, "sv")}, och tiden {At(local, "sv")} finns inte. De närmaste tiderna är {At(before, "sv")} och {At(after, "sv")}.",
            $"The clock moves to summer time on {Dates.Day(day, "en")}, and the time {Dates.Time(time)} does not exist. The nearest times are {Dates.Time(TimeOnly.FromDateTime(before))} and {Dates.Time(TimeOnly.FromDateTime(after))}.");
    }

    /// <summary>Which of the two is meant, when the clock shows this hour twice; null at any other time.</summary>
    public static Localized? Twice(DateTime? utc)
    {
        if (utc is not { } moment) return null;
        var local = Dates.InHelsinki(moment);
        if (!Dates.Helsinki.IsAmbiguousTime(local)) return null;
        var first = moment == Dates.ToUtc(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
        var time = Dates.Time(TimeOnly.FromDateTime(local));
        return first
            ? new Localized($"Kello on {time} sinä yönä kahdesti: tarkoitetaan ensimmäistä kertaa, ennen kuin kelloja siirretään.",
                $"Klockan är {time} två gånger den natten: det är den första gången som avses, innan klockan ställs om.",
                $"The clock shows {time} twice that night: the first time is meant, before the clocks go back.")
            : new Localized($"Kello on {time} sinä yönä kahdesti: tarkoitetaan jälkimmäistä kertaa, kun kelloja on siirretty.",
                $"Klockan är {time} två gånger den natten: det är den andra gången som avses, då klockan har ställts om.",
                $"The clock shows {time} twice that night: the second time is meant, after the clocks have gone back.");
    }
}
