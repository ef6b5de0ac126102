using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Uutiset.Accounts;
using Uutiset.Accounts.Notices;
using Uutiset.Bulletins;
using Uutiset.Bulletins.Desk;
using Uutiset.Mailing;
using Uutiset.Operations;
using Uutiset.Tests.Mail;
using Uutiset.Tests.Mailing;
using Uutiset.Tests.People;

namespace Uutiset.Tests.Bulletins;

/// <summary>What is done about a message of which nobody knows whether it arrived, and who hears of trouble.</summary>
public abstract class DoubtTests(ISinkNewsroom newsroom)
{
    private readonly Newsroom room = newsroom.Room;
    private readonly CountingSink sink = newsroom.Sink;

    [Fact]
    public async Task An_editor_sends_again_leaves_or_marks_each_that_is_in_doubt_and_hears_of_it_first()
    {
        var (id, dispatch) = await SentAsync("epäselvä", "07", 4, doubtful: 3);
        using var editor = await room.SignedInAsync(Role.Editor, "vuoro@example.fi");
        using var agent = await room.SignedInAsync(Role.Agent, "agentti@example.fi");

        // Told once, at the desk and by mail, while the editor is signed in
        for (var look = 0; look < 2; look++) await room.DoAsync<Alarms, int>(a => a.TellAsync(CancellationToken.None));
        Assert.Equal(1, await room.InDbAsync(db => db.Notices.CountAsync(n => n.Kind == NoticeKind.SendingInDoubt && n.Path.Contains(id.ToString()) && db.Users.Any(u => u.Id == n.UserId && u.Email == "vuoro@example.fi"))));
        Assert.Contains("epäselviä vastaanottajia", await editor.GetStringAsync("/desk/notices"), StringComparison.Ordinal);
        Assert.DoesNotContain("epäselviä vastaanottajia", await agent.GetStringAsync("/desk/notices"), StringComparison.Ordinal);
        await room.DoAsync<NoticeMailing, int>(m => m.MailAsync(CancellationToken.None));
        Assert.True(await room.InDbAsync(db => db.Deliveries.AnyAsync(d => d.DispatchId == null && d.Address == "vuoro@example.fi")));

        var page = $"/desk/bulletins/{id}/progress";
        var html = await editor.GetStringAsync(page);
        var rows = await room.InDbAsync(db => db.Deliveries.AsNoTracking().Where(d => d.DispatchId == dispatch && d.State == DeliveryState.InDoubt).OrderBy(d => d.Address).ToListAsync());
        Assert.Equal(3, rows.Count);
        Assert.All(rows, r => Assert.Contains($"Lähetä uudestaan: {r.Address}", WebUtility.HtmlDecode(html), StringComparison.Ordinal));
        using (var refused = await agent.SubmitAsync(page, Press("resend", rows[0].Id))) Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);

        await PressAsync("delivered", rows[0].Id);
        await PressAsync("leave", rows[1].Id);
        await PressAsync("resend", rows[2].Id);
        var counts = await Dispatches.UntilAsync(room, dispatch, c => c.IsOver && c.Accepted == 3);
        Assert.Equal(1, counts.InDoubt);
        var copies = sink.Accepted.Where(m => m.Recipient == rows[2].Address).Select(m => m.MessageId).ToList();
        Assert.Equal(2, copies.Count);
        Assert.Single(copies.Distinct());
        Assert.Single(sink.Accepted, m => m.Recipient == rows[0].Address);
        Assert.Contains("Jätetty näin", await editor.GetStringAsync(page), StringComparison.Ordinal);
        Assert.Equal(["dispatch.doubt.delivered", "dispatch.doubt.leave", "dispatch.doubt.resend"],
            await room.InDbAsync(db => db.AuditEvents.Where(e => e.Object == $"bulletin:{id}" && e.What.StartsWith("dispatch.doubt")).OrderBy(e => e.What).Select(e => e.What).ToListAsync()));

