namespace Uutiset.Tests.Mail;

/// <summary>One <see cref="DovecotInstance"/> for a class of tests, handing mail on to a sink.</summary>
public sealed class DovecotFixture : IAsyncLifetime
{
    public CountingSink Sink { get; } = new() { KeepContent = true };

    public DovecotInstance Dovecot { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Dovecot = await DovecotInstance.StartAsync(Sink.Port);

    public async ValueTask DisposeAsync()
    {
        await Dovecot.DisposeAsync();
        await Sink.DisposeAsync();
    }
}
