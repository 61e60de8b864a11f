using System.Text.Json.Serialization;

namespace SeeIt.Contracts.Hub;

/// <summary>What a command asks for. The JSON property <c>verb</c> tells which, and comes first.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "verb")]
[JsonDerivedType(typeof(SeeItVerb), "see-it")]
[JsonDerivedType(typeof(PauseVerb), "pause")]
[JsonDerivedType(typeof(ResumeVerb), "resume")]
[JsonDerivedType(typeof(StopVerb), "stop")]
[JsonDerivedType(typeof(SetVolumeVerb), "set-volume")]
[JsonDerivedType(typeof(SetMutedVerb), "set-muted")]
[JsonDerivedType(typeof(SeekVerb), "seek")]
[JsonDerivedType(typeof(SeekToLiveVerb), "seek-to-live")]
[JsonDerivedType(typeof(SetRateVerb), "set-rate")]
[JsonDerivedType(typeof(SelectTrackVerb), "select-track")]
[JsonDerivedType(typeof(ChannelStepVerb), "channel-step")]
public abstract record Verb
{
    /// <summary>How long after the tap the command may still start.</summary>
    [JsonIgnore]
    public virtual TimeSpan TimeToLive => TimeSpan.FromSeconds(5);
}

/// <summary>Show this airing's channel. Done when its first picture was displayed.</summary>
/// <param name="Airing">The candidate that was tapped.</param>
/// <param name="Post">The post it came from: kept with the viewing session on the box.</param>
public sealed record SeeItVerb(AiringReference Airing, Post? Post = null) : Verb
{
    public override TimeSpan TimeToLive => TimeSpan.FromSeconds(60);
}

public sealed record PauseVerb : Verb;

public sealed record ResumeVerb : Verb;

public sealed record StopVerb : Verb;

/// <param name="Percent">0 to 100.</param>
public sealed record SetVolumeVerb(int Percent) : Verb;

public sealed record SetMutedVerb(bool Muted) : Verb;

/// <summary>Go to a place of what is on.</summary>
/// <param name="TimeMs">Media time, not negative.</param>
public sealed record SeekVerb(long TimeMs) : Verb;

/// <summary>Go to the newest picture of what is live.</summary>
public sealed record SeekToLiveVerb : Verb;

/// <param name="Rate">1 is normal speed; 0.25 to 4.</param>
public sealed record SetRateVerb(double Rate) : Verb;

/// <param name="Kind">Which kind of track.</param>
/// <param name="TrackId">One of <see cref="MediaStatus.Tracks"/>; null for none of the kind.</param>
public sealed record SelectTrackVerb(Player.TrackKind Kind, int? TrackId) : Verb;

/// <summary>The next channel of the lineup, or the one before.</summary>
/// <param name="Step">1 up, -1 down.</param>
public sealed record ChannelStepVerb(int Step) : Verb
{
    public override TimeSpan TimeToLive => TimeSpan.FromSeconds(10);
}
