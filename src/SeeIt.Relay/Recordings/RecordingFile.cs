using System.Collections.Concurrent;
using SeeIt.Relay.Ts;

namespace SeeIt.Relay.Recordings;

/// <summary>A recording's file: whole packets, written at the end by one, read by any.</summary>
internal static class RecordingFile
{
    /// <summary>
    /// Behind the name: a file that is locked while the recording grows. Who is killed leaves the file, and not the lock.
    /// </summary>
    private const string Mark = ".growing";

    /// <summary>By this process, which need not ask the system.</summary>
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

    /// <summary>It is being recorded into, by this process or another one.</summary>
    public static bool IsGrowing(string path) => Path.GetFullPath(path) is var full && (Growing.ContainsKey(full) || IsLocked(full + Mark));

    /// <summary>It is told to grow until the result is disposed.</summary>
    /// <exception cref="IOException">Another recording writes it.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static IDisposable Grow(string path) => new Growth(Path.GetFullPath(path));

    /// <summary>Bytes of the whole packets among so many.</summary>
    public static long WholePackets(long bytes) => bytes / TsPacket.Size * TsPacket.Size;

    private static bool IsLocked(string mark)
    {
        try
        {
            // A shared lock, as every reader takes: refused while the recording has the exclusive one.
            new FileStream(mark, FileMode.Open, FileAccess.Read, FileShare.Read).Dispose();
            return false;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private sealed class Growth : IDisposable
    {
        private const int MostAttempts = 100;

        private readonly string _path;
        private readonly FileStream _mark;

        public Growth(string path)
        {
            _path = path;
            if (!Growing.TryAdd(path, this))
            {
                throw new IOException("It is being recorded already.");
            }

            try
            {
                _mark = Lock(path + Mark);
            }
            catch
            {
                Growing.TryRemove(new(path, this));
                throw;
            }
        }

        public void Dispose()
        {
            _mark.Dispose();
            Growing.TryRemove(new(_path, this));
        }

        /// <summary>Who looks at a mark that was left has it locked for a moment.</summary>
        private static FileStream Lock(string mark)
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return new(mark, new FileStreamOptions
                    {
                        Mode = FileMode.OpenOrCreate,
                        Access = FileAccess.Write,
                        Share = FileShare.None,
                        BufferSize = 0,
                        Options = FileOptions.DeleteOnClose,
                    });
                }
                catch (IOException) when (attempt < MostAttempts)
                {
                    Thread.Yield();
                }
            }
        }
    }
}
