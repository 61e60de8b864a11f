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
