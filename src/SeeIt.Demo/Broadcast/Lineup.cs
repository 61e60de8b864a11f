using System.Globalization;
using System.Text;

namespace SeeIt.Demo.Broadcast;

/// <summary>What the virtual HDHomeRun tells of itself. Member names are the device's own (its HTTP API).</summary>
public static class Lineup
{
    public sealed record Device(
        string FriendlyName,
        string ModelNumber,
        string FirmwareName,
        string FirmwareVersion,
        string DeviceID,
        string BaseURL,
        string LineupURL,
        int TunerCount);

    public sealed record Entry(string GuideNumber, string GuideName, string VideoCodec, string AudioCodec, int HD, string URL);

    public static Device Describe(string baseUrl, int tuners) => new(
        "See it demo",
        "SEEIT-DEMO",
        "seeit_demo",
        "1",
        "5EE17DE0",
        baseUrl,
        $"{baseUrl}/lineup.json",
        tuners);

    public static IEnumerable<Entry> Entries(string baseUrl) =>
        DemoChannel.All.Select(channel => new Entry(
            channel.Number.ToString(CultureInfo.InvariantCulture),
            channel.Name,
            "H264",
            "AAC",
            1,
            Address(baseUrl, channel)));

    /// <summary>The same as an extended M3U.</summary>
    public static string Playlist(string baseUrl)
    {
        var playlist = new StringBuilder();
        playlist.Append(CultureInfo.InvariantCulture, $"#EXTM3U x-tvg-url=\"{baseUrl}/guide.xml\"\n");
        foreach (var channel in DemoChannel.All)
        {
            playlist.Append(
                CultureInfo.InvariantCulture,
                $"#EXTINF:-1 tvg-id=\"{channel.Id}\" tvg-name=\"{channel.Name}\" tvg-chno=\"{channel.Number}\" group-title=\"{channel.Group}\",{channel.Name}\n");
            playlist.Append(CultureInfo.InvariantCulture, $"{Address(baseUrl, channel)}\n");
        }

        return playlist.ToString();
    }

    private static string Address(string baseUrl, DemoChannel channel) =>
        string.Create(CultureInfo.InvariantCulture, $"{baseUrl}/auto/v{channel.Number}");
}
