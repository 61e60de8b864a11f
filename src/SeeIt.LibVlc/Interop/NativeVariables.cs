using System.Runtime.InteropServices;

namespace SeeIt.LibVlc.Interop;

/// <summary>
/// libvlccore's variables (vlc_variables.h of 3.0.24), for the one that libvlc sets and gives no way to set otherwise. A
/// player begins with the members common to all of VLC's objects, so that its pointer is an object's.
/// </summary>
internal static unsafe partial class NativeVariables
{
    private const int BoolType = 0x0020;
    private const int StringType = 0x0040;

    /// <summary>Makes the variable where there is none yet: what belongs to the player then finds it before VLC's option.</summary>
    /// <returns>False when the player has one of this name and of another type.</returns>
    public static bool SetBool(MediaPlayerHandle player, string name, bool value)
        => var_Create(player, name, BoolType) == 0 && var_SetChecked(player, name, BoolType, value ? 1 : 0) == 0;

    /// <returns>False when there is no such variable.</returns>
    public static bool SetString(MediaPlayerHandle player, string name, string value)
    {
        var text = Marshal.StringToCoTaskMemUTF8(value);
        try
        {
            // vlc_value_t, a union of eight bytes, goes where an integer goes. The text is copied.
            return var_SetChecked(player, name, StringType, text) == 0;
        }
        finally
        {
            Marshal.FreeCoTaskMem(text);
        }
    }

    [LibraryImport("libvlccore.so.9", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int var_Create(MediaPlayerHandle vlcObject, string name, int type);

    [LibraryImport("libvlccore.so.9", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int var_SetChecked(MediaPlayerHandle vlcObject, string name, int type, nint value);
}
