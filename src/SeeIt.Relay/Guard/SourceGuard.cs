using System.Net;
using System.Net.Sockets;

namespace SeeIt.Relay.Guard;

/// <summary>
/// Decides where one source may lead, and opens the connections to there: each name is resolved once, every address
/// is checked, and just a checked address is connected to. Thread-safe.
/// </summary>
internal sealed class SourceGuard(RelaySource source, Network network, RelayOptions options, TimeProvider time)
{
    private volatile bool _staysLocal = source.StaysLocal;

    /// <summary>See <see cref="RelaySource.StaysLocal"/>: it need not any more.</summary>
    public void MayLeave() => _staysLocal = false;

    /// <summary>Null when the address's form and scheme are allowed; its host is checked on connecting.</summary>
    public RelayFailure? Check(Uri address) => SourceAddress.CheckHop(address, source.Trust);

    public bool IsRootHost(string host) => host.Equals(source.Address.IdnHost, StringComparison.OrdinalIgnoreCase);

    /// <summary>Checks a redirect's target, its host's addresses too.</summary>
    /// <param name="from">Who redirects.</param>
    /// <param name="location">The Location header, as it came.</param>
    /// <param name="cancellation">Ends the wait for the resolver.</param>
    public async ValueTask<(Uri? Target, RelayFailure? Failure)> CheckRedirectAsync(Uri from, string location, CancellationToken cancellation)
    {
        var target = HasScheme(location)
            ? SourceAddress.ParseHop(location, source.Trust, out var failure)
            : ParseRelative(from, location, out failure);
        if (target is null)
        {
            return (null, failure! with { Detail = $"{from.Host} redirects. {failure.Detail}" });
        }

        try
        {
            await ResolveAsync(target.IdnHost, target.Port, cancellation).ConfigureAwait(false);
            return (target, null);
        }
        catch (RelayFailureException exception)
        {
            return (null, exception.Failure);
        }
    }

    /// <exception cref="RelayFailureException">Forbidden or unreachable.</exception>
    public async ValueTask<Stream> ConnectAsync(string host, int port, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(options.ConnectTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            var addresses = await ResolveAsync(host, port, linked.Token).ConfigureAwait(false);
            return await ConnectAnyAsync(host, addresses, port, linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new RelayFailureException(Unreachable($"{host}:{port} did not take the connection within {options.ConnectTimeout.TotalSeconds:0.#} s."));
        }
    }

    private async ValueTask<Stream> ConnectAnyAsync(string host, IPAddress[] addresses, int port, CancellationToken cancellation)
    {
        // An address that swallows packets may cost its share of the time, not all of it.
        var share = options.ConnectTimeout / addresses.Length;
        SocketException? last = null;
        foreach (var address in addresses)
        {
            using var limit = new CancellationTokenSource(share, time);
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
            try
            {
                return await network.Connect(new IPEndPoint(address, port), linked.Token).ConfigureAwait(false);
            }
            catch (SocketException exception)
            {
                last = exception;
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                last = new SocketException((int)SocketError.TimedOut);
            }
        }

        throw new RelayFailureException(Unreachable($"{host}:{port} cannot be connected to: {last!.Message}."), last);
    }

    private async ValueTask<IPAddress[]> ResolveAsync(string host, int port, CancellationToken cancellation)
    {
        IPAddress[] addresses;
        try
        {
            addresses = IPAddress.TryParse(host, out var literal)
                ? [literal]
                : await network.Resolve(host, cancellation).ConfigureAwait(false);
        }
        catch (SocketException exception)
        {
            throw new RelayFailureException(Unreachable($"The name {host} cannot be resolved: {exception.Message}."), exception);
        }

        if (addresses.Length == 0)
        {
            throw new RelayFailureException(Unreachable($"The name {host} has no address."));
        }

        foreach (var address in addresses)
        {
            CheckAddress(host, port, address);
        }

        return addresses;
    }

    private void CheckAddress(string host, int port, IPAddress address)
    {
        if (WhyNot(host, port, address) is { } why)
        {
            var named = host == address.ToString() ? host : $"{host} ({address})";
            throw new RelayFailureException(SourceAddress.Refuse($"{named} {why}"));
        }
    }

    /// <summary>Null when it may be connected to.</summary>
    private string? WhyNot(string host, int port, IPAddress address)
    {
        var isHere = network.IsThisMachine(address);
        return AddressClasses.Of(address) switch
        {
            _ when isHere && options.OwnPorts.Contains(port) => $"at port {port} is this agent itself",
            AddressClass.Public when !isHere => _staysLocal ? "is not on the LAN" : null,
            AddressClass.Never => NotPublic,
            _ when source.Trust != SourceTrust.Lineup || !IsRootHost(host) => NotPublic,
            _ when IsRootPort(port) => null,
            _ when isHere => $"at port {port} is this machine at another port than the one that the lineup names",
            _ when !IsForWeb(port) => $"at port {port} is on the LAN at a port that no media come from",
            _ => null,
        };
    }

    private string NotPublic => source.Trust == SourceTrust.Lineup
        ? "is not a public host, and not the one that the lineup names"
        : "is not a public host";

    /// <summary>An address of SAT>IP may leave its port out, and leads nowhere else.</summary>
    private bool IsRootPort(int port) => source.Address.Port < 0 || source.Address.Port == port;

    /// <summary>What is below 1024 and not the web's belongs to other protocols, such as mail and printing, which an HTTP request may hurt.</summary>
    private static bool IsForWeb(int port) => port is 80 or 443 or >= 1024;

    private Uri? ParseRelative(Uri from, string location, out RelayFailure? failure)
    {
        if (!Uri.TryCreate(from, location, out var target))
        {
            failure = SourceAddress.Refuse("the redirect's target is not an address");
            return null;
        }

        failure = Check(target);
        return failure is null ? target : null;
    }

    private static bool HasScheme(string location)
    {
        var end = location.AsSpan().IndexOfAny(":/?#");
        return end > 0 && location[end] == ':';
    }

    private static RelayFailure Unreachable(string detail) => new(RelayFailureKind.Unreachable, detail);
}
