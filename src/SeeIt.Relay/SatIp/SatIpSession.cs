using System.Globalization;

namespace SeeIt.Relay.SatIp;

/// <summary>One tuner of a server, from SETUP to TEARDOWN (SAT&gt;IP 1.2.2, section 3.5). Requests go one after the other.</summary>
internal sealed class SatIpSession(RtspConnection connection, Uri address, TimeProvider time) : IDisposable
{
    public const int DefaultPort = 554;

    // RFC 2326, section 12.37, when the server names none.
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromHours(1);
    private static readonly TimeSpan TeardownTime = TimeSpan.FromSeconds(1);

    private readonly string _root = $"rtsp://{address.IdnHost}:{(address.Port > 0 ? address.Port : DefaultPort)}/";
    private bool _isSettingUp;
    private string? _session;
    private string _stream = "";

    public RtspConnection Connection => connection;

    /// <summary>So often, at least, the server must hear of us.</summary>
    public TimeSpan KeepAliveInterval { get; private set; } = DefaultTimeout / 2;

    /// <returns>Null when the tuner is ours; 461 when the server does not send in this way.</returns>
    public async Task<RtspResponse?> SetupAsync(string transport, CancellationToken cancellation)
    {
        await connection.SendAsync("SETUP", _root + address.Query, _session, transport, cancellation).ConfigureAwait(false);
        _isSettingUp = true;
        return await TakeTunerAsync(cancellation).ConfigureAwait(false);
    }

    /// <returns>Null when the server sends now.</returns>
    public async Task<RtspResponse?> PlayAsync(CancellationToken cancellation) =>
        await AskAsync("PLAY", _stream, null, cancellation).ConfigureAwait(false) is { Status: not 200 } refusal ? refusal : null;

    public Task<RtspResponse> OptionsAsync(CancellationToken cancellation) => AskAsync("OPTIONS", _root, null, cancellation);

    /// <summary>Sends OPTIONS until cancelled or until the connection breaks. Whoever reads the connection gets the answers.</summary>
    public async Task KeepAliveAsync(Func<CancellationToken, Task> readAnswer, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(KeepAliveInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false))
            {
                await connection.SendAsync("OPTIONS", _root, _session, null, cancellation).ConfigureAwait(false);
                await readAnswer(cancellation).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The data's end tells the rest.
        }
    }

    /// <summary>
    /// Gives the tuner back, and waits a second at most for the server to say so. A tuner that was asked for and not answered
    /// yet is waited for within the same second: without the session's name it cannot be given back. Never throws.
    /// </summary>
    public async Task TeardownAsync()
    {
        using var limit = new CancellationTokenSource(TeardownTime, time);
        try
        {
            if (_isSettingUp)
            {
                await TakeTunerAsync(limit.Token).ConfigureAwait(false);
            }

            if (_session is null)
            {
                return;
            }

            await AskAsync("TEARDOWN", _stream, null, limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The session's own timeout frees the tuner then.
        }
    }

    public void Dispose() => connection.Dispose();

    /// <summary>Reads the answer to SETUP.</summary>
    private async Task<RtspResponse?> TakeTunerAsync(CancellationToken cancellation)
    {
        var response = await connection.ReadResponseAsync(cancellation).ConfigureAwait(false);
        _isSettingUp = false;
        if (response.Status != 200)
        {
            return response;
        }

        _session = response["Session"]?.Split(';')[0].Trim();
        _stream = response["com.ses.streamID"] is { } id ? $"{_root}stream={id}" : _root + address.Query;
        if (int.TryParse(response.Parameter("Session", "timeout"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds > 0)
        {
            KeepAliveInterval = TimeSpan.FromSeconds(Math.Min(seconds, LongestTimeout.TotalSeconds)) / 2;
        }

        return null;
    }

    private async Task<RtspResponse> AskAsync(string method, string target, string? transport, CancellationToken cancellation)
    {
        await connection.SendAsync(method, target, _session, transport, cancellation).ConfigureAwait(false);
        return await connection.ReadResponseAsync(cancellation).ConfigureAwait(false);
    }
}
