using System.Net;
using SeeIt.Relay.Guard;

namespace SeeIt.Relay;

/// <summary>Who named an address, and so where it may lead.</summary>
public enum SourceTrust
{
    /// <summary>
    /// The owner's lineup: http, https, udp, rtp, satip, rtsp, recording, dvb and its like; the named host may be on the LAN or this machine,
    /// every other host must be public.
    /// </summary>
    Lineup,

    /// <summary>A post or a link: https to public hosts only.</summary>
    Post,
}

/// <summary>One address to open, with what to send along.</summary>
/// <param name="Address">Absolute. <see cref="SourceAddress.Parse"/> makes one from text.</param>
/// <param name="Headers">
/// Sent with every request to the address's own host. After a redirect to another host only User-Agent, Referer and
/// Origin still go along, so that no password does.
/// </param>
/// <param name="Trust">Who named it.</param>
public sealed record RelaySource(Uri Address, IReadOnlyList<KeyValuePair<string, string>> Headers, SourceTrust Trust)
{
    /// <summary>The service id of the program that is meant, where the source sends several; null for the first.</summary>
    public int? Program { get; init; }

    /// <summary>For the address's own host, when it asks for a user name and a password (HTTP basic or digest); null where there are none.</summary>
    public NetworkCredential? Credentials { get; init; }

    /// <summary>It is to cost nothing: a connection that would leave the LAN, where a redirect or a playlist leads to, is refused.</summary>
    public bool StaysLocal { get; init; }

    /// <summary>Of an adapter of this machine, as LibVLC names them.</summary>
    public static IReadOnlyList<string> AdapterSchemes { get; } =
        ["dvb", "dvb-t", "dvb-t2", "dvb-c", "dvb-c2", "dvb-s", "dvb-s2", "atsc", "cqam", "isdb-t", "isdb-s", "isdb-c"];

    /// <summary>The tuners that this source shares with others; null where their number is not known.</summary>
    public TunerGroup? Tuners { get; init; }

    /// <summary>A SAT&gt;IP server.</summary>
    public bool IsSatIp => SourceKinds.Of(Address.Scheme) == SourceKind.SatIp;

    /// <summary>MPEG-TS in datagrams.</summary>
    public bool IsDatagrams => SourceKinds.Of(Address.Scheme) == SourceKind.Datagrams;

    /// <summary>A recording of this box.</summary>
    public bool IsRecording => SourceKinds.Of(Address.Scheme) == SourceKind.Recording;

    /// <summary>A DVB or ATSC adapter of this machine, which LibVLC opens itself.</summary>
    public bool IsAdapter => SourceKinds.Of(Address.Scheme) == SourceKind.Direct;
}
