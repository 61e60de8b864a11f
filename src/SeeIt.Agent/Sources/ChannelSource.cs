using System.Globalization;
using System.Net;
using SeeIt.Guide.Lineup;
using SeeIt.Relay;

namespace SeeIt.Agent.Sources;

/// <summary>One way to play a channel.</summary>
/// <param name="Name">For logs, and for people who look for a fault: the host, without path, query or credentials.</param>
/// <param name="Relay">What the relay opens.</param>
public sealed record ChannelSource(string Name, RelaySource Relay)
{
    /// <summary>Which of its channel's sources it is, as <c>2 of 3</c>; null of the only one.</summary>
    public string? Place { get; init; }

    /// <summary>For phones: its kind and its place, without any address.</summary>
    public string Label => Place is null ? Kind : $"{Kind}, {Place}";

    /// <summary>Who has the tuner that it comes from; null where it comes from none that is known.</summary>
    public string? TunerServer => Relay.IsAdapter ? "this box" : Relay.IsSatIp || Relay.Tuners is not null ? Relay.Address.IdnHost : null;

    /// <summary>It comes from this machine or the LAN, as far as its address says: it costs nothing to keep it open.</summary>
    public bool IsLocal => Relay.IsAdapter || Relay.Address.IsLoopback
        || (IPAddress.TryParse(Relay.Address.IdnHost, out var address) ? IsNear(address) : IsLocalName(Relay.Address.IdnHost));

    /// <summary>What is learnt of it is kept under this; two programs of one address are two.</summary>
    public string Key => Relay.Program is { } program ? $"{Relay.Address.AbsoluteUri}#{program}" : Relay.Address.AbsoluteUri;

    /// <summary>The channel's sources in the owner's order of preference, all of them named by the owner's lineup.</summary>
    /// <param name="channel">Whose.</param>
    /// <param name="tuners">How many tuners a host has, where the owner has said so.</param>
    public static IReadOnlyList<ChannelSource> Of(Channel channel, IReadOnlyDictionary<string, int> tuners) =>
        [.. channel.Sources.Select((source, index) => new ChannelSource(
            $"{channel.Name} at {(source.Uri.IsAbsoluteUri ? source.Uri.Authority : source.Uri.OriginalString)}",
            new RelaySource(UserInfo.Without(source.Uri), [.. source.Headers], SourceTrust.Lineup)
            {
                Credentials = UserInfo.Of(source.Uri),
                Program = ProgramOf(source),
                Tuners = TunersOf(source, tuners),
            })
        {
            Place = channel.Sources.Count > 1 ? $"{index + 1} of {channel.Sources.Count}" : null,
        })];

    private string Kind => Relay switch
    {
        { IsAdapter: true } => "DVB adapter",
        { IsRecording: true } => "recording",
        { IsSatIp: true } => "SAT>IP",
        { IsDatagrams: true } => "IPTV",
        { Tuners: not null } => "network tuner",
        _ => "web",
    };

    /// <summary>What the owner says comes before what the device says.</summary>
    private static TunerGroup? TunersOf(Source source, IReadOnlyDictionary<string, int> tuners) =>
        source.Uri.IsAbsoluteUri && tuners.TryGetValue(source.Uri.Host, out var count) ? new TunerGroup(source.Uri.Host, count)
        : source.Tuners is { } said ? new TunerGroup(said.Group, said.Count)
        : null;

    /// <summary>VLC's option in the lineup, or a parameter of an adapter's address; a multiplex has many channels.</summary>
    private static int? ProgramOf(Source source)
    {
        const string Parameter = "program=";
        var text = source.Options.GetValueOrDefault("program")
            ?? source.Uri.OriginalString.Split('/', ':').FirstOrDefault(part => part.StartsWith(Parameter, StringComparison.Ordinal))?[Parameter.Length..];
        return ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var program) && program > 0 ? program : null;
    }

    // RFC 1918, RFC 4193, the link-local ranges, and a group that is sent to the LAN, or to any address of this machine.
    private static bool IsNear(IPAddress address) => address.GetAddressBytes() switch
    {
        [0, ..] or [>= 224 and <= 239, _, _, _] or [0xff, ..] => true,
        [10, ..] or [192, 168, ..] or [169, 254, ..] => true,
        [172, >= 16 and <= 31, ..] => true,
        [>= 0xfc and <= 0xfd, _, _, _, _, ..] bytes => bytes.Length == 16,
        _ => address.IsIPv6LinkLocal,
    };

    private static bool IsLocalName(string host) => !host.Contains('.', StringComparison.Ordinal) || host.EndsWith(".local", StringComparison.OrdinalIgnoreCase);
}

/// <summary>An airing looked up again: what to tune, and what the guide says is on.</summary>
public sealed record ResolvedAiring(Channel Channel, IReadOnlyList<ChannelSource> Sources, string? Title, string? Episode)
{
    /// <summary>When the airing begins that was meant, in the household's zone, while something else is on; null when there is nothing to wait for.</summary>
    public DateTimeOffset? Begins { get; init; }
}
