namespace SeeIt.Relay.Live;

/// <summary>A place in a live stream where a viewer can begin.</summary>
/// <param name="Position">Of its first byte, from the stream's beginning.</param>
/// <param name="Timestamp">When it came, by our clock.</param>
/// <param name="Pcr">When it came, by the program's clock; <see cref="Ts.TsClock.None"/> when there was none.</param>
/// <param name="Dts">When it is decoded, by the program's clock; likewise.</param>
internal readonly record struct KeyFrame(long Position, long Timestamp, long Pcr, long Dts);
