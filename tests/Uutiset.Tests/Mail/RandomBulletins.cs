using FsCheck.Fluent;
using Uutiset.Mail;

namespace Uutiset.Tests.Mail;

/// <summary>Bulletins made of what breaks mail, and what they were meant to say.</summary>
internal sealed record RandomBulletin(byte[] Message, string Subject, string ToName, string Text, string Html)
{
    public static IReadOnlyList<RandomBulletin> Make(int count)
    {
        var lines = Texts.Lines.Generator.Sample(3 * count, 20).ToList();
        var bodies = Texts.Bodies.Generator.Sample(2 * count, 60).ToList();
        return [.. Enumerable.Range(0, count).Select(i => Make(lines[i], Texts.Cut(lines[count + i], 190), lines[2 * count + i], bodies[i], bodies[count + i]))];
    }

    private static RandomBulletin Make(string subject, string name, string why, string first, string second)
    {
        var template = Sample.Bulletin(text: "", html: null);
        var html = "<p>" + second + "</p>";
        var marker = template.Slots.Slots.Single(s => s.Name == "why").Marker;
        var message = (template with { Subject = subject, Text = first + marker + second, Html = html }).Compile();
        var bytes = message.Fill(Sample.Values(message, Mailbox.Create("reader1@äijälä.fi", name)).Set("why", why));
        return new RandomBulletin(bytes, subject, name.Trim(' '), Lf(first) + why + Lf(second), Lf(html));
    }

    /// <summary>Tabs stay tabs; other controls would become blanks, and the generator makes none.</summary>
    public static string Lf(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
}
