using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Vocabulary;
using Uutiset.Vocabulary.Body;

namespace Uutiset.Articles;

/// <summary>What publication asks of a text beyond saving. Desk, API, review and import ask here.</summary>
internal sealed class PublicationCheck(NewsDb db, Terms terms, ArticleRights rights, IOptions<ArticlesOptions> options)
{
    /// <summary>An article about everything is found under nothing.</summary>
    public const int MostThemes = 6;

    /// <param name="isImported">What comes from elsewhere is kept as it was written there: its links, its themes, its old notices. Images have to be fit all the same.</param>
    /// <param name="by">Who publishes; null: that is for somebody else to do, or the program does it.</param>
    public async Task<IReadOnlyList<FieldError>> ErrorsAsync(ArticleDraft draft, bool isImported, Actor? by, CancellationToken ct)
    {
        var errors = new DraftErrors();
        if (draft.Title.Length == 0) errors.Missing("title", "Otsikko", "Rubriken", "The title");
        if (string.IsNullOrEmpty(draft.BodyHtml) && string.IsNullOrEmpty(draft.Lead))
            errors.Add("bodyHtml", "Kirjoita juttuun teksti tai ingressi.", "Skriv en text eller en ingress.", "Write a body or a lead.");
        if (!isImported)
        {
            if (!draft.KeepsVagueLinks && VagueLinks.In(HtmlCleaner.Read(draft.BodyHtml, draft.Lang)) is { Count: > 0 } vague) Vague(vague, errors);
            Themes(draft, await terms.IndexAsync(ct), errors);
            OfType(draft, errors);
        }
        await MovesAsync(draft, by, errors, ct);
        return [.. errors.Found, .. await DraftMedia.Of(draft).UnfitAsync(db, draft.Lang, ct)];
    }

    /// <summary>How many of its tags are themes: those are what one to six belong to an article. Series and programmes are counted by nobody.</summary>
    public static int ThemesOf(ArticleDraft draft, TermIndex terms) => draft.Tags.Select(terms.Find).OfType<TermEntry>().Where(t => t.Scheme == TermScheme.Theme).DistinctBy(t => t.Id).Count();

    /// <summary>Whether an article of this type may stand without a theme. Standing pages are found by menus and their place among the pages.</summary>
    public bool MayStandWith(int themes, ArticleType type) => type == ArticleType.Page || themes >= options.Value.ThemesAtLeast;

    private static void Vague(IReadOnlyList<string> vague, DraftErrors errors)
    {
        var words = string.Join("”, ”", vague.Take(5));
        errors.Add("bodyHtml",
            $"Linkin teksti ei kerro, mihin linkki vie: ”{words}”. Kirjoita tekstiin kohteen nimi, tai vahvista, että linkki saa jäädä näin.",
            $"Länkens text berättar inte vart länken leder: ”{words}”. Skriv målets namn i texten eller bekräfta att länken får stå så.",
            $"The words of a link do not say where it leads: “{words}”. Name the target in them, or confirm that the link may stand (keepsVagueLinks).");
    }

    private void Themes(ArticleDraft draft, TermIndex index, DraftErrors errors)
    {
        var themes = ThemesOf(draft, index);
        if (themes > MostThemes)
            errors.Add("tags", $"Jutulla on {themes} aihetta. Valitse niistä tärkeimmät: enintään {MostThemes}.", $"Artikeln har {themes} ämnen. Välj de viktigaste av dem: högst {MostThemes}.",
                $"The article has {themes} themes. Choose the most important ones: at most {MostThemes}.");
        else if (!MayStandWith(themes, draft.Type))
            errors.Add("tags", $"Valitse jutulle aihe, jotta lukijat löytävät sen: vähintään yksi ja enintään {MostThemes}.", $"Välj ett ämne för artikeln, så att läsarna hittar den: minst ett och högst {MostThemes}.",
                $"Choose a theme for the article, so that readers find it: at least one and at most {MostThemes}.");
    }

    /// <summary>What the text supersedes moves for everybody who tells it: for who may move it, and from the day that the writer knew.</summary>
    private async Task MovesAsync(ArticleDraft draft, Actor? by, DraftErrors errors, CancellationToken ct)
    {
        var former = draft.Deadlines.Select(d => d.Supersedes).OfType<Guid>().ToList();
        if (former.Count == 0) return;
        var standing = await db.Deadlines.AsNoTracking().Where(d => former.Contains(d.PublicId)).ToDictionaryAsync(d => d.PublicId, ct);
        var movable = by is null ? null : await rights.MovableAsync(by, [.. standing.Values.Select(d => d.Id)], ct);
        foreach (var (index, moved) in draft.Deadlines.Index())
        {
            if (moved.Supersedes is not { } id || !standing.TryGetValue(id, out var deadline)) continue;
            var field = $"deadlines[{index}].supersedes";
            if (movable?.Contains(deadline.Id) == false)
                errors.NotMovable(field);
            else if (moved.IsOvertaken(deadline))
                errors.Add(field, $"Määräaikaa on siirretty sen jälkeen, kun tämä kirjoitettiin: se on nyt {DeadlineDay.Of(deadline).In("fi")}. Kerro määräaika niin kuin se on, tai anna uusi päivä.",
                    $"Tidsfristen har flyttats sedan detta skrevs: den är nu {DeadlineDay.Of(deadline).In("sv")}. Berätta om tidsfristen som den är, eller ange en ny dag.",
                    $"The deadline was moved after this was written: it is now {DeadlineDay.Of(deadline).In("en")}. Tell it as it is (deadlineId), or give another day.");
        }
    }

    private static void OfType(ArticleDraft draft, DraftErrors errors)
    {
        if (draft.Type == ArticleType.Recruitment && draft.ExpiresAt is null)
            errors.Add("expiresAt", "Anna työpaikkailmoitukselle päättymisaika: sen jälkeen ilmoitus poistuu näkyvistä.", "Ge platsannonsen en sluttid: därefter visas den inte längre.",
                "Give the vacancy an end: after it the notice is no longer shown.");
        if (draft.Type == ArticleType.Correction && !draft.Related.Any(r => r is { Kind: LinkKind.Corrects, ArticleId: not null }))
            errors.Add("related", "Valitse juttu, jota oikaisu koskee, ja sen kohdalle ”Tämä oikaisee sen”.", "Välj artikeln som rättelsen gäller och ”Den här rättar den” för den.",
                "Choose the article that this corrects, with the kind “corrects”.");
    }
}
