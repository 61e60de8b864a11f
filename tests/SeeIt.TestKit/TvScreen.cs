using System.Globalization;
using System.Text.RegularExpressions;

namespace SeeIt.TestKit;

/// <summary>What a demo channel's picture says of itself.</summary>
/// <param name="Channel">The channel's id: <c>garden.demo</c>, <c>harbour.demo</c>, <c>news.demo</c>.</param>
/// <param name="Second">Of the clip's own time line, from 0.</param>
public sealed record SourceTime(string Channel, int Second);

/// <summary>Reads the TV as a person would: from a screenshot, by the QR code in the picture. Needs zbar-tools.</summary>
/// <param name="takeScreenshot">Returns the path of a PNG of 1280 by 720 pixels, which is deleted when it was read.</param>
public sealed partial class TvScreen(Func<Task<string>> takeScreenshot)
{
    public TvScreen(XvfbDisplay display)
        : this(() => display.ScreenshotAsync())
    {
    }

    /// <summary>The texts of all QR codes on the screen now.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync()
    {
        const int NothingFound = 4;
        var picture = await takeScreenshot();
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
        var picture = await takeScreenshot();
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

    /// <summary>The colour of one pixel.</summary>
    public async Task<(byte Red, byte Green, byte Blue)> ColourAsync(int x, int y)
    {
        var picture = await takeScreenshot();
        try
        {
            var (code, output) = await TestProcess.RunAsync("convert", [picture, "-depth", "8", "-format", $"%[hex:p{{{x},{y}}}]", "info:"]);
            var parts = code == 0 ? Convert.FromHexString(output.Trim()[..6]) : throw new InvalidOperationException($"convert ended with {code}: {output}");
            return (parts[0], parts[1], parts[2]);
        }
        finally
        {
            File.Delete(picture);
        }
    }

    /// <summary>
    /// The screen that says what is wrong is on: it alone has a coral bar beside its text, on the dark ground of all the player's
    /// screens (SeeIt.Player's Screens and Palette).
    /// </summary>
    public async Task<bool> ShowsTroubleAsync()
    {
        const string Bar = "FF7D6E";
        const int GroundAtMost = 0x38;
        var picture = await takeScreenshot();
        try
        {
            // Of 1280 by 720 pixels: the bar in the height of the title, between it and the text, and the ground beside it.
            var (code, output) = await TestProcess.RunAsync("convert", [picture, "-depth", "8", "-format", "%[hex:p{84,245}] %[hex:p{84,330}] %[hex:p{40,330}]", "info:"]);
            var pixels = code == 0 ? output.Trim().Split(' ') : throw new InvalidOperationException($"convert ended with {code}: {output}");
            var ground = Convert.FromHexString(pixels[2][..6]);
            return pixels[0].StartsWith(Bar, StringComparison.OrdinalIgnoreCase) && pixels[1].StartsWith(Bar, StringComparison.OrdinalIgnoreCase)
                && ground.All(part => part is > 0 and <= GroundAtMost);
        }
        finally
        {
            File.Delete(picture);
        }
    }

    /// <summary>Waits until the screen that says what is wrong is on.</summary>
    public Task WaitForTroubleAsync() => Eventually.TrueAsync(ShowsTroubleAsync, "the trouble screen");

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
