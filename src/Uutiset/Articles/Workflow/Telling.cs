using Uutiset.Accounts;
using Uutiset.Accounts.Notices;
using Uutiset.Data;

namespace Uutiset.Articles.Workflow;

/// <summary>Notices about articles. They join the caller's context and are saved with what they tell about; nobody is told of their own doings.</summary>
internal static class Telling
{
    public static void Tell(NewsDb db, Article article, long person, NoticeKind kind, Actor by, DateTime nowUtc)
    {
        if (by.UserId == person) return;
        db.Notices.Add(new Notice
        {
            UserId = person, Kind = kind, By = by.Name, AtUtc = nowUtc, Title = article.WorkingTitle, Lang = article.Lang,
            Path = kind is NoticeKind.Published or NoticeKind.CameOut or NoticeKind.Approved ? $"/desk/articles/{article.PublicId}" : $"/desk/articles/{article.PublicId}/review",
        });
    }
}
