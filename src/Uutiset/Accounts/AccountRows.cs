using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Uutiset.Accounts;

/// <summary>A link that works once: set-up, sign-in, confirmation, reset. Only its hash is kept (ASVS 11.5.1).</summary>
internal sealed class OneTimeToken
{
    public string Hash { get; set; } = "";
    public string Purpose { get; set; } = "";
    public long SubjectId { get; set; }
    public DateTime CreatedUtc { get; set; }
    public DateTime ExpiresUtc { get; set; }
    public DateTime? UsedUtc { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<OneTimeToken>
    {
        public void Configure(EntityTypeBuilder<OneTimeToken> token)
        {
            token.HasKey(t => t.Hash);
            token.HasIndex(t => new { t.Purpose, t.SubjectId });
            token.HasIndex(t => t.ExpiresUtc);
        }
    }
}

internal sealed class ApiKey
{
    public long Id { get; set; }
    public string Name { get; set; } = "";
    public string Hash { get; set; } = "";
    /// <summary>Separated by blanks: articles:write articles:publish ...</summary>
    public string Scopes { get; set; } = "";
    /// <summary>The one publisher for whom the key speaks; null: the whole site.</summary>
    public long? PublisherId { get; set; }
    public DateTime CreatedUtc { get; set; }
    public DateTime? ExpiresUtc { get; set; }
    public DateTime? LastUsedUtc { get; set; }
    public DateTime? RevokedUtc { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ApiKey>
    {
        public void Configure(EntityTypeBuilder<ApiKey> key) => key.HasIndex(k => k.Hash).IsUnique();
    }
}

/// <summary>The first answer to an Idempotency-Key, given again for 24 hours.</summary>
internal sealed class IdempotentAnswer
{
    public string Key { get; set; } = "";
    public string BodyHash { get; set; } = "";
    public int Status { get; set; }
    public string Headers { get; set; } = "{}";
    public byte[] Body { get; set; } = [];
    public DateTime CreatedUtc { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<IdempotentAnswer>
    {
        public void Configure(EntityTypeBuilder<IdempotentAnswer> answer)
        {
            answer.HasKey(a => a.Key);
            answer.HasIndex(a => a.CreatedUtc);
        }
    }
}

/// <summary>A key that the site made for itself: data protection (XML) or an HMAC secret (base64), protected by Data:KeySecret when one is set.</summary>
internal sealed class StoredKey
{
    public string Name { get; set; } = "";
    public string Purpose { get; set; } = "";
    public string Value { get; set; } = "";
    public DateTime CreatedUtc { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<StoredKey>
    {
        public void Configure(EntityTypeBuilder<StoredKey> key)
        {
            key.HasKey(k => k.Name);
            key.HasIndex(k => k.Purpose);
        }
    }
}
