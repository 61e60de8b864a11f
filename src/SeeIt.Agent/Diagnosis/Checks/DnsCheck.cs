using System.Net;
using System.Net.Sockets;
using SeeIt.Agent.Settings;
using SeeIt.Agent.Sources.Lineups;

namespace SeeIt.Agent.Diagnosis.Checks;

/// <summary>Whether the names that the settings have can be looked up.</summary>
internal sealed class DnsCheck(AgentSettings settings) : Check("dns")
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    public override async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken stop)
    {
        var names = Names().Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return names.Count == 0
            ? [Ok("The settings have no name that would have to be looked up.")]
            : await Task.WhenAll(names.Select(name => LookUpAsync(name, stop)));
    }

    private async Task<Finding> LookUpAsync(string name, CancellationToken stop)
    {
        const string Advice = "See whether it is written correctly, and which name server is asked: cat /etc/resolv.conf";
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(name, stop).WaitAsync(_patience, TimeProvider.System, stop);
            return Ok($"{name} is {string.Join(", ", addresses.Take(3))}.");
        }
        catch (Exception exception) when (exception is SocketException or TimeoutException)
        {
            return Problem($"{name} cannot be looked up: {exception.Message}", Advice);
        }
    }

    private IEnumerable<string> Names() =>
        from address in settings.Lineup.OfType<LineupPlace.Web>().Select(place => place.Address).Append(settings.Hub).Concat(settings.Guide.Select(place => place.Address))
        where address is { HostNameType: UriHostNameType.Dns }
        select address.IdnHost;
}
