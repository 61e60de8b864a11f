using SeeIt.Agent.Cli.Channels;
using SeeIt.Agent.Settings;
using SeeIt.Agent.Sources.Guides;
using SeeIt.Agent.Sources.Lineups;

namespace SeeIt.Agent.Diagnosis.Checks;

/// <summary>Asks each place that lineup and guide come from.</summary>
internal sealed class LineupCheck(Patient patient) : Check("lineup")
{
    public override async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken stop)
    {
        var settings = patient.Settings;
        IReadOnlyList<LineupPlace> places = [.. settings.Lineup.Concat(AddedPlaces.Read(settings.StateFolder)).DistinctBy(place => place.Text)];
        if (places.Count == 0)
        {
            return [Problem("No lineup is set: the box knows no channels.", "Set Lineup in /etc/seeit-agent/appsettings.json; seeit-agent channels scan --add finds tuners on the network.")];
        }

        using var fetching = new Fetching();
        using var http = AgentHost.MakeHttpClient();
        var guides = settings.Guide.Select(place => GuideAsync(http, place, stop));
        return await Task.WhenAll(places.Select(place => LineupAsync(fetching, place, stop)).Concat(guides));
    }

    private async Task<Finding> LineupAsync(Fetching fetching, LineupPlace place, CancellationToken stop)
    {
        var fetch = await fetching.Providers.Of(place).FetchAsync(stop);
        return fetch.Failure is { } failure
            ? Problem($"The lineup {place.Name} cannot be had: {Secrets.Redact(failure.Detail)}", "See whether it is switched on and on this network, and whether Lineup is written correctly.")
            : Ok($"The lineup {place.Name} can be had.");
    }

    private async Task<Finding> GuideAsync(HttpClient http, GuidePlace place, CancellationToken stop)
    {
        const string Advice = "See whether Guide is written correctly, with user name and password where they are needed.";
        if (place.Address is not { } address)
        {
            return File.Exists(place.FilePath) ? Ok($"The guide {place.Name} is there.") : Problem($"The guide {place.Name} is not there, or may not be read.", Advice);
        }

        try
        {
            using var answer = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, stop);
            return answer.IsSuccessStatusCode
                ? Ok($"The guide {place.Name} can be had.")
                : Problem($"The guide {place.Name} answers HTTP {(int)answer.StatusCode}.", Advice);
        }
        catch (HttpRequestException exception)
        {
            return Problem($"The guide {place.Name} cannot be had: {Secrets.Redact(exception.Message)}", Advice);
        }
    }
}
