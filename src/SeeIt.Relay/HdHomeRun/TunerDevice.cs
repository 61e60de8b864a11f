using System.Net;
using System.Net.NetworkInformation;
using SeeIt.Relay.Guard;
using SeeIt.Relay.Http;

namespace SeeIt.Relay.HdHomeRun;

/// <summary>
/// A device whose channels are open: asked for its tuners' signals now and then, on a connection of its own, so that no
/// picture waits for it. Thread-safe.
/// </summary>
internal sealed class TunerDevice(Uri status, Network network, RelayOptions options, TimeProvider time)
{
    /// <summary>At most so often, however many of its channels are open.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    /// <summary>It tunes first.</summary>
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>A tuner's state takes some 300 bytes.</summary>
    private const int MostBytes = 64 * 1024;

    private readonly Lock _lock = new();
    private int _watchers;

    // Of the asking: of another one nothing is taken any more.
    private int _round;
    private long? _askedAt;
    private bool _isMute;
    private volatile IReadOnlyList<TunerState> _tuners = [];

    /// <summary>It does not know the question, as some emulators.</summary>
    public bool IsMute
    {
        get
        {
            lock (_lock)
            {
                return _isMute;
            }
        }
    }

    /// <summary>It is asked until all that watch it are disposed.</summary>
    /// <param name="source">Through whose guard it is asked.</param>
    /// <param name="channel">Its virtual number.</param>
    public TunerSignal Watch(RelaySource source, string channel)
    {
        lock (_lock)
        {
            if (_watchers++ == 0 && !_isMute)
            {
                _ = AskAsync(source, ++_round);
            }
        }

        return new TunerSignal(this, channel);
    }

    public void Leave()
    {
        lock (_lock)
        {
            if (--_watchers == 0)
            {
                _round++;
                _tuners = [];
            }
        }
    }

    /// <summary>Of the tuner that sends this channel to this box. Where several do, they receive the same.</summary>
    public SignalReport? SignalOf(string channel) => _tuners.FirstOrDefault(tuner => tuner.Channel == channel)?.Signal;

    /// <summary>Never fails.</summary>
    private async Task AskAsync(RelaySource source, int round)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        // Its web server is asked by the agent's own will: at another port than it streams from, also on this machine.
        source = source with { Address = status, Headers = [], Credentials = null };
        using var http = new SourceHttp(source, new SourceGuard(source, network, options, time), network, options);
        var pause = NextPause();
        do
        {
            await Task.Delay(pause, time, CancellationToken.None).ConfigureAwait(false);
            pause = Every;
        }
        while (Begin(round) && Take(await AskOnceAsync(http).ConfigureAwait(false), round));
    }

    /// <summary>False when nobody wants to know any more.</summary>
    private bool Begin(int round)
    {
        lock (_lock)
        {
            _askedAt = round == _round ? time.GetTimestamp() : _askedAt;
            return round == _round;
        }
    }

    /// <summary>False when it is not to be asked again.</summary>
    private bool Take(IReadOnlyList<TunerState> tuners, int round)
    {
        lock (_lock)
        {
            _tuners = round == _round ? tuners : _tuners;
            return round == _round && !_isMute;
        }
    }

    /// <summary>Whoever changes channels does not ask more often by it.</summary>
    private TimeSpan NextPause()
    {
        lock (_lock)
        {
            return _askedAt is { } at && Every - time.GetElapsedTime(at) is var left && left > First ? left : First;
        }
    }

    /// <summary>Empty while it does not answer.</summary>
    private async Task<IReadOnlyList<TunerState>> AskOnceAsync(SourceHttp http)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, status);
            using var response = await http.SendAsync(request, limit.Token).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                lock (_lock)
                {
                    _isMute |= (int)response.StatusCode is >= 300 and < 500;
                }

                return [];
            }

            await response.Content.LoadIntoBufferAsync(MostBytes, limit.Token).ConfigureAwait(false);
            var tuners = TunerState.Read(await response.Content.ReadAsByteArrayAsync(limit.Token).ConfigureAwait(false));
            var ours = OwnAddresses();
            return [.. tuners.Where(tuner => tuner.Target is { } target && ours.Contains(target))];
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or NetworkInformationException or OperationCanceledException)
        {
            return [];
        }
    }

    private static HashSet<IPAddress> OwnAddresses() =>
        [.. NetworkInterface.GetAllNetworkInterfaces().SelectMany(network => network.GetIPProperties().UnicastAddresses).Select(unicast => unicast.Address)];
}
