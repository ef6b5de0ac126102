using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Mail;

namespace Uutiset.Mailing.Sending;

/// <summary>Makes one recipient's bytes from the stored message. The same delivery gives the same bytes at every attempt.</summary>
internal sealed class Filling(IDbContextFactory<NewsDb> databases, CapabilityTokens tokens, IOptions<MailOptions> options)
{
    public const string BouncePurpose = "verp";
    private const string MessagePurpose = "message";
    private readonly ConcurrentDictionary<long, CompiledMessage> compiled = new();

    /// <param name="buffer">Empty; holds the message as long as it is used.</param>
    /// <exception cref="MailFormatException">The stored message or a value in it is unusable.</exception>
    public async Task<OutgoingMail> FillAsync(LeasedMail mail, ArrayBufferWriter<byte> buffer, CancellationToken ct)
    {
        var message = await CompiledAsync(mail, ct);
        var values = message.CreateValues()
            .Set(SlotName.To, Mailbox.Create(mail.Address))
            .Set(SlotName.Date, new DateTimeOffset(mail.QueuedUtc, TimeSpan.Zero))
            .Set(SlotName.MessageId, MessageIdOf(mail));
        foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, string>>(mail.Slots)!) values.Set(name, value);
        message.Fill(values, buffer);
        return new OutgoingMail(mail.Id, mail.QueuedUtc, Sender(mail.Id), mail.Address, buffer.WrittenMemory);
    }

    /// <summary>Made from the delivery's id, so that a second copy of one delivery would be seen as such; kept once it has been on a line.</summary>
    public string MessageIdOf(LeasedMail mail) => mail.MessageId ?? $"{tokens.Make(MessagePurpose, mail.Id, 1)}@{options.Value.FromMailbox.Domain}";

    private string Sender(long deliveryId) => $"b+{tokens.Make(BouncePurpose, deliveryId, 1)}@{options.Value.BounceDomain}";

    private async Task<CompiledMessage> CompiledAsync(LeasedMail mail, CancellationToken ct)
    {
        if (compiled.TryGetValue(mail.ContentId, out var known)) return known;
        await using var db = await databases.CreateDbContextAsync(ct);
        var bytes = await db.MailContents.Where(c => c.Id == mail.ContentId).Select(c => c.Compiled).SingleAsync(ct);
        var message = CompiledMessage.FromBytes(bytes);
        // A bulletin's few variants are used again and again; a single mail's content once
        if (mail.DispatchId is not null)
        {
            if (compiled.Count > 50) compiled.Clear();
            compiled[mail.ContentId] = message;
        }
        return message;
    }
}
