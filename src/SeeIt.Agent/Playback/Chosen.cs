using System.Collections.Concurrent;
using SeeIt.Contracts.Player;

namespace SeeIt.Agent.Playback;

/// <summary>What the person has chosen of what plays. It outlasts an opening anew of the same source. Thread-safe.</summary>
public sealed class Chosen
{
    private readonly ConcurrentDictionary<TrackKind, int?> _tracks = new();
    private double _rate = 1;

    /// <summary>By kind; null for none of it. A kind that is missing is left to the preferences.</summary>
    public IEnumerable<KeyValuePair<TrackKind, int?>> Tracks => _tracks;

    /// <summary>1 is normal speed.</summary>
    public double Rate
    {
        get => Volatile.Read(ref _rate);
        set => Volatile.Write(ref _rate, value);
    }

    public void Track(TrackKind kind, int? track) => _tracks[kind] = track;

    /// <summary>It was switched off.</summary>
    public bool IsOff(TrackKind kind) => _tracks.TryGetValue(kind, out var track) && track is null;
}
