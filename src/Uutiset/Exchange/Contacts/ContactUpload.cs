using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.Data;

namespace Uutiset.Exchange.Contacts;

/// <summary>In the order of the steps: its columns are chosen, it is tried, somebody looks at the answers, it is taken. Untried: the trial stopped.</summary>
internal enum UploadState { Chosen, Trying, Tried, Running, Done, Failed, Untried }

/// <summary>A list of contacts that somebody sent through the desk. The file and its report lie beside the database for a week; the row holds nobody's address.</summary>
internal sealed class ContactUpload : HeldRow
{
    /// <summary>How long the file and its report are kept, whatever has become of them.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    public Guid PublicId { get; set; } = Guid.CreateVersion7();
    public long PublisherId { get; set; }
    public string FileName { get; set; } = "";
    /// <summary>A <see cref="SourceSystem"/>.</summary>
    public string System { get; set; } = "";
    /// <summary>Lines of FIELD=HEADER.</summary>
    public string Map { get; set; } = "";
    /// <summary>Of the reasons in the report.</summary>
    public string Lang { get; set; } = "";
    public UploadState State { get; set; }
    public long Rows { get; set; }
    public long DoneRows { get; set; }
    public int Confirmed { get; set; }
    public int Asked { get; set; }
    public int Unchanged { get; set; }
    public int Barred { get; set; }
    public int Refused { get; set; }
    /// <summary>Where the report ends that belongs to the rows that are done.</summary>
    public long ReportBytes { get; set; }
    public long? ById { get; set; }
    public string By { get; set; } = "";
    public DateTime CreatedUtc { get; set; }
    public DateTime? DoneUtc { get; set; }

    public bool IsAtWork => State is UploadState.Trying or UploadState.Running;

    public IEnumerable<KeyValuePair<string, string>> Mapped => Map.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('=', 2)).Select(l => KeyValuePair.Create(l[0], l[1]));

    internal sealed class Mapping : IEntityTypeConfiguration<ContactUpload>
    {
        public void Configure(EntityTypeBuilder<ContactUpload> upload)
        {
            upload.Ignore(u => u.IsAtWork);
            upload.Ignore(u => u.Mapped);
            upload.HasIndex(u => u.PublicId).IsUnique();
            upload.HasIndex(u => u.State);
        }
    }
}
