using System.Text;
using SeeIt.Agent.Storage;

namespace SeeIt.Agent.Sources.Lineups;

/// <summary>
/// Places that <c>seeit-agent channels scan --add</c> has added: a file of the state folder, one a line, which the owner may
/// edit or delete.
/// </summary>
internal static class AddedPlaces
{
    public const string FileName = "lineups";

    /// <summary>None where there is no file; a line that is no place is left out.</summary>
    public static IReadOnlyList<LineupPlace> Read(string stateFolder)
    {
        try
        {
            return [.. File.ReadLines(Path.Combine(stateFolder, FileName))
                .Select(line => line.Trim())
                .Where(line => line.Length > 0 && line[0] != '#')
                .Select(line => LineupPlace.Parse(line, out _))
                .OfType<LineupPlace>()];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Adds those that are not there yet.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be.</exception>
    public static void Add(string stateFolder, IEnumerable<LineupPlace> places)
    {
        List<string> known = [.. Read(stateFolder).Select(place => place.Text)];
        AtomicFile.Write(Path.Combine(stateFolder, FileName), Encoding.UTF8.GetBytes(string.Join('\n', known.Union(places.Select(place => place.Text))) + "\n"));
    }
}
