namespace SeeIt.Relay;

/// <summary>What an open source is held for.</summary>
public enum SourceUse
{
    /// <summary>Ready before it is asked for: gives its tuner up to any other use.</summary>
    Standby,

    /// <summary>On the screen. Keeps its tuner, as a recording does.</summary>
    Viewing,

    /// <summary>Being recorded. Keeps its tuner, as what is on the screen does.</summary>
    Recording,
}

/// <summary>Tuners that sources share: those of one HDHomeRun, of one SAT&gt;IP server.</summary>
/// <param name="Name">The same for all sources that share them; also for people.</param>
/// <param name="Limit">How many sources of the group may be open at once; 1 or more.</param>
public sealed record TunerGroup(string Name, int Limit);
