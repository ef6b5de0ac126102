using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Mailing;
using Uutiset.Vocabulary;

namespace Uutiset.Bulletins.Desk;

/// <summary>Says what will happen; the button makes exactly that happen, or says what changed meanwhile.</summary>
[Needs(Permission.BulletinsSend)]
internal sealed class SendModel(
    NewsDb db, Composing composing, Recipients recipients, Readiness readiness, Freezing freezing, IOptions<MailOptions> mail, DeskText text) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public DateOnly? Day { get; set; }

    [BindProperty]
    public TimeOnly? Time { get; set; }

    public Bulletin Bulletin { get; private set; } = null!;

    public AudienceCount Count { get; private set; } = null!;

    public IReadOnlyList<Obstacle> Obstacles { get; private set; } = [];

    public bool UsesDrop => mail.Value.UsesDrop;

    public string Servers => string.Join(", ", mail.Value.Servers.Select(s => s.Host));

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await composing.LoadAsync(Id, ct) is not { } bulletin) return NotFound();
        if (await db.FirstDispatchAsync(bulletin.Id, ct) is not null) return Redirect($"/desk/bulletins/{Id}/progress");
        Version = bulletin.Version;
        return await ShowAsync(bulletin, ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        DateTime? at = Day is { } day ? Dates.ToUtc(day, Time ?? new TimeOnly(9, 0)) : null;
        if (Day is { } chosen && Time is { } time && ClockChanges.Skipped(nameof(Time), chosen, time) is { } skipped) ModelState.AddModelError(nameof(Time), skipped.Message.In(text.Lang));
        if (Day is null && Time is not null) ModelState.AddModelError(nameof(Day), "bulletins.send.dayMissing");
        if (ModelState.IsValid)
        {
            var frozen = await freezing.FreezeAsync(Id, Version, at, Actor.Of(User), ct);
            switch (frozen.Outcome)
            {
                case FreezeOutcome.NotFound: return NotFound();
                case FreezeOutcome.Done: this.Notice(frozen.Dispatch!.State == DispatchState.Scheduled
                        ? (text["bulletins.send.scheduled"] + " " + ClockChanges.Twice(frozen.Dispatch.SendAtUtc)?.In(text.Lang)).TrimEnd() : text["bulletins.send.begun"]); break;
                case FreezeOutcome.AlreadySending: this.Notice(text["bulletins.send.already"]); break;
                case FreezeOutcome.Outdated: ModelState.AddModelError("", "bulletins.send.outdated"); break;
                case FreezeOutcome.Refused: Obstacles = frozen.Obstacles!; break;
            }
            if (frozen.Outcome is FreezeOutcome.Done or FreezeOutcome.AlreadySending) return Redirect($"/desk/bulletins/{Id}/progress");
            db.ChangeTracker.Clear();
        }
        if (await composing.LoadAsync(Id, ct) is not { } bulletin) return NotFound();
        // The page that answers shows what stands now, so its button may send it
        Version = bulletin.Version;
        ModelState.Remove(nameof(Version));
        return await ShowAsync(bulletin, ct);
    }

    private async Task<IActionResult> ShowAsync(Bulletin bulletin, CancellationToken ct)
    {
        Bulletin = bulletin;
        Count = await recipients.CountAsync(Audience.Parse(bulletin.Audience), bulletin.PublisherId, bulletin.SeriesId, BulletinApi.Languages(bulletin), ct);
        Obstacles = [.. await readiness.ObstaclesAsync(bulletin, ct), .. Count.Frozen == 0 ? new[] { new Obstacle(ObstacleKind.Nobody) } : []];
        return Page();
    }
}
