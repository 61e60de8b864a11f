using SeeIt.Relay.Ts;

namespace SeeIt.Relay.Recordings;

/// <summary>A recording's file: whole packets, written at the end by one, read by any.</summary>
internal static class RecordingFile
{
    /// <summary>To be written on behind its last whole packet: a power cut may have torn one.</summary>
    /// <exception cref="IOException">It cannot be made, or another recording writes it.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static FileStream Open(string path)
    {
        var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.Write,
            Share = FileShare.Read,
            BufferSize = 0,
        });
        try
        {
            file.SetLength(WholePackets(file.Length));
            file.Seek(0, SeekOrigin.End);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Bytes of the whole packets among so many.</summary>
    public static long WholePackets(long bytes) => bytes / TsPacket.Size * TsPacket.Size;
}
