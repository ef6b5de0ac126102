using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Mail;
using Uutiset.Mail.Dkim;
using Uutiset.Mailing.Bounces;

namespace Uutiset.Mailing.Sending;

/// <summary>Makes one recipient's bytes from the stored message. The same delivery gives the same bytes at every attempt.</summary>
internal sealed class Filling(IDbContextFactory<NewsDb> databases, CapabilityTokens tokens, IOptions<MailOptions> options) : IDisposable
{
    public const string BouncePurpose = "verp";
    public const string MessagePurpose = "message";
    private readonly ConcurrentDictionary<long, CompiledMessage> compiled = new();
    private readonly ConcurrentBag<ArrayBufferWriter<byte>> unsigned = [];
    private readonly DkimSigner? signer = options.Value.Dkim.IsSet ? options.Value.Dkim.Signer() : null;

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
        var token = tokens.Make(BouncePurpose, mail.Id, 1);
        Postmark.Mark(options.Value.Bounces, token, buffer);
        if (signer is null) message.Fill(values, buffer);
        else Sign(signer, message, values, buffer);
        return new OutgoingMail(mail.Id, mail.QueuedUtc, $"b+{token}@{options.Value.BounceDomain}", mail.Address, token, buffer.WrittenMemory);
    }

    private void Sign(DkimSigner key, CompiledMessage message, SlotValues values, ArrayBufferWriter<byte> buffer)
    {
        var plain = unsigned.TryTake(out var kept) ? kept : new(64 * 1024);
        plain.ResetWrittenCount();
        message.Fill(values, plain);
        key.Sign(plain.WrittenSpan, buffer);
        unsigned.Add(plain);
    }

    /// <summary>Made from the delivery's id, so that a second copy of one delivery would be seen as such; kept once it has been on a line.</summary>
    public string MessageIdOf(LeasedMail mail) => mail.MessageId ?? $"{tokens.Make(MessagePurpose, mail.Id, 1)}@{options.Value.FromMailbox.Domain}";

    public void Dispose() => signer?.Dispose();

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
