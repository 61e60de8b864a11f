using SeeIt.TestKit;

namespace SeeIt.Bench.Zapping;

/// <summary>The clips that carry a <see cref="Screen.FrameStrip"/>, made by tests/bench/make-clips.sh when they are absent or out of date.</summary>
internal static class BenchClips
{
    private static readonly TimeSpan MakingTimeout = TimeSpan.FromMinutes(5);

    /// <param name="kind">One of the folders that the script makes: key-1s, key-2s, 20-mbit.</param>
    /// <returns>The folder that seeit-demo broadcasts.</returns>
    public static async Task<string> FolderAsync(string kind)
    {
        var folder = Repository.Path("artifacts", "bench-clips");
        var (code, output) = await TestProcess.RunAsync(Repository.Path("tests", "bench", "make-clips.sh"), [folder], timeout: MakingTimeout);
        return code == 0 ? Path.Combine(folder, kind) : throw new InvalidOperationException($"make-clips.sh ended with {code}: {output}");
    }
}
