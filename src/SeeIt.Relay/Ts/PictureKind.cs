namespace SeeIt.Relay.Ts;

/// <summary>What the beginning of a PES packet tells of the picture in it.</summary>
internal enum PictureKind
{
    /// <summary>More bytes are needed.</summary>
    Undecided,

    /// <summary>A decoder can begin here.</summary>
    Key,

    NotKey,
}
