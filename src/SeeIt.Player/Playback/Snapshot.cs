using SeeIt.LibVlc;

namespace SeeIt.Player.Playback;

internal static class Snapshot
{
    /// <summary>
    /// LibVLC takes the next picture that it displays and gives up after half a second without a word; just after a change
    /// the first picture stands still for longer.
    /// </summary>
    private const int Tries = 3;

    /// <returns>A PNG, or null when there is no picture.</returns>
    public static byte[]? Take(MediaPlayer player, Deadline deadline, int width)
    {
        var path = Path.Combine(PrivateFolder.Path, "snapshot.png");
        try
        {
            for (var i = 0; i < Tries && deadline.Call("libvlc_video_take_snapshot", () => player.TakeSnapshot(0, path, (uint)width, 0)); i++)
            {
                if (File.Exists(path))
                {
                    return File.ReadAllBytes(path);
                }
            }

            return null;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
