using System.Globalization;
using System.Text.Json;

namespace Uutiset.Benchmarks;

/// <summary>Holds what the program says of each delivery against what the sink has.</summary>
/// <param name="copies">How often the sink has each message, by Message-ID.</param>
/// <param name="connections">Of one process: at most so many messages are in doubt when it is killed.</param>
internal sealed class Reckoning(MoodySink sink, IReadOnlyDictionary<string, int> copies, int connections)
{
    private const string Killed = "The sender stopped";
    private static readonly string[] States = ["pending", "leased", "transmitting", "accepted", "deferred", "rejected", "inDoubt", "suppressed", "cancelled"];
    private readonly Dictionary<DateTime, int> perKill = [];
    private readonly HashSet<string> known = [];

    /// <summary>Nobody has it, and nobody is told so.</summary>
    public int Lost { get; private set; }

    public int Twice { get; private set; }

    public int InDoubt { get; private set; }

    public int InDoubtByKill => perKill.Values.Sum();

    /// <summary>More than a killed process had connections, or with a server that did answer.</summary>
    public int Beyond => perKill.Values.Sum(found => Math.Max(0, found - connections)) + unfounded;

    private int unfounded;

    /// <summary>Bulletins whose counts do not add up, or are not those of the rows.</summary>
    public int Unequal { get; private set; }

    /// <summary>Messages that the sink has and no delivery tells of.</summary>
    public int Strange => copies.Keys.Count(id => !known.Contains(id));

    public bool IsClean => Lost + Twice + Beyond + Unequal + Strange == 0;

    public void Add(JsonElement counts, IReadOnlyList<JsonElement> rows)
    {
        var states = rows.CountBy(r => Text(r, "state")!).ToDictionary();
        var equal = Text(counts, "state") == "sent" && rows.Count == Number(counts, "frozen") && States.Sum(s => Number(counts, s)) == Number(counts, "frozen")
            && Array.TrueForAll(States, s => Number(counts, s) == states.GetValueOrDefault(s));
        if (!equal) Unequal++;
        if (!equal) Tell("the counts do not add up", counts);
        foreach (var row in rows) Add(row);
    }

    private void Add(JsonElement row)
    {
        var id = Text(row, "messageId");
        if (id is not null) known.Add(id);
        var has = id is null ? 0 : copies.GetValueOrDefault(id);
        if (has > 1) Tell("twice", row);
        if (has > 1) Twice++;
        switch (Text(row, "state"))
        {
            case "accepted" when has > 0:
            case "rejected" when has == 0 && MoodySink.Refuses(Text(row, "address")!):
                return;
            case "inDoubt":
                Doubt(row, id!);
                return;
            default:
                Lost++;
                Tell("lost", row);
                return;
        }
    }

    private void Doubt(JsonElement row, string id)
    {
        InDoubt++;
        // All that a dead process left open is found in one transaction, under one time
        if (Text(row, "reply")?.StartsWith(Killed, StringComparison.Ordinal) == true)
        {
            var at = row.GetProperty("settledAt").GetDateTime();
            perKill[at] = perKill.GetValueOrDefault(at) + 1;
        }
        else if (!sink.LeftOpen(id))
        {
            unfounded++;
            Tell("in doubt although the server answered", row);
        }
    }

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();

    private static int Number(JsonElement of, string name) => of.GetProperty(name).GetInt32();

    private static void Tell(string what, JsonElement about) => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{what}: {about}"));
}
