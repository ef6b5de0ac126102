using System.Runtime.CompilerServices;

namespace Uutiset.Tests.Operations;

public sealed class PublishTests
{
    [Fact]
    public async Task Publishing_carries_web_config_word_for_word_and_the_themes()
    {
        var root = Root();
        var output = Directory.CreateTempSubdirectory("uutiset-publish-").FullName;
        // The configuration that these tests were built in
        var configuration = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
        await Peers.RunAsync("dotnet", ["publish", Path.Combine(root, "src/Uutiset"), "-c", configuration, "--no-build", "--nologo", "-v", "quiet", "-o", output,
            // Compiled for a machine it would be built once more
            "-p:RuntimeIdentifier=", "-p:PublishReadyToRun=false"]);

        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(root, "web.config")), await File.ReadAllTextAsync(Path.Combine(output, "web.config")));
        Assert.True(File.Exists(Path.Combine(output, "themes/lehti/theme.json")));
        Assert.True(File.Exists(Path.Combine(output, "Uutiset.dll")));
        Assert.False(Directory.Exists(Path.Combine(output, "data")));
        Directory.Delete(output, recursive: true);
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../.."));
}
