using SeeIt.Agent.Reporting;

namespace SeeIt.Agent.SeeIt;

/// <summary>
/// Keeps the place in what can seek, so that an agent that is killed goes on there: each ten seconds, and at once when it
/// was paused or sought. Used by the show only.
/// </summary>
/// <param name="sessions">Where.</param>
/// <param name="session">The viewing session; null when it could not be kept.</param>
/// <param name="begun">The place that was kept with it.</param>
/// <param name="time">Clock.</param>
internal sealed class Bookmark(ViewingSessions sessions, long? session, TimeSpan begun, TimeProvider time)
{
    private static readonly TimeSpan _every = TimeSpan.FromSeconds(10);

    /// <summary>The player tells a place twice a second, at four times the normal speed at most.</summary>
    private static readonly TimeSpan _leap = TimeSpan.FromSeconds(4);

    private long _keptAt = time.GetTimestamp();
    private TimeSpan _place = begun;
    private TimeSpan _kept = begun;

    /// <summary>The player is there.</summary>
    public void Reached(TimeSpan place)
    {
        var hasLeapt = (place - _place).Duration() > _leap;
        _place = place;
        if (hasLeapt || time.GetElapsedTime(_keptAt) >= _every)
        {
            Keep();
        }
    }

    /// <summary>Keeps the last place, if it is not kept yet. Returns at once.</summary>
    public void Keep()
    {
        if (_place != _kept)
        {
            (_kept, _keptAt) = (_place, time.GetTimestamp());
            sessions.KeepPlace(session, (long)_place.TotalMilliseconds);
        }
    }
}
