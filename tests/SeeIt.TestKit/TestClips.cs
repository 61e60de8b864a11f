using System.Globalization;

namespace SeeIt.TestKit;

/// <summary>The demo channels' clips, made by packaging/make-clips.sh when they are absent or out of date.</summary>
public static class TestClips
{
    /// <summary>The length of the demo's own clips in seconds.</summary>
    public const int DefaultSeconds = 64;

    private static readonly TimeSpan MakingTimeout = TimeSpan.FromMinutes(5);

    /// <summary>Any number of processes may ask at the same time: the script holds a file lock and makes them once.</summary>
    /// <param name="seconds">A multiple of 8.</param>
    /// <returns>The folder.</returns>
    public static async Task<string> FolderAsync(int seconds = DefaultSeconds)
    {
        var name = seconds == DefaultSeconds ? "clips" : string.Create(CultureInfo.InvariantCulture, $"clips-{seconds}");
        var folder = Repository.Path("artifacts", name);
        var (code, output) = await TestProcess.RunAsync(
            Repository.Path("packaging", "make-clips.sh"),
            [folder, seconds.ToString(CultureInfo.InvariantCulture)],
            timeout: MakingTimeout);
        return code == 0 ? folder : throw new InvalidOperationException($"make-clips.sh ended with {code}: {output}");
    }
}
