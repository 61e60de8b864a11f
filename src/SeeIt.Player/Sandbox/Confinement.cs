using System.Runtime.InteropServices;
using SeeIt.Player.Control;

namespace SeeIt.Player.Sandbox;

/// <summary>
/// The player's life has two parts. Landlock restricts the thread that asks for it and what that thread starts, and .NET
/// has further threads before the first line of the program: so the process restricts one thread, which replaces the
/// process by the same program under the same id. Only that second part opens the screen and LibVLC.
/// </summary>
internal static partial class Confinement
{
    /// <summary>Hands over to the second part: process id, descriptor of the listening socket, private folder.</summary>
    private const string Variable = "SEEIT_PLAYER_CONFINED";

    private const int SetDescriptorFlags = 2;

    /// <summary>Does not return in the first part where the kernel has Landlock.</summary>
    /// <returns>The listening socket.</returns>
    /// <exception cref="StartException">There is no socket to listen on, or the kernel refuses.</exception>
    public static ListeningSocket Enter(PlayerOptions options)
    {
        var listener = Inherit();
        if (listener is null)
        {
            listener = ListeningSocket.Open(options.Socket);
            PrivateFolder.Make(listener.Path);
            Privileges.GiveUp();
            if (Landlock.Abi > 0)
            {
                Replace(options, listener);
            }

            Console.Error.WriteLine("seeit-player: this kernel has no Landlock: the player can read what its user can.");
        }
        else if (Landlock.Abi < 4)
        {
            Console.Error.WriteLine("seeit-player: this kernel's Landlock knows no TCP (Linux 6.7 does): the player can connect to any port.");
        }

        Privileges.Hide();
        if (SystemCallFilter.Set() is { } problem)
        {
            Console.Error.WriteLine($"seeit-player: system calls are not filtered: {problem}.");
        }

        return listener;
    }

    private static ListeningSocket? Inherit()
    {
        var parts = Environment.GetEnvironmentVariable(Variable)?.Split(':', 3);
        if (parts is not [var id, var socket, var folder] || id != $"{Environment.ProcessId}" || !int.TryParse(socket, out var fd))
        {
            return null;
        }

        PrivateFolder.Inherit(folder);
        return ListeningSocket.Inherit(fd);
    }

    private static void Replace(PlayerOptions options, ListeningSocket listener)
    {
        // Libraries that keep caches, settings or sockets do so there.
        var home = Environment.GetEnvironmentVariable("HOME");
        if (Environment.GetEnvironmentVariable("XAUTHORITY") is null or "" && home is not null)
        {
            Environment.SetEnvironmentVariable("XAUTHORITY", Path.Combine(home, ".Xauthority"));
            _ = Libc.setenv("XAUTHORITY", Path.Combine(home, ".Xauthority"), 1);
        }

        _ = Libc.setenv("HOME", PrivateFolder.Path, 1);
        _ = Libc.setenv("TMPDIR", PrivateFolder.Path, 1);
        _ = Libc.setenv(Variable, $"{Environment.ProcessId}:{listener.Descriptor}:{PrivateFolder.Path}", 1);
        _ = fcntl(listener.Descriptor, SetDescriptorFlags, 0);
        using (var landlock = new Landlock())
        {
            Reach.Grant(landlock, options);
            landlock.Restrict();
        }

        string?[] arguments = [.. File.ReadAllText("/proc/self/cmdline").TrimEnd('\0').Split('\0'), null];
        _ = execv(Environment.ProcessPath!, arguments);
        throw new StartException($"{Environment.ProcessPath} cannot be run again: {Marshal.GetLastPInvokeErrorMessage()}", StartException.NoSandbox);
    }

    [LibraryImport(Libc.Library)]
    private static partial int fcntl(int fd, int command, int argument);

    [LibraryImport(Libc.Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int execv(string path, string?[] arguments);
}
