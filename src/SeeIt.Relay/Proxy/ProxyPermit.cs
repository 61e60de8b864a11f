using SeeIt.Relay.Guard;
using SeeIt.Relay.Http;

namespace SeeIt.Relay;

/// <summary>While it lives, the proxy serves what one source leads to. Disposing it cuts what is under way.</summary>
public sealed class ProxyPermit : IDisposable
{
    private readonly Action<ProxyPermit> _withdraw;
    private readonly CancellationTokenSource _withdrawn = new();

    internal ProxyPermit(RelaySource source, SourceHttp http, Action<ProxyPermit> withdraw)
    {
        (Source, Http, _withdraw) = (source, http, withdraw);
        Withdrawn = _withdrawn.Token;
    }

    public RelaySource Source { get; }

    internal SourceHttp Http { get; }

    internal CancellationToken Withdrawn { get; }

    internal SourceGuard Guard => Http.Guard;

    public void Dispose()
    {
        _withdraw(this);
        _withdrawn.Cancel();
        Http.Dispose();
    }
}

/// <summary>Something that the proxy did not serve, or not to the end.</summary>
/// <param name="Address">What the player asked for.</param>
/// <param name="Permit">Under which permit; null when none allowed it.</param>
/// <param name="Failure">Why.</param>
public sealed record ProxyRefusal(Uri Address, ProxyPermit? Permit, RelayFailure Failure);
