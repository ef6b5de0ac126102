using Microsoft.Extensions.Options;
using Uutiset.Data;

namespace Uutiset.Exchange.Contacts;

/// <summary>Where sent lists lie: under Data:Folder, outside anything that is served, under names that we give.</summary>
internal sealed class UploadFolder(IOptions<DataOptions> data)
{
    private readonly string root = data.Value.InFolder("contact-lists");

    public string ListOf(Guid id) => Path.Combine(FolderOf(id), "list");

    public string ReportOf(Guid id) => Path.Combine(FolderOf(id), "report.csv");

    /// <returns>Null: the list is gone.</returns>
    public FileStream? Open(Guid id) => File.Exists(ListOf(id)) ? File.OpenRead(ListOf(id)) : null;

    public async Task KeepAsync(Guid id, Stream content, CancellationToken ct)
    {
        Directory.CreateDirectory(FolderOf(id));
        await using var file = new FileStream(ListOf(id), FileMode.CreateNew, FileAccess.Write);
        await content.CopyToAsync(file, ct);
    }

    /// <summary>Those that came before that time.</summary>
    public IReadOnlyList<Guid> Before(DateTime utc) => Directory.Exists(root)
        ? [.. Directory.GetDirectories(root).Where(f => Directory.GetLastWriteTimeUtc(f) < utc).Select(f => Guid.TryParseExact(Path.GetFileName(f), "N", out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty)] : [];

    public void Remove(Guid id)
    {
        if (Directory.Exists(FolderOf(id))) Directory.Delete(FolderOf(id), recursive: true);
    }

    private string FolderOf(Guid id) => Path.Combine(root, id.ToString("N"));
}
