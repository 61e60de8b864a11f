using SeeIt.Contracts.Player;
using SeeIt.LibVlc;

namespace SeeIt.Player.Playback;

/// <summary>Makes the media of an open request.</summary>
internal sealed class MediaSource(LibVLC vlc, MediaConnections connections)
{
    /// <summary>
    /// KiB. LibVLC reads this much ahead of a stream, also while it is paused, and the writer blocks only then: by default
    /// it is 16 MiB.
    /// </summary>
    private const string ReadAhead = ":prefetch-buffer-size=1024";

    private string? _proxy;

    /// <summary>
    /// True when the process's proxy has to be another one for this input: LibVLC reads it from the environment, which
    /// must not change under an input that runs.
    /// </summary>
    public bool NeedsStop(Contracts.Player.MediaInput input) => input is ProxyInput proxy && proxy.Proxy != _proxy;

    public Session Open(OpenRequest request, long takenAt)
    {
        string[] options = [$":network-caching={request.CachingMs}", $":live-caching={request.CachingMs}"];
        switch (request.Input)
        {
            case StreamInput stream:
                var input = new SocketInput(stream.StreamId, connections);
                return new Session(request.Session, takenAt, new Media(vlc, input, [.. options, ReadAhead]), input);
            case ProxyInput proxy:
                UseProxy(proxy.Proxy);
                return new Session(request.Session, takenAt, new Media(vlc, new Uri(proxy.Url), options), input: null);
            default:
                throw new InvalidOperationException($"The input {request.Input.GetType().Name} is not known.");
        }
    }

    /// <summary>
    /// LibVLC's http access and its adaptive module (HLS, DASH) both ask vlc_getProxyUrl for each connection: playlists and
    /// segments go to the proxy, https through its CONNECT. No option is needed.
    /// </summary>
    private void UseProxy(string proxy)
    {
        if (proxy == _proxy)
        {
            return;
        }

        _ = Libc.setenv("http_proxy", proxy, 1);
        _ = Libc.setenv("https_proxy", proxy, 1);
        _ = Libc.setenv("no_proxy", "", 1);
        _proxy = proxy;
    }
}
