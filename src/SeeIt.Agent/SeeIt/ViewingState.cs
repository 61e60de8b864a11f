using SeeIt.Contracts;
using SeeIt.Contracts.Hub;
using SeeIt.Contracts.Player;

namespace SeeIt.Agent.SeeIt;

/// <summary>What is, or is about to be, on the TV.</summary>
/// <param name="CommandId">The command that asked for it.</param>
/// <param name="ChannelId">The household's channel.</param>
/// <param name="Channel">Its display name.</param>
/// <param name="Title">The show, as far as the guide knows.</param>
/// <param name="Episode">Its episode.</param>
/// <param name="RequestedBy">Who gave the command.</param>
public sealed record Viewed(Guid CommandId, string ChannelId, string Channel, string? Title, string? Episode, string? RequestedBy = null);

/// <summary>
/// What the TV does, as one immutable value that only <see cref="Next"/> moves.
/// <code>
///          Tuning              FirstPicture             Paused
///   idle ─────────▶ tuning ─────────────────▶ playing ◀───────▶ paused
///    ▲                │ Failed           Stalled │ ▲    Resumed    │
///    │                ▼                          ▼ │ Flowing       │
///    ├── Stopped ─ error ◀──── Failed ──── buffering               │
///    │               └─────── FirstPicture: playing                │
///    └────────── Stopped ───────────────────────┴──────────────────┘
///
///   Tuning leads to tuning from every state; Stopped to idle; Failed to error from all but idle. FirstPicture leads to
///   playing from tuning, and from every state but idle when a lost picture is back.
///   Volume and mute change in every state; health, media, rate, what is received and what is counted while something is shown; the place
///   while it plays or is paused. A viewing session begins with the first picture, and its end changes no state. An event that a state does not know leaves it as it is.
/// </code>
/// </summary>
public sealed record ViewingState
{
    public TvState State { get; private init; } = TvState.Idle;

    /// <summary>Null when idle.</summary>
    public Viewed? On { get; private init; }

    /// <summary>From the command's receipt to the first picture; null before it.</summary>
    public int? FirstPictureMs { get; private init; }

    /// <summary>When that first picture came.</summary>
    public DateTimeOffset? FirstPictureAt { get; private init; }

    /// <summary>The viewing session that runs.</summary>
    public long? Session { get; private init; }

    /// <summary>How the one before ended.</summary>
    public SessionEnd? Last { get; private init; }

    /// <summary>
    /// As it was at <see cref="PositionTakenAt"/>: of media that can seek the place in it, of live media the playing time since
    /// the first picture.
    /// </summary>
    public TimeSpan Position { get; private init; }

    public DateTimeOffset PositionTakenAt { get; private init; }

    /// <summary>0 to 100.</summary>
    public int Volume { get; private init; } = 100;

    public bool Muted { get; private init; }

    /// <summary>Set in <see cref="TvState.Error"/> only.</summary>
    public Failure? Failure { get; private init; }

    /// <summary>What is played, from the first picture on.</summary>
    public MediaStatus? Media { get; private init; }

    /// <summary>Where one can be in what is live, as of <see cref="PositionTakenAt"/>; null where it is not known.</summary>
    public LiveRange? Live => Held is { } held
        ? new((long)(Position + Behind - held).TotalMilliseconds, (long)(Position + Behind).TotalMilliseconds)
        : null;

    /// <summary>How much of what is live is held.</summary>
    private TimeSpan? Held { get; init; }

    /// <summary>How far behind the newest picture <see cref="Position"/> is.</summary>
    private TimeSpan Behind { get; init; }

    /// <summary>What is held grows and shrinks with each picture: by less than this is no news.</summary>
    private static readonly TimeSpan _heldStep = TimeSpan.FromSeconds(5);

    /// <summary>A signal wavers: by less than these percent is no news.</summary>
    private const int SignalStep = 5;

    /// <summary>See <see cref="PlaybackStatistics"/>.</summary>
    private static readonly TimeSpan _countedEvery = TimeSpan.FromMinutes(1);

    /// <summary>A place that is so near to the expected one is no news: LibVLC counts in steps.</summary>
    private static readonly TimeSpan _asExpected = TimeSpan.FromSeconds(1.5);

    public static ViewingState Initial(DateTimeOffset now) => new() { PositionTakenAt = now };

