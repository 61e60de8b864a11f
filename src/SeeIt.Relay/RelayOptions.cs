namespace SeeIt.Relay;

/// <summary>The relay's bounds. The defaults are the product's; tests shorten them.</summary>
public sealed record RelayOptions
{
    /// <summary>Name, connection and TLS of one hop.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Through the proxy, from the request until the response's head and enough of its body to tell a playlist are here, connecting included.</summary>
    public TimeSpan HeadTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A connection to the proxy that has not sent a whole request head for this long is closed, its first as well as a later one.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>From a live source's response head until enough bytes are here to know what they are.</summary>
    public TimeSpan FirstByteTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The whole of opening a live source, redirects included. A little more than whoever opens it to watch gives it, so that
    /// of the two there is always the same one that says that the time is over.
    /// </summary>
    public TimeSpan OpenTimeout { get; init; } = TimeSpan.FromSeconds(9.8);

    /// <summary>A proxied answer in which no byte moves for this long is closed.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A live source that sends nothing for this long has ended. <see cref="LiveStream.SinceLastByte"/> tells of it long before.</summary>
    public TimeSpan NoDataTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>At most this many redirects are followed.</summary>
    public int MaxRedirects { get; init; } = 5;

    /// <summary>Where recordings are, and where alone <c>recording:NAME</c> is looked for; null for none.</summary>
    public string? RecordingsFolder { get; init; }

    /// <summary>Where the proxy listens on 127.0.0.1, 0 to 65,535; 0: a free port.</summary>
    public int ProxyPort { get; init; }

    /// <summary>The process's own: a proxy adds its port.</summary>
    public ListeningPorts OwnPorts { get; init; } = new();

    /// <summary>Bytes of a live stream that are kept. The newest group of pictures is kept whole up to twice this.</summary>
    public int RingBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>A viewer starts at the last key frame that came at least this long ago, so that the player's buffer fills at once.</summary>
    public TimeSpan JoinBack { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How much beyond the first picture, in decoding time, has to be here before a viewer is to show it: the decoder holds
    /// three pictures back, which are 120 ms at 25 a second, and the rest is for jitter.
    /// </summary>
    public TimeSpan JoinMargin { get; init; } = TimeSpan.FromMilliseconds(180);

    /// <summary>How long a viewer's start waits for a key frame; then it gets what there is.</summary>
    public TimeSpan KeyFrameWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a shared source stays open without a hold, so that a player that is started again finds it; zero for not at all.</summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromSeconds(3);
}
