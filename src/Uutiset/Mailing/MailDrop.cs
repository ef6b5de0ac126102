using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using Uutiset.Data;

namespace Uutiset.Mailing;

/// <summary>Mail as files, for a site without a mail server: nothing leaves the machine and everything can be read.</summary>
internal sealed class MailDrop(IOptions<DataOptions> data)
{
    private string Folder => data.Value.InFolder("mail-drop");

    /// <summary>Newest first.</summary>
    public IReadOnlyList<string> Names(int atMost) => !Directory.Exists(Folder) ? [] :
        [.. Directory.EnumerateFiles(Folder, "*.eml").Select(f => Path.GetFileName(f)!).OrderDescending(StringComparer.Ordinal).Take(atMost)];

    public int Count => Directory.Exists(Folder) ? Directory.EnumerateFiles(Folder, "*.eml").Count() : 0;

    /// <returns>Null when there is no such mail.</returns>
    public async Task<byte[]?> ReadAsync(string name, CancellationToken ct)
    {
        // A name from an address bar: only one that the folder itself lists is opened
        if (!name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.') || !name.EndsWith(".eml", StringComparison.Ordinal)) return null;
        var file = Path.Combine(Folder, name);
        return File.Exists(file) ? await File.ReadAllBytesAsync(file, ct) : null;
    }

    /// <summary>The name comes from the delivery, so that a second copy of it would replace the first.</summary>
    public async Task WriteAsync(OutgoingMail mail, CancellationToken ct)
    {
        Directory.CreateDirectory(Folder);
        var name = NameOf(mail.QueuedUtc, mail.DeliveryId);
        var unfinished = Path.Combine(Folder, name + ".part");
        await using (var file = File.Create(unfinished))
        {
            await file.WriteAsync(Encoding.ASCII.GetBytes($"Return-Path: <{mail.Sender}>\r\nDelivered-To: {mail.To}\r\n"), ct);
            await file.WriteAsync(mail.Message, ct);
            file.Flush(flushToDisk: true);
        }
        File.Move(unfinished, Path.Combine(Folder, name), overwrite: true);
    }

    /// <summary>Nothing happens when the mail never came here.</summary>
    public void Remove(DateTime queuedUtc, long deliveryId)
    {
        if (Directory.Exists(Folder)) File.Delete(Path.Combine(Folder, NameOf(queuedUtc, deliveryId)));
    }

    private static string NameOf(DateTime queuedUtc, long deliveryId) => string.Create(CultureInfo.InvariantCulture, $"{queuedUtc:yyyyMMdd-HHmmss}-{deliveryId:D8}.eml");
}

internal sealed class MailDropTransport(MailDrop drop) : IMailTransport
{
    public string Name => "mail-drop";

    public int Lines => 2;

    public double? MaxPerSecond => null;

    public IMailLine OpenLine() => new DropLine(drop);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class DropLine(MailDrop drop) : IMailLine
    {
        public Task<SendResult?> AnnounceAsync(OutgoingMail mail, CancellationToken ct) => Task.FromResult<SendResult?>(null);

        public async Task<Transmitted> TransmitAsync(OutgoingMail mail, OutgoingMail? next, CancellationToken ct)
        {
            try
            {
                await drop.WriteAsync(mail, ct);
                return new(new SendResult.Accepted(new ServerWords("2.0.0", "250 2.0.0 Kept in the mail drop", false)));
            }
            catch (IOException e)
            {
                return new(new SendResult.ServerFault(new ServerWords(null, e.Message, false), NeedsHelp: false));
            }
        }

        public void Abandon()
        {
        }

        public Task RestAsync(CancellationToken ct) => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
