using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.Tests.Mail;

namespace Uutiset.Tests.Mailing;

/// <summary>
/// A copy of the database is taken while a bulletin is being sent; the bulletin is sent to its end, then the copy is put back. It believes that
/// two thirds still wait, and nobody may get it a second time.
/// </summary>
public abstract class PuttingBackTests(ISinkNewsroom newsroom)
{
    private readonly Newsroom room = newsroom.Room;
    private readonly CountingSink sink = newsroom.Sink;

    protected async Task SendsNothingTwiceAsync(Func<Dictionary<string, string?>, Task> copy, Func<Dictionary<string, string?>, Task> putBack)
    {
        sink.Slowness = TimeSpan.FromMilliseconds(20);
        var before = sink.Accepted.Count;
        var dispatch = await Dispatches.MakeAsync(room, Dispatches.Addresses("copied", 150));
        await Dispatches.UntilAsync(room, dispatch, c => c.Accepted > 30);
        await room.RestartAsync(copy);
        // Stopping and starting alone is no sign of a copy
        var sent = await Dispatches.UntilAsync(room, dispatch, c => c.IsOver);
        Assert.Equal((DispatchState.Sent, 150, 0), (sent.State, sent.Accepted, sent.InDoubt));
        await room.RestartAsync(putBack);

        var held = await Dispatches.UntilAsync(room, dispatch, c => c.State == DispatchState.Paused);
        Assert.InRange(held.InDoubt, 1, 119);
        Assert.Equal((150, 0), (held.Accepted + held.InDoubt, held.Pending));
        var row = await room.InDbAsync(db => db.Dispatches.AsNoTracking().SingleAsync(d => d.Id == dispatch));
        Assert.Equal(Dispatch.PutBack, row.Notice);
        Assert.NotNull(row.HeldUtc);
        // A later start finds nothing new in it: what an editor has answered meanwhile stands
        await room.InDbAsync(db => room.Services.GetRequiredService<DispatchControl>().ResumeAsync(db, dispatch, CancellationToken.None));
        var over = await Dispatches.UntilAsync(room, dispatch, c => c.IsOver);
        await room.RestartAsync(_ => Task.CompletedTask);
        await Dispatches.UntilAsync(room, await Dispatches.MakeAsync(room, ["jalkeen@example.fi"]), c => c.IsOver);
        Assert.Equal((DispatchState.Sent, held.InDoubt), (over.State, (await Dispatches.CountsAsync(room, dispatch)).InDoubt));
        Assert.Equal(150, sink.Accepted.Skip(before).Count(m => m.Recipient.StartsWith("copied", StringComparison.Ordinal)));
        Assert.All(room.Failures, f => Assert.Contains("This database is a copy", f, StringComparison.Ordinal));
    }

    public sealed class OnSqlite(SqliteSinkNewsroom newsroom) : PuttingBackTests(newsroom), IClassFixture<SqliteSinkNewsroom>
    {
        private string Database => Path.Combine(room.Folder, "uutiset.db");

        [Fact]
        public Task A_copy_over_the_same_file_sends_nothing_twice() => SendsNothingTwiceAsync(
            _ => Done(() => File.Copy(Database, Database + ".copy")),
            _ => Done(() =>
            {
                using var copied = File.OpenRead(Database + ".copy");
                using var file = new FileStream(Database, FileMode.Truncate);
                copied.CopyTo(file);
            }));

        [Fact]
        public Task A_copy_of_the_whole_folder_sends_nothing_twice() => SendsNothingTwiceAsync(
            _ => Done(() =>
            {
                Directory.CreateDirectory(room.Folder + "/copy");
                foreach (var file in Directory.EnumerateFiles(room.Folder)) File.Copy(file, Path.Combine(room.Folder, "copy", Path.GetFileName(file)));
            }),
            _ => Done(() =>
            {
                foreach (var file in Directory.EnumerateFiles(room.Folder)) File.Delete(file);
                foreach (var file in Directory.EnumerateFiles(room.Folder + "/copy")) File.Move(file, Path.Combine(room.Folder, Path.GetFileName(file)));
                Directory.Delete(room.Folder + "/copy");
            }));

        private static Task Done(Action work)
        {
            work();
            return Task.CompletedTask;
        }
    }

    public sealed class OnPostgres(PostgresSinkNewsroom newsroom) : PuttingBackTests(newsroom), IClassFixture<PostgresSinkNewsroom>
    {
        private string copied = "";

        [Fact]
        public async Task What_a_dead_node_elsewhere_has_counted_is_left_to_it()
        {
            var failures = room.Failures.Count;
            var elsewhere = Guid.CreateVersion7().ToString("N");
            await room.InDbAsync(db => { db.SenderSessions.Add(new SenderSession { Node = elsewhere, Intents = 5 }); return db.SaveChangesAsync(); });
            await room.RestartAsync(_ => Task.CompletedTask);
            await Dispatches.UntilAsync(room, await Dispatches.MakeAsync(room, ["toisaalla@example.fi"]), c => c.IsOver);
            Assert.Equal(5, await room.InDbAsync(db => db.SenderSessions.Where(s => s.Node == elsewhere).Select(s => s.Intents).SingleAsync()));
            // It starts again there, with its file
            await room.RestartAsync(_ => File.WriteAllTextAsync(Path.Combine(room.Folder, $"sender-{elsewhere}.mark"), "5"));
            Assert.Equal(DispatchState.Sent, (await Dispatches.UntilAsync(room, await Dispatches.MakeAsync(room, ["palasi@example.fi"]), c => c.IsOver)).State);
            Assert.Equal(failures, room.Failures.Count);
        }

        [Fact]
        public Task A_copy_of_the_database_sends_nothing_twice() => SendsNothingTwiceAsync(
            async settings => copied = await PostgresServer.NewDatabaseAsync(new NpgsqlConnectionStringBuilder(settings["Data:Connection"]).Database!),
            settings =>
            {
                settings["Data:Connection"] = copied;
                return Task.CompletedTask;
            });
    }
}
