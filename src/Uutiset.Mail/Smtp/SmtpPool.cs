using System.Collections.Concurrent;

namespace Uutiset.Mail.Smtp;

/// <summary>
/// Keeps opened connections to one server between messages. It sets no limit of its own: whoever sends decides how many
/// messages are under way at once, and there are never more connections than that.
/// </summary>
public sealed class SmtpPool(SmtpSettings settings, TimeProvider clock) : IAsyncDisposable
{
    private readonly ConcurrentStack<SmtpConnection> _idle = [];

    /// <summary>The server.</summary>
    public SmtpSettings Settings => settings;

    /// <summary>Connections waiting for their next message.</summary>
    public int IdleCount => _idle.Count;

    /// <summary>A kept connection that is young, rested and still open, or a new one. Give it back by <see cref="ReturnAsync"/>.</summary>
    /// <exception cref="SmtpServerException">A new one could not be opened.</exception>
    public async Task<SmtpConnection> RentAsync(CancellationToken ct)
    {
        while (_idle.TryPop(out var kept))
        {
            if (kept.CanBeReused)
            {
                return kept;
            }
            await kept.QuitAsync(ct).ConfigureAwait(false);
        }
        return await SmtpConnection.OpenAsync(settings, clock, ct).ConfigureAwait(false);
    }

    /// <summary>Takes a connection back: kept while its limits allow, closed otherwise.</summary>
    public async ValueTask ReturnAsync(SmtpConnection connection, CancellationToken ct)
    {
        if (connection.CanBeReused)
        {
            _idle.Push(connection);
        }
        else
        {
            await connection.QuitAsync(ct).ConfigureAwait(false);
        }
    }

    /// <summary>Closes what has rested too long; call it now and then, since servers count open connections.</summary>
    public async Task CloseIdleAsync(CancellationToken ct)
    {
        foreach (var connection in TakeAll())
        {
            await ReturnAsync(connection, ct).ConfigureAwait(false);
        }
    }

    /// <summary>Says QUIT on all that wait.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var connection in TakeAll())
        {
            await connection.QuitAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private List<SmtpConnection> TakeAll()
    {
        List<SmtpConnection> taken = [];
        while (_idle.TryPop(out var connection))
        {
            taken.Add(connection);
        }
        return taken;
    }
}
