using SeeIt.Guide;
using SeeIt.Guide.Xmltv;

namespace SeeIt.Agent.Sources.Guides;

/// <summary>Asks all places for their guides, all at once; what has not changed since it was imported is not taken again. Thread-safe.</summary>
public sealed class GuideFetcher(HouseholdGuide guide, GuideDownload download)
{
    /// <summary>One input for each place, in their order. Expected failures are in the inputs.</summary>
    /// <param name="places">The owner's; one that is written twice is asked once.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="again">Whether or not they have changed.</param>
    /// <exception cref="OperationCanceledException">Cancelled by the caller.</exception>
    public async Task<FetchedGuides> FetchAsync(IEnumerable<GuidePlace> places, CancellationToken cancellation, bool again = false) => new(await Task.WhenAll(
        GuidePlace.Named([.. places.DistinctBy(place => place.Text)]).Select(named => FetchAsync(named.Name, named.Place, again, cancellation))));

    private async Task<GuideInput> FetchAsync(string name, GuidePlace place, bool again, CancellationToken cancellation)
    {
        var known = again ? null : GuideVersion.Parse(place, guide.GuideVersion(name));
        var input = place.FilePath is { } path ? Open(name, place, path, known) : await download.GetAsync(name, place, known, cancellation);
        return input with { Shift = place.Shift };
    }

    private static GuideInput Open(string name, GuidePlace place, string path, GuideVersion? known)
    {
        try
        {
            var content = File.OpenRead(path);
            var version = GuideVersion.Of(place, new FileInfo(path));
            if (version != known)
            {
                return new GuideInput(name, content) { Version = version.ToString() };
            }

            content.Dispose();
            return GuideInput.Unchanged(name);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return new GuideInput(name, null, new Problem(name, 0, "There is no such file."));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new GuideInput(name, null, new Problem(name, 0, exception.Message));
        }
    }
}
