namespace SeeIt.Box.Tests.Harness;

/// <summary>A program of this machine that has to succeed.</summary>
internal static class Command
{
    /// <returns>All that it printed.</returns>
    /// <exception cref="InvalidOperationException">It failed; with what it printed.</exception>
    public static async Task<string> RunAsync(string program, params IEnumerable<string> arguments)
    {
        var words = arguments.ToList();
        var (code, output) = await TestProcess.RunAsync(program, words);
        return code == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', words)} ended with {code}:\n{output}");
    }
}
