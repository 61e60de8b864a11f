using System.Text.Json.Serialization;

namespace SeeIt.Agent.Sources.Lineups.HdHomeRun;

/// <summary>/discover.json, as far as it is needed. Old firmware has no LineupURL, emulators leave out what they like.</summary>
internal sealed record HdHomeRunDescription(string? FriendlyName, string? ModelNumber, string? DeviceID, int? TunerCount, string? LineupURL);

/// <summary>One of /status.json: what a tuner does.</summary>
/// <param name="Resource">"tuner0".</param>
/// <param name="VctNumber">The channel that it is tuned to; null when it is idle.</param>
/// <param name="VctName">Its name.</param>
/// <param name="SignalStrengthPercent">0 to 100; null when it is idle.</param>
/// <param name="TargetIP">Who watches.</param>
public sealed record HdHomeRunTuner(string? Resource, string? VctNumber, string? VctName, int? SignalStrengthPercent, string? TargetIP)
{
    public bool IsInUse => VctNumber is not null || TargetIP is not null;
}

[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowReadingFromString, PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(HdHomeRunDescription))]
[JsonSerializable(typeof(IReadOnlyList<HdHomeRunTuner>))]
internal sealed partial class HdHomeRunJson : JsonSerializerContext;
