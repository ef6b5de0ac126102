namespace Uutiset.Tests.Media;

/// <summary>Limits small enough to be reached in a test, and a stand-in for the virus scanner that knows the EICAR test text.</summary>
internal static class MediaSettings
{
    public static Dictionary<string, string?> With(Dictionary<string, string?> settings, string folder)
    {
        var scanner = Path.Combine(folder, "scanner");
        File.WriteAllText(scanner, "#!/bin/sh\nif grep -q EICAR-STANDARD-ANTIVIRUS-TEST-FILE \"$1\"; then exit 1; fi\nif grep -q SCANNER-BREAKS \"$1\"; then exit 2; fi\nexit 0\n");
        File.SetUnixFileMode(scanner, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        settings["Media:Scanner"] = scanner;
        settings["Media:MaxUploadMegabytes"] = "4";
        settings["Media:MaxFilesAtOnce"] = "3";
        settings["Media:MaxMegapixels"] = "10";
        settings["Media:MaxUnpackedMegabytes"] = "8";
        return settings;
    }
}

public sealed class MediaSqliteNewsroom : SqliteNewsroom
{
    protected override async Task<Dictionary<string, string?>> SettingsAsync() => MediaSettings.With(await base.SettingsAsync(), Folder);
}

public sealed class MediaPostgresNewsroom : PostgresNewsroom
{
    protected override async Task<Dictionary<string, string?>> SettingsAsync() => MediaSettings.With(await base.SettingsAsync(), Folder);
}

/// <summary>A machine without libvips-tools.</summary>
public sealed class NoVipsNewsroom : SqliteNewsroom
{
    protected override async Task<Dictionary<string, string?>> SettingsAsync() => new(await base.SettingsAsync()) { ["Media:VipsFolder"] = Path.Combine(Folder, "ei-ole") };
}
