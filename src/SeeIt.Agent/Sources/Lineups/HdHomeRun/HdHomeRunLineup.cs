using SeeIt.Guide.Lineup;

namespace SeeIt.Agent.Sources.Lineups.HdHomeRun;

/// <summary>The lineup of one HDHomeRun, or of all that are found.</summary>
internal sealed class HdHomeRunLineup(LineupPlace.HdHomeRun place, HdHomeRunDevices devices, LineupHttp http) : ILineupProvider
{
    public async Task<LineupFetch> FetchAsync(CancellationToken cancellation)
    {
        if (place.Host is { } host)
        {
            var (device, failure) = await devices.FindAtAsync(host, place.Port, cancellation);
            return device is null ? failure! : await FetchAsync([device], onlyOwn: false, cancellation);
        }

        var found = new List<HdHomeRunDevice>();
        foreach (var reply in await devices.FindAsync(place.DeviceId, at: null, cancellation))
        {
            var (device, failure) = await devices.DescribeAsync(reply, cancellation);
            if (device is null)
            {
                return failure! with { Detail = $"{reply.Name}: {failure!.Detail}" };
            }

            found.Add(device);
        }

        return found.Count > 0
            ? await FetchAsync(found, onlyOwn: true, cancellation)
            : new LineupFailure(LineupFailureKind.NotFound, place.DeviceId is null ? "No HDHomeRun answers on this network." : "This HDHomeRun does not answer on this network.");
    }

    private async Task<LineupFetch> FetchAsync(List<HdHomeRunDevice> found, bool onlyOwn, CancellationToken cancellation)
    {
        var documents = new List<LineupDocument>();
        foreach (var device in found)
        {
            var answer = await http.GetAsync(device.Lineup, cancellation);
            if (answer.Content is not { } content)
            {
                return answer.Failure! with { Detail = $"{device.Name}: {answer.Failure!.Detail}" };
            }

            documents.Add(new LineupDocument(new MemoryStream(content), device.Base)
            {
                TunersOf = _ => device.Tuners,
                OnlyHost = onlyOwn ? device.Base.Host : null,
            });
        }

        return new LineupFetch(documents, null);
    }
}
