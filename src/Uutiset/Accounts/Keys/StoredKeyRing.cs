using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Accounts.Keys;

/// <summary>Data-protection keys in the database: every node reads the same ones, and they are in the backup.</summary>
internal sealed class StoredKeyRing(IDbContextFactory<NewsDb> databases, KeyProtection protection, TimeProvider clock) : IXmlRepository
{
    private const string Purpose = "dataProtection";

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = databases.CreateDbContext();
        return [.. db.StoredKeys.AsNoTracking().Where(k => k.Purpose == Purpose).ToList()
            .Select(k => XElement.Parse(Encoding.UTF8.GetString(protection.Unprotect(k.Name, k.Value))))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var db = databases.CreateDbContext();
        var bytes = Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting));
        db.StoredKeys.Add(new StoredKey
        {
            Name = friendlyName,
            Purpose = Purpose,
            Value = protection.Protect(friendlyName, bytes),
            CreatedUtc = clock.GetUtcNow().UtcDateTime,
        });
        db.SaveChanges();
    }
}
