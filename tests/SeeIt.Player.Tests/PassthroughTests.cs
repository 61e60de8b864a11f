using SeeIt.Contracts.Player;
using SeeIt.LibVlc;
using SeeIt.Player.Playback;
using SeeIt.Player.Tests.Harness;

namespace SeeIt.Player.Tests;

public sealed class PassthroughTests(Clips clips, VirtualScreen screen) : PlayerTest(clips, screen)
{
    /// <summary>How LibVLC's log begins to tell what leaves its audio output.</summary>
    private const string Output = "output '";

    private const string Undecoded = "spdi";
    private const string Decoded = "f32l";

    /// <summary>LibVLC by itself, with what the player sets, on a sound card that ALSA only pretends to have.</summary>
    [Theory]
    [InlineData("ac3", true, Undecoded)]
    [InlineData("aac", true, Decoded)]
    [InlineData("ac3", false, Decoded)]
    public async Task Sound_goes_to_the_receiver_as_it_is_when_that_is_wanted(string codec, bool passthrough, string expected)
    {
        using var vlc = new LibVLC(LogLevel.Debug, "--no-lua", "--vout=dummy", "--aout=alsa", "--alsa-audio-device=null");
        using var media = new Media(vlc, Clips.MakeSound(codec));
        using var player = new MediaPlayer(vlc) { Media = media };
        PlayerPreferences.Apply(new PlaybackPreferences { Passthrough = passthrough }, player);
        Assert.True(player.Play());

        using var patience = new CancellationTokenSource(PlayerProcess.Patience);
        var line = "";
        while (!line.StartsWith(Output, StringComparison.Ordinal))
        {
            line = (await vlc.Log.ReadAsync(patience.Token)).Message;
        }

        player.Stop();
        Assert.StartsWith(Output + expected, line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ac3_is_heard(bool passthrough)
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        await client.Do(new SetPreferencesRequest(new PlaybackPreferences { Passthrough = passthrough }));
        await client.Do(new OpenRequest(1, new StreamInput(1)));
        await using var feed = await TransportFeed.Start(player, 1, Clips.MakeSound("ac3"));
        await client.Next<StatisticsEvent>(e => e.PlayedAudio > 50);
        Assert.DoesNotContain("audio output", player.Errors, StringComparison.Ordinal);
    }
}
