using System.Collections.Concurrent;
using SeeIt.Relay.Ts;

namespace SeeIt.Relay.Recordings;

/// <summary>A recording's file: whole packets, written at the end by one, read by any.</summary>
internal static class RecordingFile
{
    private static readonly ConcurrentDictionary<string, Growth> Growing = new();

    /// <summary>To be written on behind its last whole packet: a power cut may have torn one.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
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

    /// <exception cref="IOException">It is not there, or cannot be read.</exception>
    public static FileStream Read(string path) => new(path, new FileStreamOptions
    {
        Mode = FileMode.Open,
        Access = FileAccess.Read,
        Share = FileShare.ReadWrite,
        BufferSize = 0,
    });

    /// <summary>This process records into it.</summary>
    public static bool IsGrowing(string path) => Growing.ContainsKey(Path.GetFullPath(path));

    /// <summary>It is told to grow until the result is disposed.</summary>
    /// <exception cref="IOException">Another recording writes it.</exception>
    public static IDisposable Grow(string path) => new Growth(Path.GetFullPath(path));

    /// <summary>Bytes of the whole packets among so many.</summary>
    public static long WholePackets(long bytes) => bytes / TsPacket.Size * TsPacket.Size;

    private sealed class Growth : IDisposable
    {
        private readonly string _path;

        public Growth(string path)
        {
            _path = path;
            if (!Growing.TryAdd(path, this))
            {
                throw new IOException("It is being recorded already.");
            }
        }

        public void Dispose() => Growing.TryRemove(new(_path, this));
    }
}
