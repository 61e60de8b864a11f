using System.Globalization;
using SeeIt.Guide.Lineup;

namespace SeeIt.Agent.Sources.Lineups.HdHomeRun;

/// <summary>A device as discovery and its /discover.json describe it.</summary>
/// <param name="Base">Its web server.</param>
/// <param name="Lineup">Where its lineup.json is.</param>
/// <param name="DeviceId">Null of an emulator that has none.</param>
/// <param name="FriendlyName">"HDHomeRun CONNECT"; null when it does not say.</param>
/// <param name="Model">"HDHR4-2US".</param>
/// <param name="TunerCount">Null when it does not say.</param>
public sealed record HdHomeRunDevice(Uri Base, Uri Lineup, uint? DeviceId, string? FriendlyName, string? Model, int? TunerCount)
{
    /// <summary>"HDHomeRun 1052AA10", or by its host.</summary>
    public string Name => $"HDHomeRun {(DeviceId is { } id ? id.ToString("X8", CultureInfo.InvariantCulture) : Base.Authority)}";

    /// <summary>All of its channels share them.</summary>
    public SourceTuners? Tuners => TunerCount is > 0 and var count ? new SourceTuners(Name, count) : null;
}
