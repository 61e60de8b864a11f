namespace SeeIt.Player.Playback;

/// <summary>A counter of LibVLC's that is 32 bits wide and wraps, as one that rises. A session starts each at 0.</summary>
internal struct Counter
{
    private int _last;

    public long Total { get; private set; }

    /// <param name="reading">Seen often enough to tell one wrap from two.</param>
    public void See(int reading)
    {
        Total += unchecked((uint)(reading - _last));
        _last = reading;
    }
}
