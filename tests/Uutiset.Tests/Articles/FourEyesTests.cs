using Uutiset.Accounts;

namespace Uutiset.Tests.Articles;

/// <summary>A newsroom in which agents always send their texts to review.</summary>
public sealed class FourEyesNewsroom : SqliteNewsroom
{
    protected override async Task<Dictionary<string, string?>> SettingsAsync() => new(await base.SettingsAsync()) { ["Articles:AgentsPublish"] = "never" };
}

public sealed class FourEyesTests(FourEyesNewsroom newsroom) : IClassFixture<FourEyesNewsroom>
{
    [Fact]
    public async Task Where_agents_never_publish_their_pages_offer_review_only()
    {
        using var agent = await newsroom.SignedInAsync(Role.Agent);
        using var answer = await agent.GetAsync("/desk/articles/new");
        var page = await agent.GetStringAsync(answer.Headers.Location);
        Assert.DoesNotContain("handler=Publish\"", page, StringComparison.Ordinal);
        Assert.Contains("handler=Review\"", page, StringComparison.Ordinal);
    }
}