    /// <summary>The state after <paramref name="happened"/> at <paramref name="now"/>. Pure.</summary>
    public ViewingState Next(ViewingEvent happened, DateTimeOffset now) => (State, happened) switch
    {
        (_, ViewingEvent.VolumeSet set) => this with { Volume = set.Percent },
        (_, ViewingEvent.MutedSet set) => this with { Muted = set.Muted },

        (_, ViewingEvent.Tuning tuning) => this with
        {
            State = TvState.Tuning, On = tuning.What, FirstPictureMs = null, FirstPictureAt = null, Session = null, Failure = null, Media = null,
            Position = TimeSpan.Zero, PositionTakenAt = now, Held = null, Behind = TimeSpan.Zero,
        },
        (TvState.Tuning, ViewingEvent.FirstPicture first) => this with
        {
            State = TvState.Playing, FirstPictureMs = first.ElapsedMs, FirstPictureAt = now, Session = first.Session,
            PositionTakenAt = now, Media = NewMedia(first),
        },
        (not TvState.Idle, ViewingEvent.FirstPicture back) when Media is not null =>
            At(now) with { State = TvState.Playing, Failure = null, Media = NewMedia(back), Held = null, Behind = TimeSpan.Zero },

        (TvState.Playing or TvState.Buffering, ViewingEvent.Paused) => At(now) with { State = TvState.Paused },
        (TvState.Paused, ViewingEvent.Resumed) => At(now).StillHeld() with { State = TvState.Playing },
        (TvState.Playing, ViewingEvent.Stalled) => At(now) with { State = TvState.Buffering },
        (TvState.Buffering, ViewingEvent.Flowing) => At(now) with { State = TvState.Playing },

        (_, ViewingEvent.HealthIs health) when Media is { } media => this with
        {
            Media = media with { Health = health.Health, Statistics = IsSame(health.Counted) ? media.Statistics : health.Counted! with { TakenAt = now } },
        },
        (_, ViewingEvent.Measured measured) when Media is { } media && IsDue(measured.Statistics, now) =>
            this with { Media = media with { Statistics = measured.Statistics with { TakenAt = now } } },
        (_, ViewingEvent.RateSet rate) when Media is { } media && media.Rate != rate.Rate => At(now) with { Media = media with { Rate = rate.Rate } },
        (TvState.Playing or TvState.Paused, ViewingEvent.Reached reached) when (reached.Place - At(now).Position).Duration() > _asExpected =>
            At(now).Moved(reached.Place),
        (_, ViewingEvent.Described described) when Media is { } media => this with
        {
            Media = media with
            {
                CanPause = described.What.CanPause, CanSeek = described.What.CanSeek,
                LengthMs = described.What.LengthMs, Tracks = Same(media.Tracks, described.What.Tracks) ?? described.What.Tracks,
            },
        },

        (_, ViewingEvent.Received received) when Media is { } media => IsNews(received) || IsNews(received.Newest, now)
            ? At(now).Ending(received.Newest) with { Held = received.Held, Media = media with { Tuner = received.Tuner } }
            : this,

        (_, ViewingEvent.SessionEnded ended) => this with { Session = null, Last = ended.End },
        (TvState.Error, ViewingEvent.Failed failed) when failed.Failure == Failure => this,
        (not TvState.Idle, ViewingEvent.Failed failed) => At(now) with { State = TvState.Error, Failure = failed.Failure },
        (not TvState.Idle, ViewingEvent.Stopped) => Initial(now) with { Volume = Volume, Muted = Muted, Last = Last },

        _ => this,
    };

    /// <summary>The same state by a clock that was set meanwhile.</summary>
    public ViewingState ClockSet(TimeSpan step) => step == TimeSpan.Zero ? this : this with
    {
        PositionTakenAt = PositionTakenAt + step,
        Media = Media is { Statistics: { } told } media ? media with { Statistics = told with { TakenAt = told.TakenAt + step } } : Media,
    };

    private static MediaStatus NewMedia(ViewingEvent.FirstPicture first) =>
        new(PictureHealth.Flowing, first.Source, false, false, null, 1, [], first.TuneMs);

    /// <summary>What is told again is the same list: lists are compared by reference. Null where it is another.</summary>
    private static IReadOnlyList<Track>? Same(IReadOnlyList<Track> told, IReadOnlyList<Track> now) => told.SequenceEqual(now) ? told : null;

    /// <summary>The same state with its position taken again: it grows only while playing, and what is live runs away from it otherwise.</summary>
    private ViewingState At(DateTimeOffset now) => this with
    {
        Position = State == TvState.Playing ? Position + ((now - PositionTakenAt) * (Media?.Rate ?? 1)) : Position,
        Behind = State == TvState.Playing ? Behind : Behind + (now - PositionTakenAt),
        PositionTakenAt = now,
    };

