using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace SeeIt.LibVlc.Interop;

/// <summary>
/// Which player an object of VLC's belongs to. What a player makes (inputs, decoders, outputs) is below it in VLC's tree of
/// objects, by their parents. Thread-safe.
/// </summary>
internal sealed unsafe class PlayerObjects
{
    /// <summary>A decoder is four below its player.</summary>
    private const int Deepest = 16;

    private readonly ConcurrentDictionary<nint, long> _players = new();

    /// <param name="player">A <c>libvlc_media_player_t</c>, which begins as every object does.</param>
    /// <param name="id">What it is to be found as.</param>
    public void Add(nint player, long id)
    {
        // A player is right below the instance. Where it is not, this VLC's objects are laid out otherwise: then nothing is told.
        var common = (Common*)player;
        if (common->Parent == common->Instance && common->Parent != null)
        {
            _players[player] = id;
        }
    }

    /// <summary>Its memory may be another player's by now: only what was added under this id is taken out.</summary>
    public void Remove(nint player, long id) => _players.TryRemove(KeyValuePair.Create(player, id));

    /// <param name="vlcObject">One that lives, and so its parents do.</param>
    /// <returns>0 where it belongs to no player that is known.</returns>
    public long Of(nuint vlcObject)
    {
        // Without a player there is nothing to find, and objects may be laid out otherwise.
        if (_players.IsEmpty)
        {
            return 0;
        }

        var at = (Common*)vlcObject;
        for (var depth = 0; at != null && depth < Deepest; depth++, at = at->Parent)
        {
            if (_players.TryGetValue((nint)at, out var id))
            {
                return id;
            }
        }

        return 0;
    }

    /// <summary><c>struct vlc_common_members</c> (vlc_common.h of 3.0.24): plugins are built on it, so that it is the same in all of 3.0.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Common
    {
        public byte* ObjectType;
        public byte* Header;
        public int Flags;
        public byte Force;
        public Common* Instance;
        public Common* Parent;
    }
}
