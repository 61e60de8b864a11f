using SeeIt.Contracts.Hub;

namespace SeeIt.Agent.SeeIt;

/// <summary>Which verbs can be carried out in a state, by their names on the wire.</summary>
internal static class AllowedVerbs
{
    public static IReadOnlyList<string> In(ViewingState state)
    {
        List<string> verbs = ["see-it", "channel-step", "set-volume", "set-muted"];
        if (state.State != TvState.Idle)
        {
            verbs.Add("stop");
        }

        if (state.Media is { } media)
        {
            verbs.AddRange(Of(media, state.State));
        }

        return verbs;
    }

    private static IEnumerable<string> Of(MediaStatus media, TvState state)
    {
        if (state == TvState.Paused)
        {
            yield return "resume";
        }
        else if (media.CanPause && state is TvState.Playing or TvState.Buffering)
        {
            yield return "pause";
        }

        if (media.CanSeek)
        {
            yield return "seek";
            yield return "set-rate";
        }

        // Before the player has described it, it is not known to have an end, nor to have none.
        if (media.Tracks.Count > 0)
        {
            yield return "select-track";
        }

        if (media is { Tracks.Count: > 0 } and not { CanSeek: true, LengthMs: not null })
        {
            yield return "seek-to-live";
        }
    }
}
