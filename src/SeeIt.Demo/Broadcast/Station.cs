using SeeIt.Demo.TransportStream;

namespace SeeIt.Demo.Broadcast;

/// <summary>A channel on the air: its clip, and where in the endless stream the broadcast is now. The same for every viewer.</summary>
public sealed class Station(DemoChannel channel, Clip clip, TimeProvider time)
{
    private readonly long _began = time.GetTimestamp();

    public DemoChannel Channel => channel;

    public Clip Clip => clip;

    /// <summary>Since the first loop began. The first viewer finds the second loop: there is a past to make HLS segments from.</summary>
    public TimeSpan Position => clip.Duration + time.GetElapsedTime(_began);

    /// <summary>How many packets are on the air by now.</summary>
    public long Packets => clip.PacketsBy(Position);

    /// <param name="folder">Holds one clip per channel, <c>garden.demo.ts</c> and so on.</param>
    /// <param name="time">The broadcast's clock.</param>
    /// <exception cref="IOException">A clip is missing; the message says how to make it.</exception>
    /// <exception cref="InvalidDataException">A clip cannot loop.</exception>
    public static IReadOnlyList<Station> Open(string folder, TimeProvider time) =>
        [.. DemoChannel.All.Select(channel => new Station(channel, Clip.Load(Find(folder, channel)), time))];

    private static string Find(string folder, DemoChannel channel)
    {
        var path = Path.Combine(folder, channel.Id + ".ts");
        return File.Exists(path)
            ? path
            : throw new FileNotFoundException($"{path} is missing. Make the clips: packaging/make-clips.sh {folder}", path);
    }
}
