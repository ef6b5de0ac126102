using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Uutiset.Benchmarks;

/// <summary>
/// An ext4 of its own, in a file, whose power can be cut: the file system forgets whatever no fsync has brought to the disk, as a machine
/// does. For Linux and root.
/// </summary>
internal sealed class LossyDisk : IAsyncDisposable
{
    // EXT4_IOC_SHUTDOWN, _IOR('X', 125, __u32), and EXT4_GOING_FLAGS_NOLOGFLUSH: not even its journal is written out
    private const nuint Shutdown = 0x8004587D;
    private const uint NoLogFlush = 2;
    private readonly string place = Directory.CreateTempSubdirectory("uutiset-disk-").FullName;

    private string Image => Path.Combine(place, "image");

    private string Mounted => Path.Combine(place, "disk");

    public string Folder => Path.Combine(Mounted, "data");

    public static async Task<LossyDisk> MakeAsync()
    {
        var disk = new LossyDisk();
        Directory.CreateDirectory(disk.Mounted);
        await using (var file = File.Create(disk.Image)) file.SetLength(512L << 20);
        await DoAsync("mkfs.ext4", "-q", "-F", disk.Image);
        await disk.MountAsync();
        Directory.CreateDirectory(disk.Folder);
        return disk;
    }

    /// <summary>From here on nothing more reaches the disk, and every fsync fails.</summary>
    public void Cut()
    {
        using var any = File.OpenHandle(Path.Combine(Mounted, "switch"), FileMode.OpenOrCreate, FileAccess.ReadWrite);
        var flags = NoLogFlush;
        if (ioctl(any.DangerousGetHandle().ToInt32(), Shutdown, ref flags) != 0) throw new Win32Exception();
    }

    /// <summary>What a machine finds that starts again. Nobody may have a file of it open.</summary>
    public async Task RestoreAsync()
    {
        await DoAsync("umount", Mounted);
        await MountAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await DoAsync("umount", Mounted);
        Directory.Delete(place, recursive: true);
    }

    private Task MountAsync() => DoAsync("mount", "-o", "loop", Image, Mounted);

    private static async Task DoAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ioctl(int file, nuint request, ref uint flags);
}
