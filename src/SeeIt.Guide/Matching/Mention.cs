namespace SeeIt.Guide.Matching;

/// <summary>In what way a post names a show.</summary>
internal enum Surface
{
    Words,

    /// <summary>Its words with other spaces: "Master Chef", "doctorwho".</summary>
    Joined,

    /// <summary>A word in capitals that is made of the title's initials.</summary>
    Acronym,

    /// <summary>The whole of a hashtag.</summary>
    Hashtag,

    /// <summary>Initials as a hashtag.</summary>
    AcronymTag,

    /// <summary>A part of a longer hashtag.</summary>
    HashtagPart,

    /// <summary>The hashtag is the title's beginning: #Strictly.</summary>
    HashtagPrefix,
    Handle,
}

/// <summary>A place where a post names a show.</summary>
/// <param name="Post">The post, or the one that it quotes.</param>
/// <param name="Alias">The form of the title.</param>
/// <param name="Surface">How it is written.</param>
/// <param name="Written">As it stands in the post.</param>
/// <param name="First">Index of the first word; -1 in a tag or handle.</param>
/// <param name="Length">In words.</param>
/// <param name="HasTypo">A word is written with a wrong letter.</param>
internal sealed record Mention(ParsedPost Post, Alias Alias, Surface Surface, string Written, int First = -1, int Length = 0, bool HasTypo = false)
{
    public bool Contains(Mention other) =>
        First >= 0 && other.First >= First && other.First + other.Length <= First + Length && other.Length < Length;
}
