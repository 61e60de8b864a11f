using System.Text.Json;
using SeeIt.Agent.Playback;
using SeeIt.Agent.Settings;
using SeeIt.Agent.Sources;
using SeeIt.Contracts;
using SeeIt.Contracts.Player;
using SeeIt.Guide;
using SeeIt.Guide.Lineup;

namespace SeeIt.Agent.Cli.Channels;

/// <summary><c>seeit-agent channels test</c>: each source through relay and player, as it is watched. No service may run: it has the TV.</summary>
internal sealed class ChannelTest(Tuner tuner, IPlayer player, TimeProvider time)
{
    private static readonly TimeSpan _length = TimeSpan.FromSeconds(5);

    /// <summary>Exit code 0 when every source was shown, 1 when one was not.</summary>
    public static async Task<int> RunAsync(SettingsResult result, string? name, bool all, bool json, CancellationToken stop)
    {
        if (name is null != all)
        {
            return Complaint.Say("Name a channel, or say --all.");
        }

        return await ServiceCommand.WithStateAsync(result, async (settings, state) =>
        {
            using var host = AgentHost.BuildStandalone(settings, state, QuietLog.Of(result.Configuration!));
            var guide = host.Services.GetRequiredService<HouseholdGuide>();
            IReadOnlyList<Channel> channels = all ? [.. guide.Channels.Where(channel => channel.Sources.Count > 0)]
                : guide.FindChannel(name!) is { } channel ? [channel]
                : [];
            if (channels.Count == 0)
            {
                return Complaint.Say(all ? "The lineup has no channel: seeit-agent channels import" : $"The lineup has no channel '{name}'.");
            }

            // The player alone: nothing of what was on goes on.
            var player = host.Services.GetRequiredService<PlayerHost>();
            await player.StartAsync(stop);
            try
            {
                var test = new ChannelTest(host.Services.GetRequiredService<Tuner>(), player, TimeProvider.System);
                return await test.TestAsync(channels, settings.Tuners, json, stop) ? 0 : 1;
            }
            finally
            {
                await player.StopAsync(CancellationToken.None);
            }
        });
    }

    private async Task<bool> TestAsync(IReadOnlyList<Channel> channels, IReadOnlyDictionary<string, int> tuners, bool json, CancellationToken stop)
    {
        var areAllShown = true;
        foreach (var channel in channels)
        {
            foreach (var source in ChannelSource.Of(channel, tuners))
            {
                var outcome = await TestAsync(channel, source, stop);
                areAllShown &= outcome.Failure is null;
                Console.WriteLine(json ? JsonSerializer.Serialize(outcome, ChannelCommandJson.Plain.ChannelTestJson) : Say(outcome));
            }
        }

        return areAllShown;
    }

    private async Task<ChannelTestJson> TestAsync(Channel channel, ChannelSource source, CancellationToken stop)
    {
        var outcome = new ChannelTestJson(channel.Id, channel.Name, source.Name, null, null, null, null, null, null, null, null);
        var began = time.GetTimestamp();
        switch (await tuner.TuneAsync(source, Tuner.Limit, startMs: 0, stop))
        {
            case TuneResult.Failed failed:
                return outcome with { Failure = failed.Failure.Kind, Detail = failed.Failure.Detail };
            case TuneResult.Tuned { Playback: var playback }:
                await using (playback)
                {
                    return await WatchAsync(playback, outcome with { FirstPictureMs = (int)time.GetElapsedTime(began).TotalMilliseconds }, stop);
                }

            default:
                throw new InvalidOperationException("It is tuned or has failed.");
        }
    }

    private async Task<ChannelTestJson> WatchAsync(PlayingMedia playback, ChannelTestJson outcome, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        var media = playback.Description;
        (long Bytes, TimeSpan At)? first = null, last = null;
        FailedEvent? failed = null;
        using var limit = new CancellationTokenSource(_length, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        try
        {
            await foreach (var happened in playback.Session.Events.ReadAllAsync(linked.Token))
            {
                media = happened as MediaEvent ?? media;
                failed = happened as FailedEvent ?? failed;
                if (happened is StatisticsEvent report)
                {
                    last = (report.ReadBytes, time.GetElapsedTime(began));
                    first ??= last;
                }
            }

            // They end with the player.
            return outcome with { Failure = FailureKind.PlayerCrashed, Detail = "The player ended over it." };
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // Five seconds are over.
        }

        await StopAsync(playback);
        var video = media?.Tracks.FirstOrDefault(track => track is { Kind: TrackKind.Video, Selected: true }) ?? media?.Tracks.FirstOrDefault(track => track.Kind == TrackKind.Video);
        var audio = media?.Tracks.FirstOrDefault(track => track is { Kind: TrackKind.Audio, Selected: true }) ?? media?.Tracks.FirstOrDefault(track => track.Kind == TrackKind.Audio);
        return outcome with
        {
            Width = video?.Width,
            Height = video?.Height,
            Video = video?.Codec,
            Audio = audio?.Codec,
            BitRate = RateOf(first, last),
            Failure = failed?.Failure,
            Detail = failed?.Detail,
        };
    }

    private static long? RateOf((long Bytes, TimeSpan At)? first, (long Bytes, TimeSpan At)? last) =>
        first is { } began && last is { } ended && ended.At - began.At > TimeSpan.FromSeconds(1)
            ? (long)((ended.Bytes - began.Bytes) * 8 / (ended.At - began.At).TotalSeconds)
            : null;

    private async Task StopAsync(PlayingMedia playback)
    {
        try
        {
            await player.StopAsync(playback.Session, CancellationToken.None);
        }
        catch (PlayerException)
        {
            // It has ended by itself.
        }
    }

    private static string Say(ChannelTestJson outcome) => outcome.Failure is { } failure
        ? $"{outcome.Source}: {failure}: {outcome.Detail}"
        : $"{outcome.Source}: first picture after {outcome.FirstPictureMs} ms, {(outcome.Width is { } width ? $"{width}x{outcome.Height} {outcome.Video}" : "no picture")}, "
            + $"{outcome.Audio ?? "no sound"}{(outcome.BitRate is { } rate ? $", {rate / 1_000_000.0:0.0} Mbit/s" : "")}";
}
