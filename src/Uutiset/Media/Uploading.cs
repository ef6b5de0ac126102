using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Media;

/// <summary>What became of an upload: a new item, one that was there already, or a refusal.</summary>
internal abstract record UploadOutcome
{
    public sealed record Added(MediaItem Item) : UploadOutcome;

    /// <summary>The same bytes lie in the library.</summary>
    public sealed record Known(MediaItem Item) : UploadOutcome;

    public sealed record Refused(IReadOnlyList<FieldError> Errors) : UploadOutcome;
}

/// <summary>The one way into the library: desk, API and sample content come through here.</summary>
internal sealed class Uploading(
    NewsDb db, MediaFolder folder, ImageMaking images, VirusScan scan, Audit audit, IOptions<MediaOptions> options, TimeProvider clock)
{
    private const int LongestName = 200;

    /// <param name="name">As the sender called the file; only its last part and its extension are looked at.</param>
    public async Task<UploadOutcome> AddAsync(string name, Stream content, MediaDraft about, Actor actor, CancellationToken ct)
    {
        var item = new MediaItem { OriginalName = PlainName(name), UploaderId = actor.UserId, UploadedBy = actor.Name, CreatedUtc = clock.GetUtcNow().UtcDateTime };
        if (Describing.Fill(item, about) is { Count: > 0 } errors) return new UploadOutcome.Refused(errors);
        var extension = Path.GetExtension(item.OriginalName).TrimStart('.').ToLowerInvariant();
        if (FileType.ByExtension(extension) is not { } type) return Refused(FileType.Refusal(extension));
        (item.Kind, item.ContentType) = (type.Kind, type.ContentType);

        var incoming = folder.Begin();
        try
        {
            var file = Path.Combine(incoming, MediaFolder.Whole);
            if (await ReceiveAsync(content, file, item, type, ct) is { } refusal) return Refused(refusal);
            if (await db.MediaItems.SingleOrDefaultAsync(m => m.Sha256 == item.Sha256, ct) is { } known) return new UploadOutcome.Known(known);
            if (await scan.RefusalAsync(file, ct) is { } infected) return Refused(infected);
            if (await LookIntoAsync(file, item, type, about, ct) is { } wrong) return Refused(wrong);
            folder.Keep(incoming, item.PublicId);
            return await SaveAsync(item, actor, ct);
        }
        finally
        {
            MediaFolder.Discard(incoming);
        }
    }

    private async Task<UploadOutcome> SaveAsync(MediaItem item, Actor actor, CancellationToken ct)
    {
        db.MediaItems.Add(item);
        audit.Write(db, actor, "media.added", Describing.Target(item), $"{item.OriginalName} · {item.ContentType} · {item.Sha256}");
        var saved = false;
        try
        {
            // The bytes lie in their place: whoever goes away now must not leave them there without a row
            await db.SaveChangesAsync(CancellationToken.None);
            saved = true;
            return new UploadOutcome.Added(item);
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            // Somebody sent the same file in the same moment
            if (await db.MediaItems.SingleOrDefaultAsync(m => m.Sha256 == item.Sha256, ct) is { } known) return new UploadOutcome.Known(known);
            throw;
        }
        finally
        {
            if (!saved) folder.Remove(item.PublicId);
        }
    }

    /// <summary>Writes the bytes down, counts and sums them, and compares how they begin with what the name says.</summary>
    private async Task<Localized?> ReceiveAsync(Stream content, string path, MediaItem item, FileType type, CancellationToken ct)
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (head, buffer) = (new List<byte>(FileType.HeadLength), new byte[81920]);
        await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write))
        {
            for (int read; (read = await content.ReadAsync(buffer, ct)) > 0;)
            {
                item.Size += read;
                if (item.Size > options.Value.MaxUploadBytes) return TooLarge();
                if (head.Count < FileType.HeadLength) head.AddRange(buffer.AsSpan(0, Math.Min(read, FileType.HeadLength - head.Count)));
                sum.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), ct);
            }
        }
        item.Sha256 = Convert.ToHexStringLower(sum.GetHashAndReset());
        if (item.Size == 0) return new("Tiedosto on tyhjä.", "Filen är tom.", "The file is empty.");
        return type.Begins(head.ToArray()) ? null : new($"Tiedosto ei ole {type.Short}-muotoa, vaikka sen nimi niin sanoo.", $"Filen har inte formatet {type.Short}, fast namnet säger det.", $"The file is not in the format {type.Short}, though its name says so.");
    }

    private async Task<Localized?> LookIntoAsync(string file, MediaItem item, FileType type, MediaDraft about, CancellationToken ct)
    {
        if (item.Kind == MediaKind.Image)
        {
            var (sizes, unreadable) = await images.MakeAsync(file, ct);
            if (unreadable is not null) return unreadable;
            // With it go place, camera, thumbnail, and whatever else it carried
            File.Delete(file);
            item.Sizes = ImageSize.Write(sizes);
            (item.Width, item.Height) = (sizes[^1].Width, sizes[^1].Height);
            item.ContentType = "image/jpeg";
            item.Size = new FileInfo(Path.Combine(Path.GetDirectoryName(file)!, FormattableString.Invariant($"{item.Width}.jpg"))).Length;
            return null;
        }
        if (type.IsPacked)
        {
            var (wrong, pages) = await PackedDocument.CheckAsync(file, type, options.Value.MaxUnpackedMegabytes * 1024L * 1024, ct);
            item.Pages = about.Pages ?? pages;
            return wrong;
        }
        if (await PackedDocument.IsAlsoZipAsync(file, ct))
            return new("Tiedosto on yhtä aikaa kahta muotoa, eikä sitä oteta vastaan.", "Filen har två format på samma gång och tas inte emot.", "The file is of two formats at once and is not accepted.");
        if (type.IsMovie)
        {
            var (facts, refusal) = await MovieCleaning.CleanAsync(file, ct);
            (item.Width, item.Height) = (facts?.Width, facts?.Height);
            return refusal;
        }
        if (type.ContentType == "application/pdf") item.Pages = about.Pages ?? await PdfPages.CountAsync(file, ct);
        return null;
    }

    // No path, no control or direction marks ("cod.exe" shown as "exe.doc"), and short enough for any disk
    private static string PlainName(string name)
    {
        var last = name.Split('/', '\\')[^1];
        var plain = string.Concat(last.Where(c => !char.IsControl(c) && char.GetUnicodeCategory(c) is not (System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.Surrogate))).Normalize().Trim().Trim('.');
        if (plain.Length <= LongestName) return plain;
        var extension = Path.GetExtension(plain);
        return extension.Length > 10 ? plain[..LongestName] : plain[..(LongestName - extension.Length)] + extension;
    }

    private Localized TooLarge() => new(
        $"Tiedosto on liian suuri. Enintään {options.Value.MaxUploadMegabytes} Mt kelpaa.", $"Filen är för stor. Högst {options.Value.MaxUploadMegabytes} MB går bra.",
        $"The file is too large. At most {options.Value.MaxUploadMegabytes} MB will do.");

    private static UploadOutcome.Refused Refused(Localized why) => new([new FieldError("file", why)]);
}
