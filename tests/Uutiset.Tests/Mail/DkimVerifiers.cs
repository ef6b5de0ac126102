using Uutiset.Mail.Dkim;

namespace Uutiset.Tests.Mail;

/// <summary>Two DKIM implementations that share no code with ours, asked without a network: the key's record is given to them.</summary>
internal static class DkimVerifiers
{
    // One line for each file: 1 valid, 0 not.
    private const string Script = """
        import dkim, os, sys
        record = sys.argv[2].encode()
        def dns(name, timeout=5): return record if name == sys.argv[3].encode() + b'.' else None
        for file in sorted(os.listdir(sys.argv[1])):
            with open(os.path.join(sys.argv[1], file), 'rb') as f:
                source = f.read()
            try: print(int(dkim.verify(source, dnsfunc=dns)))
            except dkim.DKIMException: print(0)
        """;

    /// <summary>For each message, what opendkim and dkimpy say of it.</summary>
    public static async Task<IReadOnlyList<(bool OpenDkim, bool DkimPy)>> VerifyAsync(DkimSigner signer, params IReadOnlyList<byte[]> messages)
    {
        var opendkim = Peers.Require("opendkim", "opendkim", "/usr/sbin/opendkim");
        Peers.Require("python3-dkim", "python3-dkim", "/usr/lib/python3/dist-packages/dkim/__init__.py");
        var folder = Directory.CreateTempSubdirectory("uutiset-dkim-");
        try
        {
            var mails = folder.CreateSubdirectory("mails").FullName;
            List<string> files = [];
            for (var i = 0; i < messages.Count; i++)
            {
                files.Add(Path.Combine(mails, $"{i:D5}.eml"));
                await File.WriteAllBytesAsync(files[i], messages[i]);
            }
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "keys"), $"{signer.RecordName} {signer.RecordValue}\n");
            var settings = Path.Combine(folder.FullName, "opendkim.conf");
            await File.WriteAllTextAsync(settings, $"Mode v\nTestPublicKeys {folder.FullName}/keys\nSyslog no\n");

            var theirs = await Peers.RunAsync("/usr/bin/python3", ["-I", "-c", Script, mails, signer.RecordValue, signer.RecordName]);
            var valid = theirs.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l == "1").ToList();
            // It ends with 0 either way: the words decide
            var words = (await Peers.RunAsync(opendkim, ["-x", settings, "-t", string.Join(',', files)])).Split('\n').Where(w => w.EndsWith("succeeded", StringComparison.Ordinal)).ToList();
            return [.. files.Select((file, i) => (words.Exists(w => w.Contains($"{file}: verification", StringComparison.Ordinal)), valid[i]))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
