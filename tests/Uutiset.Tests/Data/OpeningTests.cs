using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Uutiset.Data;

namespace Uutiset.Tests.Data;

public sealed class OpeningTests
{
    [Fact]
    public async Task Folder_that_cannot_be_written_is_named_with_its_setting()
    {
        var file = Path.GetTempFileName();
        var refusal = await RefusalAsync(new() { ["Data:Folder"] = Path.Combine(file, "under-a-file") });
        Assert.StartsWith("Data__Folder: the database cannot be opened: ", refusal, StringComparison.Ordinal);
        File.Delete(file);
    }

    [Fact]
    public async Task File_that_is_no_database_is_refused_and_left_as_it_was()
    {
        var folder = Directory.CreateTempSubdirectory("uutiset-test-").FullName;
        var file = Path.Combine(folder, "uutiset.db");
        var text = string.Concat(Enumerable.Repeat("Tämä on kauppalista eikä tietokanta. ", 200));
        await File.WriteAllTextAsync(file, text);
        Assert.StartsWith("Data__Folder: ", await RefusalAsync(new() { ["Data:Folder"] = folder }), StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(file));
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task PostgreSQL_that_does_not_answer_is_named_with_its_setting()
    {
        var folder = Directory.CreateTempSubdirectory("uutiset-test-").FullName;
        var refusal = await RefusalAsync(new()
        {
            ["Data:Engine"] = "postgres",
            ["Data:Connection"] = $"Host=127.0.0.1;Port={Peers.FreePort()};Username=nobody;Database=none",
            ["Data:Folder"] = folder,
        });
        Assert.StartsWith("Data__Connection: the database cannot be opened: ", refusal, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<string> RefusalAsync(Dictionary<string, string?> settings)
    {
        await using var app = App.Build(builder => builder.Configuration.AddInMemoryCollection(settings));
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => app.Services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None));
        return Assert.Single(refusal.Failures);
    }
}
