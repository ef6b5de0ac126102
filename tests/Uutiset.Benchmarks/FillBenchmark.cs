using System.Buffers;
using System.Diagnostics;
using Uutiset.Mail;

namespace Uutiset.Benchmarks;

/// <summary>Filling a prepared 30 KB message, beside writing its MIME again for each recipient with the same writer.</summary>
internal static class FillBenchmark
{
    private const int Fills = 20_000;
    private const int Builds = 1_000;
    private const int Rounds = 7;

    public static async Task<int> RunAsync()
    {
        var template = SampleBulletin.OfSize(30_000);
        var message = template.Compile();
        var values = SampleBulletin.Give(message.CreateValues(), 1);
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        List<double> fill = [], fillAndSet = [], build = [];
        for (var round = 0; round <= Rounds; round++)
        {
            // The first round warms up.
            var keep = round > 0;
            Measure(fill, Fills, keep, _ => Into(buffer, message, values));
            Measure(fillAndSet, Fills, keep, n => Into(buffer, message, SampleBulletin.Give(values, n)));
            Measure(build, Builds, keep, n => template.Compile() is var again ? again.Fill(SampleBulletin.Give(again.CreateValues(), n)).Length : 0);
        }
        await Console.Out.WriteLineAsync($"""
            message                      {message.LiteralLength / 1000.0:0.0} kB
            fill                         {Median(fill):0.00} us
            set all values and fill      {Median(fillAndSet):0.00} us
            peer: MIME written again     {Median(build):0.0} us
            ratio peer / fill            {Median(build) / Median(fill):0}
            ratio peer / set and fill    {Median(build) / Median(fillAndSet):0}
            """);
        return 0;
    }

    public static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static int Into(ArrayBufferWriter<byte> buffer, CompiledMessage message, SlotValues values)
    {
        buffer.ResetWrittenCount();
        message.Fill(values, buffer);
        return buffer.WrittenCount;
    }

    private static void Measure(List<double> results, int times, bool keep, Func<int, int> work)
    {
        var started = Stopwatch.GetTimestamp();
        for (var n = 0; n < times; n++)
        {
            work(n);
        }
        if (keep)
        {
            results.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds / times);
        }
    }
}
