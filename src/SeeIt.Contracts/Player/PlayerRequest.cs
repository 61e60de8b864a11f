using System.Text.Json.Serialization;

namespace SeeIt.Contracts.Player;

/// <summary>What the agent asks of the player, on the control connection. Each is answered by one <see cref="PlayerReply"/>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "request")]
[JsonDerivedType(typeof(HelloRequest), "hello")]
[JsonDerivedType(typeof(OpenRequest), "open")]
[JsonDerivedType(typeof(ShowRequest), "show")]
[JsonDerivedType(typeof(StopRequest), "stop")]
[JsonDerivedType(typeof(SetPausedRequest), "set-paused")]
[JsonDerivedType(typeof(SetVolumeRequest), "set-volume")]
[JsonDerivedType(typeof(SetMutedRequest), "set-muted")]
[JsonDerivedType(typeof(ShowScreenRequest), "show-screen")]
[JsonDerivedType(typeof(SnapshotRequest), "snapshot")]
[JsonDerivedType(typeof(SeekRequest), "seek")]
[JsonDerivedType(typeof(SetRateRequest), "set-rate")]
[JsonDerivedType(typeof(SelectTrackRequest), "select-track")]
[JsonDerivedType(typeof(SetPreferencesRequest), "set-preferences")]
[JsonDerivedType(typeof(ShowOverlayRequest), "show-overlay")]
public abstract record PlayerRequest;

/// <summary>First on every control connection; the reply's detail names the player's and LibVLC's versions.</summary>
public sealed record HelloRequest(int Protocol) : PlayerRequest;

/// <summary>
/// Play this in place of what is on, or beside it as a standby: decoded, without sound, unseen until <see cref="ShowRequest"/>.
/// The reply says that it was begun; the picture is told by <see cref="FirstPictureEvent"/>, of a standby once it is shown.
/// </summary>
/// <param name="Session">Chosen by the agent, rising; events carry it.</param>
/// <param name="Input">Where the bytes come from.</param>
/// <param name="CachingMs">LibVLC's network- and live-caching in milliseconds, 0 to 60,000.</param>
/// <param name="Standby">Beside what is on.</param>
/// <param name="StartMs">Where to begin, in media time; only where the media can seek.</param>
/// <param name="InSoftware">Hardware that could decode is not asked.</param>
/// <param name="LiveDelayMs">How far behind its newest picture live HLS or DASH begins, as far as its playlist reaches back, 0 to 120,000; null as LibVLC does.</param>
/// <param name="Trace">W3C traceparent of what the agent does: the player tells its steps. Null: it does not.</param>
public sealed record OpenRequest(
    long Session, MediaInput Input, int CachingMs = 300, bool Standby = false, long StartMs = 0, bool InSoftware = false,
    int? LiveDelayMs = null, string? Trace = null) : PlayerRequest;

/// <summary>Put a standby on the TV, with its sound, in place of what is on, which ends.</summary>
/// <param name="Session">The standby's.</param>
/// <param name="Trace">As in <see cref="OpenRequest"/>.</param>
public sealed record ShowRequest(long Session, string? Trace = null) : PlayerRequest;

/// <summary>End the session and take its picture away.</summary>
public sealed record StopRequest(long Session) : PlayerRequest;

public sealed record SetPausedRequest(long Session, bool Paused) : PlayerRequest;

/// <param name="Percent">0 to 100.</param>
/// <param name="FadeMs">How long the way there takes, 0 to 5,000 milliseconds.</param>
public sealed record SetVolumeRequest(int Percent, int FadeMs = 0) : PlayerRequest;

public sealed record SetMutedRequest(bool Muted) : PlayerRequest;

/// <summary>What to show where no picture is.</summary>
public sealed record ShowScreenRequest(Screen Screen) : PlayerRequest;

/// <summary>A PNG of the picture that is on, in the reply.</summary>
/// <param name="Session">Whose picture.</param>
/// <param name="Width">Pixels, 1 to 3,840; the height keeps the aspect.</param>
public sealed record SnapshotRequest(long Session, int Width) : PlayerRequest;

/// <summary>Go to a place of the media, to the very picture. Refused where it cannot seek.</summary>
/// <param name="Session">Whose.</param>
/// <param name="TimeMs">Media time; beyond the end is the end.</param>
public sealed record SeekRequest(long Session, long TimeMs) : PlayerRequest;

