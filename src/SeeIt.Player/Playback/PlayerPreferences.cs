using SeeIt.Contracts.Player;
using SeeIt.LibVlc;

namespace SeeIt.Player.Playback;

/// <summary>What a household likes, as far as one of LibVLC's players holds it over all that it plays. On the LibVLC thread.</summary>
internal static class PlayerPreferences
{
    public static void Apply(PlaybackPreferences preferences, MediaPlayer player)
    {
        if (preferences.Deinterlacing != Deinterlacing.WhenNeeded)
        {
            player.SetDeinterlace(preferences.Deinterlacing == Deinterlacing.Always ? "yadif" : null);
        }

        player.AspectRatio = preferences.AspectRatio;
        player.CropGeometry = preferences.Crop;
        player.SetPassthrough(preferences.Passthrough);
        if (preferences.AudioDevice is { } device)
        {
            player.SetOutputDevice(device);
        }
    }
}
