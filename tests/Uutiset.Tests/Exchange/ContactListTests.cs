using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Exchange.Contacts;
using Uutiset.Mailing;
using Uutiset.Subscribers;
using Uutiset.Subscribers.Rights;
using Uutiset.Tests.Accounts;
using Uutiset.Tests.Articles;
using Uutiset.Tests.Media;
using Uutiset.Tests.People;
using Uutiset.Tests.Subscribers;

namespace Uutiset.Tests.Exchange;

/// <summary>Lists that go through the desk: sent, tried, taken, reported, and gone after a week.</summary>
public abstract class ContactListTests(Newsroom newsroom) : IDisposable
{
    private const string Import = "/desk/subscribers/import";
    private readonly Visitor visitor = new(newsroom);

    [Fact]
    public async Task A_list_is_sent_tried_taken_and_reported_without_script()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = await SendAsync(editor, "Osoite;Nimi;Suostumusaika;Suostumuksen lähde\nyksi@poyta.example.fi;=Ykkönen;2024-01-02;Kokous\nvirhe;Kaksi;;\n");
        var html = await editor.SeeAsync(page);
        Assert.Contains("=Ykk", html.Body!.TextContent);
        // Of the menu's lines that its address begins with, the one that is meant
        Assert.Equal("Tuonti", Assert.Single(html.QuerySelectorAll(".desk-menu [aria-current]")).TextContent.Trim());
        using (var without = await editor.SubmitAsync(page, Chosen("csv"), page + "?handler=Try")) Assert.Equal(HttpStatusCode.UnprocessableEntity, without.StatusCode);

        using (await editor.SubmitAsync(page, Chosen("csv", ("email", "Osoite"), ("name", "Nimi"), ("consentAt", "Suostumusaika"), ("consentSource", "Suostumuksen lähde")), page + "?handler=Try")) { }
        var tried = await SettledAsync(page);
        Assert.Equal((UploadState.Tried, 1, 1), (tried.State, tried.Confirmed, tried.Refused));
        Assert.Equal(0, await newsroom.InDbAsync(db => db.Contacts.CountAsync(c => c.Email == "yksi@poyta.example.fi")));
        Assert.Contains("virhe” ei ole sähköpostiosoite", WebUtility.HtmlDecode(await editor.GetStringAsync(page)));

