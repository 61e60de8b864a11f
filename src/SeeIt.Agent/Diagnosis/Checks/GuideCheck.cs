using System.Globalization;
using SeeIt.Guide;

namespace SeeIt.Agent.Diagnosis.Checks;

/// <summary>Whether there are channels, and a guide that tells of now.</summary>
internal sealed class GuideCheck(Patient patient) : Check("guide")
{
    private const string Refresh = "seeit-agent guide refresh fetches it now, and says what is wrong.";
    private static readonly TimeSpan _soon = TimeSpan.FromHours(12);

    public override Task<IReadOnlyList<Finding>> RunAsync(CancellationToken stop)
    {
        if (patient.Status?.Guide is { } known)
        {
            return Found([.. Look(known.Channels, known.Ends)]);
        }

        if (!File.Exists(Path.Combine(patient.Settings.StateFolder, "guide.db")))
        {
            return Found(Unknown($"There is no guide in {patient.Settings.StateFolder}, or this user may not see it.", "Run it as root, or as the service's user."));
        }

        using var guide = HouseholdGuide.Open(patient.Settings.StateFolder, patient.Time);
        return Found([.. Look(guide.Channels.Count, guide.Span?.Ends)]);
    }

    private IEnumerable<Finding> Look(int channels, DateTimeOffset? ends)
    {
        if (channels == 0)
        {
            yield return Problem("The household has no channels: nothing can be shown.", "Set Lineup in /etc/seeit-agent/appsettings.json; seeit-agent channels scan finds tuners on the network.");
            yield break;
        }

        yield return Ok($"The household has {channels} channels.");
        var now = patient.Time.GetUtcNow();
        yield return ends switch
        {
            null => Problem("There is no guide: posts cannot be matched to what is on.", $"Set Guide in /etc/seeit-agent/appsettings.json. {Refresh}"),
            { } end when end <= now => Problem($"The guide ended on {Local(end)}: it tells nothing of now.", Refresh),
            { } end when end - now < _soon => Warning($"The guide ends on {Local(end)}.", Refresh),
            { } end => Ok($"The guide tells of what is on until {Local(end)}."),
        };
    }

    private string Local(DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"{TimeZoneInfo.ConvertTime(at, patient.Time.LocalTimeZone):dddd d MMMM, HH:mm}");
}
