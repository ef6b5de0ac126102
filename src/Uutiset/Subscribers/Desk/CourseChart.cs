using System.Globalization;

namespace Uutiset.Subscribers.Desk;

/// <param name="Value">What is written there.</param>
internal sealed record ChartPoint(string X, string Y, int Value);

internal sealed record ChartBar(string X, string Y, string Height, ChartPoint Label);

/// <summary>Where things stand in a chart of months, as the attributes of SVG write it. Every scale begins from zero.</summary>
internal static class CourseChart
{
    public const int Width = 720;
    public const int Height = 240;
    public const int Left = 60;
    public const int Right = Width - 24;
    public const int SmallWidth = 160;
    public const int SmallHeight = 36;
    private const int Top = 22;
    private const int Bottom = Height - 28;
    private const int MostTicks = 4;
    private const int MostMonths = 8;
    private const double WidestBar = 36;
    private const double WidestFigure = 60;

    public static string In(double place) => place.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>Which months are named below: evenly, and the last of them always.</summary>
    public static IEnumerable<(int Index, string X)> Named(int months)
    {
        var step = (months + MostMonths - 1) / MostMonths;
        for (var i = (months - 1) % step; i < months; i += step) yield return (i, In(Middle(i, months)));
    }

    public static IEnumerable<ChartPoint> Ticks(IReadOnlyList<int> values)
    {
        var (top, step) = Scale(values.Max());
        for (var value = 0; value <= top; value += step) yield return new ChartPoint(In(Left - 8), In(Level(value, top)), value);
    }

    public static IReadOnlyList<ChartPoint> Points(IReadOnlyList<int> values)
    {
        var (top, _) = Scale(values.Max());
        return [.. values.Select((v, i) => new ChartPoint(In(Middle(i, values.Count)), In(Level(v, top)), v))];
    }

    /// <summary>A curve of many beside each other, on a scale of its own.</summary>
    public static IReadOnlyList<ChartPoint> Small(IReadOnlyList<int> values)
    {
        const int edge = 4;
        double most = Math.Max(values.Max(), 1), step = values.Count == 1 ? 0 : (double)(SmallWidth - 2 * edge) / (values.Count - 1);
        return [.. values.Select((v, i) => new ChartPoint(In(values.Count == 1 ? SmallWidth / 2.0 : edge + i * step), In(SmallHeight - edge - v / most * (SmallHeight - 2 * edge)), v))];
    }

    public static string Line(IEnumerable<ChartPoint> points) => string.Join(' ', points.Select(p => $"{p.X},{p.Y}"));

    /// <summary>What is between the curve and zero.</summary>
    public static string Area(IReadOnlyList<ChartPoint> points) => $"{points[0].X},{In(Bottom)} {Line(points)} {points[^1].X},{In(Bottom)}";

    /// <summary>The first, the first of the highest, and the last: where the curve says its figure. The highest stays silent where it would be written over another.</summary>
    public static IEnumerable<ChartPoint> Told(IReadOnlyList<ChartPoint> points)
    {
        var highest = points.Index().MaxBy(p => p.Item.Value).Index;
        var isApart = Math.Min(highest, points.Count - 1 - highest) * Slot(points.Count) >= WidestFigure;
        return new[] { points[0], isApart ? points[highest] : points[0], points[^1] }.Distinct();
    }

    /// <summary>Beside each other, on the scale of the ticks.</summary>
    public static (string BarWidth, IReadOnlyList<ChartBar> Bars) Columns(IReadOnlyList<int> values)
    {
        var (top, _) = Scale(values.Max());
        var width = Math.Min(Slot(values.Count) * .62, WidestBar);
        return (In(width), [.. values.Index().Where(v => v.Item > 0).Select(v => Bar(v.Index, v.Item))]);

        ChartBar Bar(int index, int value)
        {
            double middle = Middle(index, values.Count), y = Level(value, top);
            return new(In(middle - width / 2), In(y), In(Bottom - y), new ChartPoint(In(middle), In(y - 5), value));
        }
    }

    /// <summary>Who came stand up from the line of zero, who left hang down from it.</summary>
    public static (string Zero, string BarWidth, IReadOnlyList<ChartBar> Up, IReadOnlyList<ChartBar> Down) Bars(IReadOnlyList<int> up, IReadOnlyList<int> down)
    {
        const int label = 16;
        double most = Math.Max(up.Max() + down.Max(), 1), unit = (Bottom - Top - 2 * label) / most, zero = Top + label + up.Max() * unit;
        var width = Math.Min(Slot(up.Count) * .62, WidestBar);
        return (In(zero), In(width), [.. Some(up).Select(b => Bar(b.Index, b.Value, zero - b.Value * unit, zero - b.Value * unit - 5))], [.. Some(down).Select(b => Bar(b.Index, b.Value, zero, zero + b.Value * unit + label - 2))]);

        ChartBar Bar(int index, int value, double y, double said) =>
            new(In(Middle(index, up.Count) - width / 2), In(y), In(value * unit), new ChartPoint(In(Middle(index, up.Count)), In(said), value));

        static IEnumerable<(int Index, int Value)> Some(IReadOnlyList<int> values) => values.Index().Where(v => v.Item > 0).Select(v => (v.Index, v.Item));
    }

    private static double Slot(int months) => (double)(Right - Left) / months;

    private static double Middle(int index, int months) => Left + (index + .5) * Slot(months);

    private static double Level(int value, int top) => Bottom - (double)value / top * (Bottom - Top);

    // 1, 2, 5, 10, 20, 50 …: lines that one can count by
    private static (int Top, int Step) Scale(int most)
    {
        var step = 1;
        for (var digit = 1; most > step * MostTicks; digit = digit == 5 ? 1 : digit == 2 ? 5 : 2) step = digit == 2 ? step / 2 * 5 : step * 2;
        return (Math.Max((most + step - 1) / step, 1) * step, step);
    }
}
