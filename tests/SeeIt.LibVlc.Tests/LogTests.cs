namespace SeeIt.LibVlc.Tests;

public sealed class LogTests(Clips clips) : LibVlcTest
{
    [Fact]
    public async Task Debug_lines_come_formatted_when_asked_for()
    {
        using var vlc = new LibVLC(LogLevel.Debug, Options);
        using var player = new MediaPlayer(vlc);
        using var media = new Media(vlc, clips.Transport);
        player.Play(media);

        var entry = await ReadLogUntil(
            vlc.Log, e => e.Message.StartsWith("creating demux", StringComparison.Ordinal) && e.Message.Contains("clip.ts", StringComparison.Ordinal));
        Assert.DoesNotContain('%', entry.Message);
    }

    [Fact]
    public async Task Lines_below_the_minimum_are_dropped_and_the_newest_are_kept()
    {
        using var vlc = new LibVLC(LogLevel.Error, Options);
        using var player = new MediaPlayer(vlc);
        for (var i = 0; i < 150; i++)
        {
            using var media = new Media(vlc, clips.PathOf($"absent{i}.ts"));
            player.Play(media);
            await ReadUntil(player, MediaPlayerEventType.EncounteredError);
        }

        var entries = new List<LogEntry>();
        while (vlc.Log.TryRead(out var entry))
        {
            entries.Add(entry);
        }

        Assert.InRange(entries.Count, 150, 256);
        Assert.All(entries, e => Assert.Equal(LogLevel.Error, e.Level));
        Assert.Contains(entries, e => e.Message.Contains("absent149.ts", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_line_names_the_player_whose_input_or_decoder_it_comes_from()
    {
        using var vlc = new LibVLC(LogLevel.Debug, Options);
        using var one = new MediaPlayer(vlc);
        using var other = new MediaPlayer(vlc);
        Assert.NotEqual(one.Id, other.Id);
        using var absent = new Media(vlc, clips.PathOf("absent.ts"));
        using var media = new Media(vlc, clips.Transport);
        one.Play(absent);
        other.Play(media);

        var lines = new List<LogEntry>();
        await ReadLogUntil(vlc.Log, entry =>
        {
            lines.Add(entry);
            return lines.Exists(IsOfAbsent) && lines.Exists(IsOfDecoder);
        });
        Assert.All(lines.Where(IsOfAbsent), entry => Assert.Equal(one.Id, entry.Player));
        Assert.All(lines.Where(IsOfDecoder), entry => Assert.Equal(other.Id, entry.Player));

        static bool IsOfAbsent(LogEntry entry) => entry.Level == LogLevel.Error && entry.Message.Contains("absent.ts", StringComparison.Ordinal);
        static bool IsOfDecoder(LogEntry entry) => entry.Message.Contains("video decoder module", StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_option_is_refused()
        => Assert.Contains("--no-such-option", Assert.Throws<VLCException>(() => new LibVLC("--no-such-option")).Message, StringComparison.Ordinal);

    [Fact]
    public void The_version_is_libvlc_3() => Assert.StartsWith("3.0.", LibVLC.Version, StringComparison.Ordinal);
}