/// <param name="Session">Whose.</param>
/// <param name="Rate">1 is normal speed; 0.25 to 4.</param>
public sealed record SetRateRequest(long Session, double Rate) : PlayerRequest;

/// <param name="Session">Whose.</param>
/// <param name="Kind">Which kind of track.</param>
/// <param name="TrackId">One of <see cref="MediaEvent.Tracks"/>; null for none of the kind.</param>
public sealed record SelectTrackRequest(long Session, TrackKind Kind, int? TrackId) : PlayerRequest;

/// <summary>Holds for what is on and for all that comes.</summary>
public sealed record SetPreferencesRequest(PlaybackPreferences Preferences) : PlayerRequest;

/// <summary>Put something over the picture, in place of what is over it; null takes it away.</summary>
public sealed record ShowOverlayRequest(Overlay? Overlay) : PlayerRequest;

/// <summary>Where the bytes of a session come from. The player opens nothing else.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "input")]
[JsonDerivedType(typeof(StreamInput), "stream")]
[JsonDerivedType(typeof(ProxyInput), "proxy")]
[JsonDerivedType(typeof(TunerInput), "tuner")]
public abstract record MediaInput;

/// <summary>MPEG-TS that the agent writes on a further connection to the player's socket, opened by a <see cref="MediaHeader"/>.</summary>
/// <param name="StreamId">The header's.</param>
/// <param name="Program">The service id; null for the first.</param>
/// <param name="IsStored">A recording: it is written as fast as it is read, and the player sets the pace. Otherwise it is written as it airs.</param>
public sealed record StreamInput(long StreamId, int? Program = null, bool IsStored = false) : MediaInput;

/// <summary>HLS, DASH or MP4, fetched by LibVLC through the relay's forward proxy.</summary>
/// <param name="Url">http; the proxy knows what it stands for.</param>
/// <param name="Proxy">The relay's proxy on loopback: <c>http://127.0.0.1:port</c>.</param>
public sealed record ProxyInput(string Url, string Proxy) : MediaInput;

/// <summary>A DVB adapter of this machine, opened by LibVLC.</summary>
/// <param name="Mrl">An address of one of the <see cref="Schemes"/>.</param>
/// <param name="Program">The service id; null for the first.</param>
public sealed record TunerInput(string Mrl, int? Program) : MediaInput
{
    /// <summary>LibVLC's names of what an adapter can receive; <c>dvb</c> leaves it to the address's parameters.</summary>
    public static IReadOnlyList<string> Schemes { get; } =
        ["dvb", "dvb-t", "dvb-t2", "dvb-c", "dvb-c2", "dvb-s", "dvb-s2", "atsc", "cqam", "isdb-t", "isdb-s", "isdb-c"];
}

/// <summary>What the TV shows where no picture is.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "screen")]
[JsonDerivedType(typeof(IdleScreen), "idle")]
[JsonDerivedType(typeof(PairingScreen), "pairing")]
[JsonDerivedType(typeof(TroubleScreen), "trouble")]
[JsonDerivedType(typeof(TuningScreen), "tuning")]
[JsonDerivedType(typeof(RadioScreen), "radio")]
public abstract record Screen;

/// <param name="TvName">The TV's name.</param>
public sealed record IdleScreen(string TvName) : Screen;

/// <param name="TvName">The TV's name.</param>
/// <param name="Address">Where to type the code: the hub's pairing page.</param>
/// <param name="Code">Eight letters, shown in two groups of four.</param>
/// <param name="Link">What the QR code opens: the pairing page with the code filled in.</param>
/// <param name="Number">10 to 99, picked by the person who approves.</param>
public sealed record PairingScreen(string TvName, string Address, string Code, string Link, int Number) : Screen;

/// <param name="Title">What is wrong, in a few words.</param>
/// <param name="Text">What the person can do, or what the box is doing about it.</param>
public sealed record TroubleScreen(string Title, string Text) : Screen;

/// <param name="Title">What is coming: the show.</param>
/// <param name="Channel">On which channel.</param>
public sealed record TuningScreen(string Title, string Channel) : Screen;

/// <param name="Title">What is heard: the show.</param>
/// <param name="Channel">On which channel.</param>
public sealed record RadioScreen(string Title, string Channel) : Screen;
