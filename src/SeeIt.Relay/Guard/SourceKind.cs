namespace SeeIt.Relay.Guard;

/// <summary>Who opens an address, by its scheme.</summary>
internal enum SourceKind
{
    /// <summary>Nobody.</summary>
    None,

    /// <summary>http, https.</summary>
    Http,

    /// <summary>udp, rtp: MPEG-TS in datagrams, by multicast or not.</summary>
    Datagrams,

    /// <summary>satip, or rtsp to the same.</summary>
    SatIp,

    /// <summary>recording: a file of the relay's own, by its name.</summary>
    Recording,

    /// <summary>dvb, dvb-t, atsc and their like: an adapter of this machine, which LibVLC opens.</summary>
    Direct,
}

internal static class SourceKinds
{
    /// <param name="scheme">In any case of letters.</param>
    public static SourceKind Of(string scheme) => scheme.ToLowerInvariant() switch
    {
        "http" or "https" => SourceKind.Http,
        "udp" or "rtp" => SourceKind.Datagrams,
        "satip" or "rtsp" => SourceKind.SatIp,
        "recording" => SourceKind.Recording,
        var other => RelaySource.AdapterSchemes.Contains(other) ? SourceKind.Direct : SourceKind.None,
    };
}
