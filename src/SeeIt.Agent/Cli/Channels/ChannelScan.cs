using System.Text.Json;
using SeeIt.Agent.Settings;
using SeeIt.Agent.Sources.Lineups;
using SeeIt.Agent.Sources.Lineups.HdHomeRun;
using SeeIt.Agent.Sources.Lineups.SatIp;

namespace SeeIt.Agent.Cli.Channels;

/// <summary><c>seeit-agent channels scan</c>: what is on the network, and with --add its channels too.</summary>
internal static class ChannelScan
{
    public static async Task<int> RunAsync(SettingsResult result, string[] hosts, bool add, bool json, CancellationToken stop)
    {
        if (Complaint.OrSettings(result) is not { } settings)
        {
            return Complaint.ExitCode;
        }

        using var fetching = new Fetching();
        var found = await Task.WhenAll([HdHomeRunsAsync(fetching.Tuners, hosts, stop), SatIpServersAsync(fetching.Servers, hosts, stop)]);
        List<DeviceJson> devices = [.. found.SelectMany(devices => devices).DistinctBy(device => device.Place)];
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(devices, ChannelCommandJson.Plain.IReadOnlyListDeviceJson));
        }
        else
        {
            Print(devices, add);
        }

        return add ? await AddAsync(settings, result, devices, json, stop) : 0;
    }

    private static async Task<IEnumerable<DeviceJson>> HdHomeRunsAsync(HdHomeRunDevices tuners, string[] hosts, CancellationToken stop)
    {
        var found = new List<(HdHomeRunDevice Device, string Place)>();
        var problems = new List<DeviceJson>();
        foreach (var reply in await tuners.FindAsync(deviceId: null, at: null, stop))
        {
            var (device, failure) = await tuners.DescribeAsync(reply, stop);
            found.Add((device ?? reply, $"hdhomerun://{reply.DeviceId:X8}"));
            if (failure is not null)
            {
                problems.Add(new DeviceJson("HDHomeRun", reply.Name, null, reply.Base.Authority, $"hdhomerun://{reply.DeviceId:X8}", reply.TunerCount, null, failure.Detail));
            }
        }

        foreach (var host in hosts)
        {
            // A host that is none is one that has something else, most likely.
            if ((await tuners.FindAtAsync(host, port: null, stop)).Device is { } device)
            {
                found.Add((device, $"hdhomerun://{host}"));
            }
        }

        var described = await Task.WhenAll(found.Where(one => problems.TrueForAll(problem => problem.Place != one.Place)).Select(one => DescribeAsync(tuners, one.Device, one.Place, stop)));
        return problems.Concat(described);
    }

    private static async Task<DeviceJson> DescribeAsync(HdHomeRunDevices tuners, HdHomeRunDevice device, string place, CancellationToken stop)
    {
        var status = await tuners.TunersAsync(device, stop);
        return new DeviceJson(
            "HDHomeRun", device.Name, device.Model, device.Base.Authority, place,
            device.TunerCount ?? (status.Count > 0 ? status.Count : null), status.Count > 0 ? status.Count(tuner => tuner.IsInUse) : null, null);
    }

    private static async Task<IEnumerable<DeviceJson>> SatIpServersAsync(SatIpServers servers, string[] hosts, CancellationToken stop)
    {
        var searches = await Task.WhenAll(hosts.Select<string, Task<IReadOnlyList<Uri>>>(host => servers.FindAsync(host, stop)).Prepend(servers.FindAsync(host: null, stop)));
        return await Task.WhenAll(searches.SelectMany(locations => locations).Distinct().Select(async location =>
        {
            var (server, failure) = await servers.DescribeAsync(location, stop);
            return new DeviceJson(
                "SAT>IP", server?.Name ?? location.Authority, null, location.Authority, $"satip://{location.Authority}{location.PathAndQuery}",
                server?.Tuners.Values.Sum(), null, failure?.Detail ?? (server!.Playlist is null ? "It has no channel list of its own." : null));
        }));
    }

    private static void Print(List<DeviceJson> devices, bool add)
    {
        if (devices.Count == 0)
        {
            Console.WriteLine("Nothing answers. Name the host of what is on another network: seeit-agent channels scan 192.168.2.20");
            return;
        }

        foreach (var device in devices)
        {
            var tuners = device.Tuners is { } count ? $", {count} tuners{(device.InUse is { } used ? $", {used} in use" : "")}" : "";
            Console.WriteLine($"{device.Kind,-10} {device.Name}{(device.Model is { } model ? $" ({model})" : "")} at {device.Address}{tuners}{(device.Problem is { } problem ? $". {problem}" : "")}");
            Console.WriteLine($"           {device.Place}");
        }

        if (!add)
        {
            Console.WriteLine("To take their channels: seeit-agent channels scan --add, or name them in the setting Lineup.");
        }
    }

    /// <summary>Keeps the places for each refresh, and refreshes now.</summary>
    private static async Task<int> AddAsync(AgentSettings settings, SettingsResult result, List<DeviceJson> devices, bool json, CancellationToken stop)
    {
        List<LineupPlace> places = [.. devices.Where(device => device.Problem is null).Select(device => LineupPlace.Parse(device.Place, out _)).OfType<LineupPlace>()];
        if (places.Count == 0)
        {
            return devices.Count == 0 ? 1 : Complaint.Say("None of what was found has channels to add.");
        }

        try
        {
            Directory.CreateDirectory(settings.StateFolder);
            AddedPlaces.Add(settings.StateFolder, places);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Complaint.Say(exception.Message);
        }

        return await ChannelRefresh.RunAsync(result, json, stop);
    }
}
