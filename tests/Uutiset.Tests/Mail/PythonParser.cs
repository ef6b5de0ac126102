using System.Diagnostics;
using System.Text.Json;

namespace Uutiset.Tests.Mail;

/// <summary>What Python's email package (policy.default) sees in a message; it shares no code with ours.</summary>
public sealed record ParsedMail(
    string Subject, string FromName, string FromAddress, string ToName, string ToAddress, string Date, string MessageId,
    string Text, string? Html, string[] PartTypes, string[] Defects, Dictionary<string, string> Headers);

public static class PythonParser
{
    // Names are read by the older decoder: policy.default of Python 3.11 puts a blank between two encoded words of one name.
    private const string Script = """
        import email, email.policy, email.utils, email.header, json, os, sys
        def name(raw):
            quoted, _ = email.utils.parseaddr(raw.replace('\r', '').replace('\n', ''))
            return str(email.header.make_header(email.header.decode_header(quoted)))
        def address(header): return header.addresses[0].addr_spec
        result = []
        for file in sorted(os.listdir(sys.argv[1])):
            with open(os.path.join(sys.argv[1], file), 'rb') as f:
                source = f.read()
            m = email.message_from_bytes(source, policy=email.policy.default)
            old = email.message_from_bytes(source)
            defects = []
            for part in m.walk():
                defects += [repr(d) for d in part.defects]
                for key, value in part.items():
                    defects += [key + ': ' + repr(d) for d in getattr(value, 'defects', [])]
            text, html = m.get_body(('plain',)), m.get_body(('html',))
            assert len(m['to'].addresses) == 1 and len(m['from'].addresses) == 1
            result.append(dict(Subject=m['subject'], FromName=name(old['from']), FromAddress=address(m['from']),
                ToName=name(old['to']), ToAddress=address(m['to']), Date=m['date'].datetime.isoformat(), MessageId=m['message-id'],
                Text=text.get_content(), Html=html.get_content() if html else None,
                PartTypes=[p.get_content_type() for p in m.walk()], Defects=defects,
                Headers={k.lower(): str(v) for k, v in m.items()}))
        json.dump(result, sys.stdout)
        """;

    /// <summary>Parses messages in one go, in order.</summary>
    public static async Task<IReadOnlyList<ParsedMail>> ParseAsync(params IReadOnlyList<byte[]> messages)
    {
        if (!File.Exists("/usr/bin/python3"))
        {
            throw new InvalidOperationException("Python is missing. Install it: apt-get install -y python3");
        }
        var folder = Directory.CreateTempSubdirectory("uutiset-eml-");
        try
        {
            for (var i = 0; i < messages.Count; i++)
            {
                await File.WriteAllBytesAsync(Path.Combine(folder.FullName, $"{i:D6}.eml"), messages[i]);
            }
            using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-I", "-c", Script, folder.FullName])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var errors = python.StandardError.ReadToEndAsync();
            var parsed = await python.StandardOutput.ReadToEndAsync();
            await python.WaitForExitAsync();
            Assert.True(python.ExitCode == 0, await errors);
            return JsonSerializer.Deserialize<List<ParsedMail>>(parsed)!;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
