using System.Globalization;
using System.Text.RegularExpressions;

namespace SeeIt.TestKit;

/// <summary>What a demo channel's picture says of itself.</summary>
/// <param name="Channel">The channel's id: <c>garden.demo</c>, <c>harbour.demo</c>, <c>news.demo</c>.</param>
/// <param name="Second">Of the clip's own time line, from 0.</param>
public sealed record SourceTime(string Channel, int Second);

/// <summary>Reads the TV as a person would: from a screenshot, by the QR code in the picture. Needs zbar-tools.</summary>
public sealed partial class TvScreen(XvfbDisplay display)
{
    /// <summary>The texts of all QR codes on the screen now.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync()
    {
        const int NothingFound = 4;
        var picture = await display.ScreenshotAsync();
        try
        {
            var (code, output) = await TestProcess.RunAsync(
                "zbarimg",
                ["--quiet", "--raw", "--nodbus", "-S*.disable", "-Sqrcode.enable", picture]);
            return code switch
            {
                0 => output.Split('\n', StringSplitOptions.RemoveEmptyEntries),
                NothingFound => [],
                _ => throw new InvalidOperationException($"zbarimg ended with {code}: {output}"),
            };
        }
        finally
        {
            File.Delete(picture);
        }
    }

    /// <summary>Of all its pixels: equal for the same picture only.</summary>
    public async Task<string> FingerprintAsync()
    {
        var picture = await display.ScreenshotAsync();
        try
        {
            var (code, output) = await TestProcess.RunAsync("identify", ["-quiet", "-format", "%#", picture]);
            return code == 0 ? output : throw new InvalidOperationException($"identify ended with {code}: {output}");
        }
        finally
        {
            File.Delete(picture);
        }
    }

    /// <summary>The demo channel that is on the screen now, or null.</summary>
    public async Task<SourceTime?> ReadSourceTimeAsync() =>
        (await ReadAsync())
            .Select(text => SourceTimePattern().Match(text))
            .Where(match => match.Success)
            .Select(match => new SourceTime(
                match.Groups["channel"].Value,
                int.Parse(match.Groups["second"].Value, CultureInfo.InvariantCulture)))
            .FirstOrDefault();

    /// <summary>Waits until the channel is on the screen.</summary>
    public Task<SourceTime> WaitForChannelAsync(string id, TimeSpan? timeout = null) =>
        Eventually.GetAsync(
            async () => await ReadSourceTimeAsync() is { } time && time.Channel == id ? time : null,
            $"channel {id} is on the screen",
            timeout);

    /// <summary>Waits until the channel is on the screen and its clock has moved on.</summary>
    public async Task<SourceTime> WaitForMovingClockAsync(string id, TimeSpan? timeout = null)
    {
        var first = await WaitForChannelAsync(id, timeout);
        return await Eventually.GetAsync(
            async () => await ReadSourceTimeAsync() is { } time && time.Channel == id && time.Second != first.Second ? time : null,
            $"the clock of channel {id} moves on from second {first.Second}",
            timeout);
    }

    /// <summary>Waits until the same second was on the screen for this long (default 3 s: three seconds of the clock).</summary>
    public async Task<SourceTime> WaitForStandingClockAsync(string id, TimeSpan? standing = null, TimeSpan? timeout = null)
    {
        var time = TimeProvider.System;
        var wanted = standing ?? TimeSpan.FromSeconds(3);
        SourceTime? last = null;
        var since = time.GetTimestamp();
        return await Eventually.GetAsync(
            async () =>
            {
                var now = await ReadSourceTimeAsync();
                if (now is null || now.Channel != id || now != last)
                {
                    last = now;
                    since = time.GetTimestamp();
                    return null;
                }

                return time.GetElapsedTime(since) >= wanted ? now : null;
            },
            $"the clock of channel {id} stands still for {wanted.TotalSeconds:0.#} s",
            timeout);
    }

    [GeneratedRegex("^channel=(?<channel>[^;]+);t=(?<second>[0-9]+)$")]
    private static partial Regex SourceTimePattern();
}
