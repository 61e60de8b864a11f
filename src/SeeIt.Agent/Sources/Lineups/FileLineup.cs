using SeeIt.Guide.Lineup;

namespace SeeIt.Agent.Sources.Lineups;

/// <summary>A file of this machine.</summary>
public sealed class FileLineup(string path) : ILineupProvider
{
    public async Task<LineupFetch> FetchAsync(CancellationToken cancellation)
    {
        try
        {
            return new LineupFetch([new LineupDocument(new MemoryStream(await File.ReadAllBytesAsync(path, cancellation)))], null);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return new LineupFailure(LineupFailureKind.NotFound, "There is no such file.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new LineupFailure(LineupFailureKind.Refused, exception.Message);
        }
    }
}
