namespace SeeIt.Bench.Screen;

/// <summary>How a channel came on the screen; timestamps of the TimeProvider.</summary>
/// <param name="First">Its first picture.</param>
/// <param name="Begins">The first picture of those that flow: each of the ten after it follows within 100 ms.</param>
internal sealed record Motion(long First, long Begins)
{
    private const int Following = 10;
    private static readonly TimeSpan LongestGap = TimeSpan.FromMilliseconds(100);

    /// <param name="changes">What came on the screen, in order.</param>
    /// <param name="channel">Whose motion; what others show meanwhile is left out.</param>
    /// <returns>Null while it does not flow.</returns>
    public static Motion? Find(IReadOnlyList<Change> changes, int channel)
    {
        var own = changes.Where(change => change.Frame.Channel == channel).ToList();
        var longest = (long)(LongestGap.TotalSeconds * TimeProvider.System.TimestampFrequency);
        var flowing = 0;
        for (var i = 1; i < own.Count; i++)
        {
            flowing = own[i].At - own[i - 1].At <= longest ? flowing + 1 : 0;
            if (flowing == Following)
            {
                return new Motion(own[0].At, own[i - Following].At);
            }
        }

        return null;
    }
}
