using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Data;
using Uutiset.Exchange.Contacts;
using Uutiset.Mailing;
using Uutiset.Subscribers;
using Uutiset.Subscribers.Ledger;
using Uutiset.Subscribers.Rights;
using Uutiset.Tests.Accounts;
using Uutiset.Tests.Articles;
using Uutiset.Tests.Exchange;
using Uutiset.Tests.People;
using Door = Uutiset.Subscribers.Door;

namespace Uutiset.Tests.Subscribers;

public abstract class ConsentChainTests(Newsroom newsroom) : ChainTests(newsroom), IDisposable
{
    private readonly Visitor visitor = new(newsroom);

    protected override string Name => "consent";

    private protected override Task<ChainVerdict> VerifyAsync(IServiceProvider services, string? head) => services.GetRequiredService<ConsentVerifying>().VerifyAsync(head, CancellationToken.None);

    private protected override void Write(IServiceProvider services, NewsDb db, string mark) => services.GetRequiredService<ConsentLedger>()
        .Write(db, new Contact { AddressKey = mark }, ConsentKind.Changed, Door.Web("https://example.fi/tilaa"), detail: mark.EndsWith('5') || mark == Bare ? null : "regions: 14");

    private protected override Task<List<string>> LinkedAsync(NewsDb db, string mark) =>
        db.ConsentLinks.Join(db.ConsentEvents, l => l.EventId, e => e.Id, (l, e) => new { l.Seq, e.AddressKey }).Where(x => x.AddressKey.StartsWith(mark)).OrderBy(x => x.Seq).Select(x => x.AddressKey).ToListAsync();

    // A line that has no words
    private const string Bare = "vaiti";

    [Theory]
    [InlineData("update consent_link set hash = 'x'")]
    [InlineData("delete from consent_link")]
    [InlineData("insert into consent_detail (event_id, salt, text) select max(event_id), 'x', 'x' from consent_link")]
    public async Task The_database_itself_refuses_to_change_what_was_linked(string sql)
    {
        await WriteAsync(Newsroom.Services, Bare);
        await RefusedAsync(sql);
    }

    [Fact]
    public async Task Whatever_an_intruder_does_to_a_past_line_is_found_and_the_line_is_named()
    {
        // Three lines of one reader with a text and words, and a bare one after them
        await visitor.ConfirmedAsync("kohde@example.fi", "Kohteen ry", ("regions", "14"));
        Newsroom.Clock.Move(TimeSpan.FromMinutes(7));
        await visitor.PostAsync(await visitor.PreferencesPathAsync("kohde@example.fi") + "/peru");
        await WriteAsync(Newsroom.Services, "perässä", rows: 2);
        var lines = await visitor.LedgerAsync("kohde@example.fi");
        Assert.Equal([ConsentKind.Requested, ConsentKind.Confirmed, ConsentKind.Withdrawn], lines.Select(l => l.Kind));
        var (id, confirmed, bare) = (lines[0].Id, lines[1].Id, lines[2].Id);
        Assert.Null((await VerifyAsync()).Broken);
        // Others may have been shown the same
        var shown = await Newsroom.InDbAsync(db => db.ConsentEvents.Where(e => e.TextHash == lines[1].TextHash).MinAsync(e => e.Id));
        var seq = await Newsroom.InDbAsync(db => db.ConsentLinks.Where(l => l.EventId == id).Select(l => l.Seq).SingleAsync());
        foreach (var (harm, told) in new[]
        {
            ($"update consent_event set kind = 'confirmed' where id = {id}", $"row {id} "),
            ($"update consent_event set at_utc = (select at_utc from consent_event where id = {bare}) where id = {id}", $"row {id} "),
            ($"update consent_event set text_hash = (select text_hash from consent_event where id = {confirmed}) where id = {id}", $"row {id} "),
            ($"update consent_event set text_hash = null where id = {id}", $"row {id} "),
            ($"update consent_event set form_url = 'https://example.fi/muu' where id = {id}", $"row {id} "),
            ($"update consent_event set actor = 'Joku muu' where id = {id}", $"row {id} "),
            ($"update consent_event set method = 'api' where id = {id}", $"row {id} "),
            ($"update consent_event set address_key = 'toisen' where id = {id}", $"row {id} "),
            ($"update consent_event set contact_id = '{Guid.Empty}' where id = {id}", $"row {id} "),
            ($"update consent_detail set text = 'regions: 15' where event_id = {id}", $"row {id} "),
            ($"update consent_detail set salt = 'x' where event_id = {id}", $"row {id} "),
            ($"delete from consent_detail where event_id = {id}", $"row {id} "),
            ($"insert into consent_detail (event_id, salt, text) values ({bare}, 'x', 'organisation')", $"row {bare} "),
            ($"update consent_text set text = 'Muuta' where hash = (select text_hash from consent_event where id = {confirmed})", $"row {shown} "),
            ($"update consent_text set lang = 'sv' where hash = (select text_hash from consent_event where id = {confirmed})", $"row {shown} "),
            ($"delete from consent_text where hash = (select text_hash from consent_event where id = {confirmed})", $"row {shown} "),
            ($"delete from consent_detail where event_id = {id}; delete from consent_link where event_id = {id}; delete from consent_event where id = {id}", $"link {seq} is missing"),
            // Closing the gap mends nothing: what followed the line was made with it
            ($"delete from consent_detail where event_id = {id}; delete from consent_link where event_id = {id}; delete from consent_event where id = {id}; update consent_link set seq = -seq where seq > {seq}; update consent_link set seq = -seq - 1 where seq < 0", $"row {confirmed} "),
            ($"update consent_link set seq = -1 where event_id = {id}; update consent_link set seq = {seq} where event_id = {confirmed}; update consent_link set seq = {seq + 1} where event_id = {id}", $"row {confirmed} "),
            ($"update consent_link set hash = 'x' where event_id = {id}", $"row {id} "),
            ($"insert into consent_event (contact_id, address_key, kind, at_utc, method, actor) select contact_id, address_key, 'confirmed', at_utc, 'web', 'self' from consent_event where id = {id}", "outside the chain"),
            // In the middle, with a link of the intruder's own making
            ($"update consent_link set seq = -seq where seq > {seq}; update consent_link set seq = 1 - seq where seq < 0; insert into consent_event (id, contact_id, address_key, kind, at_utc, method, actor) select 900000, contact_id, address_key, 'confirmed', at_utc, 'web', 'self' from consent_event where id = {id}; insert into consent_link (seq, event_id, content_hash, hash) values ({seq + 1}, 900000, '', 'abc')", "row 900000 "),
        })
        {
            await FoundAsync(harm, told);
        }
        Assert.Null((await VerifyAsync()).Broken);
        // The page for the file says so too
        await using var guards = await ChainGuards.LiftAsync(Newsroom, Name);
        await guards.SqlAsync($"update consent_event set actor = 'Joku muu' where id = {confirmed}");
        using var editor = await Newsroom.SignedInAsync(Role.Editor);
        var page = await editor.SeeAsync($"/desk/subscribers/contacts/{lines[0].ContactId}/consent");
        Assert.Contains("ei ole enää sellainen", Assert.Single(page.QuerySelectorAll(".story > li"), li => li.QuerySelector(".notice-error") is not null).TextContent, StringComparison.Ordinal);
        Assert.Contains("kaikki rivit eivät vastaa ketjua", page.Body!.TextContent, StringComparison.Ordinal);
        await guards.SqlAsync($"update consent_event set actor = 'self' where id = {confirmed}");
    }

