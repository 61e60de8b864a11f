using SeeIt.Guide;
using SeeIt.Guide.Xmltv;

namespace SeeIt.Agent.Sources.Guides;

/// <summary>Asks all places for their guides, all at once; what has not changed since it was imported is not taken again. Thread-safe.</summary>
public sealed class GuideFetcher(HouseholdGuide guide, GuideDownload download)
{
    /// <summary>One input for each place, in their order. Expected failures are in the inputs.</summary>
    /// <param name="places">As owners write them.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="again">Whether or not they have changed.</param>
    /// <exception cref="OperationCanceledException">Cancelled by the caller.</exception>
    public async Task<FetchedGuides> FetchAsync(IEnumerable<string> places, CancellationToken cancellation, bool again = false) => new(await Task.WhenAll(
        GuidePlace.Named([.. places.Distinct(StringComparer.Ordinal).Select(GuidePlace.Of)]).Select(named => FetchAsync(named.Name, named.Place, again, cancellation))));

    private Task<GuideInput> FetchAsync(string name, GuidePlace place, bool again, CancellationToken cancellation)
    {
        var known = again ? null : GuideVersion.Parse(place, guide.GuideVersion(name));
        return place.Address is null ? Task.FromResult(Open(name, place, known)) : download.GetAsync(name, place, known, cancellation);
    }

    private static GuideInput Open(string name, GuidePlace place, GuideVersion? known)
    {
        if (place.Text.Length == 0)
        {
            return new GuideInput(name, null, new Problem(name, 0, "The name of a file is needed, or an address."));
        }

        try
        {
            var content = File.OpenRead(place.Text);
            var version = GuideVersion.Of(place, new FileInfo(place.Text));
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