    /// <summary>Counters rise with each picture: that alone is news once a minute, and as soon as there is a bit rate.</summary>
    private bool IsDue(PlaybackStatistics now, DateTimeOffset at) => !IsSame(now)
        && (Media!.Statistics is { BitRate: not null } told ? at - told.TakenAt >= _countedEvery : now.BitRate is not null);

    /// <summary>There is nothing to tell, or it was told.</summary>
    private bool IsSame(PlaybackStatistics? now) => now is null || (Media!.Statistics is { } told && now with { TakenAt = told.TakenAt } == told);

    /// <summary>What was paused for longer than is held goes on with the oldest that is.</summary>
    private ViewingState StillHeld() => this with { Behind = Held < Behind ? Held.Value : Behind };

    /// <summary>It is elsewhere; what is live has its newest where it was.</summary>
    private ViewingState Moved(TimeSpan place) => this with { Position = place, Behind = Behind + Position - place };

    private ViewingState Ending(TimeSpan? newest) => newest is { } end ? this with { Behind = end > Position ? end - Position : TimeSpan.Zero } : this;

    private bool IsNews(TimeSpan? newest, DateTimeOffset now) =>
        newest is { } end && At(now) is var then && (end - then.Position - then.Behind).Duration() > _asExpected;

    private bool IsNews(ViewingEvent.Received received) =>
        Held is null != received.Held is null
        || (received.Held - Held)?.Duration() >= _heldStep
        || IsNews(Media!.Tuner, received.Tuner);

    private static bool IsNews(TunerStatus? told, TunerStatus? now) => told is null || now is null
        ? told != now
        : told with { Level = now.Level, Quality = now.Quality } != now
            || IsNews(told.Level, now.Level)
            || IsNews(told.Quality, now.Quality);

    private static bool IsNews(int? told, int? now) => told is null != now is null || Math.Abs(told - now ?? 0) >= SignalStep;
}

/// <summary>What can happen to the <see cref="ViewingState"/>.</summary>
public abstract record ViewingEvent
{
    private ViewingEvent()
    {
    }

    public sealed record Tuning(Viewed What) : ViewingEvent;

    /// <param name="ElapsedMs">Since the command came; of a picture that is back, of no use.</param>
    /// <param name="Source">The source that shows it, for people.</param>
    /// <param name="TuneMs">Since this source was opened.</param>
    /// <param name="Session">The viewing session that begins with it; of a picture that is back, of no use.</param>
    public sealed record FirstPicture(int ElapsedMs, string Source, int TuneMs = 0, long? Session = null) : ViewingEvent;

    public sealed record SessionEnded(SessionEnd End) : ViewingEvent;

    /// <param name="Tuner">Null where it comes from no tuner that is known.</param>
    /// <param name="Held">How much of what is live is held; null where it is not known.</param>
    /// <param name="Newest">The newest place, where the player does not keep at a distance from it; null of all else.</param>
    public sealed record Received(TunerStatus? Tuner, TimeSpan? Held, TimeSpan? Newest = null) : ViewingEvent;

    /// <param name="Health">How the picture is.</param>
    /// <param name="Counted">By now; null where nothing was.</param>
    public sealed record HealthIs(PictureHealth Health, PlaybackStatistics? Counted = null) : ViewingEvent;

    /// <summary>What was counted by now; its own time is not looked at.</summary>
    public sealed record Measured(PlaybackStatistics Statistics) : ViewingEvent;

    public sealed record Described(MediaEvent What) : ViewingEvent;

    public sealed record RateSet(double Rate) : ViewingEvent;

    /// <summary>The player is at this place of media that can seek.</summary>
    public sealed record Reached(TimeSpan Place) : ViewingEvent;

    public sealed record Paused : ViewingEvent;

    public sealed record Resumed : ViewingEvent;

    public sealed record Stalled : ViewingEvent;

    public sealed record Flowing : ViewingEvent;

    public sealed record Stopped : ViewingEvent;

    public sealed record Failed(Failure Failure) : ViewingEvent;

    public sealed record VolumeSet(int Percent) : ViewingEvent;

    public sealed record MutedSet(bool Muted) : ViewingEvent;
}

/// <summary>A typed failure and what exactly it was, for people.</summary>
public sealed record Failure(FailureKind Kind, string Detail);
