namespace SeeIt.Guide;

/// <summary>The time that the guide tells something of, on the household's channels.</summary>
/// <param name="Begins">The first start. UTC.</param>
/// <param name="Ends">The last stop, exclusive. UTC.</param>
public sealed record GuideSpan(DateTimeOffset Begins, DateTimeOffset Ends)
{
    /// <summary>Nothing is known of this time or of any later one.</summary>
    public bool IsOverAt(DateTimeOffset at) => Ends <= at;
}
