using SeeIt.Contracts.Player;
using SeeIt.Player.Tests.Harness;
using SeeIt.TestKit;

namespace SeeIt.Player.Tests;

/// <summary>What leaves the player for the loudspeakers.</summary>
public sealed class HeardTests(Clips clips, VirtualScreen screen) : PlayerTest(clips, screen)
{
    /// <summary>How loud ffmpeg makes a tone of an eighth in each of two channels.</summary>
    private const float Clip = 0.125f * 0.707f;

    /// <summary>LibVLC's loudness is the third power of its volume.</summary>
    private const float Half = Clip / 8;

    private static readonly string WithSound = PlayerProcess.Quick.Replace("adummy", "alsa", StringComparison.Ordinal);

    [Fact]
    public async Task Mute_is_silence_and_afterwards_it_is_as_loud_as_before()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen, WithSound);
        await using var _ = player;
        await using var __ = client;
        await using var sound = await HeardSound.OfAsync(player.Socket);
        await client.Do(new OpenRequest(1, new StreamInput(1)));
        await using var feed = await TransportFeed.Start(player, 1, Clips.MakeSound("aac"));
        await EventuallyHeard(client, sound, Clip);

        await client.Do(new SetVolumeRequest(50));
        await EventuallyHeard(client, sound, Half);
        await client.Do(new SetMutedRequest(true));
        await EventuallyHeard(client, sound, 0);
        await client.Do(new SetMutedRequest(false));
        await EventuallyHeard(client, sound, Half);
    }

    [Fact]
    public async Task What_is_muted_already_begins_in_silence_and_a_volume_does_not_end_it()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen, WithSound);
        await using var _ = player;
        await using var __ = client;
        await using var sound = await HeardSound.OfAsync(player.Socket);
        await client.Do(new SetMutedRequest(true));
        await client.Do(new OpenRequest(1, new StreamInput(1)));
        await using var feed = await TransportFeed.Start(player, 1, Clips.MakeSound("aac"));
        await client.Next<StatisticsEvent>(e => e.PlayedAudio > 20);
        Assert.Equal(0, sound.TakeLoudest());

        await client.Do(new SetVolumeRequest(50));
        await EventuallyHeard(client, sound, 0);
        await client.Do(new SetMutedRequest(false));
        await EventuallyHeard(client, sound, Half);
    }

    [Fact]
    public async Task A_fade_goes_through_all_that_is_between_its_ends()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen, WithSound);
        await using var _ = player;
        await using var __ = client;
        await using var sound = await HeardSound.OfAsync(player.Socket);
        await client.Do(new OpenRequest(1, new StreamInput(1)));
        await using var feed = await TransportFeed.Start(player, 1, Clips.MakeSound("aac"));
        await EventuallyHeard(client, sound, Clip);

        await client.Do(new SetVolumeRequest(50, FadeMs: 5_000));
        var heard = new List<float>();
        while (heard.Count == 0 || Math.Abs(heard[^1] - Half) > 0.05f * Half)
        {
            Assert.InRange(heard.Count, 0, 60);
            sound.TakeLoudest();
            var before = await client.Next<StatisticsEvent>();
            await client.Next<StatisticsEvent>(e => e.PlayedAudio > before.PlayedAudio);
            heard.Add(sound.TakeLoudest());
        }

        // Ever quieter, and a third of the way and two thirds are heard as well.
        Assert.All(heard.Zip(heard.Skip(1)), pair => Assert.True(pair.Second <= pair.First * 1.02f, string.Join(", ", heard)));
        Assert.Contains(heard, loudness => loudness > Clip * 0.4f && loudness < Clip * 0.8f);
        Assert.Contains(heard, loudness => loudness > Half * 1.2f && loudness < Clip * 0.4f);
    }

    [Fact]
    public async Task The_device_that_was_chosen_sounds_and_no_other()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen, WithSound);
        await using var _ = player;
        await using var __ = client;
        await using var usual = await HeardSound.OfAsync(player.Socket);
        await using var other = await HeardSound.OfAsync(player.Socket, "other");
        await client.Do(new SetPreferencesRequest(new PlaybackPreferences { AudioDevice = "other" }));
        await client.Do(new OpenRequest(1, new StreamInput(1)));
        await using var feed = await TransportFeed.Start(player, 1, Clips.MakeSound("aac"));
        await EventuallyHeard(client, other, Clip);
        Assert.Equal(0, usual.TakeLoudest());

        // Chosen while it plays, too.
        await client.Do(new SetPreferencesRequest(new PlaybackPreferences { AudioDevice = "default" }));
        await EventuallyHeard(client, usual, Clip);
        other.TakeLoudest();
        await client.Next<StatisticsEvent>();
        Assert.Equal(0, other.TakeLoudest());
    }

    [Fact]
    public async Task An_output_that_is_lost_is_told_and_heard_again_when_it_is_back_and_the_media_goes_on()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen, WithSound);
        await using var _ = player;
        await using var __ = client;
        await using var sound = await HeardSound.OfAsync(player.Socket);
        await client.Do(new OpenRequest(1, new StreamInput(1)));
        await using var feed = await TransportFeed.Start(player, 1, Clips.MakeSound("aac"));
        await EventuallyHeard(client, sound, Clip);

        await sound.UnplugAsync();
        Assert.Equal(new SoundEvent(1, IsMissing: true), await client.Next<SoundEvent>());
        var lost = await client.Next<StatisticsEvent>();

        // It is tried a few times, and is told once.
        await client.Next<PlayerEvent>(e =>
        {
            Assert.IsNotType<SoundEvent>(e);
            return e is StatisticsEvent on && on.TimeMs >= lost.TimeMs + 5_000;
        });

        sound.PlugIn();
        Assert.Equal(new SoundEvent(1, IsMissing: false), await client.Next<SoundEvent>());
        await EventuallyHeard(client, sound, Clip);
    }

    /// <summary>Returns when half a second of sound was as loud.</summary>
    private static async Task EventuallyHeard(PlayerClient client, HeardSound sound, float loudness)
    {
        using var patience = new CancellationTokenSource(PlayerProcess.Patience);
        var heard = -1f;
        while (Math.Abs(heard - loudness) > 0.1f * loudness)
        {
            Assert.False(patience.IsCancellationRequested, $"{heard} is heard instead of {loudness}");
            client.Drain();
            var before = await client.Next<StatisticsEvent>();
            sound.TakeLoudest();
            await client.Next<StatisticsEvent>(e => e.PlayedAudio > before.PlayedAudio);
            heard = sound.TakeLoudest();
        }
    }
}
