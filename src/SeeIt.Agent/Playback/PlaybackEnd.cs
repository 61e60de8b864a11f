using SeeIt.Agent.SeeIt;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;
using SeeIt.Contracts.Player;

namespace SeeIt.Agent.Playback;

/// <summary>Why what was playing plays no more. All but <see cref="Finished"/> is a picture lost.</summary>
/// <param name="Failure">What to say when it cannot be brought back.</param>
public abstract record PlaybackEnd(Failure Failure)
{
    /// <summary>The media came to its end.</summary>
    public sealed record Finished() : PlaybackEnd(new Failure(FailureKind.SourceUnreachable, "The source ended."));

    /// <summary>The source ended, failed, or sends nothing any more.</summary>
    public sealed record SourceLost(Failure Failure) : PlaybackEnd(Failure);

    /// <summary>The picture stands still, or is gone while the sound goes on.</summary>
    public sealed record Stalled(PictureHealth Health, Failure Failure) : PlaybackEnd(Failure);

    /// <summary>LibVLC gave up.</summary>
    public sealed record GaveUp(Failure Failure) : PlaybackEnd(Failure);

    /// <summary>Nothing is wrong: the person wants the newest picture, or another place of a recording.</summary>
    public sealed record ToElsewhere(bool StaysPaused) : PlaybackEnd(new Failure(FailureKind.SourceUnreachable, "The source did not open again."));

    /// <summary>The player process ended.</summary>
    public sealed record PlayerGone() : PlaybackEnd(new Failure(FailureKind.PlayerCrashed, "The player ended, and again when it was started anew."));
}

/// <summary>How it goes with what is on.</summary>
public abstract record PlaybackNews
{
    private PlaybackNews()
    {
    }

    public sealed record State(PlayerState Player) : PlaybackNews;

    /// <param name="Picture">How the picture is now.</param>
    /// <param name="Statistics">What had been counted by then; null before the first report.</param>
    public sealed record Health(PictureHealth Picture, PlaybackStatistics? Statistics) : PlaybackNews;

    /// <summary>With each of the player's reports, but of what is paused or waits.</summary>
    public sealed record Measured(PlaybackStatistics Statistics) : PlaybackNews;

    public sealed record Media(MediaEvent What) : PlaybackNews;

    /// <summary>The box has no audio output for it, or has one again.</summary>
    public sealed record Sound(bool IsMissing) : PlaybackNews;

    /// <summary>What it comes from, with each of the player's reports.</summary>
    /// <param name="Tuner">Null where it comes from no tuner that is known.</param>
    /// <param name="Held">How much of what is live is held; null where it is not known.</param>
    /// <param name="Newest">The newest place of a recording that grows; null of all else.</param>
    public sealed record Input(TunerStatus? Tuner, TimeSpan? Held, TimeSpan? Newest) : PlaybackNews;

    /// <summary>Of media that can seek.</summary>
    public sealed record Place(TimeSpan At) : PlaybackNews;
}