        // What is settled is not settled twice
        await PressAsync("resend", rows[0].Id);
        Assert.Contains("Mitään ei tehty", await editor.GetStringAsync(page), StringComparison.Ordinal);
        Assert.Single(sink.Accepted, m => m.Recipient == rows[0].Address);

        async Task PressAsync(string verb, long delivery)
        {
            using var answer = await editor.SubmitAsync(page, Press(verb, delivery));
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        }

        static Dictionary<string, string> Press(string verb, long delivery) => new() { ["verb"] = verb, ["delivery"] = delivery.ToString(CultureInfo.InvariantCulture) };
    }

    [Fact]
    public async Task All_in_doubt_are_answered_at_once_by_whoever_was_told_what_that_does()
    {
        var (id, dispatch) = await SentAsync("monta", "10", 6, doubtful: 5);
        using var editor = await room.SignedInAsync(Role.Editor, "kaikki@example.fi");
        var page = $"/desk/bulletins/{id}/progress";
        Assert.DoesNotContain("5 vastaanottajaa saa", await editor.GetStringAsync(page), StringComparison.Ordinal);
        Assert.Contains("5 vastaanottajaa saa tiedotteen", await editor.GetStringAsync(page + "?all=resend"), StringComparison.Ordinal);
        // A press that names neither one nor all
        using (var stray = await editor.SubmitAsync(page, new() { ["verb"] = "resend" })) Assert.Equal(HttpStatusCode.BadRequest, stray.StatusCode);
        using (var left = await editor.SubmitAsync(page + "?all=leave", new() { ["verb"] = "leave", ["all"] = "leave" })) Assert.Equal(HttpStatusCode.Redirect, left.StatusCode);
        Assert.Equal(5, await room.InDbAsync(db => db.Deliveries.CountAsync(d => d.DispatchId == dispatch && d.LeftUtc != null)));
        using (var again = await editor.SubmitAsync(page + "?all=resend", new() { ["verb"] = "resend", ["all"] = "resend" })) Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        var counts = await Dispatches.UntilAsync(room, dispatch, c => c.IsOver && c.Accepted == 6);
        Assert.Equal(0, counts.InDoubt);
        Assert.Equal(11, sink.Accepted.Count(m => m.Recipient.StartsWith("r10-", StringComparison.Ordinal)));
        Assert.Equal(["5 deliveries", "5 deliveries"], await room.InDbAsync(db => db.AuditContents.Where(c => db.AuditEvents.Any(e => e.Id == c.EventId && e.Object == $"bulletin:{id}" && e.What.StartsWith("dispatch.doubt"))).Select(c => c.Detail).ToListAsync()));
    }

    [Fact]
    public async Task Those_that_are_ticked_are_answered_and_no_others()
    {
        var (id, dispatch) = await SentAsync("osa", "14", 5, doubtful: 4);
        using var editor = await room.SignedInAsync(Role.Editor, "valitsija@example.fi");
        var page = $"/desk/bulletins/{id}/progress";
        var rows = await room.InDbAsync(db => db.Deliveries.AsNoTracking().Where(d => d.DispatchId == dispatch && d.State == DeliveryState.InDoubt).OrderBy(d => d.Id).ToListAsync());
        var (first, second, third) = (Number(rows[0].Id), Number(rows[1].Id), Number(rows[2].Id));
        Assert.Contains($"aria-label=\"Valitse {rows[0].Address}\"", WebUtility.HtmlDecode(await editor.GetStringAsync(page)), StringComparison.Ordinal);

        var none = WebUtility.HtmlDecode(await editor.GetStringAsync(page + "?ticked=resend"));
        Assert.Contains("Valitse ensin ainakin yksi", none, StringComparison.Ordinal);
        Assert.DoesNotContain("doubt-ticked", none, StringComparison.Ordinal);
        var asked = WebUtility.HtmlDecode(await editor.GetStringAsync($"{page}?ticked=resend&row={first}&row={third}"));
        Assert.Contains("2 vastaanottajaa saa tiedotteen", asked, StringComparison.Ordinal);
        Assert.Equal(2, asked.Split("type=\"hidden\" name=\"row\"").Length - 1);
        Assert.Equal(4, (await Dispatches.CountsAsync(room, dispatch)).InDoubt);

        // Nothing ticked is not all of them, and a row of another bulletin is none of this one's
        using (var stray = await editor.SubmitAsync(page + "?ticked=resend", new() { ["verb"] = "resend" })) Assert.Equal(HttpStatusCode.BadRequest, stray.StatusCode);
        var (_, other) = await SentAsync("toinen", "15", 2, doubtful: 1);
        var foreign = await room.InDbAsync(db => db.Deliveries.Where(d => d.DispatchId == other && d.State == DeliveryState.InDoubt).Select(d => d.Id).SingleAsync());
        using (var answer = await editor.SubmitAsync($"{page}?ticked=resend&row={first}&row={third}&row={Number(foreign)}", new() { ["verb"] = "resend" })) Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var counts = await Dispatches.UntilAsync(room, dispatch, c => c.IsOver && c.Accepted == 3);
        Assert.Equal(2, counts.InDoubt);
        Assert.Equal(1, (await Dispatches.CountsAsync(room, other)).InDoubt);
        Assert.Equal([2, 1, 2, 1], rows.Select(r => sink.Accepted.Count(m => m.Recipient == r.Address)));
        Assert.Equal([$"2 deliveries: {first}, {third}"], await DetailsAsync());
        using (var left = await editor.SubmitAsync($"{page}?ticked=leave&row={second}", new() { ["verb"] = "leave" })) Assert.Equal(HttpStatusCode.Redirect, left.StatusCode);
        Assert.Equal([$"2 deliveries: {first}, {third}", $"delivery {second}"], await DetailsAsync());

        static string Number(long id) => id.ToString(CultureInfo.InvariantCulture);

        Task<List<string?>> DetailsAsync() => room.InDbAsync(db => db.AuditContents.Where(c => db.AuditEvents.Any(e => e.Id == c.EventId && e.Object == $"bulletin:{id}" && e.What.StartsWith("dispatch.doubt"))).OrderBy(c => c.EventId).Select(c => (string?)c.Detail).ToListAsync());
    }

    [Fact]
    public async Task The_course_of_a_sending_is_told_in_at_most_sixty_steps()
    {
        var begun = new DateTime(2026, 9, 21, 7, 30, 0, DateTimeKind.Utc);
        const long dispatch = 987_654_321;
        foreach (var (after, node, count) in new[] { (0, "a", 500), (0, "b", 40), (4, "a", 60), (200, "a", 7) })
        {
            var minute = begun.AddMinutes(after);
            await room.InDbAsync(db => db.Database.ExecuteSqlAsync($"insert into dispatch_course (dispatch_id, minute_utc, node, count) values ({dispatch}, {minute}, {node}, {count})"));
        }
        var course = (await room.InDbAsync(db => DispatchCourse.ReadAsync(db, dispatch, CancellationToken.None)))!;
        Assert.Equal((TimeSpan.FromMinutes(5), begun, 41), (course.Step, course.FromUtc, course.Accepted.Count));
        Assert.Equal((600, 7, 607), (course.Accepted[0], course.Accepted[40], course.Accepted.Sum()));
        Assert.Null(await room.InDbAsync(db => DispatchCourse.ReadAsync(db, dispatch + 1, CancellationToken.None)));
    }

    [Fact]
    public async Task The_proof_names_everybody_with_every_try_and_those_who_got_nothing_with_the_reason()
    {
        var other = await Readers.SubscriptionAsync(room, "Muualla ry", regions: ["12"]);
        await Readers.ContactAsync(room, other, "muualla@example.fi");
        var (id, dispatch) = await SentAsync("todiste", "11", 7, doubtful: 2);
        using var editor = await room.SignedInAsync(Role.Editor, "todistaja@example.fi");
        using (var resent = await editor.SubmitAsync($"/desk/bulletins/{id}/progress?all=resend", new() { ["verb"] = "resend", ["all"] = "resend" })) Assert.Equal(HttpStatusCode.Redirect, resent.StatusCode);
        await Dispatches.UntilAsync(room, dispatch, c => c.IsOver && c.Accepted == 7);

        var html = WebUtility.HtmlDecode(await editor.GetStringAsync($"/desk/bulletins/{id}/proof"));
        Assert.All(Enumerable.Range(0, 7), i => Assert.Contains($"r11-{i}@example.fi", html, StringComparison.Ordinal));
        Assert.Contains("todiste ry", html, StringComparison.Ordinal);
        Assert.Contains("2 yritystä", html, StringComparison.Ordinal);
        // As it went, not as it would go after a change of settings
        Assert.Contains($"<{room.Services.GetRequiredService<IOptions<MailOptions>>().Value.FromMailbox.Address}>", html, StringComparison.Ordinal);
        Assert.Contains("Vastaanotettuja viestejä 7.", html, StringComparison.Ordinal);
        Assert.Equal(7, (await room.InDbAsync(db => DispatchCourse.ReadAsync(db, dispatch, CancellationToken.None)))!.Accepted.Sum());
        var content = await room.InDbAsync(db => db.MailContents.Where(c => db.Variants.Any(v => v.DispatchId == dispatch && v.ContentId == c.Id)).Select(c => c.Sha256).FirstAsync());
        Assert.Contains(content, html, StringComparison.Ordinal);
        Assert.DoesNotContain("r11-0@", await editor.GetStringAsync($"/desk/bulletins/{id}/proof?q=r11-1@example.fi"), StringComparison.Ordinal);
        Assert.Contains("r11-0@", await editor.GetStringAsync($"/desk/bulletins/{id}/proof?q=TODISTE"), StringComparison.Ordinal);
        Assert.DoesNotContain("r11-", await editor.GetStringAsync($"/desk/bulletins/{id}/proof?state=rejected"), StringComparison.Ordinal);
        var excluded = WebUtility.HtmlDecode(await editor.GetStringAsync($"/desk/bulletins/{id}/proof?state=excluded"));
        Assert.Contains("muualla@example.fi", excluded, StringComparison.Ordinal);
        Assert.DoesNotContain("r11-", excluded, StringComparison.Ordinal);

        // Page by page in both orders everybody comes once
        foreach (var state in new DeliveryState?[] { null, DeliveryState.Accepted })
        {
            var seen = new List<string>();
            for (long? after = null; ;)
            {
                var rows = await room.DoAsync<ProofList, List<ProofRow>>(l => l.RowsAsync(dispatch, state, "", after, 2, CancellationToken.None));
                seen.AddRange(rows.Select(r => r.Address));
                if (rows.Count < 2) break;
                after = rows[^1].Id;
            }
            Assert.Equal(Enumerable.Range(0, 7).Select(i => $"r11-{i}@example.fi"), seen.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Whoever_left_meanwhile_gets_nothing_again_although_the_message_is_in_doubt()
    {
        var (id, dispatch) = await SentAsync("lähtenyt", "08", 2, doubtful: 1);
        var row = await room.InDbAsync(db => db.Deliveries.AsNoTracking().SingleAsync(d => d.DispatchId == dispatch && d.State == DeliveryState.InDoubt));
        await room.InDbAsync(db => room.Services.GetRequiredService<Outbox>().CancelUnsentAsync(db, row.ContactId!.Value, CancellationToken.None));
        using var editor = await room.SignedInAsync(Role.Editor);
        using var answer = await editor.SubmitAsync($"/desk/bulletins/{id}/progress", new() { ["verb"] = "resend", ["delivery"] = row.Id.ToString(CultureInfo.InvariantCulture) });
        Assert.Contains("perua tilauksensa", await editor.GetStringAsync($"/desk/bulletins/{id}/progress"), StringComparison.Ordinal);
        Assert.Equal((DispatchState.Sent, 1), ((await Dispatches.CountsAsync(room, dispatch)).State, (await Dispatches.CountsAsync(room, dispatch)).InDoubt));
        Assert.Single(sink.Accepted, m => m.Recipient == row.Address);
    }

    [Fact]
    public async Task A_sending_that_the_server_stopped_is_told_to_those_who_may_resume_it()
    {
        sink.AnswerToSender = _ => "550 5.7.1 Not from you";
        try
        {
            var id = await MadeAsync("pysähtynyt", "09", 2);
            await FrozenAsync(id);
            var dispatch = await DispatchAsync(id);
            await Dispatches.UntilAsync(room, dispatch, c => c.State == DispatchState.Paused);
            using var editor = await room.SignedInAsync(Role.Editor, "jatkaja@example.fi");
            await room.DoAsync<Alarms, int>(a => a.TellAsync(CancellationToken.None));
            Assert.True(await room.InDbAsync(db => db.Notices.AnyAsync(n => n.Kind == NoticeKind.SendingStopped && n.Path.Contains(id.ToString()) && db.Users.Any(u => u.Id == n.UserId && u.Email == "jatkaja@example.fi"))));
            sink.AnswerToSender = _ => null;
            using var resumed = await editor.SubmitAsync($"/desk/bulletins/{id}/progress", new() { ["verb"] = "resume" });
            Assert.Equal(2, (await Dispatches.UntilAsync(room, dispatch, c => c.IsOver)).Accepted);
        }
        finally
        {
            sink.AnswerToSender = _ => null;
        }
    }

    private async Task<(Guid Id, long Dispatch)> SentAsync(string subject, string region, int readers, int doubtful)
    {
        var id = await MadeAsync(subject, region, readers);
        sink.WhenDotComes = m => m.Recipient.StartsWith($"r{region}-", StringComparison.Ordinal) && m.Recipient[4] - '0' < doubtful ? AfterDot.AcceptAndDrop : AfterDot.Accept;
        await FrozenAsync(id);
        var dispatch = await DispatchAsync(id);
        var counts = await Dispatches.UntilAsync(room, dispatch, c => c.IsOver);
        sink.WhenDotComes = _ => AfterDot.Accept;
        Assert.Equal(doubtful, counts.InDoubt);
        return (id, dispatch);
    }

    private async Task<Guid> MadeAsync(string subject, string region, int readers)
    {
        var subscription = await Readers.SubscriptionAsync(room, subject + " ry", regions: [region]);
        for (var i = 0; i < readers; i++) await Readers.ContactAsync(room, subscription, $"r{region}-{i}@example.fi");
        return await Readers.BulletinAsync(room, new BulletinDraft { Variants = [new("fi", subject, null, "<p>Hyvä lukija!</p>")], Audience = new Audience { Regions = [region] } });
    }

    private async Task FrozenAsync(Guid id)
    {
        await using var scope = room.Services.CreateAsyncScope();
        var frozen = await scope.ServiceProvider.GetRequiredService<Freezing>().FreezeAsync(id, null, null, Actor.System, CancellationToken.None);
        Assert.Equal(FreezeOutcome.Done, frozen.Outcome);
    }

    private Task<long> DispatchAsync(Guid id) => room.InDbAsync(db => db.Dispatches.Where(d => db.Bulletins.Any(b => b.Id == d.BulletinId && b.PublicId == id)).Select(d => d.Id).SingleAsync());

    public sealed class OnSqlite(SqliteSinkNewsroom n) : DoubtTests(n), IClassFixture<SqliteSinkNewsroom>;

    public sealed class OnPostgres(PostgresSinkNewsroom n) : DoubtTests(n), IClassFixture<PostgresSinkNewsroom>;
}
