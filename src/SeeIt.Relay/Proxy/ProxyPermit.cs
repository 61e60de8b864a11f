using SeeIt.Relay.Guard;
using SeeIt.Relay.Http;
using SeeIt.Relay.Proxy;

namespace SeeIt.Relay;

/// <summary>While it lives, the proxy serves what one source leads to. Disposing it cuts what is under way. Thread-safe.</summary>
public sealed class ProxyPermit : IDisposable
{
    /// <summary>A player gives up some seconds after the failure that made it.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(20);

    private readonly long _number;
    private readonly RelayNames _names;
    private readonly Action<long> _withdraw;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _withdrawn = new();
    private volatile Remembered? _last;
    private volatile bool _isLive;
    private int _redirects;

    internal ProxyPermit(long number, RelaySource source, SourceHttp http, TimeProvider time, Action<long> withdraw)
    {
        (_number, _names, Source, Http, _time, _withdraw) = (number, new RelayNames(number), source, http, time, withdraw);
        Withdrawn = _withdrawn.Token;
    }

    public RelaySource Source { get; }

    /// <summary>It is watched from now on: it may leave the LAN, whatever <see cref="RelaySource.StaysLocal"/> said.</summary>
    public void Watch() => Guard.MayLeave();

    /// <summary>What the player is to open: the source, by the name that only this permit's proxy knows.</summary>
    public string Address => Name(Source.Address);

    /// <summary>What was not served of late, or not to its end; null when all was. What is forbidden counts before what only failed.</summary>
    public RelayFailure? LastFailure => _last is { } last && IsRecent(last) ? last.Failure : null;

    /// <summary>The last playlist that was served is of what is on the air: it has a newest picture, however far it reaches back, and no end.</summary>
    public bool IsLive
    {
        get => _isLive;
        internal set => _isLive = value;
    }

    internal SourceHttp Http { get; }

    internal CancellationToken Withdrawn { get; }

    internal SourceGuard Guard => Http.Guard;

    internal void Failed(RelayFailure failure)
    {
        if (failure.Kind == RelayFailureKind.Forbidden || _last is not { Failure.Kind: RelayFailureKind.Forbidden } last || !IsRecent(last))
        {
            _last = new Remembered(failure, _time.GetTimestamp());
        }
    }

    /// <summary>Counts the redirects that follow one another.</summary>
    /// <returns>How many there were since anything else was answered.</returns>
    internal int Redirected() => Interlocked.Increment(ref _redirects);

    internal void Answered() => Volatile.Write(ref _redirects, 0);

    /// <inheritdoc cref="RelayNames.Of"/>
    internal string Name(Uri address) => _names.Of(address);

    /// <inheritdoc cref="RelayNames.OfFolder"/>
    internal string NameOfFolder(Uri folder) => _names.OfFolder(folder.AbsoluteUri);

    /// <inheritdoc cref="RelayNames.Open"/>
    internal string? Open(Uri name) => _names.Open(name);

    public void Dispose()
    {
        _withdraw(_number);
        _withdrawn.Cancel();
        Http.Dispose();
    }

    private bool IsRecent(Remembered remembered) => _time.GetElapsedTime(remembered.At) < Recent;

    private sealed record Remembered(RelayFailure Failure, long At);
}

/// <summary>Something that the proxy did not serve, or not to the end.</summary>
/// <param name="Address">What the player asked for.</param>
/// <param name="Permit">Under which permit; null when none allowed it.</param>
/// <param name="Failure">Why.</param>
public sealed record ProxyRefusal(Uri Address, ProxyPermit? Permit, RelayFailure Failure);
