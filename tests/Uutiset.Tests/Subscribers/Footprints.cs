using System.Text;
using Microsoft.EntityFrameworkCore;
using Uutiset.Tests.Data;

namespace Uutiset.Tests.Subscribers;

/// <summary>Looks for a word in every column of every table, and in every file of the data folder: where nobody thought of looking.</summary>
internal static class Footprints
{
    private const string SqliteTables = "select name from sqlite_master where type = 'table' and name not like 'sqlite%' and name not like 'search!_%' escape '!'";
    private const string PostgresTables = "select tablename from pg_tables where schemaname = 'public'";

    /// <returns>Names of tables, and "file NAME"; each once.</returns>
    public static async Task<List<string>> OfAsync(Newsroom newsroom, string word)
    {
        // Bytes are read as hex; a mail has the word in them as it is
        var hex = Convert.ToHexStringLower(Encoding.UTF8.GetBytes(word));
        var capital = Convert.ToHexStringLower(Encoding.UTF8.GetBytes(char.ToUpperInvariant(word[0]) + word[1..]));
        var found = await newsroom.InDbAsync(async db =>
        {
            await db.Database.OpenConnectionAsync();
            var connection = db.Database.GetDbConnection();
            var tables = await Recording.ReadAllAsync(connection, await Recording.NamesAsync(connection, db.Database.IsSqlite() ? SqliteTables : PostgresTables));
            return tables.Where(t => t.Value.Rows.Any(r => r.Any(v => v is not null
                && (v.Contains(word, StringComparison.OrdinalIgnoreCase) || v.Contains(hex, StringComparison.Ordinal) || v.Contains(capital, StringComparison.Ordinal))))).Select(t => t.Key).ToList();
        });
        // A mail that is being put down has no name of its own yet, and cannot be read
        for (var look = 0; look < 250 && Directory.EnumerateFiles(newsroom.Folder, "*.part", SearchOption.AllDirectories).Any(); look++) await Task.Delay(20);
        foreach (var file in Directory.EnumerateFiles(newsroom.Folder, "*", SearchOption.AllDirectories).Where(f => !Path.GetFileName(f).StartsWith("uutiset.db", StringComparison.Ordinal) && !f.EndsWith(".part", StringComparison.Ordinal)))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            if ((await reader.ReadToEndAsync()).Contains(word, StringComparison.OrdinalIgnoreCase)) found.Add("file " + Path.GetFileName(Path.GetDirectoryName(file)));
        }
        return [.. found.Distinct().Order(StringComparer.Ordinal)];
    }
}
