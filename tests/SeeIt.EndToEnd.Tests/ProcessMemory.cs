using System.Globalization;
using System.Text;

namespace SeeIt.EndToEnd.Tests;

/// <summary>Looks into what another process has written in its memory, as root can.</summary>
internal static class ProcessMemory
{
    private const int Piece = 1 << 20;

    /// <summary>
    /// Which of the texts stand in its writable memory now, as single bytes or as UTF-16, in their order. What is unmapped
    /// meanwhile is passed over. Skips the test where the memory may not be read.
    /// </summary>
    public static IReadOnlyList<string> Find(int process, IReadOnlyList<string> texts)
    {
        var sought = texts.Select(text => (Text: text, Forms: new[] { Encoding.ASCII.GetBytes(text), Encoding.Unicode.GetBytes(text) })).ToList();
        var overlap = texts.Max(text => text.Length) * sizeof(char);
        var found = new HashSet<string>();
        try
        {
            using var memory = File.OpenHandle($"/proc/{process}/mem");
            var buffer = new byte[Piece + overlap];
            foreach (var (from, to) in Writable(process))
            {
                for (var at = from; at < to; at += Piece)
                {
                    var seen = buffer.AsSpan(0, Read(memory, buffer.AsSpan(0, (int)Math.Min(buffer.Length, to - at)), at));
                    foreach (var (text, forms) in sought)
                    {
                        if (seen.IndexOf(forms[0]) >= 0 || seen.IndexOf(forms[1]) >= 0)
                        {
                            found.Add(text);
                        }
                    }
                }
            }
        }
        catch (UnauthorizedAccessException)
        {
            Assert.Skip("Only root can look into the player, which hides from its own user.");
        }

        return [.. texts.Where(found.Contains)];
    }

    private static int Read(Microsoft.Win32.SafeHandles.SafeFileHandle memory, Span<byte> into, long at)
    {
        try
        {
            return RandomAccess.Read(memory, into, at);
        }
        catch (IOException)
        {
            // A device's, or gone.
            return 0;
        }
    }

    private static IEnumerable<(long From, long To)> Writable(int process) =>
        from line in File.ReadAllLines($"/proc/{process}/maps")
        let parts = line.Split(' ', 3)
        where parts[1].StartsWith("rw", StringComparison.Ordinal)
        let range = parts[0].Split('-')
        select (long.Parse(range[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture), long.Parse(range[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
}
