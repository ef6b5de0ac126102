using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Notices;
using Uutiset.Data;

namespace Uutiset.Articles.Workflow;

/// <summary>Notices about articles. They join the caller's context and are saved with what they tell about; nobody is told of their own doings.</summary>
internal static class Telling
{
    /// <summary>Who may hear of an article before it is public.</summary>
    public static IQueryable<User> Hearing(IQueryable<User> users, Article article)
    {
        var publisher = article.WorkingPublisherId;
        return users.Where(u => u.PublisherId == null || u.PublisherId == publisher);
    }

    /// <summary>Those of these accounts who may: somebody may have been bound to another publisher since they wrote it.</summary>
    public static Task<List<long>> HearingAsync(NewsDb db, Article article, IEnumerable<long?> people, CancellationToken ct)
    {
        var ids = people.OfType<long>().Distinct().ToList();
        return Hearing(db.Users.Where(u => ids.Contains(u.Id)), article).Select(u => u.Id).ToListAsync(ct);
    }

    public static void Tell(NewsDb db, Article article, long person, NoticeKind kind, Actor by, DateTime nowUtc)
    {
        if (by.UserId == person) return;
        db.Notices.Add(new Notice
        {
            UserId = person, Kind = kind, By = by.Name, AtUtc = nowUtc, Title = article.WorkingTitle, Lang = article.Lang,
            Path = kind is NoticeKind.Published or NoticeKind.CameOut or NoticeKind.Approved or NoticeKind.DeadlineStays ? $"/desk/articles/{article.PublicId}" : $"/desk/articles/{article.PublicId}/review",
        });
    }
}
