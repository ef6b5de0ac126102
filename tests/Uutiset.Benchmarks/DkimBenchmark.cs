using System.Buffers;
using System.Security.Cryptography;
using Uutiset.Mail;
using Uutiset.Mail.Dkim;

namespace Uutiset.Benchmarks;

/// <summary>Signing a filled 30 KB message on one thread, beside the RSA signature that no signer can do without; processor time, so that a busy machine tells the same.</summary>
internal static class DkimBenchmark
{
    private const int Times = 2_000;
    private const int Rounds = 7;

    public static async Task<int> RunAsync()
    {
        using var key = RSA.Create(2048);
        using var signer = DkimSigner.Create("example.fi", "uutiset2027", key.ExportPkcs8PrivateKeyPem());
        var message = SampleBulletin.OfSize(30_000).Compile();
        var bytes = message.Fill(SampleBulletin.Give(message.CreateValues(), 1));
        var output = new ArrayBufferWriter<byte>(64 * 1024);
        List<double> signing = [], rsa = [], body = [];
        for (var round = 0; round <= Rounds; round++)
        {
            var (sign, bare, hash) = (Time(Sign), Time(() => key.SignData(bytes.AsSpan(0, 2000), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)), Time(() => SHA256.HashData(bytes)));
            // The first round warms up
            if (round > 0)
            {
                signing.Add(sign);
                rsa.Add(bare);
                body.Add(hash);
            }
        }
        await Console.Out.WriteLineAsync($"""
            message                      {bytes.Length / 1000.0:0.0} kB
            sign                         {FillBenchmark.Median(signing):0} us
            peer: RSA-2048 alone         {FillBenchmark.Median(rsa):0} us
            ratio sign / peer            {FillBenchmark.Median(signing) / FillBenchmark.Median(rsa):0.00}
            SHA-256 of the message       {FillBenchmark.Median(body):0.0} us
            """);
        return 0;

        void Sign()
        {
            output.ResetWrittenCount();
            signer.Sign(bytes, output);
        }
    }

    private static double Time(Action work)
    {
        var before = Environment.CpuUsage.TotalTime;
        for (var n = 0; n < Times; n++)
        {
            work();
        }
        return (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / Times;
    }
}
