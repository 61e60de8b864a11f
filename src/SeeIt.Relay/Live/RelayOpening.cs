namespace SeeIt.Relay;

/// <summary>What came of opening a source: exactly one of the kinds below.</summary>
public abstract record RelayOpening;

/// <summary>MPEG-TS: open, and being read. The caller owns the stream.</summary>
public sealed record LiveOpening(LiveStream Stream) : RelayOpening;

/// <summary>Opened through <see cref="SharedSources"/>. The caller owns the hold, and with it the tuner.</summary>
/// <param name="Hold">For as long as it is used.</param>
/// <param name="What">A <see cref="LiveOpening"/>, whose stream the hold has, a <see cref="ProxiedOpening"/>, a <see cref="RecordedOpening"/> or a <see cref="DirectOpening"/>.</param>
public sealed record HeldOpening(SourceHold Hold, RelayOpening What) : RelayOpening;

/// <summary>Not live MPEG-TS, but something that the player can fetch through the <see cref="ForwardProxy"/>. Nothing is left open.</summary>
public sealed record ProxiedOpening(ProxiedFormat Format) : RelayOpening;

/// <summary>An adapter of this machine: LibVLC opens it. Nothing was opened.</summary>
/// <param name="Mrl">The address as LibVLC reads it: <c>dvb-t://frequency=…</c>.</param>
public sealed record DirectOpening(string Mrl) : RelayOpening;

/// <summary>A recording: it is there, and each who plays it opens it.</summary>
public sealed record RecordedOpening(RecordedShow Show) : RelayOpening;

/// <summary>Not opened. Nothing is left open.</summary>
public sealed record FailedOpening(RelayFailure Failure) : RelayOpening;

/// <summary>What the player fetches by itself, through the proxy.</summary>
public enum ProxiedFormat
{
    Hls,
    Dash,
    Mp4,
}
