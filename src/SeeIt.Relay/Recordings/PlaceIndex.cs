using System.Buffers.Binary;
using SeeIt.Relay.Ts;

namespace SeeIt.Relay.Recordings;

/// <summary>
/// The places of a recording, in a file beside it: for each its position, its time and the program clock there, both in 90
/// kHz, little-endian, 8 bytes each. It only saves looking: what of it is missing is found in the recording.
/// </summary>
internal static class PlaceIndex
{
    private const int EntrySize = 3 * sizeof(long);

    /// <summary>A year.</summary>
    private const long MostTicks = 366L * 24 * 3600 * TsClock.Second;

    public static string PathOf(string recording) => recording + ".places";

    public static byte[] ToBytes(IReadOnlyList<RecordedPlace> places)
    {
        var bytes = new byte[places.Count * EntrySize];
        for (var index = 0; index < places.Count; index++)
        {
            var entry = bytes.AsSpan(index * EntrySize, EntrySize);
            BinaryPrimitives.WriteInt64LittleEndian(entry, places[index].Position);
            BinaryPrimitives.WriteInt64LittleEndian(entry[sizeof(long)..], places[index].Ticks);
            BinaryPrimitives.WriteInt64LittleEndian(entry[(2 * sizeof(long))..], places[index].Clock);
        }

        return bytes;
    }

    /// <summary>Where the folder takes it.</summary>
    public static void Keep(string recording, IReadOnlyList<RecordedPlace> places)
    {
        var beside = $"{PathOf(recording)}.new";
        try
        {
            File.WriteAllBytes(beside, ToBytes(places));
            File.Move(beside, PathOf(recording), overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is found anew each time then.
        }
    }

    /// <summary>As far as it makes sense for a recording of this length; empty when there is none.</summary>
    public static List<RecordedPlace> Read(string recording, long length)
    {
        List<RecordedPlace> places = [];
        if (!File.Exists(PathOf(recording)))
        {
            return places;
        }

        ReadOnlySpan<byte> bytes = File.ReadAllBytes(PathOf(recording));
        for (; bytes.Length >= EntrySize; bytes = bytes[EntrySize..])
        {
            var place = new RecordedPlace(
                BinaryPrimitives.ReadInt64LittleEndian(bytes),
                BinaryPrimitives.ReadInt64LittleEndian(bytes[sizeof(long)..]),
                BinaryPrimitives.ReadInt64LittleEndian(bytes[(2 * sizeof(long))..]));
            var before = places.Count > 0 ? places[^1] : new RecordedPlace(-1, 0, 0);
            if (place.Position <= before.Position || place.Ticks < before.Ticks || place.Ticks > MostTicks
                || place.Position >= length || RecordingFile.WholePackets(place.Position) != place.Position)
            {
                break;
            }

            places.Add(place);
        }

        return places;
    }
}
