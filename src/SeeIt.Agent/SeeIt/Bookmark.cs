using SeeIt.Agent.Reporting;

namespace SeeIt.Agent.SeeIt;

/// <summary>
/// Keeps the place in what can seek, so that an agent that is killed goes on there: each ten seconds, and at once when it
/// was paused or sought. Used by the show only.
/// </summary>
/// <param name="sessions">Where.</param>
/// <param name="session">The viewing session; null when it could not be kept.</param>
/// <param name="time">Clock.</param>
internal sealed class Bookmark(ViewingSessions sessions, long? session, TimeProvider time)
{
    private static readonly TimeSpan _every = TimeSpan.FromSeconds(10);

    /// <summary>The player tells a place twice a second, at four times the normal speed at most.</summary>
    private static readonly TimeSpan _leap = TimeSpan.FromSeconds(4);

    private long _keptAt = time.GetTimestamp();
    private TimeSpan? _place;
    private TimeSpan? _kept;

    /// <summary>The player is there.</summary>
    public void Reached(TimeSpan place)
    {
        var hasLeapt = _place is { } before && (place - before).Duration() > _leap;
        _place = place;
        if (hasLeapt || time.GetElapsedTime(_keptAt) >= _every)
        {
            Keep();
        }
    }

    /// <summary>Keeps the last place, if it has one that is not kept yet. Returns at once.</summary>
    public void Keep()
    {
        if (_place is { } place && place != _kept)
        {
            (_kept, _keptAt) = (place, time.GetTimestamp());
            sessions.KeepPlace(session, (long)place.TotalMilliseconds);
        }
    }
}
