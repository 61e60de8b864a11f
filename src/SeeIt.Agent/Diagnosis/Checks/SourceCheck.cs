using System.Net.Sockets;
using SeeIt.Guide;

namespace SeeIt.Agent.Diagnosis.Checks;

/// <summary>Whether the servers of the channels' sources take connections. What they send, channels test tells.</summary>
internal sealed class SourceCheck(Patient patient) : Check("sources")
{
    private const int MostServers = 32;
    private const int Rtsp = 554;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(4);

    public override async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken stop)
    {
        if (!File.Exists(Path.Combine(patient.Settings.StateFolder, "guide.db")))
        {
            return [Unknown("No lineup is stored, or this user may not see it.", "Run it as root, or as the service's user.")];
        }

        using var guide = HouseholdGuide.Open(patient.Settings.StateFolder, patient.Time);
        var servers = guide.Channels.SelectMany(channel => channel.Sources, (channel, source) => (channel.Name, Server: ServerOf(source.Uri)))
            .Where(entry => entry.Server is not null).GroupBy(entry => entry.Server!.Value, entry => entry.Name).ToList();
        var findings = await Task.WhenAll(servers.Take(MostServers).Select(server => ConnectAsync(server.Key, [.. server], stop)));
        return findings.Length == 0 ? [Ok("No channel comes from a server that could be asked.")]
            : servers.Count > MostServers ? [.. findings, Ok($"{servers.Count - MostServers} more servers were not asked.")]
            : findings;
    }

    private async Task<Finding> ConnectAsync((string Host, int Port) server, IReadOnlyList<string> channels, CancellationToken stop)
    {
        var what = $"{server.Host}:{server.Port} ({channels.Count} {(channels.Count == 1 ? "channel" : "channels")}, such as {channels[0]})";
        using var timeout = new CancellationTokenSource(_patience, TimeProvider.System);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(server.Host, server.Port, linked.Token);
            return Ok($"{what} takes connections.");
        }
        catch (Exception exception) when (exception is SocketException || (exception is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return Problem(
                $"{what} takes no connections: {(exception is SocketException ? exception.Message : $"no answer within {_patience.TotalSeconds:0} s")}.",
                "See whether it is switched on and on this network; seeit-agent channels refresh fetches its channels anew.");
        }
    }

    /// <summary>Null of what comes by multicast, from an adapter or from a file.</summary>
    private static (string Host, int Port)? ServerOf(Uri address) => (address.IsAbsoluteUri ? address.Scheme : "") switch
    {
        "http" or "https" => (address.IdnHost, address.Port),
        "rtsp" or "satip" => (address.IdnHost, address.Port > 0 ? address.Port : Rtsp),
        _ => null,
    };
}