        using (await editor.SubmitAsync(page, [], page + "?handler=Run")) { }
        var done = await SettledAsync(page);
        Assert.Equal((UploadState.Done, 1, 1, 2L), (done.State, done.Confirmed, done.Refused, done.DoneRows));
        Assert.Equal("=Ykkönen", (await visitor.ContactAsync("yksi@poyta.example.fi")).Name);
        var report = await editor.GetStringAsync(page + "?handler=Csv");
        Assert.Equal(["Rivi;Syy;Mitä tehdä", "3;”virhe” ei ole sähköpostiosoite.;Korjaa rivi ja tuo tiedosto uudelleen. Jo tuodut rivit eivät muutu."], report.Trim('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(1, await newsroom.InDbAsync(db => db.AuditEvents.CountAsync(e => e.What == "contact.imported" && e.Object == $"contacts:{done.PublicId}")));
        // The button that was pressed twice
        using (await editor.SubmitAsync(page, [], page + "?handler=Run")) { }
        Assert.Equal(UploadState.Done, (await SettledAsync(page)).State);
        Assert.Empty(newsroom.Failures);
    }

    [Fact]
    public async Task A_file_that_is_no_list_is_refused_with_what_to_do_and_nothing_is_kept()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var before = await newsroom.InDbAsync(db => db.ContactUploads.CountAsync());
        using var answer = await PostAsync(editor, "email\n\0\n");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("nollatavuja", await answer.Content.ReadAsStringAsync());
        using var wide = await PostAsync(editor, "email" + string.Concat(Enumerable.Range(0, 200).Select(n => ";s" + n)) + "\nx@leveys.example.fi\n");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wide.StatusCode);
        Assert.Contains("201 saraketta, ja niitä saa olla enintään 200", WebUtility.HtmlDecode(await wide.Content.ReadAsStringAsync()));
        Assert.Equal(before, await newsroom.InDbAsync(db => db.ContactUploads.CountAsync()));
    }

    [Fact]
    public async Task What_a_killed_process_left_goes_on_after_its_last_batch()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = await SendAsync(editor, "email;consentAt;consentSource\neka@jatko.example.fi;2024-01-02;X\ntoka@jatko.example.fi;2024-01-02;X\nkolmas@jatko.example.fi;2024-01-02;X\n");
        var id = Guid.Parse(page.Split('/')[^1]);
        var soon = newsroom.Clock.GetUtcNow().UtcDateTime.AddMinutes(1);
        await newsroom.InDbAsync(db => db.ContactUploads.Where(u => u.PublicId == id)
            .ExecuteUpdateAsync(s => s.SetProperty(u => u.State, UploadState.Running).SetProperty(u => u.DoneRows, 2).SetProperty(u => u.Confirmed, 2).SetProperty(u => u.HeldUntilUtc, soon)));
        // Somebody may still be at it
        await newsroom.Get<UploadRunner>().GoOnAsync(default);
        Assert.Equal(2, (await newsroom.InDbAsync(db => db.ContactUploads.AsNoTracking().SingleAsync(u => u.PublicId == id))).DoneRows);
        newsroom.Clock.Move(TimeSpan.FromMinutes(2));
        await newsroom.Get<UploadRunner>().GoOnAsync(default);
        var done = await SettledAsync(page);
        Assert.Equal((UploadState.Done, 3, 3L), (done.State, done.Confirmed, done.DoneRows));
        Assert.Equal(["kolmas@jatko.example.fi"], await newsroom.InDbAsync(db => db.Contacts.Where(c => c.Email.EndsWith("@jatko.example.fi")).Select(c => c.Email).ToListAsync()));
    }

    [Fact]
    public async Task A_trial_that_stops_says_so_and_can_be_tried_again()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = await SendAsync(editor, "email\nx@pysahdys.example.fi\n");
        var list = newsroom.Get<UploadFolder>().ListOf(Guid.Parse(page.Split('/')[^1]));
        File.Move(list, list + ".pois");
        using (await editor.SubmitAsync(page, Chosen("csv", ("email", "email")), page + "?handler=Try")) { }
        Assert.Equal(UploadState.Untried, (await SettledAsync(page)).State);
        Assert.Contains("Kokeilu pysähtyi 0 rivin jälkeen", (await editor.SeeAsync(page)).QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        // It was wanted
        newsroom.Failures.TryDequeue(out _);
        File.Move(list + ".pois", list);
        using (await editor.SubmitAsync(page, [], page + "?handler=Back")) { }
        using (await editor.SubmitAsync(page, Chosen("csv", ("email", "email")), page + "?handler=Try")) { }
        Assert.Equal((UploadState.Tried, 1), await SettledAsync(page) is var tried ? (tried.State, tried.Asked) : default);
    }

    [Fact]
    public async Task A_list_is_gone_after_a_week_and_when_somebody_in_it_is_erased()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = await SendAsync(editor, "email\nkaisu@haivy.example.fi\n");
        // Nobody has said yet which column tells the address; or there is no header at all
        var unmapped = await SendAsync(editor, "Nro;Yhteystieto\n1;\"Kaisu Katoava <KAISU@haivy.example.fi>, puh. 050\"\n");
        var headless = await SendAsync(editor, "kaisu@haivy.example.fi;Kaisu\nmuu@example.fi;Muu\n");
        var key = newsroom.Get<AddressKeys>().Of("Kaisu@Haivy.example.fi");
        var told = await newsroom.DoAsync<Telling, PersonData>(t => t.TellAsync(key, default));
        Assert.Equal(["lista.csv", "lista.csv", "lista.csv"], told.Lists.Select(l => l.FileName));
        await newsroom.DoAsync<Erasing, Erasure?>(e => e.EraseAsync(key, Uutiset.Subscribers.Door.Of("cli", Actor.System), Actor.System, default));
        foreach (var gone in new[] { page, unmapped, headless }) Assert.Equal(HttpStatusCode.NotFound, (await editor.GetAsync(gone)).StatusCode);
        // Who was only in a list stays out of the next one too
        Assert.Equal("erased", await newsroom.InDbAsync(db => db.Suppressions.Where(s => s.AddressKey == key).Select(s => s.Reason).SingleAsync()));
        Assert.DoesNotContain(Directory.EnumerateFiles(newsroom.Folder, "list", SearchOption.AllDirectories), f => File.ReadAllText(f).Contains("haivy", StringComparison.Ordinal));

        var old = await SendAsync(editor, "email\nvanha@haivy.example.fi\n");
        newsroom.Clock.Move(ContactUpload.Kept + TimeSpan.FromHours(1));
        Assert.InRange(await newsroom.DoAsync<Uploads, int>(u => u.ForgetAsync(default)), 1, int.MaxValue);
        Assert.DoesNotContain(Directory.EnumerateFiles(newsroom.Folder, "list", SearchOption.AllDirectories), f => File.ReadAllText(f).Contains("haivy", StringComparison.Ordinal));
        Assert.Equal(0, await CountAsync(old));
    }

    [Fact]
    public async Task Who_speaks_for_one_publisher_sends_and_gets_that_publishers_contacts()
    {
        var (first, second) = await newsroom.TwoPublishersAsync();
        using var bound = await newsroom.SignedInAsync(Role.Editor, publisher: second.Id);
        var own = await SendAsync(bound, "email;consentAt;consentSource\nomat@rajattu.example.fi;2024-01-02;X\n");
        Assert.Equal(second.Id, (await newsroom.InDbAsync(db => db.ContactUploads.AsNoTracking().OrderByDescending(u => u.Id).FirstAsync())).PublisherId);
        using var refused = await PostAsync(bound, "email\nx@rajattu.example.fi\n", ("publisher", first.PublicId.ToString()));
        Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);
        Assert.Equal(0, await newsroom.InDbAsync(db => db.ContactUploads.CountAsync(u => u.PublisherId == first.Id && u.By == "Aino Esimerkki" && u.Rows == 1 && u.Id > db.ContactUploads.Where(o => o.PublisherId == second.Id).Max(o => o.Id))));
        using (await bound.SubmitAsync(own, Chosen("csv", ("email", "email"), ("consentAt", "consentAt"), ("consentSource", "consentSource")), own + "?handler=Try")) { }
        await SettledAsync(own);
        using (await bound.SubmitAsync(own, [], own + "?handler=Run")) { }
        Assert.Equal(1, (await SettledAsync(own)).Confirmed);
        await newsroom.ListAsync("email;consentAt;consentSource\nmuiden@rajattu.example.fi;2024-01-02;X\n");
        var csv = await bound.GetStringAsync(ContactExport.Path);
        Assert.Contains("omat@rajattu.example.fi", csv);
        Assert.DoesNotContain("muiden@rajattu.example.fi", csv);
    }

    [Fact]
    public async Task An_export_is_safe_for_spreadsheets_and_read_again_changes_nothing()
    {
        await newsroom.ListAsync("organisation;email;name;duty;regions;consentAt;consentSource\n\"=HYPERLINK(\"\"x\"\") ry\";kaava@kierros.example.fi;=cmd|' /C calc'!A0;+358;14, 19;2024-01-02;Kokous\n");
        await visitor.PostAsync(await visitor.ConfirmedAsync("pois@kierros.example.fi") + "/peru");
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var csv = await editor.GetByteArrayAsync(ContactExport.Path);
        var text = Encoding.UTF8.GetString(csv);
        Assert.Contains(";'=cmd|' /C calc'!A0;'+358;", text);
        Assert.DoesNotContain(text.Split(';', '\n'), cell => cell.TrimStart('"') is ['=' or '+' or '@', ..]);
        Assert.True(await newsroom.InDbAsync(db => db.AuditEvents.AnyAsync(e => e.What == "recipients.exported" && e.Object == "contacts")));

        var before = await newsroom.InDbAsync(db => db.Contacts.CountAsync());
        var again = (await newsroom.ListAsync(csv)).Report!;
        Assert.Equal((0, 0, 0), (again.Confirmed, again.Asked, again.Barred));
        Assert.Equal(before, await newsroom.InDbAsync(db => db.Contacts.CountAsync()));
        // On a site that knows none of them: the names as they were, and who had left stays out
        await newsroom.InDbAsync(db => db.Contacts.Where(c => c.Email.EndsWith("@kierros.example.fi")).ExecuteDeleteAsync());
        await newsroom.InDbAsync(db => db.Withdrawals.ExecuteDeleteAsync());
        var anew = (await newsroom.ListAsync(csv)).Report!;
        Assert.Equal(1, anew.Barred);
        var contact = await visitor.ContactAsync("kaava@kierros.example.fi");
        Assert.Equal(("=cmd|' /C calc'!A0", "+358", "=HYPERLINK(\"x\") ry"), (contact.Name, contact.Duty, contact.Subscription!.Organisation!.Name));
        using var agent = await newsroom.SignedInAsync(Role.Agent);
        Assert.NotEqual(HttpStatusCode.OK, (await agent.GetAsync(ContactExport.Path)).StatusCode);
    }

    [Fact]
    public async Task An_export_read_again_gives_each_seat_and_each_organisation_the_same_wishes()
    {
        await newsroom.ListAsync("organisation;email;regions;tags;consentAt;consentSource\n"
            + "Toive ry;kapea@toive.example.fi;14, 19;Sote-uudistus;2024-01-02;Kokous\nToive ry;sama@toive.example.fi;14, 19;Sote-uudistus;2024-01-02;Kokous\n"
            + "Avara ry;omat@toive.example.fi;;;2024-01-02;Kokous\nAvara ry;kaikki@toive.example.fi;;;2024-01-02;Kokous\n");
        // Narrower than their organisations by their own choice: one of two themes and regions, and of everything
        await newsroom.InDbAsync(async db =>
        {
            foreach (var mine in await db.Contacts.Where(c => c.Email == "kapea@toive.example.fi" || c.Email == "omat@toive.example.fi").ToListAsync()) mine.Regions.Add(new ContactRegion { RegionCode = "14" });
            await db.SaveChangesAsync();
        });
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var csv = string.Join('\n', (await editor.GetStringAsync(ContactExport.Path)).Split("\r\n").Where((line, i) => i == 0 || line.Contains("@toive.example.fi", StringComparison.Ordinal)));
        var before = await WishesAsync();
        Assert.Equal(4, before.Distinct().Count());
        await newsroom.InDbAsync(db => db.Contacts.Where(c => c.Email.EndsWith("@toive.example.fi")).ExecuteDeleteAsync());
        await newsroom.InDbAsync(db => db.Subscriptions.Where(s => s.Organisation!.Name == "Toive ry" || s.Organisation.Name == "Avara ry").ExecuteDeleteAsync());
        Assert.Equal(4, (await newsroom.ListAsync(csv)).Report!.Confirmed);
        Assert.Equal(before, await WishesAsync());
    }

    private Task<List<string>> WishesAsync() => newsroom.InDbAsync(async db =>
        (await db.Contacts.AsNoTracking().Include(c => c.Regions).Include(c => c.Terms).Include(c => c.Subscription!.Regions).Include(c => c.Subscription!.Terms).AsSplitQuery()
            .Where(c => c.Email.EndsWith("@toive.example.fi")).OrderBy(c => c.Email).ToListAsync()).ConvertAll(c =>
        {
            var (mine, all) = (Preferring.Effective(c), c.Subscription!);
            return $"{c.Email}: {string.Join(' ', mine.Regions.Order())} {string.Join(' ', mine.TermIds.Order())} of {string.Join(' ', all.Regions.Select(r => r.RegionCode).Order())} {string.Join(' ', all.Terms.Select(t => t.TermId).Order())}";
        }));

    [Fact]
    public async Task A_subscriber_of_one_publisher_becomes_no_subscriber_of_another_by_an_export_of_all()
    {
        var (_, second) = await newsroom.TwoPublishersAsync();
        var of = await newsroom.DoAsync<ContactImport, ContactImportReport>(i => i.RunAsync(Encoding.UTF8.GetBytes("email;consentAt;consentSource\ntoisen@julkaisijat.example.fi;2024-01-02;X\n"), second.Id, Actor.System, null, CancellationToken.None));
        Assert.Equal(1, of.Confirmed);
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var csv = (await editor.GetStringAsync(ContactExport.Path)).Split('\n').Where((line, i) => i == 0 || line.Contains("toisen@julkaisijat.example.fi", StringComparison.Ordinal));
        var report = (await newsroom.ListAsync(string.Join('\n', csv))).Report!;
        Assert.Equal((0, 1), (report.Confirmed, report.RefusedCount));
        Assert.Contains(second.Name, report.Refused[0].Why, StringComparison.Ordinal);
        Assert.Equal(second.Id, (await visitor.ContactAsync("toisen@julkaisijat.example.fi")).Subscription!.PublisherId);
    }

    private static Dictionary<string, string> Chosen(string system, params (string Field, string Header)[] map)
    {
        var fields = ContactColumns.All.ToDictionary(f => $"Map[{ContactColumns.NameOf(f)}]", _ => "");
        foreach (var (field, header) in map) fields[$"Map[{field}]"] = header;
        fields["System"] = system;
        return fields;
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient browser, string file, params (string, string)[] more)
    {
        using var form = Files.Form("file", "lista.csv", Encoding.UTF8.GetBytes(file), [("__RequestVerificationToken", await browser.FormTokenAsync(Import)), .. more]);
        return await browser.PostAsync(Import, form);
    }

    private static async Task<string> SendAsync(HttpClient browser, string file)
    {
        using var sent = await PostAsync(browser, file);
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        return sent.Headers.Location!.OriginalString;
    }

    private Task<int> CountAsync(string page)
    {
        var id = Guid.Parse(page.Split('/')[^1]);
        return newsroom.InDbAsync(db => db.ContactUploads.CountAsync(u => u.PublicId == id));
    }

    private async Task<ContactUpload> SettledAsync(string page)
    {
        var id = Guid.Parse(page.Split('/')[^1]);
        for (var look = 0; look < 300; look++)
        {
            var upload = await newsroom.InDbAsync(db => db.ContactUploads.AsNoTracking().SingleAsync(u => u.PublicId == id));
            if (!upload.IsAtWork) return upload;
            await Task.Delay(100);
        }
        throw new TimeoutException(page);
    }

    public void Dispose()
    {
        visitor.Dispose();
        GC.SuppressFinalize(this);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : ContactListTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : ContactListTests(newsroom), IClassFixture<PostgresNewsroom>;
}
