using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Vocabulary;
using Uutiset.Vocabulary.Body;

namespace Uutiset.People.Traces;

/// <summary>What editors say on the pages of themes, regions, people, organisations and projects. All of it is left to people: a sentence there is written for its page.</summary>
internal sealed class PageTraces(NewsDb db) : IContactTraces
{
    private sealed record Page(string Kind, string Href, string Title, Introduction Text, params string?[] Others);

    public async Task<ContactTraces> FindAsync(Reached who, Actor by, CancellationToken ct)
    {
        var spelling = new ContactSpelling(who);
        var publisher = by.PublisherId;
        var pages = new List<Page>();
        pages.AddRange(await db.Terms.AsNoTracking().Where(t => t.MergedIntoId == null && t.State == TermState.Active && (t.IntroductionHtml != null || t.IntroductionSvHtml != null || t.IntroductionEnHtml != null)).OrderBy(t => t.Id)
            .Select(t => new Page("term", "/desk/terms/" + t.PublicId, t.LabelFi, new(t.IntroductionHtml, t.IntroductionSvHtml, t.IntroductionEnHtml))).ToListAsync(ct));
        pages.AddRange((await db.Regions.AsNoTracking().Where(r => r.IntroductionHtml != null || r.IntroductionSvHtml != null || r.IntroductionEnHtml != null).OrderBy(r => r.Code).ToListAsync(ct))
            .Select(r => new Page("region", "/desk/regions/" + r.Code, Regions.Find(r.Code)!.Name.Fi, r.Introduction)));
        pages.AddRange(await db.People.AsNoTracking().Where(p => p.IntroductionHtml != null || p.IntroductionSvHtml != null || p.IntroductionEnHtml != null).OrderBy(p => p.Id)
            .Select(p => new Page("person", "/desk/people/" + p.PublicId, p.Name, new(p.IntroductionHtml, p.IntroductionSvHtml, p.IntroductionEnHtml))).ToListAsync(ct));
        pages.AddRange(await db.Organisations.AsNoTracking().Where(o => o.Listed && (!o.IsPublisher || publisher == null || o.Id == publisher))
            .Where(o => o.IntroductionHtml != null || o.IntroductionSvHtml != null || o.IntroductionEnHtml != null).OrderBy(o => o.Id)
            .Select(o => new Page("organisation", "/desk/organisations/" + o.PublicId, o.Name, new(o.IntroductionHtml, o.IntroductionSvHtml, o.IntroductionEnHtml))).ToListAsync(ct));
        pages.AddRange(await db.Projects.AsNoTracking().OrderBy(p => p.Id)
            .Select(p => new Page("project", "/desk/projects/" + p.PublicId, p.Name, new(p.DescriptionHtml, p.DescriptionSvHtml, p.DescriptionEnHtml), p.FundingText, p.FundingTextSv, p.FundingTextEn)).ToListAsync(ct));
        return new([.. pages.Select(p => new ContactTrace(p.Kind, p.Href, p.Title, "fi", TracePlaces.None, spelling.PlacesIn(Lines(p)))).Where(t => t.ByHand != TracePlaces.None)], false);
    }

    private static IEnumerable<string> Lines(Page page) =>
        new[] { (page.Text.Fi, Lang: "fi"), (page.Text.Sv, Lang: "sv"), (page.Text.En, Lang: "en") }.Where(t => !string.IsNullOrEmpty(t.Item1)).Select(t => HtmlCleaner.Read(t.Item1!, t.Lang))
            .SelectMany(blocks => BlockText.Lines(blocks).Concat(BlockText.Links(blocks))).Concat(page.Others.OfType<string>());
}
