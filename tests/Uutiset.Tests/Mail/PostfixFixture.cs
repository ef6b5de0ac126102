namespace Uutiset.Tests.Mail;

/// <summary>One <see cref="PostfixInstance"/> for a class of tests; each test takes readers of its own.</summary>
public sealed class PostfixFixture : IAsyncLifetime
{
    public PostfixInstance Postfix { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Postfix = await PostfixInstance.StartAsync();

    public ValueTask DisposeAsync() => Postfix.DisposeAsync();
}
