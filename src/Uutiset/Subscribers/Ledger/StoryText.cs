using System.Globalization;
using System.Text;
using Uutiset.Desk;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Ledger;

/// <summary>A story as plain text, for a shell and a file.</summary>
internal static class StoryText
{
    public static string Of(Story story, DeskTexts texts, string lang)
    {
        var text = new StringBuilder();
        string T(string key, params object?[] values) => string.Format(CultureInfo.InvariantCulture, texts.Get(lang, key), values);
        var title = T("consent.title");
        text.AppendLine(title).AppendLine(new string('=', title.Length)).AppendLine(T("consent.zone")).AppendLine();
        foreach (var fact in story.Who) text.Append(fact.Name).Append(": ").AppendLine(fact.Value);
        if (story.Lines.Count == 0) text.AppendLine().AppendLine(T("consent.none"));
        foreach (var line in story.Lines)
        {
            text.AppendLine().Append(line.At).Append(": ").AppendLine(line.What);
            foreach (var fact in line.Facts) text.Append("  ").Append(fact.Name).Append(": ").AppendLine(fact.Value);
            if (line.Shown is { } shown) text.Append("  ").Append(T("consent.shown")).AppendLine(":").Append("    ").AppendLine(shown.Text.ReplaceLineEndings("\n    "));
            if (line.TextHash is { } hash) text.Append("  ").AppendLine(T("consent.hash", hash));
            if (line.Link is { } link) text.Append("  ").AppendLine(T("consent.link", link.Seq, link.Hash));
            if (line.Fault is { } fault) text.Append("  ! ").Append(T("consent.fault")).Append(' ').AppendLine(fault);
        }
        text.AppendLine().AppendLine(T(story.Fits ? "consent.fits" : "consent.broken", Dates.DayAndTime(story.CheckedUtc, lang)));
        if (story.Head is { } head) text.AppendLine(T("consent.head", head));
        return text.ToString();
    }
}
