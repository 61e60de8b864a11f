using SeeIt.TestKit;

namespace SeeIt.Bench.Zapping;

/// <summary>The clips that carry a <see cref="Screen.FrameStrip"/>, made by tests/bench/make-clips.sh when they are absent or out of date.</summary>
internal static class BenchClips
{
    private static readonly TimeSpan MakingTimeout = TimeSpan.FromMinutes(5);

    /// <returns>The folder that holds key-1s and key-2s.</returns>
    public static async Task<string> FolderAsync()
    {
        var folder = Repository.Path("artifacts", "bench-clips");
        var (code, output) = await TestProcess.RunAsync(Repository.Path("tests", "bench", "make-clips.sh"), [folder], timeout: MakingTimeout);
        return code == 0 ? folder : throw new InvalidOperationException($"make-clips.sh ended with {code}: {output}");
    }
}