    [Fact]
    public async Task Erased_words_leave_the_chain_whole_and_words_that_were_only_taken_away_do_not()
    {
        const string Email = "unohda@ketju.example.fi";
        await visitor.ConfirmedAsync(Email, null, ("regions", "14"));
        await Newsroom.DoAsync<Erasing, Erasure?>(e => e.EraseAsync(Newsroom.Get<AddressKeys>().Of(Email), Door.Of("cli", Actor.System), null, CancellationToken.None));
        var lines = await Newsroom.InDbAsync(db => db.ConsentEvents.AsNoTracking().Include(e => e.Words).Where(e => e.AddressKey == Newsroom.Get<AddressKeys>().Of(Email)).OrderBy(e => e.Id).ToListAsync());
        Assert.Equal(ConsentKind.Erased, lines[^1].Kind);
        Assert.All(lines, l => Assert.Null(l.Words));
        Assert.Null((await VerifyAsync()).Broken);

        // They begin anew: what is said now was not erased then
        Newsroom.Clock.Move(TimeSpan.FromDays(1));
        await visitor.SubscribeAsync(Email);
        var again = (await visitor.LedgerAsync(Email))[^1];
        Assert.NotNull(again.Words);
        await RefusedAsync($"delete from consent_detail where event_id = {again.Id}");
        await FoundAsync($"delete from consent_detail where event_id = {again.Id}", $"row {again.Id} ", "its words are gone");
    }

    [Fact]
    public async Task Every_line_of_an_import_of_several_batches_has_its_link()
    {
        var file = new StringBuilder("organisation;email;consentAt;consentSource\n");
        for (var n = 0; n < 1_100; n++) file.Append(System.Globalization.CultureInfo.InvariantCulture, $"Ketju {n / 3} ry;k{n}@ketjut.example.fi;2024-01-02;Lomake {n}\n");
        var before = await Newsroom.InDbAsync(db => db.ConsentLinks.LongCountAsync());
        var report = await Newsroom.DoAsync<ContactImport, ContactImportReport>(import => import.RunAsync(Encoding.UTF8.GetBytes(file.ToString()), null, Actor.System, null, CancellationToken.None));
        Assert.Equal(1_100, report.Confirmed);
        var verdict = await VerifyAsync();
        Assert.Equal((null, before + 1_100), (verdict.Broken, verdict.Rows));
    }

    public void Dispose()
    {
        visitor.Dispose();
        GC.SuppressFinalize(this);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : ConsentChainTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : ConsentChainTests(newsroom), IClassFixture<PostgresNewsroom>;
}
