using System.Text.Json;
using SeeIt.Agent.Settings;
using SeeIt.Guide.Lineup;

namespace SeeIt.Agent.Cli.Channels;

/// <summary><c>seeit-agent channels list</c>.</summary>
internal static class ChannelList
{
    public static Task<int> Print(SettingsResult result, bool json) => HouseholdFile.WithAsync(result, (guide, _, clock) =>
    {
        var now = clock.GetUtcNow();
        List<ChannelJson> channels = [.. guide.Channels.Select(channel => Describe(channel, guide.On(channel.Id, now)?.Title))];
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(channels, ChannelCommandJson.Plain.IReadOnlyListChannelJson));
            return Task.FromResult(0);
        }

        foreach (var channel in channels)
        {
            Console.WriteLine($"{channel.Number,5}  {channel.Name,-28} {channel.OnNow ?? "(no guide)",-40} {channel.Sources.Count} source(s)");
        }

        return Task.FromResult(0);
    });

    private static ChannelJson Describe(Channel channel, string? onNow) => new(
        channel.Id, channel.Name, channel.Number, channel.Group, channel.IsRadio, channel.Aliases, channel.GuideId, channel.TvgShift.TotalHours,
        [.. channel.Sources.Select(source => new SourceJson(AddressOf(source.Uri), source.Input, source.Tuners?.Group, source.Tuners?.Count))], onNow);

    /// <summary>The rest of an address is often a password; an adapter's is none.</summary>
    private static string AddressOf(Uri uri) => !uri.IsAbsoluteUri ? uri.OriginalString
        : uri.Host.Length == 0 ? uri.OriginalString
        : uri.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
}
